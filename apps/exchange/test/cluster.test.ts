import { cpSync, rmSync } from "node:fs";
import { once } from "node:events";
import { type AnswerListener, Outcome } from "@lockstep/cluster/client/cluster-port";
import { ConservationEncoder, CreateAssetEncoder } from "@lockstep/domain/accounts/accounts-messages";
import { Role } from "@lockstep/domain/contract/context";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { afterEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { ClusterProcesses } from "./cluster-processes.ts";
import { Deposits } from "./deposits.ts";
import { stopProcesses, until } from "./exchange-process.ts";

vi.setConfig({ testTimeout: 90_000 }); // Processes start slowly on a busy machine.

let cluster: ClusterProcesses | undefined;
afterEach(async () => {
  cluster?.stopClients();
  await stopProcesses();
});

const DEPOSIT = "accounts/deposit";

test("the leader of three is killed under load, and nothing is lost, doubled or refused", async () => {
  cluster = await ClusterProcesses.start(3);
  const deposits = await Deposits.open(cluster.client());
  const first = await cluster.leader();
  const [other] = await cluster.followers();

  // A subscriber whose node is killed resumes at another, from what it saw last.
  const places: string[] = [];
  const resyncs: unknown[] = [];
  cluster.client({ readEndpoints: [cluster.addressOf(first), cluster.addressOf(other!)] }).subscribe(
    { position: 0, step: 65_535 },
    {
      onEvent: (_view, _offset, _length, position, step) => places.push(`${position}.${step}`),
      onResync: (place) => resyncs.push(place),
    },
  );

  deposits.startSending();
  await until(() => deposits.acknowledged.length > 100, "a hundred answers");
  await cluster.kill(first);
  const before = deposits.acknowledged.length;
  await until(() => deposits.acknowledged.length > before + 100, "a hundred more");
  await cluster.startNodes(first);
  await deposits.stopSending();

  expect(deposits.failures).toEqual([]);
  expect(await cluster.leader()).not.toBe(first);
  const digests = await cluster.digests();
  expect(new Set(digests.map(({ stateHash }) => stateHash)).size).toBe(1);
  expect(new Set(digests.map(({ outputDigest }) => outputDigest)).size).toBe(1);
  for (const nodeId of cluster.nodeIds) {
    const reader = cluster.client({ endpoints: [cluster.addressOf(nodeId)] });
    expect(await deposits.notAppliedOnce(reader)).toEqual([]);
  }
  await until(() => places.length === deposits.sent, "all events at the subscriber");
  expect(new Set(places).size).toBe(deposits.sent);
  expect(resyncs).toEqual([]);

  await followersSendOn(cluster, deposits);
  await readsSeeWhatWasAnswered(cluster, deposits);
});

/** HTTP 307 and a WebSocket's redirect, or the forwarding that was asked for. */
async function followersSendOn(three: ClusterProcesses, { accountId, sent }: Deposits): Promise<void> {
  const leader = await three.leader();
  const [follower] = await three.followers();
  const body = { accountId, assetId: 1, amount: 1 };
  const init = {
    method: "POST",
    headers: { "x-lockstep-key": "dev", "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const redirected = await fetch(`${three.urlOf(follower!)}/v1/${DEPOSIT}?forward=false`, {
    ...init,
    redirect: "manual",
  });
  expect(redirected.status).toBe(307);
  expect(redirected.headers.get("location")).toBe(`${three.urlOf(leader)}/v1/${DEPOSIT}?forward=false`);
  expect(redirected.headers.get("x-cluster-leader")).toBe(`${leader}`);
  const followed = await three.command(follower!, DEPOSIT, body);
  const forwarded = await three.command(follower!, `${DEPOSIT}?forward=true`, body);
  expect([followed.status, forwarded.status]).toEqual([200, 200]);
  const total = (sent * (sent + 1)) / 2;
  expect(followed.body).toMatchObject({ free: total + 1 });
  expect(forwarded.body).toMatchObject({ free: total + 2 });

  const socket = new WebSocket(`${three.urlOf(follower!).replace("http", "ws")}/v1/ws`, {
    headers: { "x-lockstep-key": "dev" },
  });
  const messages: Record<string, unknown>[] = [];
  socket.on("message", (bytes: Buffer) =>
    messages.push(JSON.parse(bytes.toString()) as Record<string, unknown>),
  );
  const closed = once(socket, "close");
  await once(socket, "open");
  socket.send(JSON.stringify({ id: 1, command: "accounts.deposit", body }));
  expect((await closed)[0]).toBe(4001);
  const redirect = messages.find(({ type }) => type === "redirect");
  expect(JSON.stringify(redirect)).toContain(new URL(three.urlOf(leader)).host);
}

/** A linearizable read on any node, right after an answer; a local one when it names the answer's position. */
async function readsSeeWhatWasAnswered(three: ClusterProcesses, { accountId }: Deposits): Promise<void> {
  const leader = await three.leader();
  for (let round = 0; round < 5; round++) {
    const { body, position } = await three.command(leader, DEPOSIT, { accountId, assetId: 1, amount: 1 });
    const path = `accounts/balances?accountId=${accountId}`;
    const reads = await Promise.all(
      three.nodeIds.flatMap((nodeId) => [
        three.query(nodeId, path),
        three.query(nodeId, `${path}&consistency=local&minPosition=${position}`),
      ]),
    );
    for (const read of reads) expect(read.body).toMatchObject({ balances: [{ free: body["free"] }] });
  }
}

test("five nodes go on without two, refuse without three, and have everything after all were killed", async () => {
  cluster = await ClusterProcesses.start(5);
  const deposits = await Deposits.open(cluster.client());
  const first = await cluster.leader();
  const [second, third] = await cluster.followers();

  deposits.startSending();
  await until(() => deposits.acknowledged.length > 50, "fifty answers");
  await cluster.kill(first, second!);
  const withThree = deposits.acknowledged.length;
  await until(() => deposits.acknowledged.length > withThree + 50, "answers of three of five");
  await deposits.stopSending();
  expect(deposits.failures).toEqual([]);

  const last = await cluster.leader();
  await cluster.kill(last === third ? (await cluster.followers())[0]! : third!);
  await until(
    async () => (await cluster!.status(last))?.leaderId === 0,
    "the leader of two of five steps down",
  );
  expect(await outcomesWithoutLeader(cluster)).toEqual([Outcome.NoLeader, Outcome.NoLeader]);

  deposits.send();
  await cluster.startNodes(first);
  await deposits.settled();
  expect(deposits.failures).toEqual([]);

  const running = await cluster.followers();
  await cluster.kill(await cluster.leader(), ...running);
  await cluster.startNodes(...cluster.nodeIds);
  for (const nodeId of [first, third!]) {
    const reader = cluster.client({ endpoints: [cluster.addressOf(nodeId)] });
    expect(await deposits.notAppliedOnce(reader)).toEqual([]);
  }
  const digests = await cluster.digests();
  expect(new Set(digests.map(({ stateHash, outputDigest }) => stateHash + outputDigest)).size).toBe(1);

  await cluster.kill(first, second!);
  const ofAnotherCluster = await cluster.startAndFail(first, "--cluster", "2");
  expect(ofAnotherCluster.code).toBe(1);
  expect(ofAnotherCluster.stderr).toMatch(/^WRONG_DIRECTORY: .*belongs to cluster 1, but .* cluster 2.*\n$/);
  rmSync(cluster.directoryOf(first), { recursive: true });
  cpSync(cluster.directoryOf(second!), cluster.directoryOf(first), { recursive: true });
  const ofAnotherNode = await cluster.startAndFail(first);
  expect(ofAnotherNode.code).toBe(1);
  expect(ofAnotherNode.stderr).toMatch(new RegExp(`^WRONG_DIRECTORY: .*belongs to node ${second}, .*\n$`));
});

/** Of a command and of a linearizable query. */
function outcomesWithoutLeader(five: ClusterProcesses): Promise<Outcome[]> {
  const client = five.client();
  const caller = { principalId: 1, roles: Role.Operator };
  const buffer = new MessageBuffer();
  const ask = (send: (listener: AnswerListener) => void): Promise<Outcome> =>
    new Promise((resolve) => {
      send({ onAnswer: (_tag, outcome) => resolve(outcome) });
    });
  new ConservationEncoder().claim(buffer);
  const query = buffer.copy();
  new CreateAssetEncoder().claim(buffer).set({ code: "EUR", decimals: 2 });
  const command = buffer.copy();
  const timeoutMs = 300;
  return Promise.all([
    ask((listener) => client.submit(caller, command, { timeoutMs }, listener, 0)),
    ask((listener) => client.query(caller, query, { consistency: "linearizable", timeoutMs }, listener, 0)),
  ]);
}
