import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { keyValueModel } from "../../simulator/checkers/key-value-model.ts";
import { checkLinearizability } from "../../simulator/checkers/linearizability.ts";
import type { Verdict } from "../../simulator/checkers/linearization-search.ts";
import { registerModel } from "../../simulator/checkers/register-model.ts";
import { toSequential } from "../../simulator/checkers/sequential-model.ts";
import { listHistories, readKeyValueHistory, readRegisterHistory } from "./porcupine-files.ts";
import type { RecordedHistory } from "./porcupine-files.ts";

/**
 * The checker against histories that others recorded and judged. The files are read where they lie: in the folder
 * of PORCUPINE_TESTDATA, or beside the repository.
 */
const repository = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const otherFolder = process.env["PORCUPINE_TESTDATA"];
const folder = otherFolder ?? join(repository, "../shared/conformance/porcupine");
const histories = existsSync(folder) ? listHistories(folder) : [];

const STEPS_MAX = 20_000_000;
/** Each; who needs more has no verdict. */
const SECONDS_MAX = 60;
let agreed = 0;
let longestSeconds = 0;

test.skipIf(histories.length > 0)("skipped: set PORCUPINE_TESTDATA to a folder with its histories", () => {
  console.log(`porcupine: skipped, there are no histories in ${folder}`);
  expect(otherFolder).toBe(undefined); // A folder that was asked for must not be passed over in silence.
});

test.each(histories)("porcupine: $name is judged as its authors did", (history) => {
  const verdict = judge(history);
  expect(verdict).toBe(history.isLinearizable ? "linearizable" : "not linearizable");
  agreed++;
});

afterAll(() => {
  if (histories.length === 0) return;
  const wrong = histories.length - agreed;
  console.log(
    `porcupine: ${histories.length} histories, ${agreed} verdicts agree, ${wrong} are wrong or timed out at ` +
      `${SECONDS_MAX} s each (the longest took ${longestSeconds.toFixed(1)} s)`,
  );
});

function judge(history: RecordedHistory): Verdict {
  const start = performance.now();
  const secondsSince = (): number => (performance.now() - start) / 1_000;
  const bounds = { stepsMax: STEPS_MAX, isOver: () => secondsSince() > SECONDS_MAX };
  const report =
    history.kind === "register"
      ? checkLinearizability(toSequential(registerModel), readRegisterHistory(history.path), bounds)
      : checkLinearizability(toSequential(keyValueModel), readKeyValueHistory(history.path), bounds);
  longestSeconds = Math.max(longestSeconds, secondsSince());
  return report.verdict;
}
