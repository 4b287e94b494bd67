import fc from "fast-check";
import { expect, test } from "vitest";
import { describeCounterexample } from "../../simulator/checkers/counterexample.ts";
import type { Counterexample } from "../../simulator/checkers/counterexample.ts";
import { eventsOf } from "../../simulator/checkers/history-events.ts";
import { keyValueModel } from "../../simulator/checkers/key-value-model.ts";
import type { KeyValueInput } from "../../simulator/checkers/key-value-model.ts";
import { checkLinearizability } from "../../simulator/checkers/linearizability.ts";
import { LinearizationSearch } from "../../simulator/checkers/linearization-search.ts";
import type { Operation } from "../../simulator/checkers/operation.ts";
import { registerModel } from "../../simulator/checkers/register-model.ts";
import type { RegisterInput, RegisterOutput } from "../../simulator/checkers/register-model.ts";
import { toSequential } from "../../simulator/checkers/sequential-model.ts";
import type { SequentialModel } from "../../simulator/checkers/sequential-model.ts";
import { isLinearizableByForce } from "./brute-force.ts";
import { draws, runSequentially } from "./drawn-histories.ts";

type RegisterOperation = Operation<RegisterInput, RegisterOutput>;

const register = toSequential(registerModel);
const keyValue = toSequential(keyValueModel);
const bounds = { stepsMax: 1_000_000 };

const value = fc.integer({ min: 0, max: 2 });
const registerInput = fc.oneof(
  fc.record({ kind: fc.constant("read" as const) }),
  fc.record({ kind: fc.constant("write" as const), value }),
  fc.record({ kind: fc.constant("compareAndSet" as const), expected: value, value }),
);
const keyValueInput: fc.Arbitrary<KeyValueInput> = fc.oneof(
  fc.record({ kind: fc.constant("get" as const), key: fc.constantFrom("a", "b") }),
  fc.record({
    kind: fc.constantFrom("put" as const, "append" as const),
    key: fc.constantFrom("a", "b"),
    value: fc.constantFrom("x", "y"),
  }),
);

test("whatever a sequential execution shows its clients is linearizable", () => {
  fc.assert(
    fc.property(draws(registerInput, { lengthMax: 60, spread: 3 }), (drawn) => {
      const operations = runSequentially(registerModel, drawn);
      expect(checkLinearizability(register, operations, bounds).verdict).toBe("linearizable");
    }),
    { numRuns: 200, seed: 4 },
  );
  fc.assert(
    fc.property(draws(keyValueInput, { lengthMax: 60, spread: 3 }), (drawn) => {
      const operations = runSequentially(keyValueModel, drawn);
      expect(checkLinearizability(keyValue, operations, bounds).verdict).toBe("linearizable");
    }),
    { numRuns: 200, seed: 4 },
  );
});

/** Small histories of which some replies are replaced by others. */
const altered = fc
  .tuple(
    draws(registerInput, { lengthMax: 7, spread: 2 }),
    fc.array(fc.tuple(fc.nat(6), fc.oneof(fc.constant(null), fc.boolean(), value)), { maxLength: 2 }),
  )
  .map(([drawn, changes]) => {
    const operations = runSequentially(registerModel, drawn);
    for (const [at, output] of changes) {
      const one = operations[at];
      if (one?.reply !== undefined) operations[at] = { ...one, reply: { ...one.reply, output } };
    }
    return operations;
  });

test("on small histories, right and wrong, the verdict is that of trying every order", () => {
  const counts = { right: 0, wrong: 0 };
  fc.assert(
    fc.property(altered, (operations) => {
      const expected = isLinearizableByForce(register, operations);
      counts[expected ? "right" : "wrong"]++;
      const { verdict } = checkLinearizability(register, operations, bounds);
      expect(verdict).toBe(expected ? "linearizable" : "not linearizable");
    }),
    { numRuns: 1_500, seed: 4 },
  );
  expect(counts.right).toBeGreaterThan(300);
  expect(counts.wrong).toBeGreaterThan(300);
});

/** A coin that lands as it likes: an input with several states after it, which only later reads tell apart. */
const coin: SequentialModel<number, "flip" | "read", number> = {
  initial: 0,
  step(state, input, output) {
    if (input === "flip") return [0, 1, 2];
    return output === undefined || output === state ? [state] : [];
  },
  identify: (state) => `${state}`,
};

test("a model may leave open what follows, and the search tries all of it", () => {
  const operation = fc.record({
    client: fc.constant(1),
    input: fc.constantFrom("flip" as const, "read" as const),
    calledAt: fc.nat(12),
    reply: fc.option(fc.record({ output: fc.nat(2), after: fc.nat(5) }), { nil: undefined, freq: 5 }),
  });
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 6 }), (drawn) => {
      const operations = drawn.map(({ reply, ...one }) => ({
        ...one,
        reply: reply && { output: reply.output, returnedAt: one.calledAt + reply.after },
      }));
      const isRight = isLinearizableByForce(coin, operations);
      const { verdict } = checkLinearizability(coin, operations, bounds);
      expect(verdict).toBe(isRight ? "linearizable" : "not linearizable");
    }),
    { numRuns: 700, seed: 4 },
  );
});

test("the order found explains every reply and agrees with real time", () => {
  fc.assert(
    fc.property(draws(registerInput, { lengthMax: 30, spread: 4 }), (drawn) => {
      const operations = runSequentially(registerModel, drawn);
      const { order, verdict } = new LinearizationSearch(
        register,
        operations,
        eventsOf(operations),
        bounds,
      ).run();
      expect(verdict).toBe("linearizable");
      const inOrder = order.map((index) => operations[index]!);
      const completed = operations.filter(({ reply }) => reply !== undefined);
      expect(new Set(inOrder).size).toBe(order.length);
      expect(inOrder).toEqual(expect.arrayContaining(completed));
      expect(explains(inOrder)).toBe(true);
      let latestCall = -Infinity;
      for (const { reply, calledAt } of inOrder) {
        latestCall = Math.max(latestCall, calledAt);
        expect(reply?.returnedAt ?? latestCall).toBeGreaterThanOrEqual(latestCall); // Nobody before was called later.
      }
    }),
    { numRuns: 100, seed: 4 },
  );
});

test("the counterexample is the shortest: without its last reply the history makes sense", () => {
  fc.assert(
    fc.property(altered, (operations) => {
      const returns = operations.flatMap(({ reply }) => reply?.returnedAt ?? []);
      fc.pre(new Set(returns).size === returns.length); // Or it would be open which of two is the last.
      const { counterexample } = checkLinearizability(register, operations, bounds);
      if (counterexample === undefined) return;
      expect(counterexample.isShortest).toBe(true);
      const { operation, open, explained } = counterexample;
      const end = operation.reply!.returnedAt;
      const knownAt = (isKnown: (returnedAt: number) => boolean) =>
        operations
          .filter(({ calledAt }) => calledAt <= end)
          .map((one) => (one.reply && isKnown(one.reply.returnedAt) ? one : { ...one, reply: undefined }));
      expect(
        isLinearizableByForce(
          register,
          knownAt((at) => at <= end),
        ),
      ).toBe(false);
      expect(
        isLinearizableByForce(
          register,
          knownAt((at) => at < end),
        ),
      ).toBe(true);
      const before = operations.filter(({ reply }) => reply !== undefined && reply.returnedAt < end);
      expect(explained).toEqual(expect.arrayContaining(before));
      expect(explains(explained)).toBe(true);
      const stillOpen = knownAt((at) => at <= end).filter(({ reply }) => reply === undefined);
      expect(open).toEqual(stillOpen.toSorted((a, b) => a.calledAt - b.calledAt));
    }),
    { numRuns: 600, seed: 4 },
  );
});

test("an operation of unknown outcome may take effect long after its client gave up", () => {
  const operations = [
    write(1, 0, [0, 1]),
    write(2, 7, [2, undefined]),
    read(3, 0, [10, 11]),
    read(3, 7, [12, 13]),
  ];
  expect(checkLinearizability(register, operations, bounds).verdict).toBe("linearizable");
});

test("an operation of unknown outcome takes effect once at most", () => {
  const operations = [
    write(1, 7, [0, undefined]),
    read(3, 7, [1, 2]),
    write(2, 1, [3, 4]),
    read(3, 7, [5, 6]),
  ];
  expect(checkLinearizability(register, operations, bounds).verdict).toBe("not linearizable");
});

test("an operation that returns when another is called may come before or after it", () => {
  const operations = [write(1, 1, [0, 1]), write(2, 2, [1, 2]), read(3, 1, [3, 4])];
  expect(checkLinearizability(register, operations, bounds).verdict).toBe("linearizable");
});

test("a stale read is told with what was open and with an order of all that came before it", () => {
  const operations = [
    write(1, 1, [0, 1]),
    write(2, 2, [2, 3]),
    write(4, 9, [4, undefined]),
    read(3, 1, [5, 6]),
    read(3, 2, [7, 8]),
  ];
  const report = checkLinearizability(register, operations, bounds);
  expect(report.verdict).toBe("not linearizable");
  const counterexample = report.counterexample as Counterexample<unknown, unknown, unknown>;
  expect(counterexample.operation).toBe(operations[3]);
  expect(counterexample.open).toEqual([operations[2]]);
  expect(describeCounterexample(counterexample).split("\n")).toEqual([
    `not linearizable: client 3's {"kind":"read"} -> 1, called at 5, returned at 6, fits nowhere`,
    "3 operations before it can be explained in this order:",
    `  0..1 client 1: {"kind":"write","value":1} -> null`,
    `  2..3 client 2: {"kind":"write","value":2} -> null`,
    `  4 open client 4: {"kind":"write","value":9}`,
    "which leads to 9; open when it returned: ",
    `  4 open client 4: {"kind":"write","value":9}`,
  ]);
});

test("what explains the history up to the counterexample is one order, also after taking another back", () => {
  const operations = [
    write(1, 1, [0, 9]),
    write(2, 2, [1, 9]),
    read(3, 1, [10, 11]), // So the second write came first, which is not what is tried first.
    read(3, 7, [12, 13]),
  ];
  const { counterexample } = checkLinearizability(register, operations, bounds);
  expect(counterexample?.explained).toEqual([1, 0, 2].map((index) => operations[index]));
  expect(counterexample?.state).toBe(1);
});

test("the cause may be the reply of an operation that was open when the search could not go on", () => {
  const compareAndSet = { kind: "compareAndSet", expected: 1, value: 2 } as const;
  const operations = [
    write(1, 1, [0, 1]),
    operation(2, compareAndSet, false, [2, 7]), // Until it returned, it might have set the 2 that was read.
    read(3, 2, [3, 4]),
    read(3, 2, [5, 6]),
    write(3, 3, [8, 9]),
    write(3, 4, [10, 11]),
  ];
  const { counterexample } = checkLinearizability(register, operations, bounds);
  expect(counterexample?.operation).toBe(operations[1]);
  expect(counterexample?.isShortest).toBe(true);
});

test("a search that meets its bound is undecided, however good it looks", () => {
  const operations = runSequentially(
    registerModel,
    Array.from({ length: 20 }, (_, i) => ({
      input: { kind: "write" as const, value: i },
      before: 5,
      after: 5,
      fate: "known" as const,
    })),
  );
  const isLinearizable = checkLinearizability(register, operations, bounds);
  expect(isLinearizable.verdict).toBe("linearizable");
  const stepsMax = isLinearizable.steps - 1;
  expect(checkLinearizability(register, operations, { stepsMax }).verdict).toBe("undecided");
  expect(checkLinearizability(register, operations, { ...bounds, isOver: () => true }).verdict).toBe(
    "undecided",
  );
});

test("a wrong partition is found even when another is undecided", () => {
  const puts = Array.from({ length: 30 }, (_, i): Operation<KeyValueInput, string> => {
    const input = { kind: "append" as const, key: "long", value: `${i}` };
    return { client: i, input, calledAt: i, reply: { output: "", returnedAt: i + 1 } };
  });
  const stale: Operation<KeyValueInput, string> = {
    client: 99,
    input: { kind: "get", key: "short" },
    calledAt: 0,
    reply: { output: "never written", returnedAt: 1 },
  };
  expect(checkLinearizability(keyValue, puts, { stepsMax: 10 }).verdict).toBe("undecided");
  const report = checkLinearizability(keyValue, [...puts, stale], { stepsMax: 10 });
  expect(report.verdict).toBe("not linearizable");
  expect(report.counterexample?.partition).toBe("short");
});

test("a long history with many clients takes a few steps for each operation", () => {
  const drawn = Array.from({ length: 5_000 }, (_, i) => ({
    input: i % 3 === 0 ? { kind: "read" as const } : { kind: "write" as const, value: i },
    before: (i * 7) % 5,
    after: (i * 3) % 4,
    fate: i % 500 === 0 ? ("unknown" as const) : ("known" as const),
  }));
  const report = checkLinearizability(register, runSequentially(registerModel, drawn), bounds);
  expect(report.verdict).toBe("linearizable");
  expect(report.steps).toBeLessThan(50 * drawn.length);
});

/** Whether a register that is used in this order gives these replies. */
function explains(order: readonly RegisterOperation[]): boolean {
  let state = registerModel.initial;
  return order.every(({ input, reply }) => {
    const applied = registerModel.apply(state, input);
    state = applied.state;
    return reply === undefined || reply.output === applied.output;
  });
}

type Times = readonly [calledAt: number, returnedAt: number | undefined];

function write(client: number, written: number, times: Times): RegisterOperation {
  return operation(client, { kind: "write", value: written }, null, times);
}

function read(client: number, seen: number, times: Times): RegisterOperation {
  return operation(client, { kind: "read" }, seen, times);
}

function operation(
  client: number,
  input: RegisterInput,
  output: RegisterOutput,
  [calledAt, returnedAt]: Times,
): RegisterOperation {
  return { client, input, calledAt, reply: returnedAt === undefined ? undefined : { output, returnedAt } };
}
