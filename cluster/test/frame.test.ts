import fc from "fast-check";
import { expect, test } from "vitest";
import {
  decodeChallenge,
  decodeError,
  decodeHello,
  decodeNotLeader,
  decodeNumberAndText,
  decodeQuery,
  decodeRefused,
  decodeSubscribe,
  decodeWelcome,
  encodeAnswer,
  encodeChallenge,
  encodeError,
  encodeHalted,
  encodeHello,
  encodeKeepAlive,
  encodeNotLeader,
  encodePlace,
  encodeQuery,
  encodeQueryReply,
  encodeRefused,
  encodeRequest,
  encodeSubscribe,
  encodeUnsubscribe,
  encodeWelcome,
} from "../frame-codec.ts";
import { ErrorCode, FrameType, MemberRole, RefusalCode } from "../frame.ts";
import { FrameReader } from "../transport/frame-reader.ts";

const U53_MAX = Number.MAX_SAFE_INTEGER;
const nonce = Uint8Array.from({ length: 32 }, (_, at) => at);

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

test("what is encoded is decoded, at the ends of the ranges and behind other bytes", () => {
  const challenge = { versionMin: 1, versionMax: 65_535, nodeId: 4_294_967_295, clusterId: U53_MAX, nonce };
  const hello = { versionMin: 0, versionMax: 1, clusterId: 0, proof: nonce };
  const welcome = {
    version: 1,
    role: MemberRole.Leader,
    nodeId: 3,
    clusterId: U53_MAX,
    clockMs: U53_MAX,
    leaderId: 7,
    leaderAddress: "münchen.example:9001",
  };
  const refused = {
    sessionId: U53_MAX,
    firstCorrelationId: U53_MAX,
    count: 4_294_967_295,
    badIndex: 17,
    code: RefusalCode.Invalid,
    text: "because",
  };
  const query = {
    queryId: U53_MAX,
    minPosition: 1,
    deadlineMs: 2,
    consistency: 1 as const,
    roles: 255,
    principalId: 4_294_967_295,
  };
  const cases: [Uint8Array, (view: DataView, offset: number, length: number) => unknown, unknown][] = [
    [encodeChallenge(challenge), decodeChallenge, challenge],
    [encodeHello(hello), decodeHello, hello],
    [encodeWelcome(welcome), decodeWelcome, welcome],
    [encodeRefused(refused), decodeRefused, refused],
    [
      encodeNotLeader({ leaderId: 2, leaderAddress: "" }),
      decodeNotLeader,
      { leaderId: 2, leaderAddress: "" },
    ],
    [encodeHalted(5, "why"), decodeNumberAndText, { number: 5, text: "why" }],
    [encodeRequest(6, "{}"), decodeNumberAndText, { number: 6, text: "{}" }],
    [encodeAnswer(U53_MAX, "ß"), decodeNumberAndText, { number: U53_MAX, text: "ß" }],
    [encodeQuery(query, new Uint8Array(24)), decodeQuery, query],
    [
      encodeSubscribe({ subscriptionId: 9, schemaId: 65_535, from: { position: U53_MAX, step: 65_535 } }),
      decodeSubscribe,
      { subscriptionId: 9, schemaId: 65_535, from: { position: U53_MAX, step: 65_535 } },
    ],
    [
      encodeSubscribe({ subscriptionId: 9, schemaId: 0, from: undefined }),
      decodeSubscribe,
      { subscriptionId: 9, schemaId: 0, from: undefined },
    ],
    [encodeError(ErrorCode.BadFrame, "no"), decodeError, { code: ErrorCode.BadFrame, text: "no" }],
  ];
  for (const [frame, decode, expected] of cases) {
    const moved = new Uint8Array(frame.byteLength + 13);
    moved.set(frame, 13);
    expect(decode(viewOf(moved), 13, frame.byteLength)).toEqual(expected);
    expect(frame.byteLength % 8).toBe(0);
    expect(viewOf(frame).getUint32(0, true)).toBe(frame.byteLength);
  }
});

test("a frame cut short, or whose text runs over it, is undefined and never throws", () => {
  const decoders = [
    decodeChallenge,
    decodeHello,
    decodeWelcome,
    decodeRefused,
    decodeNotLeader,
    decodeNumberAndText,
    decodeQuery,
    decodeSubscribe,
    decodeError,
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...decoders),
      fc.uint8Array({ minLength: 8, maxLength: 80 }),
      (decode, bytes) => {
        const length = bytes.byteLength & ~7;
        const padded = new Uint8Array(length + 64); // Whatever lies behind the frame.
        padded.set(bytes.subarray(0, length));
        decode(viewOf(padded), 0, length);
        expect(decode(viewOf(padded), 0, 8)).toBeUndefined();
      },
    ),
  );
  const long = encodeHalted(1, "four");
  viewOf(long).setUint32(20, 1_000, true);
  expect(decodeNumberAndText(viewOf(long), 0, long.byteLength)).toBeUndefined();
});

test("the bytes of the frames are those of the documentation", () => {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
  expect(hex(encodeKeepAlive(258))).toBe("100000000f0000000201000000000000");
  expect(hex(encodeUnsubscribe(3))).toBe("100000000c0000000300000000000000");
  expect(hex(encodePlace(FrameType.Resync, 3, { position: 9, step: 2 }))).toBe(
    "180000000e00000003000000020000000900000000000000",
  );
  expect(hex(encodeQueryReply(4, 5, 1, Uint8Array.of(0xaa)))).toBe(
    "280000000a00000004000000000000000500000000000000010000000100000" + "0aa00000000000000",
  );
});

class Sink {
  readonly frames: number[] = [];
  bad: string | undefined;
  onFrame(bytes: Uint8Array, view: DataView, offset: number, length: number): void {
    // Each frame is filled with its own length, so that a mixed-up one shows.
    const isWhole = bytes
      .subarray(offset + 8, offset + length)
      .every((byte) => byte === ((length / 8) & 255));
    if (!isWhole || view.getUint32(offset, true) !== length) {
      throw new Error(`a frame of ${length} is mixed up`);
    }
    this.frames.push(length);
  }
  onBadFrame(reason: string): void {
    this.bad = reason;
  }
}

function frameOf(length: number): Uint8Array {
  const frame = new Uint8Array(length).fill((length / 8) & 255);
  viewOf(frame).setUint32(0, length, true);
  return frame;
}

test("frames come out whole and in order, wherever the stream is cut", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 30 }),
      fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 50 }),
      (words, cuts) => {
        const lengths = words.map((word) => word * 8);
        const stream = Buffer.concat(lengths.map(frameOf));
        const sink = new Sink();
        const reader = new FrameReader(sink, () => 1 << 20);
        for (let at = 0, cut = 0; at < stream.byteLength; cut++) {
          const size = cuts[cut % cuts.length];
          reader.push(Uint8Array.from(stream.subarray(at, at + size)));
          at += size;
        }
        expect(sink.frames).toEqual(lengths);
        expect(sink.bad).toBeUndefined();
      },
    ),
    { numRuns: 40 },
  );
});

test("a byte at a time is enough", () => {
  const sink = new Sink();
  const reader = new FrameReader(sink, () => 1 << 20);
  for (const byte of Buffer.concat([frameOf(8), frameOf(24), frameOf(8)])) reader.push(Uint8Array.of(byte));
  expect(sink.frames).toEqual([8, 24, 8]);
});

test.each([
  [0, /multiple of 8 and at least 8, not 0/],
  [12, /multiple of 8 and at least 8, not 12/],
  [4_294_967_288, /over the bound of 1048576/],
])("a length of %i ends the stream with a reason, whole or in pieces", (length, reason) => {
  const header = new Uint8Array(8);
  viewOf(header).setUint32(0, length, true);
  for (const pieces of [[header], [header.subarray(0, 3), header.subarray(3)]]) {
    const sink = new Sink();
    const reader = new FrameReader(sink, () => 1 << 20);
    reader.push(frameOf(16));
    for (const piece of pieces) reader.push(piece);
    reader.push(frameOf(16));
    expect(sink.frames).toEqual([16]);
    expect(sink.bad).toMatch(reason);
  }
});
