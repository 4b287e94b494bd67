import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Application } from "../application.ts";
import { ExampleCluster } from "./example-cluster.ts";
import type { Play, Stage } from "./stage.ts";

/** One play of an example, on clusters with free loopback ports in a temporary directory. */
export class ExampleRun {
  private readonly directory: string;
  private readonly clusters: ExampleCluster[] = [];
  private readonly args: readonly string[];
  private isRight = true;

  constructor(name: string, args: readonly string[]) {
    this.directory = mkdtempSync(join(tmpdir(), `lockstep-${name}-`));
    this.args = args;
  }

  /**
   * The play, and then what has to hold for any: all nodes, also those that were killed, come to the same state.
   *
   * @returns whether everything is as it has to be
   */
  async play(application: Application, play: Play): Promise<boolean> {
    const cluster = await this.start(application);
    const stage: Stage = {
      cluster,
      called: this.clusters.slice(0, -1),
      args: this.args,
      say: (line) => console.log(line),
      check: (isRight, what) => this.check(isRight, what),
      number: (name, fallback) => numberIn(this.args, name, fallback),
    };
    await play(stage);
    for (const each of this.clusters) await this.compareNodes(each);
    return this.isRight;
  }

  /** Ends all processes and removes what they wrote. */
  async stop(): Promise<void> {
    await Promise.all(this.clusters.map((cluster) => cluster.stop()));
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** After those that it calls. */
  private async start(application: Application): Promise<ExampleCluster> {
    const calls: ExampleCluster[] = [];
    for (const called of application.calls ?? []) calls.push(await this.start(called));
    const cluster = await ExampleCluster.start(application, join(this.directory, application.name), {
      calls,
    });
    this.clusters.push(cluster);
    console.log(
      `${application.name}: nodes ${cluster.nodeIds.join(", ")}; node ${await cluster.leader()} leads`,
    );
    return cluster;
  }

  private async compareNodes(cluster: ExampleCluster): Promise<void> {
    await Promise.all(cluster.nodeIds.map((nodeId) => cluster.startNode(nodeId)));
    await cluster.leader();
    const digests = await cluster.digests();
    const { position } = digests[0]!;
    const hashes = [...new Set(digests.map(({ stateHash }) => stateHash))].join(", ");
    const what = `${cluster.application.name}: all nodes have one state at position ${position}: ${hashes}`;
    this.check(!hashes.includes(","), what);
  }

  private check(isRight: boolean, what: string): void {
    console.log(`${isRight ? "good " : "WRONG"}  ${what}`);
    this.isRight &&= isRight;
  }
}

function numberIn(args: readonly string[], name: string, fallback: number): number {
  const at = args.indexOf(`--${name}`);
  const value = at < 0 ? fallback : Number(args[at + 1]);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new RangeError(`--${name} is ${args[at + 1]}; it takes a whole number`);
}
