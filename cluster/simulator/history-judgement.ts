import { checkHistory } from "./checkers/history-check.ts";
import type { Historian } from "./historian.ts";
import type { HistoryRecorder } from "./history-recorder.ts";
import { InvariantViolation } from "./violation.ts";

/**
 * Of a search for each object, which only a history in which something is wrong needs: what is wrong is told by
 * positions then, and the search says whether a client could have noticed.
 */
const STEPS_MAX = 200_000;

/**
 * Holds all that clients were told against models that know nothing of the cluster and share no code with its
 * services. All replicas may agree and be wrong together: only this tells.
 *
 * @returns how many operations were judged
 * @throws InvariantViolation
 */
export function judgeHistory(recorder: HistoryRecorder, historian: Historian): number {
  const history = recorder.history(historian);
  const { verdict, objects, violations } = checkHistory(
    history,
    (object) => historian.modelOf(object),
    () => ({ stepsMax: STEPS_MAX }),
  );
  if (verdict === "linearizable") return history.operations.length;
  const details = violations.map(({ rule, detail }) => `${rule}: ${detail}`);
  const { explanation } = objects.find((one) => one.explanation !== undefined) ?? {};
  if (explanation !== undefined) details.push(explanation);
  if (verdict === "not linearizable") {
    throw new InvariantViolation("every object is linearizable", details.slice(0, 3).join("\n"));
  }
  const undecided = objects.filter((one) => one.verdict === "undecided").map(({ object }) => object);
  throw new InvariantViolation("the checker has an answer", `undecided: ${undecided.join(", ")}`);
}
