import { describe, expect, test } from "vitest";
import {
  CloseReason,
  decodeActivateVersion,
  decodeCloseSession,
  decodeOpenSession,
  decodeRejected,
  decodeSessionOpened,
  decodeSkipCommand,
  encodeActivateVersion,
  encodeCloseSession,
  encodeDone,
  encodeOpenSession,
  encodeRejected,
  encodeSessionOpened,
  encodeSkipCommand,
  encodeTakeSnapshot,
  encodeTimePassed,
  isOpenSession,
  validateSystemCommand,
} from "../system-messages.ts";

const LARGEST = Number.MAX_SAFE_INTEGER;
const nonce = Uint8Array.from({ length: 16 }, (_, at) => 240 + at);
const open = {
  nonce,
  principalId: 4_294_967_295,
  roles: 255,
  timeoutMs: 4_294_967_295,
  replyRingBytes: 4_294_967_295,
  flags: 0,
};
const timer = { schemaId: 65_535, kind: 65_535, key: LARGEST };

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function validate(bytes: Uint8Array, length: number = bytes.length): string | undefined {
  return validateSystemCommand(view(bytes), 0, length);
}

describe("the cluster's own messages", () => {
  test("are decoded as they were encoded, at the ends of their ranges", () => {
    expect(decodeOpenSession(view(encodeOpenSession(open)), 0)).toEqual(open);
    const opened = { sessionId: LARGEST, nonce, timeoutMs: 1, replyRingBytes: 4_294_967_295 };
    expect(decodeSessionOpened(view(encodeSessionOpened(opened)), 0)).toEqual(opened);
    const close = { sessionId: LARGEST, reason: CloseReason.Administrator };
    expect(decodeCloseSession(view(encodeCloseSession(close)), 0)).toEqual(close);
    for (const skip of [
      { position: LARGEST, timer },
      { position: 0, timer: undefined },
    ]) {
      expect(decodeSkipCommand(view(encodeSkipCommand(skip)), 0)).toEqual(skip);
    }
    expect(decodeActivateVersion(view(encodeActivateVersion(4_294_967_295)), 0)).toBe(4_294_967_295);
    for (const value of [LARGEST, 4_294_967_296, 0, -1, -4_294_967_297, -LARGEST, undefined]) {
      const rejected = { schemaId: 65_535, code: 65_535, value };
      expect(decodeRejected(view(encodeRejected(rejected)), 0)).toEqual(rejected);
    }
    expect(decodeRejected(view(encodeDone()), 0)).toBeUndefined();
  });

  test("are well-formed when they come from here, with and without padding", () => {
    const close = { sessionId: LARGEST, reason: CloseReason.Client };
    const messages = [
      encodeOpenSession(open),
      encodeCloseSession(close),
      encodeTimePassed(),
      encodeSkipCommand({ position: 1, timer }),
      encodeActivateVersion(2),
      encodeTakeSnapshot(),
    ];
    for (const message of messages) {
      expect(validate(message)).toBeUndefined();
      const padded = new Uint8Array(message.length + 7);
      padded.set(message);
      expect(validate(padded)).toBeUndefined();
    }
    expect(messages.map((message) => isOpenSession(view(message), 0))).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  test.each<[string, Uint8Array, number, number, number?]>([
    ["a message has a header of 8 bytes, here are 7", encodeTimePassed(), 0, 0, 7],
    ["no command of schema 0 has template id 0", encodeTimePassed(), 2, 0],
    ["no command of schema 0 has template id 7", encodeTimePassed(), 2, 7],
    [
      "no command of schema 0 has template id 101",
      encodeSessionOpened({ sessionId: 1, nonce, timeoutMs: 1, replyRingBytes: 1 }),
      2,
      101,
    ],
    ["the block of template 5 has 8 bytes, not 9", encodeActivateVersion(1), 0, 9],
    ["a block of 32 bytes does not fit into 31", encodeOpenSession(open), 0, 32, 39],
    ["flags is 2; only 1 is defined", encodeOpenSession(open), 37, 2],
    ["timeoutMs is 1; a lasting session has none", encodeOpenSession({ ...open, timeoutMs: 1 }), 37, 1],
    ["timeoutMs is 0; a session needs a time-out", encodeOpenSession({ ...open, timeoutMs: 256 }), 29, 0],
    ["no reason for closing is 0", encodeCloseSession({ sessionId: 1, reason: CloseReason.Client }), 16, 0],
    ["no reason for closing is 4", encodeCloseSession({ sessionId: 1, reason: CloseReason.Client }), 16, 4],
    [
      "sessionId is not below 2^53",
      encodeCloseSession({ sessionId: 1, reason: CloseReason.Client }),
      14,
      0x20,
    ],
    ["position is not below 2^53", encodeSkipCommand({ position: 1, timer }), 15, 1],
    ["timerKey is not below 2^53", encodeSkipCommand({ position: 1, timer }), 30, 0x20],
  ])("are refused when they are not: %s", (message, bytes, at, value, length) => {
    bytes[at] = value;
    expect(validate(bytes, length)).toBe(message);
  });
});
