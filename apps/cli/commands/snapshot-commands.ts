import { basename } from "node:path";
import type { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import type { NodeAddress } from "@lockstep/cluster/client/desk-messages";
import { differences } from "@lockstep/cluster/past/entity-differences";
import { SnapshotCorruptError } from "@lockstep/cluster/snapshots/snapshot-errors";
import type { SnapshotFacts } from "@lockstep/cluster/snapshots/snapshot-duties";
import { StateFormatError } from "@lockstep/cluster/state-bytes";
import type { Application } from "@lockstep/host/application";
import type { Command } from "commander";
import { refusal } from "../cluster-status.ts";
import { connectNatively, type NativeOptions, withNativeOptions } from "../native-client.ts";
import { nodeDirectoryOf } from "../node-directory.ts";
import { entitiesIn, headOf, snapshotsOf, verifySnapshot } from "../snapshot-files.ts";
import { textTable } from "../text-table.ts";
import { printDifferences } from "./state-commands.ts";
import { positiveInteger } from "./market-commands.ts";

/** A state of millions of entities takes some seconds to write and to verify. */
const SNAPSHOT_MS_MAX = 600_000;

/** Asks a cluster for a snapshot, and looks into those of a node: beside it while it runs, or after it has died. */
export function addSnapshotCommands(program: Command, application: Application): void {
  const snapshot = withNativeOptions(program.command("snapshot"), application)
    .description(
      "have all nodes take a snapshot now, at the same position; or look into those that are there",
    )
    .action(async (options: NativeOptions) => {
      const reports = await takeSnapshots(options);
      console.log(takenText(reports));
      const hashes = new Set(reports.flatMap(({ facts }) => facts?.stateHash ?? []));
      if (hashes.size > 1) console.log("THE NODES DIFFER: their states at this position are not the same");
      if (hashes.size !== 1 || reports.some(({ facts }) => facts === undefined)) process.exitCode = 1;
    });
  const command = (name: string): Command =>
    snapshot
      .command(name)
      .option("--data <directory>", "a node's data directory", nodeDirectoryOf(application));

  command("list")
    .description("print a node's snapshots, newest first")
    .action((_options: unknown, { parent }: Command) => {
      console.log(listText(snapshotsOf(dataOf(parent!))));
    });

  command("verify")
    .description(
      "build the state from each snapshot and compare its hash; the exit code is 1 when one is bad",
    )
    .action((_options: unknown, { parent }: Command) => {
      for (const path of snapshotsOf(dataOf(parent!))) {
        const { text, isGood } = verdictOn(application, path);
        console.log(text);
        if (!isGood) process.exitCode = 1;
      }
    });

  snapshot
    .command("diff")
    .description(
      "print what is another in the second snapshot, entity by entity; the exit code is 1 when they differ",
    )
    .argument("<before>", "a snapshot's file")
    .argument("<after>", "another one, of the same node or of another")
    .option("--limit <n>", "entities to print", positiveInteger, 100)
    .action((before: string, after: string, { limit }: { limit: number }) => {
      const found = differences(entitiesIn(before), entitiesIn(after));
      printDifferences(application, found, limit);
      if (found.length > 0) process.exitCode = 1;
    });
}

interface Report {
  readonly nodeId: number;
  readonly facts: SnapshotFacts | undefined;
  readonly reason: string;
}

/** `snapshot` has this option too, and commander gives it to whoever comes first. */
function dataOf(snapshot: Command): string {
  return snapshot.opts<{ data: string }>().data;
}

/** By the leader first, which says at which position; then of each member what became of its own. */
async function takeSnapshots(options: NativeOptions): Promise<Report[]> {
  const client = await connectNatively(options);
  let taken: SnapshotFacts;
  let members: readonly NodeAddress[];
  try {
    const answer = await client.ask({ ask: "snapshot" }, "leader", SNAPSHOT_MS_MAX);
    if (!("snapshot" in answer)) throw refusal(answer);
    taken = answer.snapshot;
    const status = await client.ask({ ask: "status" }, "near");
    if (!("status" in status)) throw refusal(status);
    members = status.status.members;
  } finally {
    client.stop();
  }
  return Promise.all(members.map((member) => askMember(member, taken.position, options)));
}

async function askMember(
  { nodeId, clientAddress }: NodeAddress,
  position: number,
  options: NativeOptions,
): Promise<Report> {
  let client: ClusterClient | undefined;
  try {
    client = await connectNatively({ ...options, client: [clientAddress] });
    const answer = await client.ask({ ask: "snapshot", position }, "near", SNAPSHOT_MS_MAX);
    if (!("snapshot" in answer)) throw refusal(answer);
    return { nodeId, facts: answer.snapshot, reason: "" };
  } catch (error) {
    return { nodeId, facts: undefined, reason: (error as Error).message };
  } finally {
    client?.stop();
  }
}

function takenText(reports: readonly Report[]): string {
  const rows = reports.map(({ nodeId, facts, reason }) => {
    if (facts === undefined) return [nodeId, reason, "", "", "", "", ""];
    const { file, position, stateHash, bytes, pauseUs, seconds } = facts;
    return [
      nodeId,
      file,
      position,
      stateHash,
      bytes.toLocaleString("en"),
      `${(pauseUs / 1_000).toFixed(1)} ms`,
      `${seconds.toFixed(1)} s`,
    ];
  });
  return textTable(["node", "file", "position", "state hash", "bytes", "pause", "until it counts"], rows);
}

function listText(paths: readonly string[]): string {
  const rows = paths.map((path) => {
    try {
      const { index, position, clusterTimeUs, bytes, stateHash, outputDigest } = headOf(path);
      const time = new Date(clusterTimeUs / 1_000).toISOString();
      return [basename(path), index, position, time, bytes.toLocaleString("en"), stateHash, outputDigest];
    } catch (error) {
      return [basename(path), "BAD", reasonOf(error), "", "", "", ""];
    }
  });
  const head = ["file", "index", "position", "cluster time", "bytes", "state hash", "output digest"];
  return rows.length === 0 ? "there is no snapshot" : textTable(head, rows);
}

function verdictOn(application: Application, path: string): { text: string; isGood: boolean } {
  try {
    const { position, stateHash } = verifySnapshot(application, path);
    return { text: `${basename(path)}  good: position ${position}, state hash ${stateHash}`, isGood: true };
  } catch (error) {
    return { text: `${basename(path)}  BAD: ${reasonOf(error)}`, isGood: false };
  }
}

/** What is wrong with a file; anything else is not its fault. */
function reasonOf(error: unknown): string {
  if (error instanceof SnapshotCorruptError || error instanceof StateFormatError) return error.message;
  throw error;
}
