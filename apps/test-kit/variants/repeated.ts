import { MemoryLog, MemoryLogDisk } from "@lockstep/cluster/log/memory-log";
import { findSkips, replay as replayLog } from "@lockstep/cluster/replay";
import { CLUSTER_ID } from "@lockstep/cluster/simulator/batch-maker";
import { MachineRun, newMachine } from "../machine-run.ts";
import { ScenarioError } from "../scenario-error.ts";
import { stateOf } from "../services-state.ts";
import { stepInWords } from "../step.ts";
import { compareStep, type ScenarioRecord } from "./variant.ts";

/** Everything once more, with new services: whatever they keep outside of themselves, or draw, shows. */
export function twice(record: ScenarioRecord): void {
  const run = new MachineRun(record.tested, record.vocabulary);
  record.played.forEach(({ step }, at) => compareStep(record, at, run.play(step)));
  compareState(record, stateOf(run.machine));
}

/** The log that the scenario makes is applied to a new machine, as a node does that starts. */
export function replay(record: ScenarioRecord): void {
  const { tested, vocabulary, played } = record;
  const run = new MachineRun(tested, vocabulary);
  const disk = new MemoryLogDisk();
  const listener = { onDurable: () => {}, onFatal: () => {} };
  const digests: string[] = [];
  const steps: number[] = [];
  played.forEach(({ step }, at) => {
    run.play(step);
    while (steps.length < run.batches.length) steps.push(at);
    digests[run.batches.length] = run.machine.outputs.digest;
  });
  disk.batches = run.batches.map(({ bytes, length }) => bytes.slice(0, length));
  const log = new MemoryLog({ disk, clusterId: CLUSTER_ID, listener, completion: "manual" });
  const machine = newMachine(tested, vocabulary, findSkips(log, log.lastIndex));
  replayLog({
    log,
    machine,
    onOutputs: ({ index, digest }) => {
      if ((digests[index] ?? digest) === digest) return;
      const at = steps[index - 1];
      throw new ScenarioError(
        `at step ${at + 1}, ${stepInWords(played[at].step)}, replies or events are other ones`,
      );
    },
  });
  if (machine.halt !== undefined) throw new ScenarioError(`the replay stands still: ${machine.halt.text}`);
  compareState(record, stateOf(machine));
}

function compareState({ state }: ScenarioRecord, again: string): void {
  if (state === again) return;
  throw new ScenarioError(
    `the state of the services is another one in the end\n${lineDifferences(state, again)}`,
  );
}

/** The first lines that differ. */
function lineDifferences(was: string, is: string): string {
  const [first, then] = [was.split("\n"), is.split("\n")];
  const lines: string[] = [];
  for (let at = 0; at < Math.max(first.length, then.length) && lines.length < 6; at++) {
    if (first[at] === then[at]) continue;
    lines.push(`  first ${first[at] ?? "nothing"}`, `  then  ${then[at] ?? "nothing"}`);
  }
  return lines.join("\n");
}
