import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { ClusterClient } from "../client/cluster-client.ts";
import { nodeWorld } from "../client/node-world.ts";
import { readClientSecret } from "../client-secret.ts";
import { encodeKeepAlive } from "../frame-codec.ts";
import { FrameType } from "../frame.ts";
import { type RunningNode, startNode, type StartNodeOptions } from "../start-node.ts";
import { TcpDialer } from "../transport/tcp.ts";
import { Ear, EventEar } from "./node-rig.ts";
import { Note, note, Notes } from "./state-machine-notes.ts";

const caller = { principalId: 5, roles: 1 };
const patient = { timeoutMs: 20_000 };

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "lockstep-node-"));
  cleanUps.push(() => rmSync(directory, { recursive: true }));
  return directory;
}

async function start(options: Partial<StartNodeOptions> = {}): Promise<RunningNode> {
  const running = await startNode({
    nodeId: 1,
    clusterId: 77,
    dataDirectory: options.dataDirectory ?? newDirectory(),
    listen: "127.0.0.1:0",
    services: () => [new Notes()],
    ...options,
  });
  cleanUps.push(() => running.stop());
  return running;
}

function dial(
  running: RunningNode,
  options: Partial<ConstructorParameters<typeof ClusterClient>[0]> = {},
): ClusterClient {
  const client = new ClusterClient({
    dialer: new TcpDialer(),
    endpoints: [running.address],
    secret: readClientSecret(running.secretPath),
    owner: caller,
    world: nodeWorld,
    ...options,
  });
  cleanUps.push(() => client.stop());
  return client;
}

async function until(isDone: () => boolean, what: string): Promise<void> {
  for (let ms = 0; !isDone(); ms += 5) {
    if (ms > 10_000) throw new Error(`not within 10 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test("commands, queries and events over TCP, on a log in LMDB", async () => {
  const running = await start();
  const client = dial(running);
  const ear = new Ear();
  const events = new EventEar();
  client.subscribe({ position: 0, step: 65_535 }, events);
  for (let nth = 0; nth < 2_000; nth++) client.submit(caller, note(Note.Write, nth, nth), patient, ear, nth);
  await until(() => ear.answers.length === 2_000, "2,000 answers");
  expect(ear.values).toEqual(Array.from({ length: 2_000 }, (_, nth) => nth + 1));
  client.query(caller, note(Note.Read, 1_999), { consistency: "linearizable", timeoutMs: 2_000 }, ear, 0);
  await until(() => ear.answers.length === 2_001 && events.places.length === 2_001, "all the rest");
  expect(ear.values.at(-1)).toBe(1_999);
});

test("a client inside the process needs no socket and no secret", async () => {
  const running = await start();
  const client = running.connect({ owner: caller });
  cleanUps.push(() => client.stop());
  const ear = new Ear();
  client.submit(caller, note(Note.Write, 1, 1), patient, ear, 0);
  await until(() => ear.answers.length === 1, "an answer");
  expect(ear.values).toEqual([1]);
  expect(client.status()).toMatchObject({ role: "leader", appliedPosition: 2 });
});

test("a node that is stopped and started goes on where it was, and the client by itself", async () => {
  const dataDirectory = newDirectory();
  const first = await start({ dataDirectory });
  const client = dial(first);
  const ear = new Ear();
  const events = new EventEar();
  client.subscribe({ position: 0, step: 65_535 }, events);
  for (let nth = 0; nth < 100; nth++) client.submit(caller, note(Note.Write, nth, nth), patient, ear, nth);
  await until(() => ear.answers.length === 100, "a first hundred");
  const digest = first.status().outputDigest;
  const hash = first.node.applier.machine.stateHash();
  await first.stop();
  for (let nth = 100; nth < 200; nth++) client.submit(caller, note(Note.Write, nth, nth), patient, ear, nth);
  const second = await start({ dataDirectory, listen: first.address });
  expect(second.status().outputDigest).toBe(digest);
  expect(second.node.applier.machine.stateHash()).toBe(hash);
  await until(() => ear.answers.length === 200 && events.places.length === 201, "a second hundred");
  expect(ear.values).toEqual(Array.from({ length: 200 }, (_, nth) => nth + 1));
  expect(events.resyncs).toEqual([]);
});

test("a connection that breaks in the middle of frames loses and repeats nothing", async () => {
  const running = await start();
  const client = dial(running);
  const ear = new Ear();
  let given = 0;
  for (let round = 0; round < 20; round++) {
    for (let nth = 0; nth < 300; nth++) {
      client.submit(caller, note(Note.Write, given, 0), patient, ear, given++);
    }
    await new Promise((resolve) => setTimeout(resolve, round % 5));
    for (const served of running.node.ingress.clients) served.connection.destroy();
  }
  await until(() => ear.answers.length === given, "all answers");
  expect(ear.values).toEqual(Array.from({ length: given }, (_, nth) => nth + 1));
});

test("without the right secret nobody gets in; the secret's file is for its owner only", async () => {
  const running = await start();
  expect(statSync(running.secretPath).mode & 0o777).toBe(0o600);
  const ear = new Ear();
  for (const secret of [undefined, new Uint8Array(32).fill(9)]) {
    const client = dial(running, secret === undefined ? {} : { secret });
    if (secret === undefined) continue;
    client.submit(caller, note(Note.Write, 1, 1), { timeoutMs: 150 }, ear, 0);
    await until(() => ear.answers.length === 1, "a refusal");
    expect(ear.outcomes).toEqual(["NoLeader"]);
    expect(client.lastError).toMatch(/NotProven.*secret file/);
  }
});

test("a secret file that holds no secret is named", async () => {
  const dataDirectory = newDirectory();
  writeFileSync(join(dataDirectory, "client-secret"), "short\n");
  await expect(start({ dataDirectory })).rejects.toMatchObject({ code: "SECRET_FILE" });
});

test("an address in use is said at the start, and the directory is let go", async () => {
  const running = await start();
  const dataDirectory = newDirectory();
  await expect(start({ dataDirectory, listen: running.address })).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
  const again = await start({ dataDirectory });
  expect(again.address).not.toBe(running.address);
});

test("half a frame costs nobody anything, and a flood of frames from one client is answered in order", async () => {
  const running = await start();
  const half = await open(running);
  half.write(Uint8Array.of(200, 0, 0));
  const client = dial(running);
  const ear = new Ear();
  client.submit(caller, note(Note.Write, 1, 1), patient, ear, 0);
  await until(() => ear.answers.length === 1, "an answer");
  half.end();

  const rude = await open(running);
  const received: Buffer[] = [];
  rude.on("data", (bytes) => received.push(bytes));
  rude.write(encodeKeepAlive(1)); // Not a Hello.
  await until(() => rude.closed, "the node hangs up");
  expect(Buffer.concat(received)[56 + 4]).toBe(FrameType.Error);
});

async function open(running: RunningNode): Promise<Socket> {
  const [host, port] = running.address.split(":");
  const socket = connect(Number(port), host);
  cleanUps.push(() => socket.destroy());
  await new Promise((resolve) => socket.once("connect", resolve));
  return socket;
}
