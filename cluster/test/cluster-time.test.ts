import { expect, test } from "vitest";
import { ClusterTime } from "../cluster-time.ts";

const SECOND = 1_000_000;
const HOUR = 3600 * SECOND;

test("one voter's time follows its own wall clock", () => {
  const time = new ClusterTime(1);
  time.observeWall(1, 1_000 * SECOND, 5 * SECOND);
  time.takeOver(5 * SECOND);
  expect(time.advance(6 * SECOND)).toBe(1_001 * SECOND);
});

test("takeover jumps forward to the median of the walls, never back", () => {
  const ahead = new ClusterTime(3);
  ahead.observeStamp(100 * SECOND);
  ahead.observeWall(1, 400 * SECOND, 0);
  ahead.observeWall(2, 300 * SECOND, 0);
  ahead.takeOver(0);
  expect(ahead.lastUs).toBe(300 * SECOND);

  const behind = new ClusterTime(1);
  behind.observeStamp(100 * SECOND);
  behind.observeWall(1, 50 * SECOND, 0);
  behind.takeOver(0);
  expect(behind.lastUs).toBe(100 * SECOND);
});

test("without the clocks of a majority time goes on from the last stamp alone", () => {
  const time = new ClusterTime(3);
  time.observeStamp(100 * SECOND);
  time.observeWall(1, 9 * HOUR, 0);
  time.takeOver(0);
  expect(time.advance(SECOND)).toBe(101 * SECOND);
});

test("one wrong clock of three does not move the cluster's time", () => {
  const time = new ClusterTime(3);
  for (const [member, wall] of [
    [1, 1_000 * SECOND],
    [2, 1_000 * SECOND],
    [3, 1_000 * SECOND + HOUR],
  ]) {
    time.observeWall(member, wall, 0);
  }
  time.takeOver(0);
  expect(time.advance(10 * SECOND)).toBe(1_010 * SECOND);
});

test("clocks of members that are gone count no longer, and those of new ones are waited for", () => {
  const time = new ClusterTime(3);
  time.observeStamp(100 * SECOND);
  for (const member of [1, 2]) time.observeWall(member, 1_000 * SECOND, 0);
  time.setMembers([1, 4, 5]); // Of three, one is known.
  time.takeOver(0);
  expect(time.advance(SECOND)).toBe(101 * SECOND);
  time.observeWall(4, 1_000 * SECOND, 0);
  time.takeOver(SECOND);
  expect(time.lastUs).toBe(1_001 * SECOND);
});

test("time is slewed by at most one percent in either direction", () => {
  const slow = new ClusterTime(1);
  slow.observeWall(1, 1_000 * SECOND, 0);
  slow.takeOver(0);
  slow.observeWall(1, 1_000 * SECOND - HOUR, 0); // The wall was set back.
  expect(slow.advance(100 * SECOND)).toBe(1_099 * SECOND);

  const fast = new ClusterTime(1);
  fast.observeWall(1, 1_000 * SECOND, 0);
  fast.takeOver(0);
  fast.observeWall(1, 1_000 * SECOND + HOUR, 0);
  expect(fast.advance(100 * SECOND)).toBe(1_101 * SECOND);
  expect(fast.advance(200 * SECOND)).toBe(1_202 * SECOND);
});

test("many small advances are slewed like one large one", () => {
  const time = new ClusterTime(1);
  time.observeWall(1, 1_000 * SECOND, 0);
  time.takeOver(0);
  time.observeWall(1, 999 * SECOND, 0);
  let last = time.lastUs;
  let wentBack = false;
  for (let now = 1; now <= 10 * SECOND; now += 17) {
    const stamp = time.advance(now);
    if (stamp < last) wentBack = true;
    last = stamp;
  }
  expect(wentBack).toBe(false);
  expect(last).toBeGreaterThan(1_009.89 * SECOND);
  expect(last).toBeLessThan(1_009.91 * SECOND);
});

test("a clock that goes back stops time instead of turning it", () => {
  const time = new ClusterTime(1);
  time.observeWall(1, 1_000 * SECOND, 0);
  time.takeOver(10 * SECOND);
  const stamp = time.advance(20 * SECOND);
  expect(time.advance(15 * SECOND)).toBe(stamp);
  expect(time.advance(20 * SECOND)).toBe(stamp);
  expect(time.advance(21 * SECOND)).toBe(stamp + SECOND);
});
