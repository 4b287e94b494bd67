import { describe, expect, test } from "vitest";
import type { ClusterClient } from "../client/cluster-client.ts";
import { limits } from "../limits.ts";
import type { Connection, ConnectionListener, Dialer } from "../transport/connection.ts";
import { encodeCloseSession, CloseReason } from "../system-messages.ts";
import { Ask, ask, Asker, ASKER_SCHEMA_ID } from "./asker.ts";
import { Ear, Rig } from "./node-rig.ts";
import { slowDialer } from "./slow-dialer.ts";
import { Note, Notes, NOTES_SCHEMA_ID } from "./state-machine-notes.ts";

const LONG = { timeoutMs: 600_000 };

/** A cluster with the asker, and the notes in it or in another one. */
class Clusters {
  readonly notes: Rig;
  readonly asker: Rig;
  /** What the asker's couriers dial with. */
  dial: Dialer;
  private readonly client: ClusterClient;
  private readonly ear = new Ear();
  private asked = 0;

  constructor({ apart = true, nodes = 3 } = {}) {
    const here = { nodes, services: () => [new Asker(), new Notes()] };
    this.notes = new Rig(apart ? { nodes, clusterId: 88, services: () => [new Notes()] } : here);
    this.dial = this.notes.dialer;
    const target = {
      schemaId: NOTES_SCHEMA_ID,
      name: "notes",
      endpoints: this.notes.members.map(({ clientAddress }) => clientAddress),
      secret: undefined,
    };
    const dialer: Dialer = { dial: (...args) => this.dial.dial(...args) };
    const links = { targets: [target], dialer };
    this.asker = apart
      ? new Rig({ nodes, services: () => [new Asker()], links, beside: this.notes })
      : this.notes;
    this.client = this.asker.client();
    for (const rig of [this.notes, this.asker]) rig.runUntil(() => rig.leader !== undefined, "a leader");
  }

  ask(...messages: Uint8Array[]): void {
    for (const message of messages) {
      this.client.submit({ principalId: 1, roles: 1 }, message, LONG, this.ear, ++this.asked);
    }
  }

  /** Until all that was asked has been answered, also what the asker asked. */
  settle(outcomes: number): void {
    this.asker.runUntil(
      () => this.asker.leader !== undefined && this.outcomes.length >= outcomes,
      `${outcomes} outcomes`,
      60_000,
    );
    this.asker.run(200);
  }

  get outcomes(): readonly string[] {
    return serviceOf<Asker>(this.asker, ASKER_SCHEMA_ID).outcomes;
  }

  get written(): number {
    return serviceOf<Notes>(this.notes, NOTES_SCHEMA_ID).written;
  }

  get link() {
    return this.asker.leader!.applier.machine.links.get(NOTES_SCHEMA_ID)!;
  }

  /** All nodes of a cluster have the same state. */
  expectAgreement(): void {
    for (const rig of new Set([this.notes, this.asker])) {
      const up = [...rig.nodes.values()].filter(({ isUp }) => isUp);
      rig.runUntil(
        () => new Set(up.map(({ node }) => node.applier.machine.appliedIndex)).size === 1,
        "all nodes in step",
      );
      expect(new Set(up.map(({ node }) => node.applier.machine.stateHash())).size).toBe(1);
    }
  }

  crashLeader(rig: Rig): number {
    const { nodeId } = rig.leader!;
    rig.crash(nodeId);
    return nodeId;
  }
}

function serviceOf<Service>(rig: Rig, schemaId: number): Service {
  return rig.leader!.applier.machine.services.bySchemaId[schemaId] as Service;
}

describe.each([
  ["in the same cluster", false],
  ["in another cluster", true],
])("a bound service %s", (_where, apart) => {
  test("does the same for the same model, and the model cannot tell where it is", () => {
    const clusters = new Clusters({ apart, nodes: 1 });
    const steps: [Uint8Array, number][] = [
      [ask(Ask.Notes, Note.Write, 7), 1],
      [ask(Ask.Notes, Note.Refuse, 8), 2],
      [ask(Ask.Twice, Note.Write, 20), 4],
      [ask(Ask.Chain, 3, 30), 7],
      [ask(Ask.Later, 50), 8],
    ];
    for (const [message, outcomes] of steps) {
      clusters.ask(message);
      clusters.settle(outcomes);
    }
    expect(clusters.outcomes).toEqual(
      ["7: 1 1", "8: 7 no 42", "20: 1 2", "21: 1 3", "30: 1 4", "31: 1 5", "32: 1 6", "50: 1 7"], // prettier-ignore
    );
    expect(clusters.written).toBe(7);
  });
});

describe("a link to another cluster", () => {
  test("makes each request once and hears each answer once, whoever leads on either side", () => {
    const clusters = new Clusters();
    let sends = 0;
    clusters.dial = slowDialer(clusters.dial, clusters.asker.world, () => sends++ % 9);
    const total = 160;
    let underWay = 0;
    for (let n = 0; n < total; n += 8) {
      clusters.settle(n);
      for (let at = 0; at < 8; at++) clusters.ask(ask(Ask.Notes, Note.Write, n + at));
      clusters.asker.run(1 + (n % 7));
      underWay += clusters.link.requests.length;
      const rig = n % 16 === 0 ? clusters.asker : clusters.notes;
      const nodeId = clusters.crashLeader(rig);
      clusters.asker.run(20 + (n % 5));
      rig.start(nodeId);
      rig.runUntil(() => rig.leader !== undefined, "a new leader");
    }
    expect(underWay).toBeGreaterThan(total / 4); // Else the killing was to no purpose.
    clusters.settle(total);
    expect(clusters.outcomes).toHaveLength(total);
    expect(new Set(clusters.outcomes.map((outcome) => outcome.split(":")[0])).size).toBe(total);
    expect(clusters.outcomes.map((outcome) => outcome.split(" ").at(-1))).toEqual(
      Array.from({ length: total }, (_, n) => `${n + 1}`), // The notes' counts: each request, once, in order.
    );
    expect(clusters.written).toBe(total);
    expect([clusters.link.requests.length, clusters.link.firstNumber]).toEqual([0, total + 1]);
    clusters.expectAgreement();
  });

  test("goes on where it was when all nodes of both clusters were killed", () => {
    const clusters = new Clusters();
    for (let n = 0; n < 20; n++) clusters.ask(ask(Ask.Notes, Note.Write, n));
    clusters.asker.runUntil(() => clusters.outcomes.length > 5, "some are answered");
    for (const rig of [clusters.asker, clusters.notes]) for (const id of rig.nodes.keys()) rig.crash(id);
    clusters.asker.run(100);
    for (const rig of [clusters.asker, clusters.notes]) for (const id of rig.nodes.keys()) rig.start(id);
    clusters.asker.runUntil(() => clusters.asker.leader !== undefined, "a leader");
    clusters.settle(20);
    expect(clusters.written).toBe(20);
    expect(clusters.outcomes).toHaveLength(20);
    clusters.expectAgreement();
  });

  test("whose other side is down lets requests wait, says no when too many do, and loses none", () => {
    const clusters = new Clusters({ nodes: 1 });
    clusters.notes.crash(1);
    const most = limits.linkRequestsMax;
    for (let n = 0; n < most + 3; n++) clusters.ask(ask(Ask.Notes, Note.Write, n));
    clusters.settle(3);
    expect(clusters.outcomes).toEqual([most, most + 1, most + 2].map((tag) => `${tag}: 1 no 4`));
    expect(clusters.link.requests).toHaveLength(most);
    clusters.notes.start(1);
    clusters.settle(most + 3);
    expect(clusters.written).toBe(most);
    expect(clusters.link.requests).toHaveLength(0);
  });

  test("keeps its session while its own cluster is without a leader for longer than any time-out", () => {
    const clusters = new Clusters({ nodes: 1 });
    clusters.ask(ask(Ask.Notes, Note.Write, 1));
    clusters.settle(1);
    clusters.asker.crash(1);
    clusters.notes.run(90_000);
    clusters.asker.start(1);
    clusters.ask(ask(Ask.Notes, Note.Write, 2));
    clusters.settle(2);
    expect(clusters.outcomes).toEqual(["1: 1 1", "2: 1 2"]);
    expect(clusters.link.firstNumber).toBe(3); // Still the first session.
  });

  test("whose session the other side has closed says that the outcome is unknown, loudly, and repeats nothing", () => {
    const clusters = new Clusters({ nodes: 1 });
    clusters.ask(ask(Ask.Notes, Note.Write, 1));
    clusters.settle(1);
    const { sessionId } = clusters.link;
    const dial = clusters.dial;
    clusters.dial = nobody; // So that it learns of it with a request under way.
    for (const client of clusters.notes.leader!.ingress.clients) client.connection.destroy();
    clusters.notes.leader!.builder.addOwn(
      encodeCloseSession({ sessionId, reason: CloseReason.Administrator }),
    );
    clusters.notes.leader!.wake();
    clusters.ask(ask(Ask.Notes, Note.Write, 2), ask(Ask.Notes, Note.Write, 3));
    clusters.asker.run(500);
    clusters.dial = dial;
    clusters.settle(3);
    expect(clusters.outcomes).toEqual(["1: 1 1", "2: 1 unknown 1", "3: 1 unknown 1"]);
    expect(clusters.written).toBe(1);
    expect(clusters.asker.nodes.get(1)!.lines.join("\n")).toContain("What became of 2 requests is unknown");
    clusters.ask(ask(Ask.Notes, Note.Write, 4));
    clusters.settle(4);
    expect(clusters.outcomes.at(-1)).toBe("4: 1 2");
    expect(clusters.link.sessionId).not.toBe(sessionId);
  });

  test("does not believe another cluster that has taken the place of the one it knows", () => {
    const clusters = new Clusters({ nodes: 1 });
    clusters.ask(ask(Ask.Notes, Note.Write, 1));
    clusters.settle(1);
    clusters.notes.crash(1);
    clusters.ask(ask(Ask.Notes, Note.Write, 2));
    clusters.asker.run(100);
    const other = new Rig({ nodes: 1, clusterId: 99, services: () => [new Notes()], beside: clusters.asker });
    clusters.dial = other.dialer;
    other.runUntil(() => clusters.outcomes.length === 2, "it is told");
    expect(clusters.outcomes).toEqual(["1: 1 1", "2: 1 unknown 1"]);
    expect(serviceOf<Notes>(other, NOTES_SCHEMA_ID).written).toBe(0);
  });

  test("takes an answer that it cannot read for an unknown outcome, and goes on", () => {
    const clusters = new Clusters({ nodes: 1 });
    clusters.ask(ask(Ask.Notes, Note.Write, 1));
    clusters.settle(1);
    clusters.dial = damaging(clusters.dial, (view, message) => view.setUint16(message + 2, 555, true));
    for (const client of clusters.notes.leader!.ingress.clients) client.connection.destroy();
    clusters.ask(ask(Ask.Notes, Note.Write, 2));
    clusters.settle(2);
    expect(clusters.outcomes).toEqual(["1: 1 1", "2: 1 unknown 3"]);
    expect(clusters.asker.nodes.get(1)!.lines.join("\n")).toContain("cannot be read: 555 is no answer");
    expect(clusters.link.requests).toHaveLength(0);
  });

  test("is in snapshots, with what waits", () => {
    const clusters = new Clusters({ nodes: 1 });
    clusters.ask(ask(Ask.Notes, Note.Write, 1));
    clusters.settle(1);
    clusters.notes.crash(1);
    clusters.ask(ask(Ask.Notes, Note.Write, 2));
    clusters.asker.run(100);
    const { machine } = clusters.asker.leader!.applier;
    const test = clusters.asker.nodes.get(1)!;
    const before = machine.stateHash();
    clusters.asker.crash(1);
    clusters.asker.start(1);
    expect(test.node.applier.machine.stateHash()).toBe(before);
    clusters.notes.start(1);
    clusters.settle(2);
    expect(clusters.outcomes).toEqual(["1: 1 1", "2: 1 2"]);
  });
});

const nobody: Dialer = {
  dial: (_endpoint: string, listener: ConnectionListener): Connection => {
    queueMicrotask(() => listener.onClose("nobody is there"));
    return {
      peer: "nobody",
      pendingBytes: 0,
      write: () => {},
      flush: () => {},
      pause: () => {},
      resume: () => {},
      end: () => {},
      destroy: () => {},
    };
  },
};

/** Changes the messages of replies in sessions. */
function damaging(dialer: Dialer, damage: (view: DataView, message: number) => void): Dialer {
  return {
    dial: (endpoint, listener, onOpen) =>
      dialer.dial(
        endpoint,
        {
          ...listener,
          onBytes: (bytes) => {
            const copy = bytes.slice();
            const view = new DataView(copy.buffer);
            for (let at = 0; at < copy.length; at += view.getUint32(at, true)) {
              const isReply = view.getUint8(at + 4) === 2 && view.getUint32(at + 8, true) !== 0;
              if (isReply) damage(view, at + 48);
            }
            listener.onBytes(copy);
          },
          onWritten: (bytes) => listener.onWritten(bytes),
          onClose: (reason) => listener.onClose(reason),
        },
        onOpen,
      ),
  };
}
