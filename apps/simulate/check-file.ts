import { checkHistory, type HistoryReport } from "@lockstep/cluster/simulator/checkers/history-check";
import type { SearchBounds } from "@lockstep/cluster/simulator/checkers/linearization-search";
import { readHistoryFile } from "@lockstep/cluster/simulator/checkers/history-file";
import { modelOf } from "./models/models.ts";

/** What a search for one object may cost: a search that is stopped is undecided, and that is not a pass. */
const SECONDS_MAX = 60;
const STEPS_MAX = 20_000_000;

/** Judges a history that was recorded outside. @throws HistoryFileError, ENOENT */
export function checkHistoryFile(path: string): HistoryReport {
  const history = readHistoryFile(path);
  const models = new Map(
    Object.entries(history.header.objects).map(([object, choice]) => [object, modelOf(object, choice)]),
  );
  return checkHistory(history, (object) => models.get(object)!, boundsFromNow);
}

/** A line for each object, and what is wrong. */
export function describeReport({ verdict, objects, violations }: HistoryReport): string {
  const width = Math.max(0, ...objects.map(({ object }) => object.length));
  const operations = objects.reduce((sum, one) => sum + one.operations, 0);
  return [
    ...objects.map(
      (one) =>
        `${one.object.padEnd(width)}  ${one.verdict}: ${one.operations} operations, ${one.unknown} of unknown outcome`,
    ),
    ...violations.map(({ rule, detail }) => `broken: ${rule}: ${detail}`),
    ...objects.flatMap(({ object, explanation }) =>
      explanation === undefined ? [] : [`${object}: ${explanation}`],
    ),
    `${verdict}: ${objects.length} objects, ${operations} operations`,
  ].join("\n");
}

function boundsFromNow(): SearchBounds {
  const end = performance.now() + SECONDS_MAX * 1_000;
  return { stepsMax: STEPS_MAX, isOver: () => performance.now() > end };
}
