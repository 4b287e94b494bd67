import { inWords } from "../message-words.ts";
import type { Played } from "../scenario.ts";
import { ScenarioError } from "../scenario-error.ts";
import { stepInWords, type StepOutputs } from "../step.ts";
import type { Tested } from "../tested.ts";
import type { Vocabulary } from "../vocabulary.ts";

/** A scenario that was played once, to be done again in another way. */
export interface ScenarioRecord {
  readonly tested: Tested;
  readonly vocabulary: Vocabulary;
  readonly played: readonly Played[];
  /** Of the services, at its end. */
  readonly state: string;
}

/** @throws ScenarioError when not all that comes of it is the same, to the byte */
export function compareStep(
  { vocabulary, played }: ScenarioRecord,
  at: number,
  outputs: StepOutputs,
  expected: StepOutputs = played[at].outputs,
): void {
  const differs = (what: string, was: Uint8Array | undefined, is: Uint8Array | undefined): ScenarioError => {
    const words = (bytes: Uint8Array | undefined): string =>
      bytes === undefined
        ? "nothing"
        : inWords(vocabulary, vocabulary.decode(bytes)).replaceAll("\n", "\n  ");
    return new ScenarioError(
      `at step ${at + 1}, ${stepInWords(played[at].step)}, the ${what} is another one\n` +
        `first\n  ${words(was)}\nthen\n  ${words(is)}`,
    );
  };
  if (!areEqual(expected.reply, outputs.reply)) throw differs("reply", expected.reply, outputs.reply);
  const count = Math.max(expected.events.length, outputs.events.length);
  for (let nth = 0; nth < count; nth++) {
    const [was, is] = [expected.events[nth], outputs.events[nth]];
    if (!areEqual(was, is)) throw differs(`event ${nth + 1}`, was, is);
  }
}

/** Equal bytes, whether they are padded to multiples of 8 or not. */
export function areEqual(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  const length = Math.max(a.length, b.length);
  if (Math.min(a.length, b.length) < length - 7) return false;
  for (let at = 0; at < length; at++) if ((a[at] ?? 0) !== (b[at] ?? 0)) return false;
  return true;
}
