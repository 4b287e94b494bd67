import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Message } from "../raft/message.ts";
import { PeerChunks, PeerOutbox, type WritableSocket } from "../transport/peer-outbox.ts";
import { appendOf, entryAt, framesOf, heartbeat } from "./peer-rig.ts";

/** A socket whose system takes as much at once, and later as much, as a test says. */
class FakeSocket {
  /** Of each write, as it was when it was made. */
  readonly writes: Uint8Array[] = [];
  takesAtOnce = true;
  private readonly kept: { bytes: Uint8Array; copy: Uint8Array; done: () => void }[] = [];
  private corked = false;

  get writableLength(): number {
    return this.kept.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  }

  cork(): void {
    this.corked = true;
  }

  uncork(): void {
    this.corked = false;
  }

  write(bytes: Uint8Array, done: () => void): boolean {
    this.writes.push(bytes.slice());
    if (this.takesAtOnce && !this.corked) queueMicrotask(done);
    else this.kept.push({ bytes, copy: bytes.slice(), done });
    return true;
  }

  /** The system takes what it was left with. @returns whether it found all as it was written */
  take(): boolean {
    const taken = this.kept.splice(0);
    const same = taken.every(({ bytes, copy }) => Buffer.compare(bytes, copy) === 0);
    for (const { done } of taken) done();
    return same;
  }
}

function outboxOn(socket: FakeSocket, bytesMax = 64_000_000): PeerOutbox {
  return new PeerOutbox(socket as unknown as WritableSocket, new PeerChunks(), bytesMax);
}

describe("an outbox", () => {
  test("makes one write of all words of a turn", () => {
    const socket = new FakeSocket();
    const outbox = outboxOn(socket);
    for (let word = 0; word < 20; word++) outbox.send(heartbeat(2, word), 1);
    expect(socket.writes).toEqual([]);
    outbox.flush();
    outbox.flush();
    expect(socket.writes).toHaveLength(1);
    expect(outbox.pendingBytes).toBe(0);
  });

  test("sends the largest batch at once, in one write with the words before it", () => {
    const socket = new FakeSocket();
    const outbox = outboxOn(socket);
    outbox.send(heartbeat(2), 1);
    outbox.send(appendOf(2, 0, [entryAt(1, 262_000)]), 1);
    expect(socket.writes).toHaveLength(1);
    expect(outbox.pendingBytes).toBe(0);
  });

  test("gathers while the system has not taken the last write, and then makes few writes of much", () => {
    const socket = new FakeSocket();
    const outbox = outboxOn(socket);
    socket.takesAtOnce = false;
    const messages = [
      appendOf(2, 0, [entryAt(1, 100_000)]),
      ...Array.from({ length: 500 }, () => heartbeat(2)),
    ];
    for (const message of messages) {
      outbox.send(message, 1);
      outbox.flush();
    }
    expect(socket.writes).toHaveLength(1);
    socket.take();
    expect(socket.writes).toHaveLength(2);
    socket.take();
    expect(outbox.pendingBytes).toBe(0);
    expect(Buffer.concat(socket.writes).equals(framesOf(messages))).toBe(true);
  });

  test("tells how often the system took something, so that a slow peer is not taken for a dead one", () => {
    const socket = new FakeSocket();
    const outbox = outboxOn(socket);
    socket.takesAtOnce = false;
    for (let batch = 0; batch < 20; batch++) outbox.send(appendOf(2, 0, [entryAt(1, 250_000)]), 1);
    const before = outbox.drains;
    let turns = 0;
    for (; outbox.pendingBytes > 0; turns++) socket.take();
    expect(turns).toBeGreaterThan(4); // One write would be no sign of life until all five megabytes are gone.
    expect(outbox.drains).toBe(before + turns);
  });

  test("drops batches at the bound, and words only a megabyte later", () => {
    const socket = new FakeSocket();
    const outbox = outboxOn(socket, 500_000);
    socket.takesAtOnce = false;
    expect(outbox.send(appendOf(2, 0, [entryAt(1, 250_000)]), 1)).toBe(true);
    expect(outbox.send(appendOf(2, 0, [entryAt(1, 250_000)]), 1)).toBe(false);
    let words = 0;
    while (outbox.send(heartbeat(2), 1)) words++;
    expect(words * 96).toBeGreaterThan(1_048_576 + 200_000);
    expect(outbox.pendingBytes).toBeLessThanOrEqual(500_000 + 1_048_576);
  });

  test("sends what it was given, in order, and never changes memory that the system still reads", () => {
    const step = fc.oneof(
      fc.integer({ min: 0, max: 400_000 }).map((payload) => ({ payload: payload % 262_000 })),
      fc.constant({ payload: -1 }),
      fc.constantFrom("flush" as const, "take" as const, "slow" as const, "fast" as const),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 60 }), (steps) => {
        const socket = new FakeSocket();
        const outbox = outboxOn(socket);
        const said: Message[] = [];
        let isUnchanged = true;
        for (const one of steps) {
          if (one === "flush") outbox.flush();
          else if (one === "take") isUnchanged = socket.take() && isUnchanged;
          else if (one === "slow" || one === "fast") socket.takesAtOnce = one === "fast";
          else {
            const index = said.length + 1;
            const message =
              one.payload < 0 ? heartbeat(2, index) : appendOf(2, index - 1, [entryAt(index, one.payload)]);
            said.push(message);
            outbox.send(message, 1);
          }
        }
        for (let turn = 0; outbox.pendingBytes > 0; turn++) {
          expect(turn).toBeLessThan(100);
          outbox.flush();
          expect(socket.take()).toBe(true);
        }
        expect(isUnchanged).toBe(true);
        expect(Buffer.concat(socket.writes).equals(framesOf(said))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test("says and keeps nothing any more when it is closed", () => {
    const socket = new FakeSocket();
    const outbox = outboxOn(socket);
    outbox.send(heartbeat(2), 1);
    outbox.close();
    outbox.flush();
    expect(outbox.send(heartbeat(2), 1)).toBe(false);
    expect(socket.writes).toEqual([]);
  });
});
