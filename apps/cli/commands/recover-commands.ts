import { randomInt } from "node:crypto";
import { copyFileSync, existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { ForcedRecovery, type ForcedRecoveryPlan } from "@lockstep/cluster/forced-recovery";
import { NoNodeDirectoryError } from "../node-directory.ts";
import type { Command } from "commander";

interface RecoverOptions {
  readonly forceSingle?: true;
  readonly data: string;
  readonly into: string;
  readonly acceptLoss?: true;
}

/** Beside the nodes' directories; a node that is started elsewhere needs them too. */
const SECRETS = ["client-secret", "api-keys.secret"];

/** For the day on which a majority of the disks is gone for good. */
export function addRecoverCommands(program: Command): void {
  program
    .command("recover")
    .description("make a cluster of one out of a stopped node's directory, when a majority is lost for good")
    .requiredOption("--force-single", "say that this is what you want")
    .option("--data <directory>", "the node's data directory; it stays as it is", "data/node-1")
    .option("--into <directory>", "where the new cluster's data goes", "recovered")
    .option("--accept-loss", "do it: without this, only what would be done and lost is told")
    .action(async ({ data, into, acceptLoss }: RecoverOptions) => {
      if (!existsSync(join(data, "state"))) throw new NoNodeDirectoryError(data);
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
        const directory = join(into, `node-${plan.nodeId}`);
        const clusterId = await recovery.run(directory, (bound) => randomInt(bound));
        for (const name of SECRETS) {
          const from = join(dirname(resolve(data)), name);
          if (existsSync(from)) copyFileSync(from, join(into, name));
        }
        console.log(
          `${directory} is cluster ${clusterId}, of node ${plan.nodeId} alone, up to position ${plan.lastPosition}. Start it with\n` +
            `  npm start -- --node ${plan.nodeId} --cluster ${clusterId} --data ${into}\n` +
            `and give it company again with empty nodes of cluster ${clusterId}: lockstep members add`,
        );
      } finally {
        await recovery.close();
      }
    });
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
