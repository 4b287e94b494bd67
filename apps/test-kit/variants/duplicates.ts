import { MachineRun } from "../machine-run.ts";
import { ScenarioError } from "../scenario-error.ts";
import { stateOf } from "../services-state.ts";
import { stepInWords } from "../step.ts";
import { areEqual, compareStep, type ScenarioRecord } from "./variant.ts";

/**
 * Each command is sent twice under its correlation id, as by a client that did not hear the reply: it is answered with
 * the same reply and not applied again. Beside it runs a log that has a position where nothing happens for each of
 * these, so that positions, and all chance that follows from them, are the same.
 */
export function duplicates(record: ScenarioRecord): void {
  const { tested, vocabulary, played } = record;
  const doubled = new MachineRun(tested, vocabulary);
  const padded = new MachineRun(tested, vocabulary);
  played.forEach(({ step }, at) => {
    const first = doubled.play(step);
    compareStep(record, at, first, padded.play(step));
    if (step.kind !== "command") return;
    const before = stateOf(doubled.machine);
    const again = doubled.repeat(step);
    padded.pad();
    const where = `step ${at + 1}, ${stepInWords(step)}, sent again,`;
    if (!areEqual(first.reply, again.reply)) throw new ScenarioError(`${where} has another reply`);
    if (again.events.length > 0) throw new ScenarioError(`${where} publishes again`);
    if (stateOf(doubled.machine) !== before) throw new ScenarioError(`${where} changes the state`);
  });
}
