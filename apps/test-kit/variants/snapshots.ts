import { adoptState, copyState } from "@lockstep/cluster/state-copy";
import type { StateMachine } from "@lockstep/cluster/state-machine";
import type { StateSection } from "@lockstep/cluster/state-machine-snapshot";
import { MachineRun, newMachine } from "../machine-run.ts";
import { ScenarioError } from "../scenario-error.ts";
import { stepInWords } from "../step.ts";
import { areEqual, compareStep, type ScenarioRecord } from "./variant.ts";

/**
 * After each step the state is saved, loaded into new services, and those go on: what a snapshot leaves out is missing
 * from then on. What `copyState` copies has to make the same snapshot.
 */
export function snapshots(record: ScenarioRecord): void {
  const { tested, vocabulary, played } = record;
  const run = new MachineRun(tested, vocabulary);
  played.forEach(({ step }, at) => {
    compareStep(record, at, run.play(step));
    const where = `after step ${at + 1}, ${stepInWords(step)},`;
    const saved = sectionsOf(run.machine);
    const loaded = newMachine(tested, vocabulary);
    try {
      loaded.load(saved);
    } catch (error) {
      throw new ScenarioError(`${where} what was saved cannot be loaded: ${String(error)}`, error);
    }
    compareSections(where, "loaded and saved again", saved, sectionsOf(loaded));
    const adopted = newMachine(tested, vocabulary);
    adoptState(
      adopted,
      structuredClone(
        copyState(
          run.machine,
          (array, length) => array.slice(0, length) as typeof array,
          () => 0,
        ),
      ),
    );
    compareSections(where, "copied by copyState", saved, sectionsOf(adopted));
    run.goOnWith(loaded);
  });
}

function sectionsOf(machine: StateMachine): StateSection[] {
  const sections: StateSection[] = [];
  machine.save((section) => sections.push({ ...section, bytes: section.bytes.slice() }));
  return sections;
}

function compareSections(
  where: string,
  how: string,
  saved: readonly StateSection[],
  again: readonly StateSection[],
): void {
  const other = saved.find(({ bytes }, at) => !areEqual(bytes, again[at].bytes));
  if (other === undefined) return;
  throw new ScenarioError(`${where} the state of ${other.name} is another one when it is ${how}`);
}
