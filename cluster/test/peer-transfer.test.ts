import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { PIECE_BYTES_MAX, type TransferWord } from "../snapshots/transfer-word.ts";
import { PeerError } from "../transport/peer-error.ts";
import { PeerFrameType } from "../transport/peer-frame.ts";
import { PeerFrameReader } from "../transport/peer-frame-reader.ts";
import { PeerChunks, PeerOutbox, type WritableSocket } from "../transport/peer-outbox.ts";
import { encodeTransfer, PeerTransferReader } from "../transport/peer-transfer.ts";
import {
  appendOf,
  closePeers,
  entryAt,
  eventually,
  framesOf,
  heartbeat,
  meet,
  PeerNode,
} from "./peer-rig.ts";

afterEach(closePeers);

const u53 = fc.maxSafeNat();
const u32 = fc.nat(0xffff_ffff);
const words: fc.Arbitrary<TransferWord> = fc.oneof(
  fc.record({
    kind: fc.constant("request" as const),
    index: u53,
    checksum: u32,
    offset: u53,
    length: fc.nat(PIECE_BYTES_MAX),
  }),
  fc.record({
    kind: fc.constant("piece" as const),
    index: u53,
    checksum: u32,
    offset: u53,
    bytes: fc.uint8Array({ maxLength: 300 }),
  }),
);

/** What a member takes from these bytes when they come in pieces of this size. */
function read(bytes: Uint8Array, size: number): { words: TransferWord[]; error: PeerError | undefined } {
  const found: TransferWord[] = [];
  const transfers = new PeerTransferReader();
  const reader = new PeerFrameReader({
    onHead: (type, view, offset, headBytes, bodyBytes) => {
      expect(type).toBe(PeerFrameType.Transfer);
      transfers.begin(view, offset, headBytes, bodyBytes);
    },
    onBody: (piece, from, to) => transfers.take(piece, from, to),
    onEnd: () => found.push(transfers.finish()),
  });
  reader.open();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    for (let from = 0; from < bytes.byteLength; from += size) {
      reader.push(bytes, view, from, Math.min(bytes.byteLength, from + size));
    }
  } catch (error) {
    if (!(error instanceof PeerError)) throw error;
    return { words: found, error };
  }
  return { words: found, error: undefined };
}

describe("words about a snapshot", () => {
  test("come as they were said, however the stream is cut", () => {
    fc.assert(
      fc.property(
        fc.array(words, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 400 }),
        (said, size) => {
          const bytes = new Uint8Array(Buffer.concat(said.map(encodeTransfer)));
          expect(read(bytes, size)).toEqual({ words: said, error: undefined });
        },
      ),
      { numRuns: 60 },
    );
  });

  test("with a flipped bit anywhere are refused by name, or were padding", () => {
    const bytes = fc.uint8Array({ minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(bytes, u32, (piece, draw) => {
        const said: TransferWord = { kind: "piece", index: 7, checksum: 8, offset: 9, bytes: piece };
        const frame = encodeTransfer(said);
        const at = draw % frame.byteLength;
        frame[at]! ^= 1 << (draw & 7);
        const { words: found, error } = read(frame, frame.byteLength);
        const isPadding = at >= 48 + piece.byteLength;
        expect(found).toEqual(isPadding ? [said] : []);
        // A frame that says it is longer is waited for.
        expect(isPadding || error !== undefined || at < 8).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("are refused when they are larger than anybody asks for", () => {
    const large: TransferWord = {
      kind: "piece",
      index: 1,
      checksum: 1,
      offset: 0,
      bytes: new Uint8Array(PIECE_BYTES_MAX + 8),
    };
    expect(read(encodeTransfer(large), 1_000_000).error?.message).toContain(
      "a piece of 131080 bytes is too large",
    );
  });

  test("go over real connections", async () => {
    const [one, other] = [await new PeerNode(1).open(), await new PeerNode(2).open()];
    await meet(one, other);
    const bytes = Uint8Array.from({ length: PIECE_BYTES_MAX }, (_, at) => at * 7);
    const piece: TransferWord = { kind: "piece", index: 9, checksum: 4, offset: 131_072, bytes };
    const request: TransferWord = { kind: "request", index: 9, checksum: 4, offset: 262_144, length: 500 };
    one.peers.transfer(2, piece);
    one.peers.transfer(2, request);
    await eventually(() => other.transfers.length === 2);
    expect(other.transfers).toEqual([
      { nodeId: 1, word: piece },
      { nodeId: 1, word: request },
    ]);
  });
});

describe("in an outbox", () => {
  /** A socket whose system takes everything when it is asked to, and nothing before. */
  class SlowSocket {
    readonly writes: Uint8Array[] = [];
    private waiting: { bytes: number; done: () => void }[] = [];
    get writableLength(): number {
      return this.waiting.reduce((sum, { bytes }) => sum + bytes, 0);
    }
    cork(): void {}
    uncork(): void {}
    write(bytes: Uint8Array, done: () => void): boolean {
      this.writes.push(bytes.slice());
      this.waiting.push({ bytes: bytes.byteLength, done });
      return true;
    }
    take(): void {
      for (const { done } of this.waiting.splice(0)) done();
    }
  }

  const pieceAt = (offset: number): Uint8Array =>
    encodeTransfer({ kind: "piece", index: 1, checksum: 2, offset, bytes: new Uint8Array(PIECE_BYTES_MAX) });

  test("pieces wait behind all messages, and leave one by one", () => {
    const socket = new SlowSocket();
    const outbox = new PeerOutbox(socket as unknown as WritableSocket, new PeerChunks(), 16_000_000);
    const [first, second] = [pieceAt(0), pieceAt(PIECE_BYTES_MAX)];
    outbox.sendBehind(first);
    outbox.sendBehind(second);
    outbox.flush(); // The system has the first one; the second waits.
    const messages = [appendOf(2, 0, [entryAt(1, 3_000)]), heartbeat(2)];
    for (const message of messages) outbox.send(message, 1);
    outbox.flush();
    for (let turn = 0; turn < 4; turn++) socket.take();
    expect(socket.writes).toHaveLength(3);
    expect(
      Buffer.compare(Buffer.concat(socket.writes), Buffer.concat([first, framesOf(messages), second])),
    ).toBe(0);
  });

  test("no more of them wait than a member asks for at a time, and none when it is closed", () => {
    const socket = new SlowSocket();
    const outbox = new PeerOutbox(socket as unknown as WritableSocket, new PeerChunks(), 16_000_000);
    let taken = 0;
    while (outbox.sendBehind(pieceAt(taken * PIECE_BYTES_MAX))) taken++;
    expect(taken).toBe(7);
    expect(outbox.pendingBytes).toBe(0);
    outbox.close();
    expect(outbox.sendBehind(pieceAt(0))).toBe(false);
  });
});
