import { expect, test } from "vitest";
import { assertLimits } from "../limits.ts";
import { MemoryLog, MemoryLogDisk } from "../log/memory-log.ts";
import { LogCompletions, LogWriter } from "../log-writer.ts";
import { EMPTY_CONFIGURATION } from "../raft/configuration.ts";
import { EntryKind, type Entry } from "../raft/entry.ts";
import { createMessage, type Message, MessageType } from "../raft/message.ts";
import { RaftStorage } from "../raft-storage.ts";
import { BatchKind, sealBatch } from "../batch.ts";
import { Session } from "../session.ts";
import { SessionWatch } from "../session-watch.ts";

test("the bounds fit each other", () => {
  expect(assertLimits).not.toThrow();
});

function session(id: number, timeoutMs: number): Session {
  return new Session({
    id,
    timeoutMs,
    principalId: 1,
    roles: 0,
    nonce: new Uint8Array(16),
    replyRingBytes: 1,
  });
}

test("a session expires after its own time-out without a sign of life, and is named once per time-out", () => {
  const watch = new SessionWatch();
  const open = [session(1, 1_000), session(2, 5_000)];
  const expired: string[] = [];
  for (let nowMs = 0; nowMs <= 7_000; nowMs += 500) {
    if (nowMs === 2_000) watch.heard(1, nowMs);
    watch.check(open, nowMs, (id) => expired.push(`${id} at ${nowMs}`));
  }
  expect(expired).toEqual(["1 at 1500", "1 at 3500", "1 at 5000", "2 at 5500", "1 at 6500"]);
});

test("whoever takes over knows nothing of before: everyone has a full time-out", () => {
  const watch = new SessionWatch();
  const open = [session(1, 1_000)];
  const expired: number[] = [];
  watch.heard(1, 0);
  watch.takeOver();
  watch.check(open, 50_000, () => expired.push(50_000));
  watch.check(open, 50_900, () => expired.push(50_900));
  expect(expired).toEqual([]);
  watch.check(open, 51_100, () => expired.push(51_100));
  expect(expired).toEqual([51_100]);
});

const CLUSTER_ID = 3;

function entriesFrom(log: MemoryLog, index: number, term: number, count: number): Entry[] {
  let previousHash = log.hashAt(index - 1);
  return Array.from({ length: count }, (_, nth) => {
    const data = new Uint8Array(128);
    previousHash = sealBatch(data, {
      kind: BatchKind.Empty,
      clusterId: CLUSTER_ID,
      index: index + nth,
      term,
      firstPosition: 1,
      count: 0,
      previousHash,
      clusterTimeUs: 0,
      highWater: { index: 0, term: 0, hash: 0 },
    });
    return { index: index + nth, term, kind: EntryKind.Empty, data };
  });
}

function responseTo(to: number, index: number): Message {
  return { ...createMessage(MessageType.AppendReply, to), index };
}

test("promises leave when all before them is durable, in order; those of what was replaced do not leave", () => {
  const log = new MemoryLog({
    disk: new MemoryLogDisk(),
    clusterId: CLUSTER_ID,
    listener: new LogCompletions(),
    completion: "manual",
  });
  const storage = new RaftStorage(log, { ...EMPTY_CONFIGURATION, voters: [1, 2, 3] });
  const writer = new LogWriter(log, storage, (raftId) => raftId === 1);
  const delivered: string[] = [];
  const deliver = (): void =>
    writer.deliver((message) => {
      delivered.push(`${message.index} to ${message.to}`);
    });
  const write = (entries: Entry[], ...responses: Message[]): void => {
    writer.write({ entries, responses, hardState: null, snapshot: null, mustSync: true });
    for (const entry of entries) storage.keep(entry, undefined);
  };
  write(entriesFrom(log, 1, 1, 1), responseTo(2, 1));
  write(entriesFrom(log, 2, 1, 2), responseTo(2, 3), responseTo(1, 3));
  write([], responseTo(2, 33));
  deliver();
  expect(delivered).toEqual([]);
  log.complete(1);
  deliver();
  expect(delivered).toEqual(["1 to 2"]);
  expect(storage.lastIndex()).toBe(1);

  write(entriesFrom(log, 2, 2, 1), responseTo(3, 2)); // Another leader replaces 2 and 3.
  deliver();
  // Its own ack is judged by its term; the promise to node 2 is void.
  expect(delivered).toEqual(["1 to 2", "3 to 1"]);
  expect(storage.lastIndex()).toBe(1);
  log.complete();
  deliver();
  expect(delivered).toEqual(["1 to 2", "3 to 1", "2 to 3"]);
  expect(storage.lastIndex()).toBe(2);
  expect(storage.term(2)).toBe(2);
});
