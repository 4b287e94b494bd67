import { expect, test } from "vitest";
import { type Claim, ConsistencyCheck, Subject } from "../consistency/consistency-check.ts";
import type { Digest } from "../consistency/digest-window.ts";

/** Node 1 of `voters`, which has at every index up to `applied` what the index says, or `own`. */
function checkOf(
  voters: readonly number[],
  own?: Digest,
): { check: ConsistencyCheck; said: Claim[]; at: { applied: number } } {
  const said: Claim[] = [];
  const at = { applied: 100 };
  const check = new ConsistencyCheck({
    nodeId: 1,
    voters: () => voters,
    own: (_subject, index) => (index > at.applied ? undefined : (own ?? right(index))),
    say: (claim) => said.push(claim),
  });
  return { check, said, at };
}

const right = (index: number): Digest => ({ a: index, b: 7 });
const claim = (index: number, digest: Digest = right(index), subject: Subject = Subject.Outputs): Claim => ({
  subject,
  index,
  ...digest,
});

test("whoever hears what another has at an index says what it has there, once", () => {
  const { check, said } = checkOf([1, 2, 3]);
  check.hear(2, claim(10), 0);
  check.hear(3, claim(10), 0);
  expect(said).toEqual([claim(10)]);
  expect(check.agreedIndex).toBe(10);
  expect(check.difference).toBeUndefined();
});

test("who is behind says it when it has come there", () => {
  const { check, said, at } = checkOf([1, 2, 3]);
  check.hear(2, claim(101), 0);
  check.catchUp(1);
  expect(said).toEqual([]);
  at.applied = 101;
  check.catchUp(2);
  expect(said).toEqual([claim(101)]);
});

test("states of snapshots are compared as outputs are", () => {
  const { check } = checkOf([1, 2, 3], { a: 1, b: 1 });
  check.beginState(50, 0);
  check.hear(2, claim(50, right(50), Subject.State), 0);
  expect(check.difference).toBeUndefined();
  check.hear(3, claim(50, right(50), Subject.State), 0);
  expect(check.difference).toEqual({ subject: Subject.State, index: 50, majority: [2, 3] });
});

test("what a learner says counts for nothing, but it finds out about itself", () => {
  const { check } = checkOf([2, 3, 4], { a: 1, b: 1 });
  check.hear(2, claim(10), 0);
  expect(check.difference).toBeUndefined();
  expect(check.dissent(5_000)).toBeUndefined();
  check.hear(4, claim(10), 0);
  expect(check.difference).toMatchObject({ index: 10, majority: [2, 4] });
});

test("of five, three that agree are right, whatever the other two have", () => {
  const { check } = checkOf([1, 2, 3, 4, 5]);
  check.begin(20, 0);
  check.hear(2, claim(20, { a: 9, b: 9 }), 0);
  check.hear(3, claim(20, { a: 8, b: 8 }), 0);
  check.hear(4, claim(20), 0);
  expect(check.dissent(500)).toBeUndefined();
  check.hear(5, claim(20), 600);
  expect(check.dissent(5_000)).toBeUndefined();
  expect([...check.differing]).toEqual([2, 3]);
});

test("voters that differ without a majority are told of at once when all have spoken, else after a while", () => {
  const all = checkOf([1, 2]).check;
  all.begin(20, 0);
  all.hear(2, claim(20, { a: 9, b: 9 }), 0);
  expect(all.dissent(0)).toMatchObject({ index: 20, parties: [[1], [2]] });

  const { check, said } = checkOf([1, 2, 3]);
  check.begin(20, 0);
  check.hear(2, claim(20, { a: 9, b: 9 }), 0);
  expect(check.dissent(999)).toBeUndefined();
  expect(check.dissent(1_000)).toMatchObject({ parties: [[1], [2]] });
  expect(said).toHaveLength(2); // Said again, for the one that may come back.
  check.hear(3, claim(20), 1_500);
  expect(check.dissent(1_500)).toBeUndefined();
  expect([...check.differing]).toEqual([2]);
});

test("what is undecided is not forgotten, however much is compared meanwhile", () => {
  const { check, at } = checkOf([1, 2, 3]);
  at.applied = 10_000;
  check.begin(20, 0);
  check.hear(2, claim(20, { a: 9, b: 9 }), 0);
  for (let index = 21; index < 500; index++) check.hear(3, claim(index), 0);
  expect(check.dissent(2_000)).toMatchObject({ index: 20 });
});
