import { cpSync, rmSync } from "node:fs";
import type { MemberStatus } from "@lockstep/cluster/membership";
import { afterEach, expect, test, vi } from "vitest";
import { ClusterProcesses } from "./cluster-processes.ts";
import { Deposits } from "./deposits.ts";
import { lockstep, stopProcesses, until } from "./exchange-process.ts";

vi.setConfig({ testTimeout: 90_000 }); // Processes start slowly on a busy machine.

let cluster: ClusterProcesses | undefined;
afterEach(async () => {
  cluster?.stopClients();
  await stopProcesses();
});

/** As `lockstep members list` shows them. */
async function membersOf(processes: ClusterProcesses): Promise<readonly MemberStatus[]> {
  const client = processes.client();
  try {
    const answer = await client.ask({ ask: "members" }, "leader");
    return "members" in answer ? answer.members : [];
  } catch {
    return [];
  } finally {
    client.stop();
  }
}

async function untilMembers(processes: ClusterProcesses, wanted: readonly string[]): Promise<void> {
  let found: string[] = [];
  await until(
    async () => {
      const members = await membersOf(processes);
      found = members.map(({ nodeId, incarnation, standing }) => `${nodeId}.${incarnation} ${standing}`);
      return found.join() === wanted.join();
    },
    `the members ${wanted.join(", ")}`,
  );
}

test("a node whose directory is deleted, or replaced by an old copy, learns before it votes, and ends with an equal state", async () => {
  cluster = await ClusterProcesses.start(3);
  const deposits = await Deposits.open(cluster.client());
  for (let at = 0; at < 20; at++) deposits.send();
  await deposits.settled();
  const [lost, other] = (await cluster.followers()) as [number, number];
  const membersWith = (incarnation: number): string[] =>
    [1, 2, 3].map((nodeId) => `${nodeId}.${nodeId === lost ? incarnation : 1} voter`);

  const directory = cluster.directoryOf(lost);
  await cluster.kill(lost);
  cpSync(directory, `${directory}-copy`, { recursive: true });
  rmSync(directory, { recursive: true });
  await cluster.startNodes(lost);
  await untilMembers(cluster, membersWith(2));
  // It is a whole member: without another one, its vote and its disk make the majority.
  await cluster.kill(other);
  deposits.send();
  await deposits.settled();

  await cluster.kill(lost);
  rmSync(directory, { recursive: true });
  cpSync(`${directory}-copy`, directory, { recursive: true });
  await cluster.startNodes(lost, other);
  await untilMembers(cluster, membersWith(3));
  deposits.send();
  await deposits.settled();
  expect(deposits.failures).toEqual([]);
  const digests = await cluster.digests();
  expect(new Set(digests.map(({ stateHash, outputDigest }) => stateHash + outputDigest)).size).toBe(1);
});

test("two wiped nodes of three do not become a cluster, and the third keeps what it has", async () => {
  cluster = await ClusterProcesses.start(3);
  const deposits = await Deposits.open(cluster.client());
  deposits.send();
  await deposits.settled();
  const kept = await cluster.leader();
  const wiped = cluster.nodeIds.filter((nodeId) => nodeId !== kept);
  await cluster.kill(...wiped);
  for (const nodeId of wiped) rmSync(cluster.directoryOf(nodeId), { recursive: true });
  await cluster.startNodes(...wiped);
  await new Promise((resolve) => setTimeout(resolve, 3_000)); // Three election time-outs, and more.
  const statuses = await Promise.all(cluster.nodeIds.map((nodeId) => cluster!.status(nodeId)));
  for (const status of statuses) {
    const roles = status?.nodeId === kept ? ["follower", "candidate"] : ["none"];
    expect(roles).toContain(status?.role);
    expect(status?.leaderId).toBe(0);
  }
  const { appliedPosition } = statuses.find((status) => status?.nodeId === kept)!;
  expect(appliedPosition).toBeGreaterThan(2);
});

test("a fourth node is added and promoted, and another removed, from the command line", async () => {
  cluster = await ClusterProcesses.start(3);
  const deposits = await Deposits.open(cluster.client());
  for (let at = 0; at < 20; at++) deposits.send();
  await deposits.settled();
  const native = [
    "--data",
    cluster.data,
    "--client",
    [1, 2, 3].map((id) => cluster!.addressOf(id)).join(","),
  ];
  const members = async (...args: string[]): Promise<string> => {
    const { stdout, stderr } = await lockstep("members", ...args, ...native);
    return stdout + stderr;
  };
  const added = await cluster.addSeat();
  const addresses = ["--peer", cluster.peerAddressOf(added), "--native", cluster.addressOf(added)];
  expect(await members("add", "4", ...addresses, "--gateway", cluster.urlOf(added))).toMatch(/is a learner/);
  expect(await members("promote", "4")).toMatch(/^MEMBER_BEHIND: node 4 holds the log up to 0 of \d+/);
  await cluster.startNodes(added);
  await until(async () => (await members("promote", "4")).includes("node 4 votes"), "it has caught up");
  await untilMembers(cluster, ["1.1 voter", "2.1 voter", "3.1 voter", "4.2 voter"]);
  const digests = await cluster.digests();
  expect(new Set(digests.map(({ stateHash }) => stateHash)).size).toBe(1);
  const [removed] = await cluster.followers();
  expect(await members("remove", `${removed}`)).toMatch(/is no member any more/);
  const gateway = "http://10.0.0.4:8080";
  expect(await members("move", "4", "--gateway", gateway)).toMatch(/is looked for there from now on/);
  const list = await members("list");
  expect(list).toContain(gateway);
  expect(list.match(/voter/g)).toHaveLength(3);
  expect(list).toContain(cluster.peerAddressOf(added));
});
