import fc from "fast-check";
import { expect, test } from "vitest";
import { RUN_HEADER_BYTES } from "../batch.ts";
import {
  decodeChallenge,
  decodeError,
  decodeRefused,
  encodeHello,
  encodeKeepAlive,
  encodeQuery,
  encodeRequest,
  encodeSubscribe,
} from "../frame-codec.ts";
import { ErrorCode, FrameType, RefusalCode, RUN_OFFSET, writeFrameHeader } from "../frame.ts";
import { limits } from "../limits.ts";
import type { Connection, ConnectionListener } from "../transport/connection.ts";
import { FrameReader } from "../transport/frame-reader.ts";
import { writeU53 } from "../u53.ts";
import { encodeOpenSession, encodeTimePassed } from "../system-messages.ts";
import { Rig } from "./node-rig.ts";
import { Note, note } from "./state-machine-notes.ts";

/** A client that sends whatever a test wants, and remembers the frames that come back. */
class RawClient implements Connection {
  readonly peer = "a test";
  pendingBytes = 0;
  readonly frames: { type: number; view: DataView; length: number }[] = [];
  isEnded = false;
  isPaused = false;
  private readonly listener: ConnectionListener;
  private readonly reader = new FrameReader(
    {
      onFrame: (bytes, _view, offset, length) => {
        const copy = bytes.slice(offset, offset + length);
        this.frames.push({ type: copy[4], view: new DataView(copy.buffer), length });
      },
      onBadFrame: (reason) => expect.fail(reason),
    },
    () => limits.replyFrameBytesMax,
  );

  readonly rig: Rig;

  constructor(rig: Rig, trusted: boolean) {
    this.rig = rig;
    this.listener = rig.node().ingress.accept(this, trusted);
  }
  send(...frames: Uint8Array[]): void {
    this.listener.onBytes(Uint8Array.from(Buffer.concat(frames)));
    this.rig.run(5);
  }
  write(bytes: Uint8Array): void {
    this.reader.push(bytes);
    this.rig.world.defer(() => this.listener.onWritten(bytes));
  }
  flush(): void {}
  pause(): void {
    this.isPaused = true;
  }
  resume(): void {
    this.isPaused = false;
  }
  end(): void {
    this.isEnded = true;
    this.rig.world.defer(() => this.listener.onClose("ended"));
  }
  destroy(): void {
    this.end();
  }
  get types(): number[] {
    return this.frames.map((frame) => frame.type);
  }
  get error(): { code: number; text: string } | undefined {
    const frame = this.frames.find((one) => one.type === FrameType.Error);
    return frame === undefined ? undefined : decodeError(frame.view, 0, frame.length);
  }
  get refusals(): { firstCorrelationId: number; code: number; badIndex: number; text: string }[] {
    return this.frames
      .filter((frame) => frame.type === FrameType.Refused)
      .map((frame) => decodeRefused(frame.view, 0, frame.length)!);
  }
}

interface RunShape {
  sessionId?: number;
  first?: number;
  acknowledged?: number;
  messages?: Uint8Array[];
  deadlineMs?: number;
}

function runFrame(shape: RunShape = {}): Uint8Array {
  const messages = shape.messages ?? [note(Note.Write, 1, 1)];
  const length =
    RUN_OFFSET + RUN_HEADER_BYTES + messages.reduce((sum, message) => sum + 8 + message.byteLength, 0);
  const frame = new Uint8Array(length);
  const view = new DataView(frame.buffer);
  writeFrameHeader(view, 0, FrameType.Run, length);
  writeU53(view, 8, shape.deadlineMs ?? 0);
  view.setUint32(RUN_OFFSET, length - RUN_OFFSET, true);
  view.setUint32(RUN_OFFSET + 4, messages.length, true);
  writeU53(view, RUN_OFFSET + 8, shape.sessionId ?? 2);
  writeU53(view, RUN_OFFSET + 16, shape.first ?? 1);
  writeU53(view, RUN_OFFSET + 24, shape.acknowledged ?? 0);
  let at = RUN_OFFSET + RUN_HEADER_BYTES;
  for (const message of messages) {
    view.setUint16(at, (8 + message.byteLength) / 8, true);
    frame.set(message, at + 8);
    at += 8 + message.byteLength;
  }
  return frame;
}

function openFrame(): Uint8Array {
  const message = encodeOpenSession({
    nonce: new Uint8Array(16).fill(7),
    principalId: 1,
    roles: 0,
    timeoutMs: 60_000,
    replyRingBytes: 0,
    flags: 0,
  });
  return runFrame({ sessionId: 0, messages: [message] });
}

function patched(frame: Uint8Array, patch: (view: DataView) => void): Uint8Array {
  const copy = frame.slice();
  patch(new DataView(copy.buffer));
  return copy;
}

function trusted(): RawClient {
  const rig = new Rig();
  rig.run(50);
  return new RawClient(rig, true);
}

const AT = RUN_OFFSET + RUN_HEADER_BYTES;

test.each<[string, (view: DataView) => void]>([
  ["a run longer than its frame", (view) => view.setUint32(RUN_OFFSET, 4_096, true)],
  ["a run shorter than its frame", (view) => view.setUint32(RUN_OFFSET, 64, true)],
  ["no commands", (view) => view.setUint32(RUN_OFFSET + 4, 0, true)],
  ["more commands than fit", (view) => view.setUint32(RUN_OFFSET + 4, 3, true)],
  ["fewer commands than there are", (view) => view.setUint32(RUN_OFFSET + 4, 1, true)],
  ["a command that runs over the end", (view) => view.setUint16(AT + 32, 100, true)],
  ["a command of no length", (view) => view.setUint16(AT, 0, true)],
  ["a command too short for its key", (view) => view.setUint8(AT + 2, 1)],
  ["correlation id 0", (view) => writeU53(view, RUN_OFFSET + 16, 0)],
  ["a session id above 2^53", (view) => view.setUint32(RUN_OFFSET + 12, 0xffffffff, true)],
  ["a correlation id above 2^53", (view) => view.setUint32(RUN_OFFSET + 20, 0xffffffff, true)],
  ["an acknowledged id that was not sent", (view) => writeU53(view, RUN_OFFSET + 24, 1)],
])("%s ends the connection with a reason, and nothing is sequenced", (_what, patch) => {
  const client = trusted();
  const before = client.rig.node().raft.lastIndex;
  const frame = runFrame({ messages: [note(Note.Write, 1, 1), note(Note.Write, 2, 2)] });
  client.send(openFrame(), patched(frame, patch), runFrame());
  expect(client.error).toMatchObject({ code: ErrorCode.BadFrame });
  expect(client.isEnded).toBe(true);
  client.rig.run(50);
  expect(client.rig.node().raft.lastIndex).toBe(before + 1); // The session that came before it.
});

test.each<[string, Uint8Array]>([
  ["an unknown type", patched(encodeKeepAlive(1), (view) => view.setUint8(4, 99))],
  [
    "a frame of the node's own kind",
    patched(encodeKeepAlive(1), (view) => view.setUint8(4, FrameType.Replies)),
  ],
  ["a keep-alive without a session", encodeKeepAlive(1).slice(0, 8)],
  ["a query without a message", encodeQuery(query(), new Uint8Array(0))],
  ["an unknown consistency", patched(encodeQuery(query(), note(Note.Read)), (view) => view.setUint8(32, 7))],
  ["half a subscription", encodeSubscribe({ subscriptionId: 1, schemaId: 0, from: undefined }).slice(0, 16)],
  ["a request whose text runs over", patched(encodeRequest(1, "{}"), (view) => view.setUint32(20, 99, true))],
  ["a run without anything", runFrame().slice(0, 8)],
])("%s ends the connection with a reason", (_what, bytes) => {
  const client = trusted();
  const frame = patched(bytes, (view) => view.setUint32(0, bytes.byteLength, true));
  client.send(frame);
  expect(client.error).toMatchObject({ code: ErrorCode.BadFrame });
  expect(client.isEnded).toBe(true);
});

function query(): Parameters<typeof encodeQuery>[0] {
  return { queryId: 1, minPosition: 0, deadlineMs: 0, consistency: 0, roles: 0, principalId: 0 };
}

test("a command that the service finds malformed is refused with its place; the connection stays", () => {
  const client = trusted();
  client.send(openFrame());
  client.send(runFrame({ messages: [note(Note.Write, 1, 1), note(99), note(Note.Write, 2, 2)] }));
  expect(client.refusals).toMatchObject([
    { firstCorrelationId: 1, code: RefusalCode.Invalid, badIndex: 1, text: "no template 99" },
  ]);
  client.send(runFrame({ first: 4 }));
  expect(client.refusals[1]).toMatchObject({ firstCorrelationId: 4, code: RefusalCode.OutOfOrder });
  client.send(runFrame({ first: 1 }), runFrame({ first: 2 }));
  expect(client.refusals.length).toBe(2);
  expect(client.types.filter((type) => type === FrameType.Replies).length).toBe(3);
  expect(client.isEnded).toBe(false);
});

test("session 0 takes one OpenSession and nothing else of the cluster's own", () => {
  const client = trusted();
  const before = client.rig.node().raft.lastIndex;
  client.send(runFrame({ sessionId: 0, messages: [encodeTimePassed()] }));
  client.send(runFrame({ sessionId: 0, messages: [note(Note.Write, 1, 1)] }));
  const open = openFrame().slice(AT + 8);
  client.send(runFrame({ sessionId: 0, messages: [open, open] }));
  client.send(runFrame({ sessionId: 0, messages: [patchedOpen(open)] }));
  expect(client.refusals.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
  expect(client.rig.node().raft.lastIndex).toBe(before);
});

function patchedOpen(open: Uint8Array): Uint8Array {
  return patched(open, (view) => view.setUint32(28, 0, true)); // No time-out.
}

test("a command over its bound is refused, the largest one is taken", () => {
  const client = trusted();
  client.send(openFrame());
  const largest = new Uint8Array(limits.commandBytesMax - 8);
  largest.set(note(Note.Write, 1, 1));
  client.send(runFrame({ messages: [largest] }));
  expect(client.refusals).toEqual([]);
  const larger = new Uint8Array(limits.commandBytesMax);
  larger.set(note(Note.Write, 1, 1));
  client.send(runFrame({ first: 2, messages: [larger] }));
  expect(client.refusals).toMatchObject([{ code: RefusalCode.Invalid, badIndex: 0 }]);
});

test("a request whose deadline has passed is refused; one whose deadline has not is taken", () => {
  const client = trusted();
  client.send(openFrame());
  const nowMs = client.rig.world.nowMs();
  client.send(runFrame({ deadlineMs: Math.floor(nowMs) - 100 }));
  expect(client.refusals).toMatchObject([{ code: RefusalCode.Late }]);
  client.send(runFrame({ deadlineMs: Math.floor(nowMs) + 1_000 }));
  expect(client.refusals.length).toBe(1);
});

test("of runs that grow too old while they wait, the first is refused as late, the others as following it", () => {
  const client = trusted();
  client.send(openFrame());
  client.rig.stuckDisks.add(1);
  for (let first = 1; first <= 8; first++) client.send(runFrame({ first }));
  const deadlineMs = Math.floor(client.rig.world.nowMs()) + 20;
  client.send(runFrame({ first: 9, deadlineMs }));
  client.send(runFrame({ first: 10, deadlineMs }));
  client.send(runFrame({ first: 11 }));
  client.rig.run(50);
  expect(client.refusals.map(({ firstCorrelationId, code }) => [firstCorrelationId, code])).toEqual([
    [9, RefusalCode.Late],
    [10, RefusalCode.OutOfOrder],
    [11, RefusalCode.OutOfOrder],
  ]);
  client.rig.stuckDisks.clear();
  client.send(runFrame({ first: 9 }));
  client.rig.run(20);
  expect(client.types.filter((type) => type === FrameType.Replies).length).toBe(1 + 9);
});

test("a run larger than a batch is split, and every command is answered", () => {
  const client = trusted();
  client.send(openFrame());
  const messages = Array.from({ length: 9_000 }, (_, nth) => note(Note.Write, nth, nth));
  client.send(runFrame({ messages }));
  client.rig.run(50);
  const replies = client.frames.filter((frame) => frame.type === FrameType.Replies).slice(1);
  expect(replies.length).toBeGreaterThan(1);
  expect(replies.reduce((sum, { view }) => sum + view.getUint32(24, true), 0)).toBe(9_000);
});

test("no bytes make ingress throw", () => {
  const client = trusted();
  const seeds = [
    openFrame(),
    runFrame(),
    runFrame({ messages: [note(Note.Write, 1, 1), note(Note.Refuse, 2)] }),
    encodeKeepAlive(2),
    encodeQuery(query(), note(Note.Read, 1)),
    encodeSubscribe({ subscriptionId: 1, schemaId: 0, from: { position: 1, step: 1 } }),
    encodeRequest(1, '{"ask":"status"}'),
    encodeRequest(1, '{"ask":"skip","position":"x"}'),
    encodeRequest(1, "not json"),
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { maxLength: 6 }),
      (seed, changes) => {
        const raw = new RawClient(client.rig, true);
        const frame = seed.slice();
        for (const [at, byte] of changes) frame[4 + (at % (frame.byteLength - 4))] = byte;
        raw.send(frame);
        if (!raw.isEnded) raw.destroy();
      },
    ),
    { numRuns: 400 },
  );
  const probe = new RawClient(client.rig, true);
  probe.send(encodeKeepAlive(1));
  expect(probe.types).toEqual([FrameType.Welcome, FrameType.KeepAlive]);
});

test("without a proof nothing is believed", () => {
  const rig = new Rig();
  rig.run(50);
  const before = rig.node().raft.lastIndex;
  const hello = { versionMin: 1, versionMax: 1, clusterId: 77, proof: new Uint8Array(32) };
  const cases: [Uint8Array, number][] = [
    [runFrame(), ErrorCode.NotProven],
    [openFrame(), ErrorCode.NotProven],
    [encodeRequest(1, '{"ask":"status"}'), ErrorCode.NotProven],
    [encodeHello(hello), ErrorCode.NotProven],
    [encodeHello({ ...hello, versionMin: 2, versionMax: 9 }), ErrorCode.WrongVersion],
    [encodeHello({ ...hello, clusterId: 78 }), ErrorCode.WrongCluster],
    [encodeHello(hello).slice(0, 48), ErrorCode.NotProven],
    [runFrame({ messages: [new Uint8Array(1_000)] }), ErrorCode.BadFrame],
  ];
  for (const [bytes, code] of cases) {
    const client = new RawClient(rig, false);
    expect(client.types).toEqual([FrameType.Challenge]);
    expect(decodeChallenge(client.frames[0].view, 0, 56)).toMatchObject({ nodeId: 1, clusterId: 77 });
    client.send(
      patched(bytes, (view) => view.setUint32(0, bytes.byteLength, true)),
      openFrame(),
    );
    expect(client.error?.code).toBe(code);
    expect(client.isEnded).toBe(true);
  }
  expect(rig.node().raft.lastIndex).toBe(before);
  const proven = new RawClient(rig, false);
  proven.send(encodeHello({ ...hello, proof: new Uint8Array(32).fill(1) }), openFrame());
  expect(proven.types).toEqual([FrameType.Challenge, FrameType.Welcome, FrameType.Replies]);
});

test("a client that takes no answers is not read any more, until it does", () => {
  const client = trusted();
  client.send(openFrame());
  client.pendingBytes = limits.egressHighWaterBytes + 1;
  client.send(encodeKeepAlive(1));
  expect(client.isPaused).toBe(true);
  client.pendingBytes = 0;
  client.write(new Uint8Array(0));
  client.rig.run(1);
  expect(client.isPaused).toBe(false);
});

test("there is a bound on subscriptions of a connection", () => {
  const client = trusted();
  for (let nth = 0; nth <= limits.subscriptionsPerConnectionMax; nth++) {
    client.send(encodeSubscribe({ subscriptionId: nth, schemaId: 0, from: undefined }));
  }
  expect(client.error).toMatchObject({ code: ErrorCode.BadFrame });
});

test("a stranger that proves nothing is hung up on in time, and many of them leave room for others", () => {
  const rig = new Rig();
  rig.run(50);
  const strangers = Array.from({ length: limits.connectionsUnprovenMax }, () => new RawClient(rig, false));
  const late = new RawClient(rig, false);
  expect(late.error).toMatchObject({ code: ErrorCode.TooManyConnections });
  rig.run(limits.proofTimeoutMs - 100);
  expect(strangers.filter(({ isEnded }) => isEnded)).toEqual([]);
  const proof = new Uint8Array(32).fill(1);
  strangers[0]!.send(encodeHello({ versionMin: 1, versionMax: 1, clusterId: 0, proof }));
  rig.run(200);
  const [proven, ...rest] = strangers;
  expect(proven!.isEnded).toBe(false);
  expect(rest.every((one) => one.isEnded && one.error?.code === ErrorCode.NotProven)).toBe(true);
  expect(new RawClient(rig, false).types).toEqual([FrameType.Challenge]);
});
