import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type ClusterMember, type RunningNode, startNode, type StartNodeOptions } from "../start-node.ts";
import { eventually } from "./peer-rig.ts";
import { Notes } from "./state-machine-notes.ts";

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function memberAt(nodeId: number): Promise<ClusterMember> {
  return {
    nodeId,
    clientAddress: `127.0.0.1:${await freePort()}`,
    peerAddress: `127.0.0.1:${await freePort()}`,
    gatewayUrl: undefined,
  };
}

async function start(nodeId: number, options: Partial<StartNodeOptions> = {}): Promise<RunningNode> {
  const dataDirectory = options.dataDirectory ?? mkdtempSync(join(tmpdir(), "lockstep-members-"));
  const own = options.members?.find((member) => member.nodeId === nodeId);
  const running = await startNode({
    nodeId,
    clusterId: 77,
    dataDirectory,
    listen: own?.clientAddress ?? "127.0.0.1:0",
    services: () => [new Notes()],
    ...options,
  });
  cleanUps.push(async () => {
    await running.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
  return running;
}

test("a node by itself grows: another joins over sockets, and its log on the disk is the same", async () => {
  const [first, second] = [await memberAt(1), await memberAt(2)];
  const one = await start(1, { members: [first], initToken: 9 });
  const client = one.connect({ owner: { principalId: 1, roles: 0 } });
  cleanUps.push(() => client.stop());
  await eventually(() => one.status().role === "leader");
  const { clientAddress, peerAddress } = second;
  const member = { nodeId: 2, clientAddress, peerAddress };
  expect(await client.ask({ ask: "addMember", member }, "near")).toEqual({ done: true });
  const two = await start(2, { members: [first, second] });
  expect(two.status().role).toBe("none");
  await eventually(() => two.status().role === "learner" && two.status().appliedIndex > 0);
  await eventually(() => two.status().appliedIndex === one.status().appliedIndex);
  expect(await client.ask({ ask: "promoteMember", nodeId: 2 }, "near")).toEqual({ done: true });
  await eventually(() => two.status().role === "follower");
  expect(two.status().leaderId).toBe(1);
  expect(two.node.applier.machine.stateHash()).toBe(one.node.applier.machine.stateHash());
});

test("a node of several does not start as if it were alone", async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), "lockstep-members-"));
  const [first, second] = [await memberAt(1), await memberAt(2)];
  const options = { members: [first], initToken: 9, dataDirectory };
  const one = await start(1, options);
  const client = one.connect({ owner: { principalId: 1, roles: 0 } });
  await eventually(() => one.status().role === "leader");
  const { nodeId, clientAddress, peerAddress } = second;
  await client.ask({ ask: "addMember", member: { nodeId, clientAddress, peerAddress } }, "near");
  client.stop();
  await one.stop();
  await expect(start(1, { dataDirectory })).rejects.toMatchObject({ code: "MEMBERS_MISSING" });
  const again = await start(1, options);
  expect(again.status().members.map((member) => member.nodeId)).toEqual([1, 2]);
});

test("a member whose disk moves to another place is found there by those who were told the old one at start", async () => {
  const before = [await memberAt(1), await memberAt(2), await memberAt(3)];
  const directories = before.map(() => mkdtempSync(join(tmpdir(), "lockstep-members-")));
  const secretDirectory = mkdtempSync(join(tmpdir(), "lockstep-members-"));
  cleanUps.push(() => rmSync(secretDirectory, { recursive: true }));
  const startAt = (nodeId: number, members: readonly ClusterMember[]): Promise<RunningNode> =>
    start(nodeId, { members, initToken: 9, dataDirectory: directories[nodeId - 1]!, secretDirectory });
  const [first, second, three] = await Promise.all([1, 2, 3].map((nodeId) => startAt(nodeId, before)));
  let [one, two] = [first, second];
  const isServed = (): boolean => [one, two, three].some((node) => node!.status().role === "leader");
  await eventually(isServed);
  await two!.stop();
  const moved = await memberAt(2);
  const client = one!.connect({ owner: { principalId: 1, roles: 0 } });
  const { nodeId, clientAddress, peerAddress } = moved;
  await eventually(() => one!.status().leaderId !== 0 && one!.status().leaderId !== 2);
  const wish = { ask: "moveMember", member: { nodeId, clientAddress, peerAddress } } as const;
  // The lead may be about to change hands once more: then it is asked again, as an operator would.
  let answer = await client.ask(wish, "leader");
  for (let attempt = 1; attempt < 5 && "error" in answer; attempt++) {
    answer = await client.ask(wish, "leader");
  }
  expect(answer).toEqual({ done: true });
  client.stop();
  two = await startAt(2, [before[0]!, moved, before[2]!]);
  await eventually(() => two!.status().role === "follower" && two!.status().leaderId !== 0);
  await one!.stop();
  one = await startAt(1, before); // What it is told is from before.
  await eventually(() => one!.status().leaderId !== 0);
  await three!.stop(); // Now it takes the two that must find each other.
  await eventually(() => [one!, two!].some((node) => node.status().role === "leader"));
  await eventually(() => one!.status().commitIndex === two!.status().lastIndex);
  const seen = one.status().members.find((member) => member.nodeId === 2);
  expect(seen?.clientAddress).toBe(clientAddress);
});

test("a node without a port for others adds nobody, and says what to do", async () => {
  const one = await start(1);
  const client = one.connect({ owner: { principalId: 1, roles: 0 } });
  cleanUps.push(() => client.stop());
  await eventually(() => one.status().role === "leader");
  const member = { nodeId: 2, clientAddress: "127.0.0.1:1", peerAddress: "127.0.0.1:2" };
  const answer = await client.ask({ ask: "addMember", member }, "near");
  expect(answer).toMatchObject({ error: { code: "NO_PEER_PORT" } });
  expect(one.status().members.map(({ nodeId }) => nodeId)).toEqual([1]);
});
