import { expect, test } from "vitest";
import { countedBetween, parseCounters } from "../tcp-counters.ts";

test("the system's counters are found by their names", () => {
  const counters = parseCounters(
    "Tcp: InSegs RetransSegs\nTcp: 12 -1\nTcpExt: PruneCalled TCPTimeouts\nTcpExt: 3 4\n",
  );
  expect([...counters]).toEqual([
    ["Tcp:InSegs", 12],
    ["Tcp:RetransSegs", -1],
    ["TcpExt:PruneCalled", 3],
    ["TcpExt:TCPTimeouts", 4],
  ]);
});

test("between two readings is what came to it", () => {
  const before = { retransmitted: 5, timeouts: 1, pruned: 0 };
  const after = { retransmitted: 9, timeouts: 1, pruned: 2 };
  expect(countedBetween(before, after)).toEqual({ retransmitted: 4, timeouts: 0, pruned: 2 });
  expect(countedBetween(undefined, after)).toBeUndefined();
});
