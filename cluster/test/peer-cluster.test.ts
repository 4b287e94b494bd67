import { afterEach, expect, test } from "vitest";
import { ClusterClient } from "../client/cluster-client.ts";
import { nodeWorld } from "../client/node-world.ts";
import { EventRing } from "../event-ring.ts";
import { MemoryLog, MemoryLogDisk } from "../log/memory-log.ts";
import { LogCompletions } from "../log-writer.ts";
import { Node } from "../node.ts";
import { recover } from "../node-recovery.ts";
import { type Clock, type Member, type Scheduler, SILENT_LOGGER } from "../ports.ts";
import type { Skips } from "../skips.ts";
import { StateMachine } from "../state-machine.ts";
import { PipeDialer } from "../transport/pipe.ts";
import { CLUSTER_ID } from "./log-batches.ts";
import { Ear } from "./node-rig.ts";
import { closePeers, eventually, meet, PeerNode } from "./peer-rig.ts";
import { Note, note, Notes } from "./state-machine-notes.ts";

const clients: ClusterClient[] = [];
const nodes: SocketNode[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.stop();
  for (const { node } of nodes.splice(0)) node.halt();
  await closePeers();
});

const clock: Clock = {
  monotonicUs: () => Math.floor(performance.now() * 1_000),
  wallUs: () => Date.now() * 1_000,
};

const scheduler: Scheduler = {
  atEndOfTurn: (run) => {
    setImmediate(run);
  },
  every: (intervalMs, run) => {
    const timer = setInterval(run, intervalMs);
    return () => clearInterval(timer);
  },
};

/** A node with its disk in memory and its peers on loopback sockets. */
class SocketNode {
  readonly wire: PeerNode;
  readonly node: Node;
  isUp = true;

  constructor(nodeId: number, members: readonly Member[]) {
    this.wire = new PeerNode(nodeId, {
      onMessage: (message, wallUs) => this.node.onPeerMessage(message, wallUs),
      onConnectionClosed: (peer) => {
        this.node.onPeerClosed(peer);
      },
      onUnreachable: (peer) => {
        this.node.onPeerUnreachable(peer);
      },
    });
    const completions = new LogCompletions();
    const disk = new MemoryLogDisk();
    disk.identity = { incarnation: 1, founders: members.map((member) => member.nodeId) };
    const log = new MemoryLog({
      disk,
      clusterId: CLUSTER_ID,
      listener: completions,
      completion: "automatic",
    });
    const makeMachine = (skips?: Skips): StateMachine =>
      new StateMachine({
        services: () => [new Notes()],
        seed: 1,
        clusterId: CLUSTER_ID,
        ...(skips === undefined ? {} : { skips }),
      });
    const events = new EventRing(1 << 20);
    const recovery = recover({ log, makeMachine, events });
    let step = recovery.next();
    while (step.done !== true) step = recovery.next();
    this.node = new Node({
      nodeId,
      clusterId: CLUSTER_ID,
      members,
      log,
      completions,
      machine: step.value,
      events,
      makeMachine,
      peers: { send: (message, wallUs) => this.wire.peers.send(message, wallUs) },
      gatekeeper: { nonce: () => new Uint8Array(32), isProof: () => false },
      clock,
      scheduler,
      random: (bound) => Math.floor(Math.random() * bound),
      logger: SILENT_LOGGER,
    });
  }

  /** As a killed process: its sockets close. */
  async kill(): Promise<void> {
    this.isUp = false;
    this.node.halt();
    for (const client of this.node.ingress.clients) client.connection.destroy();
    await this.wire.close();
  }
}

test("three nodes on sockets elect a leader, take commands, and go on at once when it dies", async () => {
  const members = [1, 2, 3].map((nodeId) => ({
    nodeId,
    clientAddress: `node-${nodeId}`,
    gatewayUrl: undefined,
  }));
  for (const { nodeId } of members) nodes.push(new SocketNode(nodeId, members));
  await Promise.all(nodes.map(({ wire }) => wire.open()));
  await meet(...nodes.map(({ wire }) => wire));
  for (const { node } of nodes) node.start();

  const client = new ClusterClient({
    dialer: new PipeDialer((endpoint) => {
      const found = nodes.find(({ node }) => `node-${node.nodeId}` === endpoint);
      return found?.isUp === true ? found.node.ingress : undefined;
    }),
    endpoints: members.map(({ clientAddress }) => clientAddress),
    owner: { principalId: 1, roles: 0 },
    world: nodeWorld,
  });
  clients.push(client);
  const ear = new Ear();
  const submit = (count: number): void => {
    for (let at = 0; at < count; at++) {
      client.submit({ principalId: 1, roles: 0 }, note(Note.Write, 1, 11), { timeoutMs: 20_000 }, ear, at);
    }
  };

  submit(2_000);
  await eventually(() => ear.answers.length === 2_000);
  const leader = nodes.find(({ node }) => node.isLeader)!;
  submit(500);
  await leader.kill();
  submit(500);
  await eventually(() => ear.answers.length === 3_000);
  expect(new Set(ear.outcomes)).toEqual(new Set(["Replied"]));
  expect(ear.values).toEqual(Array.from({ length: 3_000 }, (_, at) => at + 1)); // Each once, in order.

  const left = nodes.filter(({ isUp }) => isUp);
  await eventually(() => new Set(left.map(({ node }) => node.appliedIndex)).size === 1);
  expect(new Set(left.map(({ node }) => node.applier.machine.appliedPosition)).size).toBe(1);
});
