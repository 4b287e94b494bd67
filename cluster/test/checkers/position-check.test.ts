import fc from "fast-check";
import { expect, test } from "vitest";
import { History } from "../../simulator/checkers/history.ts";
import { checkLinearizability } from "../../simulator/checkers/linearizability.ts";
import { checkPositions } from "../../simulator/checkers/position-check.ts";
import type { PositionRule } from "../../simulator/checkers/position-rules.ts";
import type {
  LogRecord,
  PositionedOperation,
  PositionedReply,
} from "../../simulator/checkers/positioned-operation.ts";
import { registerModel } from "../../simulator/checkers/register-model.ts";
import type { RegisterInput, RegisterOutput } from "../../simulator/checkers/register-model.ts";
import { toSequential } from "../../simulator/checkers/sequential-model.ts";
import { draws, runSequentially } from "./drawn-histories.ts";

type Recorded = PositionedOperation<RegisterInput, RegisterOutput>;
type Log = LogRecord<RegisterInput>[];

const value = fc.integer({ min: 0, max: 2 });
const inputs = fc.oneof(
  fc.record({ kind: fc.constant("read" as const) }),
  fc.record({ kind: fc.constant("write" as const), value }),
  fc.record({ kind: fc.constant("compareAndSet" as const), expected: value, value }),
);

/** A sequential execution with the log it would leave: every command at its moment, reads as queries. */
const executions = draws(inputs, { lengthMax: 40, spread: 3 }).map((drawn) => {
  const log: Log = [];
  const operations = runSequentially(registerModel, drawn).map((one, i): Recorded => {
    const id = `1:${i}`;
    const isQuery = one.input.kind === "read";
    if (!isQuery && drawn[i]!.fate !== "unknown and never") {
      log.push({ position: log.length + 1, term: 3, source: { id } });
    }
    return { ...one, id, isQuery, reply: one.reply && { ...one.reply, position: log.length, term: 3 } };
  });
  return { operations, log };
});

const check = (operations: readonly Recorded[], log: Log) =>
  checkPositions(registerModel, operations, log).violations;
const rulesBroken = (operations: readonly Recorded[], log: Log): PositionRule[] =>
  check(operations, log).map(({ rule }) => rule);

test("an execution and its log agree, and every reply was compared", () => {
  fc.assert(
    fc.property(executions, ({ operations, log }) => {
      const report = checkPositions(registerModel, operations, log);
      expect(report.violations).toEqual([]);
      expect(report.repliesCompared).toBe(operations.filter(({ reply }) => reply !== undefined).length);
    }),
    { numRuns: 200, seed: 4 },
  );
});

test("a reply that is not that of a replay is found, always", () => {
  let altered = 0;
  fc.assert(
    fc.property(executions, fc.nat(), fc.oneof(value, fc.boolean()), ({ operations, log }, at, output) => {
      const answered = operations.filter(({ reply }) => reply !== undefined);
      fc.pre(answered.length > 0);
      const victim = answered[at % answered.length]!;
      fc.pre(victim.reply!.output !== output);
      altered++;
      const told = operations.map((one) => (one === victim ? answeredWith(one, { output }) : one));
      expect(rulesBroken(told, log)).toEqual(["replies are those of a replay"]);
    }),
    { numRuns: 200, seed: 4 },
  );
  expect(altered).toBeGreaterThan(100);
});

test("what passes the fast check is linearizable", () => {
  const counts = { passed: 0, failed: 0 };
  const shifted = fc.array(fc.tuple(fc.nat(), fc.integer({ min: -4, max: 4 })), { maxLength: 2 });
  fc.assert(
    fc.property(executions, shifted, ({ operations, log }, shifts) => {
      const moved = [...operations];
      for (const [at, by] of shifts) {
        const one = moved[at % moved.length]!;
        const reply = one.reply && { ...one.reply, returnedAt: one.reply.returnedAt + by };
        moved[at % moved.length] = { ...one, calledAt: one.calledAt + by, reply };
      }
      const isClean = check(moved, log).length === 0;
      counts[isClean ? "passed" : "failed"]++;
      const { verdict } = checkLinearizability(toSequential(registerModel), moved, { stepsMax: 1_000_000 });
      expect(isClean ? verdict : "linearizable").toBe("linearizable");
    }),
    { numRuns: 300, seed: 4 },
  );
  expect(counts.passed).toBeGreaterThan(50);
  expect(counts.failed).toBeGreaterThan(50);
});

test("an acknowledged command that the log lost is told, with what it did to others", () => {
  const operations = [write("a", 1, [0, 1], 1), write("b", 2, [2, 3], 2), read("c", 2, [4, 5], 2)];
  expect(check(operations, logOf("a", "b"))).toEqual([]);
  expect(check(operations, logOf("a"))).toEqual([
    {
      rule: "what was acknowledged is in the log",
      detail: "b was acknowledged at 2 of term 1; it is not in the log",
    },
    { rule: "replies are those of a replay", detail: "c at 2 was told 2, a replay says 1" },
  ]);
});

test("a command acknowledged at another position, or of another term, is told", () => {
  expect(rulesBroken([write("a", 1, [0, 1], 2)], logOf("a"))).toEqual([
    "what was acknowledged is in the log",
  ]);
  const log: Log = [{ position: 1, term: 2, source: { id: "a" } }];
  expect(check([write("a", 1, [0, 1], 1)], log)).toEqual([
    {
      rule: "what was acknowledged is in the log",
      detail: "a was acknowledged at 1 of term 1; it is at 1 of term 2",
    },
  ]);
});

test("a command that is in the log twice is told", () => {
  expect(check([write("a", 1, [0, 1], 1)], logOf("a", "a"))).toEqual([
    { rule: "each command is in the log once", detail: "a at 1 of term 1 and at 2 of term 1" },
  ]);
});

test("a command that nobody asked for is told", () => {
  expect(rulesBroken([write("a", 1, [0, 1], 1)], logOf("a", "stranger"))).toEqual([
    "the log holds what was asked for",
  ]);
});

test("positions that do not grow, and terms that fall, are told", () => {
  const at = (position: number, term: number, id: string) => ({ position, term, source: { id } });
  const operations = [write("a", 1, [0, 9], 1), write("b", 1, [0, 9], 2)];
  const unacknowledged = operations.map((one) => ({ ...one, reply: undefined }));
  const rule = "positions grow and terms do not fall";
  expect(rulesBroken(unacknowledged, [at(2, 1, "a"), at(2, 1, "b")])).toEqual([rule]);
  expect(rulesBroken(unacknowledged, [at(1, 2, "a"), at(2, 1, "b")])).toEqual([rule]);
  expect(rulesBroken(unacknowledged, [at(1, 1, "a"), at(4, 2, "b")])).toEqual([]);
});

test("a command called after another returned has the higher position", () => {
  const operations = [write("late", 1, [5, 6], 1), write("early", 1, [0, 1], 2)];
  expect(check(operations, logOf("late", "early"))).toEqual([
    {
      rule: "positions agree with real time",
      detail: "late was called at 5 and has position 1; early returned at 1 with position 2",
    },
  ]);
});

test("a query sees what was acknowledged before it was asked, and no query after it sees less", () => {
  const writes = [write("a", 1, [0, 1], 1), write("b", 2, [2, 9], 2)];
  const stale = read("q", null, [3, 4], 0);
  expect(rulesBroken([...writes, stale], logOf("a", "b"))).toEqual(["positions agree with real time"]);
  const backwards = [read("q", 2, [3, 4], 2), read("r", 1, [5, 6], 1)];
  expect(rulesBroken([...writes, ...backwards], logOf("a", "b"))).toEqual(["positions agree with real time"]);
});

test("a command of unknown outcome may be in the log or not, but not before it was called", () => {
  const unknown: Recorded = { ...write("u", 7, [4, 5], 0), reply: undefined };
  const known = write("a", 1, [0, 1], 1);
  expect(check([known, unknown], logOf("a"))).toEqual([]);
  expect(check([known, unknown], logOf("a", "u"))).toEqual([]);
  expect(rulesBroken([write("a", 1, [0, 1], 2), unknown], logOf("u", "a"))).toEqual([
    "positions agree with real time",
  ]);
});

test("the cluster's own commands are replayed too", () => {
  const own: Log = [{ position: 1, source: { input: { kind: "write", value: 9 } } }];
  expect(check([read("q", 9, [0, 1], 1), read("p", null, [0, 1], 0)], own)).toEqual([]);
});

test("a recorder keeps calls in their order, and forgets those that had no effect", () => {
  const history = new History<Omit<Recorded, "reply">, PositionedReply<RegisterOutput>>();
  const { reply: _, ...called } = write("a", 1, [0, 1], 1);
  const first = history.call(called);
  const second = history.call({ ...called, id: "b" });
  history.call({ ...called, id: "c" });
  history.hadNoEffect(second);
  history.returned(first, { output: null, returnedAt: 4, position: 1 });
  const operations: Recorded[] = history.operations();
  expect(operations.map(({ id, reply }) => [id, reply?.returnedAt])).toEqual([
    ["a", 4],
    ["c", undefined],
  ]);
  expect(() => history.returned(first, { output: null, returnedAt: 5, position: 1 })).toThrow("assertion");
});

type Times = readonly [calledAt: number, returnedAt: number];

function write(id: string, written: number, times: Times, position: number): Recorded {
  return recorded(id, { kind: "write", value: written }, null, times, position);
}

function read(id: string, seen: number | null, times: Times, position: number): Recorded {
  return recorded(id, { kind: "read" }, seen, times, position);
}

function recorded(
  id: string,
  input: RegisterInput,
  output: RegisterOutput,
  [calledAt, returnedAt]: Times,
  position: number,
): Recorded {
  const reply = { output, returnedAt, position, term: 1 };
  return { id, client: 1, isQuery: input.kind === "read", input, calledAt, reply };
}

/** Commands of one term, from position 1. */
function logOf(...ids: readonly string[]): Log {
  return ids.map((id, i) => ({ position: i + 1, term: 1, source: { id } }));
}

function answeredWith(one: Recorded, change: Partial<PositionedReply<RegisterOutput>>): Recorded {
  return { ...one, reply: { ...one.reply!, ...change } };
}
