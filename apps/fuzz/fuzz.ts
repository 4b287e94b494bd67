import { getHeapStatistics } from "node:v8";
import { checksum } from "@lockstep/cluster/checksum";
import { Random } from "@lockstep/cluster/simulator/random";
import { mutate } from "./mutation.ts";
import { ACCEPTED, type Target } from "./target.ts";
import { claimMax, codeOf } from "./verdict.ts";

/** An input that did what none may do. */
export interface Finding {
  readonly target: string;
  readonly seed: number;
  /** Its number: with target and seed, all there is to it. */
  readonly input: number;
  readonly bytes: Uint8Array;
  readonly problem: string;
}

/** What became of a target's inputs. */
export interface TargetResult {
  readonly name: string;
  readonly inputs: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly accepted: number;
  /** By code, how many. */
  readonly refused: ReadonlyMap<string, number>;
  /** The most that one input made the process claim, as far as the heap's own figures tell. */
  readonly claimedBytesMax: number;
  readonly findings: readonly Finding[];
}

export interface FuzzOptions {
  readonly seed: number;
  readonly inputs: number;
  /** The first one's number. */
  readonly from?: number;
  /** Ends before `inputs` when so much time has passed. */
  readonly secondsMax?: number;
  /** What one input may take; default: as long as it likes, since a test is not decided by time. */
  readonly decodeMsMax?: number;
}

/** More of them say little. */
const FINDINGS_MAX = 5;

/** Feeds a target with mutated inputs. The first are the valid ones themselves, which it must accept. */
export async function fuzz(target: Target, options: FuzzOptions): Promise<TargetResult> {
  const { seed, inputs, from = 0, secondsMax = Infinity, decodeMsMax = Infinity } = options;
  const refused = new Map<string, number>();
  const findings: Finding[] = [];
  const seen = new Set<string>();
  let [accepted, bytes, claimedBytesMax, at] = [0, 0, 0, from];
  const startedMs = performance.now();
  for (; at < from + inputs && findings.length < FINDINGS_MAX; at++) {
    if (performance.now() - startedMs > secondsMax * 1_000) break;
    const input = inputOf(target, seed, at);
    bytes += input.byteLength;
    const { verdict, problem, claimedBytes } = await judge(
      target,
      input,
      at < target.corpus.length,
      decodeMsMax,
    );
    claimedBytesMax = Math.max(claimedBytesMax, claimedBytes);
    if (verdict === ACCEPTED) accepted++;
    else if (verdict !== undefined) refused.set(verdict, (refused.get(verdict) ?? 0) + 1);
    if (problem === undefined || seen.has(keyOf(problem))) continue;
    seen.add(keyOf(problem));
    findings.push({ target: target.name, seed, input: at, bytes: input, problem });
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  return {
    name: target.name,
    inputs: at - from,
    bytes,
    seconds,
    accepted,
    refused,
    claimedBytesMax,
    findings,
  };
}

/** The input of a number: a valid one, or a mutation that nothing but seed, target and number decide. */
export function inputOf(target: Target, seed: number, at: number): Uint8Array {
  const valid = target.corpus[at];
  if (valid !== undefined) return new Uint8Array(valid);
  const random = new Random(seed, (checksum(new TextEncoder().encode(target.name)) + at) >>> 0);
  const input = mutate(target.corpus, random, target.words);
  if (target.mend !== undefined && random.chance(0.6)) target.mend(input);
  return input;
}

interface Judgement {
  readonly verdict: string | undefined;
  readonly problem: string | undefined;
  readonly claimedBytes: number;
}

async function judge(
  target: Target,
  input: Uint8Array,
  isValid: boolean,
  decodeMsMax: number,
): Promise<Judgement> {
  const before = input.slice();
  const claimedBefore = claimed();
  const startedMs = performance.now();
  const first = await decode(target, input);
  const tookMs = performance.now() - startedMs;
  const claimedBytes = Math.max(0, claimed() - claimedBefore);
  const limit = target.claimMax?.(input.byteLength) ?? claimMax(input.byteLength);
  let { problem } = first;
  if (problem === undefined && tookMs > decodeMsMax) problem = `it took ${Math.round(tookMs)} ms`;
  if (problem === undefined && claimedBytes > limit) {
    problem = `${input.byteLength} bytes made it claim ${claimedBytes}, more than ${limit}`;
  }
  if (problem === undefined && isValid && first.verdict !== ACCEPTED) {
    problem = `a valid input is refused: ${first.verdict}`;
  }
  if (problem === undefined) {
    const second = await decode(target, before);
    if (second.verdict !== first.verdict) {
      problem = `${first.verdict} at first, ${second.verdict ?? second.problem} the second time`;
    }
  }
  return { verdict: first.verdict, problem, claimedBytes };
}

async function decode(
  target: Target,
  input: Uint8Array,
): Promise<{ verdict: string | undefined; problem: string | undefined }> {
  try {
    const result = target.decode(input);
    return { verdict: typeof result === "string" ? result : await result, problem: undefined };
  } catch (error) {
    const verdict = codeOf(error);
    if (verdict !== undefined) return { verdict, problem: undefined };
    return {
      verdict: undefined,
      problem: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

function claimed(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

/** Numbers aside, the same words from the same place. */
function keyOf(problem: string): string {
  return problem
    .split("\n")
    .slice(0, 3)
    .join("\n")
    .replaceAll(/(?<![:\d])\d+(?!:)/g, "N");
}
