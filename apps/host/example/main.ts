import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Application } from "../application.ts";
import { applicationFolder, loadApplication } from "../application-folder.ts";
import { ExampleCluster } from "./example-cluster.ts";
import type { Play, Stage } from "./stage.ts";

/**
 * `npm run example -- NAME`: the application's cluster on free loopback ports in a temporary directory, its play,
 * and at the end what has to hold for any: all nodes, also those that were killed, come to the same state.
 */
async function run(name: string | undefined, args: readonly string[]): Promise<boolean> {
  if (name === undefined) throw new Error("say which example: npm run example -- auction");
  const application = await loadApplication(name);
  const { play } = (await import(pathToFileURL(join(applicationFolder(name), "dist/play.js")).href)) as {
    play: Play;
  };
  const directory = mkdtempSync(join(tmpdir(), `lockstep-${name}-`));
  const clusters: ExampleCluster[] = [];
  let isRight = true;
  const startCluster = async (other: Application): Promise<ExampleCluster> => {
    const calls: ExampleCluster[] = [];
    for (const called of other.calls ?? []) calls.push(await startCluster(called));
    const cluster = await ExampleCluster.start(other, join(directory, other.name), { calls });
    clusters.push(cluster);
    const { nodeIds } = cluster;
    console.log(`${other.name}: nodes ${nodeIds.join(", ")}; node ${await cluster.leader()} leads`);
    return cluster;
  };
  const check = (isTrue: boolean, what: string): void => {
    console.log(`${isTrue ? "good " : "WRONG"}  ${what}`);
    isRight &&= isTrue;
  };
  const number = (option: string, fallback: number): number => {
    const at = args.indexOf(`--${option}`);
    const value = at < 0 ? fallback : Number(args[at + 1]);
    if (Number.isSafeInteger(value) && value >= 0) return value;
    throw new RangeError(`--${option} is ${args[at + 1]}; it takes a whole number`);
  };
  const stop = async (): Promise<void> => {
    await Promise.all(clusters.map((cluster) => cluster.stop()));
    rmSync(directory, { recursive: true, force: true });
  };
  process.once("SIGINT", () => void stop().finally(() => process.exit(130)));
  try {
    const say = (line: string): void => console.log(line);
    const cluster = await startCluster(application);
    const stage: Stage = { cluster, args, say, check, number, called: clusters.slice(0, -1) };
    await play(stage);
    for (const cluster of clusters) {
      await Promise.all(cluster.nodeIds.map((nodeId) => cluster.startNode(nodeId)));
      await cluster.leader();
      const digests = await cluster.digests();
      const { position, stateHash } = digests[0]!;
      const isSame = digests.every((digest) => digest.stateHash === stateHash);
      const hashes = isSame ? stateHash : digests.map((digest) => digest.stateHash).join(", ");
      check(
        isSame,
        `${cluster.application.name}: all nodes have one state at position ${position}: ${hashes}`,
      );
    }
  } finally {
    await stop();
  }
  return isRight;
}

try {
  const [name, ...args] = process.argv.slice(2);
  process.exitCode = (await run(name, args)) ? 0 : 1;
} catch (error) {
  console.error(
    error instanceof Error ? (process.env["DEBUG"] ? error.stack : error.message) : String(error),
  );
  process.exitCode = 1;
}
