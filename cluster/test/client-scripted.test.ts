import { expect, test } from "vitest";
import { RUN_HEADER_BYTES } from "../batch.ts";
import { ClusterClient } from "../client/cluster-client.ts";
import {
  encodeAnswer,
  encodeChallenge,
  encodeNotLeader,
  encodeRefused,
  encodeWelcome,
} from "../frame-codec.ts";
import { FrameType, MemberRole, RefusalCode, RUN_OFFSET } from "../frame.ts";
import { OutputBuffer, RecordStamp } from "../outputs.ts";
import { encodeSessionOpened, SystemRejection, writeRejected } from "../system-messages.ts";
import type { Acceptor, Connection, ConnectionListener } from "../transport/connection.ts";
import { FrameReader } from "../transport/frame-reader.ts";
import { PipeDialer } from "../transport/pipe.ts";
import { readU53, writeU53 } from "../u53.ts";
import { Ear, TestWorld } from "./node-rig.ts";
import { Note, note } from "./state-machine-notes.ts";

const caller = { principalId: 5, roles: 1 };

interface HeardRun {
  sessionId: number;
  first: number;
  count: number;
  acknowledged: number;
  deadlineMs: number;
  /** The first number of each note. */
  numbers: number[];
}

/** A node that says what the test tells it to, to one client. */
class ScriptedNode implements Acceptor {
  readonly world = new TestWorld();
  readonly ear = new Ear();
  readonly client: ClusterClient;
  readonly runs: HeardRun[] = [];
  readonly nonces: string[] = [];
  /** Whether wishes for a session are answered, and with which id. */
  grantsSessions = true;
  sessionId = 40;
  /** What those who connect are told. */
  leaderId = 1;
  /** Of the last question. */
  requestId = 0;
  private connection!: Connection;
  private readonly connections: Connection[] = [];

  constructor() {
    this.client = new ClusterClient({
      dialer: new PipeDialer(() => this, this.world.defer),
      endpoints: ["here"],
      owner: caller,
      world: this.world,
    });
    this.run(5);
  }

  accept(connection: Connection): ConnectionListener {
    this.connections.push(connection);
    let isCommands = true;
    const reader = new FrameReader(
      {
        onFrame: (_bytes, view, offset, length) => {
          const type = view.getUint8(offset + 4);
          if (type === FrameType.Request) {
            isCommands = false;
            this.requestId = readU53(view, offset + 8);
          }
          if (isCommands && type === FrameType.Run) this.onRun(connection, view, offset, length);
        },
        onBadFrame: (reason) => {
          throw new Error(reason);
        },
      },
      () => 1 << 20,
    );
    connection.write(this.welcome());
    connection.flush();
    return { onBytes: (bytes) => reader.push(bytes), onWritten: () => {}, onClose: () => {} };
  }

  welcome(): Uint8Array {
    return encodeWelcome({
      version: 1,
      role: MemberRole.Leader,
      nodeId: 1,
      clusterId: 1,
      clockMs: 5_000_000,
      leaderId: this.leaderId,
      leaderAddress: this.leaderId === 0 ? "" : "here",
    });
  }

  run(ms: number): void {
    for (let nth = 0; nth < ms; nth++) {
      this.world.settle(() => {});
      this.world.nowUs += 1_000;
      this.world.fireTimers();
    }
    this.world.settle(() => {});
  }

  submit(number: number, timeoutMs = 60_000): void {
    this.client.submit(caller, note(Note.Write, number), { timeoutMs }, this.ear, number);
  }

  say(frame: Uint8Array): void {
    this.connection.write(frame);
    this.connection.flush();
    this.run(1);
  }

  /** As a node does that begins to lead. */
  lead(): void {
    this.leaderId = 1;
    for (const connection of this.connections) {
      connection.write(encodeNotLeader({ leaderId: 1, leaderAddress: "here" }));
      connection.flush();
    }
    this.run(1);
  }

  hangUp(): void {
    this.connection.destroy();
    this.run(100);
  }

  /** Replies to `count` requests from `first`, with their correlation ids as values. */
  reply(first: number, count: number): void {
    this.say(
      this.frame(this.sessionId, first, count, (view, at, nth) => {
        view.setUint16(at, 16, true);
        view.setUint16(at + 2, 100, true);
        view.setUint16(at + 4, 9, true);
        writeU53(view, at + 8, first + nth);
      }),
    );
  }

  reject(first: number, count: number, code: number): void {
    this.say(
      this.frame(this.sessionId, first, count, (view, at) => writeRejected(view, at, 0, code, undefined)),
    );
  }

  refuse(first: number, count: number, code: RefusalCode, badIndex = 0): void {
    const { sessionId } = this;
    this.say(encodeRefused({ sessionId, firstCorrelationId: first, count, badIndex, code, text: "no" }));
  }

  private onRun(connection: Connection, view: DataView, offset: number, length: number): void {
    const at = offset + RUN_OFFSET;
    const sessionId = readU53(view, at + 8);
    this.connection = connection;
    if (sessionId === 0) {
      const nonce = new Uint8Array(view.buffer, view.byteOffset + at + RUN_HEADER_BYTES + 16, 16).slice();
      this.nonces.push([...nonce].join());
      if (!this.grantsSessions) return;
      const opened = encodeSessionOpened({
        sessionId: this.sessionId,
        nonce,
        timeoutMs: 1,
        replyRingBytes: 1,
      });
      const frame = this.frame(0, 1, 1, (out, to) => {
        new Uint8Array(out.buffer).set(opened, to);
      });
      connection.write(frame);
      connection.flush();
      return;
    }
    const numbers: number[] = [];
    for (let command = at + RUN_HEADER_BYTES; command < offset + length;) {
      numbers.push(readU53(view, command + 16));
      command += view.getUint16(command, true) * 8;
    }
    this.runs.push({
      sessionId,
      first: readU53(view, at + 16),
      count: view.getUint32(at + 4, true),
      acknowledged: readU53(view, at + 24),
      deadlineMs: readU53(view, offset + 8),
      numbers,
    });
  }

  frame(
    sessionId: number,
    first: number,
    count: number,
    encode: (view: DataView, offset: number, nth: number) => void,
  ): Uint8Array {
    const stamp = new RecordStamp();
    const buffer = new OutputBuffer(stamp);
    const frame = buffer.beginFrame(sessionId, first);
    for (let nth = 0; nth < count; nth++) {
      stamp.at(1_000 + first + nth);
      const at = buffer.claim(40);
      encode(buffer.view, at, nth);
    }
    buffer.endFrame(frame, count);
    return buffer.bytes.slice(0, buffer.end);
  }
}

test("requests are numbered when they are sent, with a deadline by the node's clock", () => {
  const node = new ScriptedNode();
  node.submit(10, 500);
  node.submit(11, 800);
  node.run(1);
  node.submit(12);
  node.run(1);
  expect(node.runs).toMatchObject([
    { sessionId: 40, first: 1, count: 2, acknowledged: 0, numbers: [10, 11] },
    { sessionId: 40, first: 3, count: 1, acknowledged: 0, numbers: [12] },
  ]);
  expect(node.runs[0].deadlineMs).toBeGreaterThan(5_000_700);
  expect(node.runs[0].deadlineMs).toBeLessThan(5_000_900);
  node.reply(1, 2);
  node.submit(13);
  node.run(1);
  expect(node.runs[2]).toMatchObject({ first: 4, acknowledged: 2 });
});

test("a deadline is right, too, by the clock of a node that greeted long before it began to lead", () => {
  const node = new ScriptedNode();
  node.submit(10);
  node.run(1);
  node.reply(1, 1);
  node.leaderId = 0;
  node.hangUp();
  node.run(900);
  node.lead();
  node.submit(11, 500);
  node.run(1);
  // It greeted some hundred milliseconds after the connection ended, with 5,000,000 on its clock.
  expect(node.runs.at(-1)).toMatchObject({ numbers: [11] });
  expect(node.runs.at(-1)!.deadlineMs).toBeGreaterThan(5_001_300);
});

test("what is sent again keeps its numbers and has no deadline", () => {
  const node = new ScriptedNode();
  node.submit(10);
  node.run(1);
  node.submit(11);
  node.run(1);
  node.reply(1, 1);
  node.hangUp();
  expect(node.runs.slice(2)).toEqual([
    { sessionId: 40, first: 2, count: 1, acknowledged: 1, deadlineMs: 0, numbers: [11] },
  ]);
});

test("an answer is heard once, however often it is sent", () => {
  const node = new ScriptedNode();
  for (const number of [10, 11, 12, 13]) {
    node.submit(number);
    node.run(1);
  }
  node.reply(1, 2);
  node.reply(1, 3);
  node.reply(2, 3);
  expect(node.ear.answers.map(({ tag, value }) => [tag, value])).toEqual([
    [10, 1],
    [11, 2],
    [12, 3],
    [13, 4],
  ]);
});

test("an answer that leaves one out is not believed; everything is asked again", () => {
  const node = new ScriptedNode();
  for (const number of [10, 11]) {
    node.submit(number);
    node.run(1);
  }
  node.reply(2, 1);
  node.run(100);
  expect(node.ear.answers).toEqual([]);
  expect(node.runs.slice(2).map(({ first }) => first)).toEqual([1, 2]);
});

test("what was refused at its first sending is numbered anew, without what was wrong or too late", () => {
  const node = new ScriptedNode();
  node.submit(10);
  node.submit(11);
  node.submit(12, 30);
  node.run(1);
  node.submit(13);
  node.run(60);
  node.refuse(1, 3, RefusalCode.Invalid, 1);
  node.refuse(4, 1, RefusalCode.OutOfOrder);
  node.run(2);
  expect(node.ear.answers.map(({ tag, outcome }) => [tag, outcome])).toEqual([
    [12, "Unknown"],
    [11, "Invalid"],
  ]);
  expect(node.runs.slice(2)).toMatchObject([
    { first: 1, numbers: [10] },
    { first: 2, numbers: [13] },
  ]);
});

test("what may be in the log already is never numbered anew, even when it is refused", () => {
  const node = new ScriptedNode();
  node.submit(10);
  node.submit(11, 30);
  node.run(1);
  node.hangUp(); // Sent a second time.
  expect(node.ear.outcomes).toEqual(["Unknown"]);
  node.refuse(1, 2, RefusalCode.NotLeader);
  node.say(encodeNotLeader({ leaderId: 0, leaderAddress: "" }));
  node.say(encodeNotLeader({ leaderId: 1, leaderAddress: "here" }));
  node.run(5);
  expect(node.runs.at(-1)).toMatchObject({ first: 1, numbers: [10, 11] });
  node.refuse(1, 2, RefusalCode.Invalid, 0);
  node.run(5);
  // Two nodes disagree whether it is well-formed: nothing certain can be said of it.
  expect(node.ear.outcomes).toEqual(["Unknown", "Unknown"]);
  expect(new Set(node.nonces).size).toBe(2);
});

test("when the session is lost, what was sent twice is unknown, and what was sent once goes into a new one", () => {
  const node = new ScriptedNode();
  node.submit(10);
  node.run(1);
  node.hangUp();
  node.submit(11);
  node.run(1);
  node.reject(1, 1, SystemRejection.SESSION_UNKNOWN);
  node.sessionId = 41;
  node.run(1_100);
  expect(node.ear.answers).toMatchObject([{ tag: 10, outcome: "Unknown" }]);
  expect(node.runs.at(-1)).toMatchObject({ first: 1, acknowledged: 0, numbers: [11] });
  expect(new Set(node.nonces).size).toBe(2);
});

test("when the session is given up while it is open, what follows something sent twice is unknown too", () => {
  const node = new ScriptedNode();
  node.submit(10);
  node.run(1);
  node.hangUp(); // The first sending may still arrive, after the second one was refused.
  node.submit(11);
  node.run(1);
  node.refuse(1, 1, RefusalCode.Late);
  node.submit(12);
  node.run(1_100);
  expect(node.ear.answers).toMatchObject([
    { tag: 10, outcome: "Unknown" },
    { tag: 11, outcome: "Unknown" },
  ]);
  expect(node.runs.at(-1)).toMatchObject({ first: 1, numbers: [12] });
  expect(new Set(node.nonces).size).toBe(2);
});

test("a wish for a session is repeated with the same nonce until it is granted", () => {
  const node = new ScriptedNode();
  node.submit(10);
  node.run(1);
  const before = node.nonces.length;
  node.grantsSessions = false;
  node.reject(1, 1, SystemRejection.SESSION_UNKNOWN);
  node.run(3_500);
  expect(node.nonces.length).toBeGreaterThan(before + 2);
  expect(new Set(node.nonces.slice(before)).size).toBe(1);
});

test("a reply that is no longer kept is unknown; one after it is not", () => {
  const node = new ScriptedNode();
  node.submit(10);
  node.submit(11);
  node.run(1);
  node.reject(1, 1, SystemRejection.REPLY_DROPPED);
  node.reply(2, 1);
  expect(node.ear.outcomes).toEqual(["Unknown", "Replied"]);
});

test("a silent node is given up, and asked again", () => {
  const node = new ScriptedNode();
  node.submit(10);
  node.run(1_700);
  expect(node.runs.map(({ first }) => first)).toEqual([1, 1]);
  expect(node.client.lastError).toBe("the node is silent");
});

test.each<[string, (frame: Uint8Array, view: DataView) => void]>([
  ["counts replies that are not there", (_frame, view) => view.setUint32(24, 3, true)],
  ["counts none", (_frame, view) => view.setUint32(24, 0, true)],
  ["has a record without end", (_frame, view) => view.setUint32(32, 0, true)],
  ["has a record that leads out of it", (_frame, view) => view.setUint32(32, 1 << 20, true)],
  ["has a record of half a message", (_frame, view) => view.setUint32(32, 16, true)],
])("a frame of replies that %s is not read, and its node is left", (_name, damage) => {
  const node = new ScriptedNode();
  node.submit(1);
  node.run(5);
  const frame = node.frame(node.sessionId, 1, 1, (view, at) => view.setUint16(at, 16, true));
  damage(frame, new DataView(frame.buffer));
  node.say(frame);
  expect(node.client.lastError).toMatch(/a frame does not hold the replies that it counts/);
  expect(node.ear.answers).toEqual([]);
  node.run(200); // It is dialled again, and the command is answered after all.
  node.reply(1, 1);
  expect(node.ear.answers).toHaveLength(1);
});

test.each<[string, Uint8Array]>([
  [
    "events that are none",
    Uint8Array.of(24, 0, 0, 0, 13, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  ],
  ["an answer to a query that is too short", Uint8Array.of(16, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
  ["a place that is too short", Uint8Array.of(16, 0, 0, 0, 14, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)],
])("a node that sends %s is left", (_name, frame) => {
  const node = new ScriptedNode();
  node.submit(1);
  node.run(5);
  node.say(frame);
  expect(node.client.lastError).not.toBe("");
});

test("a refusal of a command that its run does not have ends the connection, not the process", () => {
  const node = new ScriptedNode();
  node.submit(1);
  node.run(5);
  node.refuse(1, 1, RefusalCode.Invalid, 7);
  expect(node.client.lastError).toBe("command 7 was refused in a run of 1");
});

test("an answer that is not JSON is no answer", async () => {
  const node = new ScriptedNode();
  node.submit(1);
  node.run(5);
  const asked = node.client.ask({ ask: "status" }, "leader");
  node.run(5);
  node.say(encodeAnswer(node.requestId, "{no JSON"));
  await expect(asked).rejects.toMatchObject({ code: "NO_ANSWER" });
});

test("a node that greets or challenges twice is left: each answer would take memory", () => {
  const challenge = encodeChallenge({
    versionMin: 1,
    versionMax: 1,
    nodeId: 1,
    clusterId: 1,
    nonce: new Uint8Array(32),
  });
  const node = new ScriptedNode();
  node.submit(1);
  node.run(5);
  node.say(node.welcome());
  expect(node.client.lastError).toBe("the node greeted twice");
  node.run(200);
  node.submit(2);
  node.run(5);
  node.say(challenge); // The pipe of a test begins without one.
  node.say(challenge);
  expect(node.client.lastError).toBe("the node challenged twice");
});
