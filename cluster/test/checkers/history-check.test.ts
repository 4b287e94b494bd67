import fc from "fast-check";
import { expect, test } from "vitest";
import { checkHistory } from "../../simulator/checkers/history-check.ts";
import { checkLinearizability } from "../../simulator/checkers/linearizability.ts";
import type { PositionRule } from "../../simulator/checkers/position-rules.ts";
import type { RecordedOperation } from "../../simulator/checkers/recorded-operation.ts";
import { registerModel } from "../../simulator/checkers/register-model.ts";
import type { RegisterInput, RegisterOutput } from "../../simulator/checkers/register-model.ts";
import { toSequential } from "../../simulator/checkers/sequential-model.ts";
import { isLinearizableByForce } from "./brute-force.ts";
import { draws, runSequentially } from "./drawn-histories.ts";

const register = toSequential(registerModel);
const bounds = () => ({ stepsMax: 200_000 });
const value = fc.integer({ min: 0, max: 2 });
const inputs = fc.oneof(
  fc.record({ kind: fc.constant("read" as const) }),
  fc.record({ kind: fc.constant("write" as const), value }),
  fc.record({ kind: fc.constant("compareAndSet" as const), expected: value, value }),
);

/** A sequential execution as its clients and its log saw it: reads are queries, all else has a position. */
function executions(lengthMax: number): fc.Arbitrary<RecordedOperation[]> {
  return draws(inputs, { lengthMax, spread: 3 }).map((drawn) => {
    let position = 0;
    return runSequentially(registerModel, drawn).map(({ client, input, calledAt, reply }, i) => {
      const isQuery = input.kind === "read";
      const isLogged = drawn[i]!.fate !== "unknown and never";
      if (!isQuery && isLogged) position++;
      const place = isLogged && (!isQuery || reply !== undefined) ? { position, term: 3 } : {};
      const kind = isQuery ? ("query" as const) : ("command" as const);
      return { object: "r", client, id: `${i}`, kind, input, calledAt, ...told(reply), ...place };
    });
  });
}

const check = (operations: readonly RecordedOperation[], isLogKnown = true) =>
  checkHistory({ operations, isLogKnown }, () => register, bounds);
const rulesBroken = (operations: readonly RecordedOperation[], isLogKnown = true): PositionRule[] =>
  check(operations, isLogKnown).violations.map(({ rule }) => rule);

test.each([
  { name: "with its log", isLogKnown: true },
  { name: "without", isLogKnown: false },
])("an execution is linearizable $name", ({ isLogKnown }) => {
  fc.assert(
    fc.property(executions(40), (operations) => {
      const seen = isLogKnown ? operations : operations.map(withoutLog);
      const { violations, verdict, objects } = check(seen, isLogKnown);
      expect([violations, verdict, objects.length]).toEqual([[], "linearizable", 1]);
    }),
    { numRuns: 100, seed: 4 },
  );
});

test("a reply that is not that of a replay is found, always, and told with what it should be", () => {
  let altered = 0;
  fc.assert(
    fc.property(executions(40), fc.nat(), fc.oneof(value, fc.boolean()), (operations, at, output) => {
      const answered = operations.filter((one) => one.output !== undefined);
      fc.pre(answered.length > 0);
      const victim = answered[at % answered.length]!;
      fc.pre(victim.output !== output);
      altered++;
      const { violations, verdict } = check(
        operations.map((one) => (one === victim ? { ...one, output } : one)),
      );
      expect([violations.map(({ rule }) => rule), verdict]).toEqual([
        ["replies are those of a replay"],
        "not linearizable",
      ]);
      expect(violations[0]!.detail).toContain(`r: ${victim.id} at ${victim.position} was told`);
      expect(violations[0]!.detail).toContain(`which is ${JSON.stringify(victim.output)}`);
    }),
    { numRuns: 100, seed: 4 },
  );
  expect(altered).toBeGreaterThan(50);
});

test("what passes is linearizable by the definition, and what does not pass says why", () => {
  const counts = { passed: 0, failed: 0 };
  const shifted = fc.array(fc.tuple(fc.nat(), fc.integer({ min: -4, max: 4 })), { maxLength: 2 });
  fc.assert(
    fc.property(executions(6), shifted, fc.boolean(), (operations, shifts, isLogKnown) => {
      const moved = isLogKnown ? [...operations] : operations.map(withoutLog);
      for (const [at, by] of shifts) {
        const one = moved[at % moved.length]!;
        const { calledAt, returnedAt } = one;
        moved[at % moved.length] = {
          ...one,
          calledAt: calledAt + by,
          ...(returnedAt === undefined ? {} : { returnedAt: returnedAt + by }),
        };
      }
      const { verdict, violations, objects } = check(moved, isLogKnown);
      const isClean = verdict === "linearizable";
      counts[isClean ? "passed" : "failed"]++;
      const asked = moved.map(({ client, input, output, calledAt, returnedAt }) => {
        const reply = returnedAt === undefined ? undefined : { output: output as RegisterOutput, returnedAt };
        return { client, input: input as RegisterInput, calledAt, reply };
      });
      const isSaid = violations.length > 0 || objects.some((one) => one.explanation !== undefined);
      expect(isClean ? isLinearizableByForce(register, asked) : isSaid).toBe(true);
    }),
    { numRuns: 400, seed: 4 },
  );
  expect(counts.passed).toBeGreaterThan(50);
  expect(counts.failed).toBeGreaterThan(50);
});

test("the search says the same as the definition when no position is known", () => {
  fc.assert(
    fc.property(executions(6), fc.nat(), fc.oneof(value, fc.boolean()), (operations, at, output) => {
      const unplaced = operations.map((one, i) => {
        const isAltered = i === at % operations.length && one.output !== undefined;
        return { ...one, position: undefined, ...(isAltered ? { output } : {}) };
      });
      const asked = unplaced.map(({ client, input, output: said, calledAt, returnedAt }) => {
        const reply = returnedAt === undefined ? undefined : { output: said as RegisterOutput, returnedAt };
        return { client, input: input as RegisterInput, calledAt, reply };
      });
      const expected = isLinearizableByForce(register, asked) ? "linearizable" : "not linearizable";
      expect(check(unplaced, false).verdict).toBe(expected);
      expect(checkLinearizability(register, asked, bounds()).verdict).toBe(expected);
    }),
    { numRuns: 300, seed: 4 },
  );
});

test("two commands at one position are told", () => {
  expect(check([write("a", 1, [0, 9], 1), write("b", 2, [0, 9], 1)]).violations).toEqual([
    { rule: "a position holds one command", detail: "a and b are both at 1" },
  ]);
});

test("terms that fall are told", () => {
  const late = { ...write("b", 2, [0, 9], 2), term: 1 };
  expect(rulesBroken([{ ...write("a", 1, [0, 9], 1), term: 2 }, late])).toEqual(["terms do not fall"]);
});

test("a command called after another returned has the higher position", () => {
  expect(check([write("late", 1, [5, 6], 1), write("early", 1, [0, 1], 2)]).violations).toEqual([
    {
      rule: "positions agree with real time",
      detail: "late was called at 5 and has position 1; early returned at 1 with position 2",
    },
  ]);
});

test("a query sees what was acknowledged before it was asked, and no query after it sees less", () => {
  const writes = [write("a", 1, [0, 1], 1), write("b", 2, [2, 9], 2)];
  const stale = read("q", null, [3, 4], 0);
  expect(rulesBroken([...writes, stale])).toEqual(["positions agree with real time"]);
  const backwards = [read("q", 2, [3, 4], 2), read("r", 1, [5, 6], 1)];
  expect(rulesBroken([...writes, ...backwards])).toEqual(["positions agree with real time"]);
});

test("a local query may see less, but sees what was there", () => {
  const writes = [write("a", 1, [0, 1], 1), write("b", 2, [2, 3], 2)];
  const local = (seen: number) => ({ ...read("q", seen, [4, 5], 1), kind: "local query" as const });
  expect(check([...writes, local(1)]).verdict).toBe("linearizable");
  expect(rulesBroken([...writes, local(2)])).toEqual(["replies are those of a replay"]);
});

test("a command of unknown outcome may be in the log or not, but not before it was called", () => {
  const unknown: RecordedOperation = { ...write("u", 7, [4, 5], 0), ...never, position: undefined };
  const known = write("a", 1, [0, 1], 1);
  expect(check([known, unknown]).verdict).toBe("linearizable");
  expect(check([known, { ...unknown, position: 2 }]).verdict).toBe("linearizable");
  expect(rulesBroken([write("a", 1, [0, 1], 2), { ...unknown, position: 1 }])).toEqual([
    "positions agree with real time",
  ]);
});

test("a command of unknown outcome explains what was read long after, unless the log says that it is not there", () => {
  const unknown: RecordedOperation = { ...write("u", 7, [4, 5], 0), ...never, position: undefined };
  const seen = [write("a", 1, [6, 7], 1), read("q", 1, [8, 9], 1), read("r", 7, [20, 21], 2)];
  expect(check([unknown, ...seen], false).verdict).toBe("linearizable");
  expect(check([unknown, ...seen], true).verdict).toBe("not linearizable");
  const tooEarly = [read("q", 7, [0, 1], 0), unknown];
  expect(check(tooEarly, false).verdict).toBe("not linearizable");
});

test("a bound that is met is undecided, whatever else is clean", () => {
  const unplaced = [write("a", 1, [0, 5], 1), read("q", 1, [0, 5], 1)].map((one) => ({
    ...one,
    position: undefined,
  }));
  const report = checkHistory(
    { operations: unplaced, isLogKnown: false },
    () => register,
    () => ({ stepsMax: 1 }),
  );
  expect(report.verdict).toBe("undecided");
});

type Times = readonly [calledAt: number, returnedAt: number];
const never = { returnedAt: undefined, output: undefined };

function write(id: string, written: number, times: Times, position: number): RecordedOperation {
  return recorded(id, { kind: "write", value: written }, null, times, position);
}

function read(id: string, seen: number | null, times: Times, position: number): RecordedOperation {
  return recorded(id, { kind: "read" }, seen, times, position);
}

function recorded(
  id: string,
  input: RegisterInput,
  output: RegisterOutput,
  [calledAt, returnedAt]: Times,
  position: number,
): RecordedOperation {
  const kind = input.kind === "read" ? ("query" as const) : ("command" as const);
  return { object: "r", id, client: 1, kind, input, calledAt, output, returnedAt, position };
}

function told(reply: { readonly output: unknown; readonly returnedAt: number } | undefined): object {
  return reply === undefined ? {} : { output: reply.output, returnedAt: reply.returnedAt };
}

/** As a client sees it that cannot look into the log. */
function withoutLog(one: RecordedOperation): RecordedOperation {
  return one.returnedAt === undefined ? { ...one, position: undefined, term: undefined } : one;
}
