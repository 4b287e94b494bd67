import { rmSync } from "node:fs";
import { Random } from "@lockstep/cluster/simulator/random";
import { Cluster } from "./cluster.ts";
import { Load } from "./load/load.ts";
import { LoopbackNetwork } from "./loopback-network.ts";
import { NamespaceNetwork } from "./namespace-network.ts";
import type { Network } from "./network.ts";
import { pause } from "./pause.ts";
import { mountSmallDisk } from "./small-disk.ts";
import { movableClock } from "./steps/clocks.ts";
import type { Scenario } from "./scenario.ts";
import { Stage } from "./stage.ts";
import type { UndoList } from "./undo-list.ts";
import { judge, stopProblems } from "./verdict.ts";

/** Before the trouble begins. */
const STEADY_SECONDS = 1;
const PROBLEMS_TOLD_MAX = 20;

export interface Result {
  readonly scenario: Scenario;
  readonly mode: Network["mode"];
  /** What does not hold, in words; empty when the scenario passed. */
  readonly problems: readonly string[];
  readonly seconds: number;
  readonly acknowledged: number;
  readonly unknown: number;
  readonly refused: number;
  readonly gapMs: number;
  /** Terms that came after the first leader was found. */
  readonly elections: number;
  /** Kept when something does not hold. */
  readonly directory: string;
}

export interface RunOptions {
  readonly directory: string;
  readonly seed: number;
  /** How long the trouble lasts. */
  readonly seconds: number;
  readonly mode: Network["mode"];
  /** Its files, also when it passes. */
  readonly keep: boolean;
  /** Undone at the end of the run, and by whoever ends the process before. */
  readonly undo: UndoList;
  readonly tell: (text: string) => void;
}

/** Builds a cluster, does to it what the scenario says, and judges it. Never throws: what goes wrong is a problem. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<Result> {
  const { directory, mode, keep, undo } = options;
  const startedMs = performance.now();
  const problems: string[] = [];
  const figures = { acknowledged: 0, unknown: 0, refused: 0, gapMs: 0, elections: 0 };
  try {
    await perform(scenario, options, problems, figures);
  } catch (error) {
    problems.push((error as Error).stack ?? String(error));
  }
  problems.push(...(await undo.undoAll()).map((failure) => `not cleaned up: ${failure}`));
  if (problems.length === 0 && !keep) rmSync(directory, { recursive: true, force: true });
  return {
    scenario,
    mode,
    problems: problems.slice(0, PROBLEMS_TOLD_MAX),
    seconds: (performance.now() - startedMs) / 1_000,
    ...figures,
    directory,
  };
}

async function perform(
  scenario: Scenario,
  { directory, seed, seconds, mode, undo, tell }: RunOptions,
  problems: string[],
  figures: { acknowledged: number; unknown: number; refused: number; gapMs: number; elections: number },
): Promise<void> {
  const members = Array.from({ length: scenario.nodes }, (_, at) => at + 1);
  const random = new Random(seed);
  const spare = members.length + 1;
  const places = scenario.hasSpareNode === true ? [...members, spare] : members;
  const network =
    mode === "network namespaces"
      ? await NamespaceNetwork.open(places, undo)
      : await LoopbackNetwork.open(places, undo, () => random.below(1_000_000) / 1_000_000);
  const cluster = new Cluster({
    directory,
    members,
    spare,
    network,
    nodeArguments: scenario.nodeArguments ?? [],
    environmentOf: (nodeId) => (scenario.hasMovableClocks === true ? movableClock(directory, nodeId) : {}),
  });
  if (scenario.onSmallDisks === true) {
    for (const nodeId of members) await mountSmallDisk(cluster.directoryOf(nodeId), undo);
  }
  undo.add("nodes", () => cluster.close());
  await cluster.start(members);
  const load = await Load.open(cluster, random);
  const stage = new Stage({ cluster, network, load, random, undo, seconds, tell });
  const termBefore = await cluster.term();
  load.start();
  try {
    await pause(STEADY_SECONDS);
    for (const step of scenario.steps) {
      tell(step.text);
      await step.run(stage);
    }
    tell("all is well again: wait, and judge");
    problems.push(...(await judge(stage)));
  } finally {
    const { acknowledged, unknown, refused, gapMs } = load.tally;
    for (const [reason, times] of load.tally.reasons) tell(`${times} times: ${reason}`);
    Object.assign(figures, { acknowledged, unknown, refused, gapMs });
    figures.elections = Math.max(0, (await cluster.term()) - termBefore);
  }
  problems.push(...(await stopProblems(cluster)));
}
