import type { TimedAction, TroubleScript } from "@lockstep/cluster/simulator/trouble-action";
import { requestOf, runSeed, type SeedOutcome } from "./seed-run.ts";

/** So many runs at most: each costs a second or so. */
const RUNS_MAX = 80;

/**
 * Leaves out of a script that fails whatever it fails without: halves of its actions first, then smaller parts.
 *
 * @returns a shorter script that breaks the same invariant; undefined when it breaks none
 */
export function minimise(script: TroubleScript): TroubleScript | undefined {
  let last = runSeed(requestOf(script));
  if (last.violation === undefined) return undefined;
  const { invariant } = last.violation;
  let runs = 0;
  const fails = (actions: readonly TimedAction[], seconds: number): SeedOutcome | undefined => {
    runs++;
    const outcome = runSeed(requestOf({ ...script, actions, seconds }));
    return outcome.violation?.invariant === invariant ? outcome : undefined;
  };
  let { actions, seconds } = script;
  const endUs = last.simulatedUs;
  const before = actions.filter(([us]) => us <= endUs);
  if (fails(before, seconds) !== undefined) actions = before;
  for (let size = Math.ceil(actions.length / 2); size >= 1 && runs < RUNS_MAX; size = Math.floor(size / 2)) {
    for (let from = 0; from < actions.length && runs < RUNS_MAX;) {
      const rest = [...actions.slice(0, from), ...actions.slice(from + size)];
      const outcome = fails(rest, seconds);
      if (outcome === undefined) {
        from += size;
      } else {
        actions = rest;
        last = outcome;
      }
    }
  }
  const shorter = Math.ceil(last.simulatedUs / 1_000_000);
  if (shorter < seconds && fails(actions, shorter) !== undefined) seconds = shorter;
  return { ...script, actions, seconds, found: last.violation!.message.split("\n", 1)[0]! };
}
