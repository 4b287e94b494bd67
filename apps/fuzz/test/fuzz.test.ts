import { afterAll, describe, expect, test } from "vitest";
import { fuzz, inputOf } from "../fuzz.ts";
import { findingText } from "../report.ts";
import { ACCEPTED, type Target } from "../target.ts";
import { TARGETS } from "../targets.ts";

const INPUTS = 120;
/** Each input takes milliseconds. */
const SLOW: Readonly<Record<string, number>> = { segments: 1, http: 40, snapshots: 20, "sbe-schemas": 8 };

const made: Target[] = [];
afterAll(async () => {
  for (const target of made) await target.close?.();
});

describe("every decoder that faces bytes from outside", () => {
  test.each(Object.keys(TARGETS))("%s takes what is valid and refuses the rest by name", async (name) => {
    const target = await TARGETS[name]!();
    made.push(target);
    const inputs = target.corpus.length + (SLOW[name] ?? INPUTS);
    const { findings, accepted, refused } = await fuzz(target, { seed: 1, inputs });
    expect(findings.map(findingText)).toEqual([]);
    expect(accepted).toBeGreaterThanOrEqual(target.corpus.length);
    expect(refused.size).toBeGreaterThan(0);
  });
});

describe("the fuzzer", () => {
  const target = (decode: Target["decode"]): Target => ({
    name: "made-up",
    corpus: [Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
    decode,
  });
  const problemOf = async (decode: Target["decode"]): Promise<string | undefined> => {
    const { findings } = await fuzz(target(decode), { seed: 1, inputs: 50 });
    return findings[0]?.problem;
  };

  test("makes the same input of the same seed and number", () => {
    const one = target(() => ACCEPTED);
    const inputs = [5, 6, 5].map((at) => Buffer.from(inputOf(one, 9, at)).toString("hex"));
    expect(inputs[0]).toBe(inputs[2]);
    expect(inputs[0]).not.toBe(inputs[1]);
    expect(inputs[0]).not.toBe(Buffer.from(inputOf(one, 10, 5)).toString("hex"));
  });

  test("finds errors of the language, and takes those with a code for answers", async () => {
    const throwing = (error: Error) => () => {
      throw error;
    };
    expect(await problemOf(throwing(new RangeError("out of bounds")))).toContain("out of bounds");
    expect(await problemOf(throwing(new Error("who knows")))).toContain("who knows");
    const named = Object.assign(new Error("refused"), { code: "REFUSED" });
    const { findings, refused } = await fuzz(target(throwing(named)), { seed: 1, inputs: 50 });
    expect(refused.get("REFUSED")).toBe(50);
    expect(findings.map(({ problem }) => problem)).toEqual(["a valid input is refused: REFUSED"]);
  });

  test("finds a verdict that changes, and memory that is claimed beyond all proportion", async () => {
    let calls = 0;
    expect(await problemOf(() => (calls++ % 2 === 0 ? ACCEPTED : "OTHER"))).toMatch(
      /accepted at first, OTHER/,
    );
    const kept: Uint8Array[] = [];
    const greedy = (): string => {
      kept.push(new Uint8Array(50_000_000));
      return ACCEPTED;
    };
    expect(await problemOf(greedy)).toMatch(/8 bytes made it claim \d{8,}/);
    kept.length = 0;
  });
});
