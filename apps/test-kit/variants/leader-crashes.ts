import { Batch } from "@lockstep/cluster/batch";
import { MachineRun, newMachine } from "../machine-run.ts";
import { ScenarioError } from "../scenario-error.ts";
import { stateOf } from "../services-state.ts";
import { type CrashMoment, SmallCluster } from "../small-cluster.ts";
import { type Step, stepInWords } from "../step.ts";
import { areEqual, compareStep, type ScenarioRecord } from "./variant.ts";

/** When it may make a difference that the leader dies: nothing of a query is in the log. */
export function crashMoments({ kind }: Step): readonly CrashMoment[] {
  switch (kind) {
    case "query":
      return [];
    case "command":
      return ["once it is in the leader's log", "once others have it", "once it is answered"];
    default:
      return ["before it is sent", "once it is answered"];
  }
}

/** The leader of three nodes dies at each step, at each moment of it: in a run of its own. */
export function leaderCrashes(record: ScenarioRecord): void {
  record.played.forEach(({ step }, at) => {
    for (const moment of crashMoments(step)) leaderCrash(record, at, moment);
  });
}

/**
 * The scenario on three nodes, whose leader dies at one step: replies and state are the same in the end. What depends
 * on positions may differ, since a command that is sent again has another one; it still has to be what the log says.
 */
export function leaderCrash(record: ScenarioRecord, crashAt: number, moment: CrashMoment): void {
  const { tested, vocabulary, played } = record;
  if (played.some(({ step }) => step.kind === "activate")) return; // A new cluster begins with the highest version.
  const where = `when the leader dies at step ${crashAt + 1}, ${stepInWords(played[crashAt].step)}, ${moment}:`;
  const isExact = !dependsOnPositions(record);
  const cluster = new SmallCluster(tested, vocabulary);
  try {
    played.forEach(({ step, outputs }, at) => {
      const reply = cluster.play(step, at === crashAt ? moment : undefined);
      if (isExact) compareStep(record, at, { reply, events: [] }, { ...outputs, events: [] });
    });
    const machine = cluster.agree();
    const replayed = newMachine(tested, vocabulary);
    cluster.readLog((bytes) => void replayed.apply(new Batch(bytes)));
    if (stateOf(machine) !== stateOf(replayed)) {
      throw new ScenarioError("a replay of the log comes to another state");
    }
    if (isExact && stateOf(machine) !== record.state) {
      throw new ScenarioError(
        `the state of the services is another one\n${record.state}\n${stateOf(machine)}`,
      );
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new ScenarioError(`${where} ${error.message}`, error);
  } finally {
    cluster.stop();
  }
}

/** Whether replies or events are other ones at other positions: by context.random, or context.position itself. */
function dependsOnPositions({ tested, vocabulary, played }: ScenarioRecord): boolean {
  const run = new MachineRun(tested, vocabulary);
  run.pad();
  return played.some(({ step, outputs }) => {
    const { reply, events } = run.play(step);
    return (
      !areEqual(reply, outputs.reply) || events.some((event, nth) => !areEqual(event, outputs.events[nth]))
    );
  });
}
