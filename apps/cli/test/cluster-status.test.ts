import { createFingerprints } from "@lockstep/exchange/services";
import { expect, test } from "vitest";
import { editionWarnings, type NodeReport, statusText } from "../cluster-status.ts";

const contracts = createFingerprints();

function report(nodeId: number, editions: typeof contracts): NodeReport {
  const facts = {
    nodeId,
    role: "follower",
    leaderId: 1,
    clusterTimeUs: 0,
    members: [],
    health: "good",
    lag: 0,
  };
  return { ...facts, contracts: editions } as unknown as NodeReport;
}

test("every contract has an edition of its own", () => {
  expect(new Set(contracts.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  for (const { fingerprint } of contracts) expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
});

test("status says nothing of editions that are the same, and nothing for a node that is down", () => {
  const down = { nodeId: 3, role: "unreachable", leaderId: 0, health: "unreachable" } as NodeReport;
  expect(editionWarnings([report(1, contracts), report(2, contracts), down])).toEqual([]);
});

test("status warns of each contract of which nodes run different editions, or one of them none", () => {
  const [first, second, ...rest] = contracts;
  const other = [{ ...first!, fingerprint: "0123456789abcdef" }, ...rest];
  const text = statusText([report(1, contracts), report(2, other)]);
  expect(text.match(/WARNING/g)).toHaveLength(2);
  expect(text).toContain(`contract ${first!.schemaId} (accounts)`);
  expect(text).toContain(`node 1 ${first!.fingerprint}, node 2 0123456789abcdef`);
  expect(text).toContain(`node 1 ${second!.fingerprint}, node 2 none`);
});
