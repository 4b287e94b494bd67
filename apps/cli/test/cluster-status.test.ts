import { application } from "@lockstep/exchange/application";
import { fingerprintsOf } from "@lockstep/host/application";
import { expect, test } from "vitest";
import { editionWarnings, healthOf, type NodeReport, statusText } from "../cluster-status.ts";

const contracts = fingerprintsOf(application);

function report(nodeId: number, editions: typeof contracts): NodeReport {
  const facts = {
    nodeId,
    role: "follower",
    leaderId: 1,
    clusterTimeUs: 0,
    members: [],
    links: [],
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
  expect(editionWarnings(application, [report(1, contracts), report(2, contracts), down])).toEqual([]);
});

test("status warns of each contract of which nodes run different editions, or one of them none", () => {
  const [first, second, ...rest] = contracts;
  const other = [{ ...first!, fingerprint: "0123456789abcdef" }, ...rest];
  const text = statusText(application, [report(1, contracts), report(2, other)]);
  expect(text.match(/WARNING/g)).toHaveLength(2);
  expect(text).toContain(`contract ${first!.schemaId} (accounts)`);
  expect(text).toContain(`node 1 ${first!.fingerprint}, node 2 0123456789abcdef`);
  expect(text).toContain(`node 1 ${second!.fingerprint}, node 2 none`);
});

test("status says which node is in quarantine and since where, and which one was repaired", () => {
  const text = "QUARANTINED: position 12 (index 4) is the first that it did not answer as node 1 did";
  const quarantine = { index: 4, position: 12, text };
  const health = healthOf({ quarantine, halted: text, leaderId: 1 } as Parameters<typeof healthOf>[0]);
  expect(health).toBe("quarantined at position 12");
  const tooOld = { quarantine: { ...quarantine, isOldBuild: true }, leaderId: 1 };
  expect(healthOf(tooOld as Parameters<typeof healthOf>[0])).toBe("old build");
  const wrong = { ...report(2, contracts), quarantine, health } as NodeReport;
  const repaired = { ...report(3, contracts), repairedBatches: 7 } as NodeReport;
  const lines = statusText(application, [report(1, contracts), wrong, repaired]).split("\n");
  expect(lines).toContainEqual(expect.stringMatching(/^2 .*quarantined at position 12\s*$/));
  expect(lines).toContain(`node 2: ${text}`);
  expect(lines).toContain("node 3 was repaired when it started: 7 batches came from the others");
});
