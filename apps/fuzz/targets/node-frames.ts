import { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import {
  encodeAnswer,
  encodeChallenge,
  encodeError,
  encodeHalted,
  encodeKeepAlive,
  encodeNotLeader,
  encodePlace,
  encodeQueryReply,
  encodeRefused,
  encodeWelcome,
} from "@lockstep/cluster/frame-codec";
import {
  ErrorCode,
  EVENTS_OFFSET,
  FrameType,
  MemberRole,
  RefusalCode,
  writeFrameHeader,
} from "@lockstep/cluster/frame";
import { RECORD_HEADER_BYTES, REPLIES_FRAME_HEADER_BYTES } from "@lockstep/cluster/outputs";
import { encodeRejected, encodeSessionOpened } from "@lockstep/cluster/system-messages";
import type { Connection, ConnectionListener } from "@lockstep/cluster/transport/connection";
import { writeU53 } from "@lockstep/cluster/u53";
import { joined } from "../joined.ts";
import { ACCEPTED, type Target } from "../target.ts";

/** What nodes say to clients, such as gateways and tools, which must survive a node that talks nonsense. */
export function nodeFrames(): Target {
  const nonce = new Uint8Array(16).fill(5);
  const greeting = {
    version: 1,
    role: MemberRole.Leader,
    nodeId: 1,
    clusterId: 7,
    clockMs: 1_000,
    leaderId: 1,
    leaderAddress: "127.0.0.1:9001",
  };
  const welcome = encodeWelcome(greeting);
  const opened = encodeSessionOpened({ sessionId: 9, nonce, timeoutMs: 30_000, replyRingBytes: 1_000 });
  const rejected = encodeRejected({ schemaId: 2, code: 3, value: 9 });
  const session = repliesFrame(0, 1, [opened]);
  const status = encodeAnswer(1, JSON.stringify({ status: { nodeId: 1, role: "leader", members: [] } }));
  const answers = [
    status,
    repliesFrame(9, 1, [rejected, rejected]),
    encodeRefused({
      sessionId: 9,
      firstCorrelationId: 1,
      count: 1,
      badIndex: 0,
      code: RefusalCode.Invalid,
      text: "it is malformed",
    }),
    encodeQueryReply(1, 5, 0, rejected),
    encodeQueryReply(1, 5, 2, new TextEncoder().encode("too much")),
    eventsFrame(1, [rejected, opened]),
    encodePlace(FrameType.Resync, 1, { position: 4, step: 1 }),
    encodePlace(FrameType.CaughtUp, 1, { position: 4, step: 1 }),
    encodeHalted(3, "a handler failed"),
    encodeNotLeader({ leaderId: 2, leaderAddress: "127.0.0.1:9002" }),
    encodeKeepAlive(9),
    encodeError(ErrorCode.TooSlow, "too slow"),
  ];
  const challenge = encodeChallenge({
    versionMin: 1,
    versionMax: 1,
    nodeId: 1,
    clusterId: 7,
    nonce: new Uint8Array(32),
  });
  const known = joined([challenge, welcome, session]);
  return {
    name: "node-frames",
    corpus: [
      known,
      ...answers.map((answer) => joined([known, answer])),
      joined([known, ...answers.slice(3, 9)]),
    ],
    decode: (input) => {
      const world = new FakeWorld();
      const dialled: FakeConnection[] = [];
      const client = new ClusterClient({
        dialer: {
          dial: (_endpoint, listener, onOpen) => {
            const connection = new FakeConnection(listener);
            dialled.push(connection);
            onOpen();
            return connection;
          },
        },
        endpoints: ["127.0.0.1:9001", "127.0.0.1:9002"],
        secret: new Uint8Array(32),
        owner: { principalId: 1, roles: 0 },
        world,
      });
      client.subscribe({ position: 1, step: 0 }, { onEvent: () => {}, onResync: () => {} });
      const listener = { onAnswer: () => {} };
      const message = opened.slice(); // Whatever it is: nothing looks at it on this side.
      client.submit({ principalId: 1, roles: 0 }, message, { timeoutMs: 1_000 }, listener, 1);
      client.query(
        { principalId: 1, roles: 0 },
        message,
        { timeoutMs: 1_000, consistency: "local" },
        listener,
        2,
      );
      client.ask({ ask: "status" }, "near").catch(() => {});
      world.tick();
      for (const connection of dialled.splice(0)) connection.listener.onBytes(input.slice());
      const { lastError } = client;
      for (let at = 0; at < 3; at++) world.tick(); // What was said is acted on.
      client.stop();
      // Another node leads, or this one says good-bye: also understood.
      return lastError === "" || /^node 2 leads, at 127.0.0.1:9002$|^TooSlow: too slow$/.test(lastError)
        ? ACCEPTED
        : "DROPPED";
    },
  };
}

class FakeConnection implements Connection {
  readonly peer = "fuzz";
  readonly pendingBytes = 0;
  readonly listener: ConnectionListener;
  constructor(listener: ConnectionListener) {
    this.listener = listener;
  }
  write(): void {}
  flush(): void {}
  pause(): void {}
  resume(): void {}
  end(): void {}
  destroy(): void {}
}

class FakeWorld {
  private ms = 0;
  private readonly timers: (() => void)[] = [];
  private turn: (() => void)[] = [];
  nowMs(): number {
    return this.ms;
  }
  random(): number {
    return 0.5;
  }
  randomBytes(length: number): Uint8Array {
    return new Uint8Array(length).fill(5);
  }
  atEndOfTurn(run: () => void): void {
    this.turn.push(run);
  }
  every(_intervalMs: number, run: () => void): () => void {
    this.timers.push(run);
    return () => {};
  }
  /** A second passes. */
  tick(): void {
    this.ms += 1_000;
    for (const timer of this.timers) timer();
    for (const run of this.turn.splice(0)) run();
  }
}

function repliesFrame(sessionId: number, first: number, messages: readonly Uint8Array[]): Uint8Array {
  const records = joined(messages.map((message, at) => record(message, at)));
  const frame = new Uint8Array(REPLIES_FRAME_HEADER_BYTES + records.byteLength);
  const view = new DataView(frame.buffer);
  writeFrameHeader(view, 0, FrameType.Replies, frame.byteLength);
  writeU53(view, 8, sessionId);
  writeU53(view, 16, first);
  view.setUint32(24, messages.length, true);
  frame.set(records, REPLIES_FRAME_HEADER_BYTES);
  return frame;
}

function eventsFrame(subscriptionId: number, messages: readonly Uint8Array[]): Uint8Array {
  const records = joined(messages.map((message, at) => record(message, at)));
  const frame = new Uint8Array(EVENTS_OFFSET + records.byteLength);
  const view = new DataView(frame.buffer);
  writeFrameHeader(view, 0, FrameType.Events, frame.byteLength);
  view.setUint32(8, subscriptionId, true);
  frame.set(records, EVENTS_OFFSET);
  return frame;
}

function record(message: Uint8Array, step: number): Uint8Array {
  const bytes = new Uint8Array(RECORD_HEADER_BYTES + ((message.byteLength + 7) & ~7));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.byteLength, true);
  view.setUint16(4, step, true);
  writeU53(view, 8, 5);
  bytes.set(message, RECORD_HEADER_BYTES);
  return bytes;
}
