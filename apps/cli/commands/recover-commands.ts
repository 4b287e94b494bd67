import { randomInt } from "node:crypto";
import { copyFileSync, existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { backUp, type BackupReport } from "@lockstep/cluster/backup";
import { ForcedRecovery, type ForcedRecoveryPlan } from "@lockstep/cluster/forced-recovery";
import { type Application, startCommandOf } from "@lockstep/host/application";
import { OWNER_FILE } from "@lockstep/host/data-owner";
import { machineOf } from "../application-machine.ts";
import { checkDirectory, nodeDirectoryOf } from "../node-directory.ts";
import type { Command } from "commander";

interface RecoverOptions {
  readonly forceSingle?: true;
  readonly data: string;
  readonly into: string;
  readonly acceptLoss?: true;
}

interface CopyOptions {
  readonly data: string;
  readonly into: string;
}

/** Beside the nodes' directories; a node that is started elsewhere needs them too. */
const SHARED_FILES = ["client-secret", "api-keys.secret", OWNER_FILE];

/** For bad days: copies of what a node holds, and clusters made of one node's data. */
export function addRecoverCommands(program: Command, application: Application): void {
  program
    .command("backup")
    .description(
      "copy a node's state and log into a directory, beside the node or without it, and verify the copy",
    )
    .option("--data <directory>", "the node's data directory", nodeDirectoryOf(application))
    .requiredOption(
      "--into <directory>",
      "where the copy goes; it has secrets in it: keep it as safe as the node",
    )
    .action(async ({ data, into }: CopyOptions) => {
      checkDirectory(data);
      const directory = join(into, basename(resolve(data)));
      const notice = (message: string): void => console.error(message);
      const report = await backUp({
        from: data,
        into: directory,
        makeMachine: (...of) => machineOf(application, ...of),
        notice,
      });
      copySharedFiles(dirname(resolve(data)), into);
      console.log(backupText(directory, report));
    });

  program
    .command("restore")
    .description("make a cluster of one out of a backup, under another cluster id; the backup stays as it is")
    .argument("<backup>", "a node's directory in a backup, such as backup/node-1")
    .option("--into <directory>", "where the new cluster's data goes", "restored")
    .action(async (backup: string, { into }: CopyOptions) => {
      checkDirectory(backup);
      const recovery = await ForcedRecovery.open(backup);
      try {
        await recoverInto(application, into, recovery, backup);
      } finally {
        await recovery.close();
      }
    });

  program
    .command("recover")
    .description("make a cluster of one out of a stopped node's directory, when a majority is lost for good")
    .requiredOption("--force-single", "say that this is what you want")
    .option(
      "--data <directory>",
      "the node's data directory; it stays as it is",
      nodeDirectoryOf(application),
    )
    .option("--into <directory>", "where the new cluster's data goes", "recovered")
    .option("--accept-loss", "do it: without this, only what would be done and lost is told")
    .action(async ({ data, into, acceptLoss }: RecoverOptions) => {
      checkDirectory(data);
      const recovery = await ForcedRecovery.open(data);
      try {
        const { plan } = recovery;
        console.error(warning(plan, data));
        if (acceptLoss !== true) {
          console.error(
            "Nothing was done. If this is what you want, give the same command with --accept-loss.",
          );
          process.exitCode = 2;
          return;
        }
        await recoverInto(application, into, recovery, data);
      } finally {
        await recovery.close();
      }
    });
}

async function recoverInto(
  application: Application,
  into: string,
  recovery: ForcedRecovery,
  data: string,
): Promise<void> {
  const { nodeId, lastPosition } = recovery.plan;
  const directory = join(into, `node-${nodeId}`);
  const clusterId = await recovery.run(
    directory,
    (bound) => randomInt(bound),
    (...of) => machineOf(application, ...of),
  );
  copySharedFiles(dirname(resolve(data)), into);
  console.log(
    `${directory} is cluster ${clusterId}, of node ${nodeId} alone, up to position ${lastPosition}. Start it with\n` +
      `  ${startCommandOf(application)} -- --node ${nodeId} --cluster ${clusterId} --data ${into}\n` +
      `and give it company again with empty nodes of cluster ${clusterId}: lockstep members add`,
  );
}

function copySharedFiles(from: string, into: string): void {
  for (const name of SHARED_FILES) {
    const path = join(from, name);
    if (existsSync(path)) copyFileSync(path, join(into, name));
  }
}

function backupText(directory: string, report: BackupReport): string {
  return [
    `backup         ${directory}, of node ${report.nodeId} of cluster ${report.clusterId}`,
    `position       ${report.position}`,
    `cluster time   ${new Date(report.clusterTimeUs / 1_000).toISOString()}`,
    `state hash     ${report.stateHash}`,
    `output digest  ${report.outputDigest}`,
    `read back: the state was built from the copy, with ${report.batches} batches of log`,
  ].join("\n");
}

function warning(plan: ForcedRecoveryPlan, data: string): string {
  const { nodeId, clusterId, lastIndex, lastPosition, clusterTimeUs, acknowledgedIndex, tornTail } = plan;
  const lines = [
    "A CLUSTER OF ONE BY FORCE. Only for a majority of disks that is lost for good: while they can be started, start them.",
    `${basename(resolve(data))} is node ${nodeId} of cluster ${clusterId}. Its log ends at index ${lastIndex}, position ${lastPosition}, ` +
      `cluster time ${new Date(clusterTimeUs / 1_000).toISOString()}.`,
    "Lost is what only the others held: everything that was answered after that, if this node had fallen behind.",
    `Batches behind index ${acknowledgedIndex} may never have been answered; they count from now on: ${lastIndex - acknowledgedIndex} of them.`,
  ];
  if (tornTail !== undefined) lines.push(`The end of the log is torn and left out: ${tornTail}.`);
  lines.push(
    "Use the disk whose log goes furthest. The new cluster has another id: other disks of the old one are refused by it.",
  );
  return lines.join("\n");
}
