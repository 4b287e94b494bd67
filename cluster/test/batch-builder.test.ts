import { expect, test } from "vitest";
import { BATCH_HEADER_BYTES, RUN_HEADER_BYTES } from "../batch.ts";
import { BatchBuilder, type BatchBuffer, type RunOrigin } from "../batch-builder.ts";
import { limits } from "../limits.ts";
import { readU53, writeU53 } from "../u53.ts";

/** A run whose commands are numbered by their correlation ids, so that a test can find them again. */
function run(options: { sessionId?: number; first?: number; count: number; commandBytes?: number }): {
  bytes: Uint8Array;
  view: DataView;
} {
  const commandBytes = options.commandBytes ?? 64;
  const bytes = new Uint8Array(RUN_HEADER_BYTES + options.count * commandBytes);
  const view = new DataView(bytes.buffer);
  const first = options.first ?? 1;
  view.setUint32(0, bytes.byteLength, true);
  view.setUint32(4, options.count, true);
  writeU53(view, 8, options.sessionId ?? 1);
  writeU53(view, 16, first);
  for (let nth = 0; nth < options.count; nth++) {
    view.setUint16(RUN_HEADER_BYTES + nth * commandBytes, commandBytes / 8, true);
    view.setUint32(RUN_HEADER_BYTES + nth * commandBytes + 8, first + nth, true);
  }
  return { bytes, view };
}

function add(
  builder: BatchBuilder,
  options: Parameters<typeof run>[0],
  deadlineMs = 0,
  origin?: RunOrigin,
): void {
  const { bytes, view } = run(options);
  builder.add(bytes, view, 0, bytes.byteLength, deadlineMs, origin);
}

/** Session and correlation id of every command, by the run headers and by what the commands hold. */
function commandsOf(buffer: BatchBuffer): string[] {
  const commands: string[] = [];
  for (let at = BATCH_HEADER_BYTES; at < buffer.length; at += buffer.view.getUint32(at, true)) {
    let command = at + RUN_HEADER_BYTES;
    for (let nth = 0; nth < buffer.view.getUint32(at + 4, true); nth++) {
      const correlationId = readU53(buffer.view, at + 16) + nth;
      expect(buffer.view.getUint32(command + 8, true)).toBe(correlationId);
      commands.push(`${readU53(buffer.view, at + 8)}/${correlationId}`);
      command += buffer.view.getUint16(command, true) * 8;
    }
  }
  return commands;
}

function takeAll(builder: BatchBuilder): BatchBuffer[] {
  const buffers: BatchBuffer[] = [];
  for (let buffer = builder.take(true); buffer !== undefined; buffer = builder.take(true)) {
    buffers.push(buffer);
  }
  return buffers;
}

class Origin implements RunOrigin {
  readonly heard: string[] = [];
  onNotSequenced(sessionId: number, first: number, count: number, late: boolean): void {
    this.heard.push(`${sessionId}: ${count} from ${first}${late ? " late" : ""}`);
  }
}

test("an open batch is taken only when a partial one may be sealed", () => {
  const builder = new BatchBuilder();
  add(builder, { count: 3 });
  expect(builder.take(false)).toBeUndefined();
  expect(commandsOf(builder.take(true)!)).toEqual(["1/1", "1/2", "1/3"]);
  expect(builder.isEmpty).toBe(true);
  expect(builder.take(true)).toBeUndefined();
});

test("a batch is full at its bytes or its commands, and runs stay whole where they fit", () => {
  const byBytes = new BatchBuilder();
  for (let nth = 0; nth < 4; nth++) add(byBytes, { first: 1 + nth * 1000, count: 1000, commandBytes: 80 });
  expect(byBytes.hasFull).toBe(true);
  expect(takeAll(byBytes).map((buffer) => buffer.count)).toEqual([3000, 1000]);

  const byCommands = new BatchBuilder();
  for (let nth = 0; nth < 5; nth++) add(byCommands, { first: 1 + nth * 1000, count: 1000, commandBytes: 24 });
  expect(takeAll(byCommands).map((buffer) => buffer.count)).toEqual([4000, 1000]);
});

test("a run larger than a batch is split between commands, and its ids go on", () => {
  const builder = new BatchBuilder();
  add(builder, { sessionId: 9, count: 10_000, commandBytes: 96 });
  const buffers = takeAll(builder);
  for (const buffer of buffers) {
    expect(buffer.length).toBeLessThanOrEqual(limits.batchBytesMax);
    expect(buffer.count).toBeLessThanOrEqual(limits.batchCommandsMax);
  }
  expect(buffers.length).toBe(4);
  expect(buffers.flatMap(commandsOf)).toEqual(Array.from({ length: 10_000 }, (_, nth) => `9/${nth + 1}`));

  const many = new BatchBuilder();
  add(many, { count: 9_000, commandBytes: 24 });
  expect(takeAll(many).map((buffer) => buffer.count)).toEqual([4096, 4096, 808]);
});

test("buffers are used again, empty", () => {
  const builder = new BatchBuilder();
  add(builder, { count: 5 });
  const used = builder.take(true)!;
  builder.recycle(used);
  add(builder, { count: 1 });
  builder.take(true);
  add(builder, { count: 2 });
  const again = builder.take(true)!;
  expect(again).toBe(used);
  expect(again.count).toBe(2);
});

test("what waits is counted, and too much of it is an overload", () => {
  const builder = new BatchBuilder();
  let bytes = 0;
  while (!builder.isOverloaded) {
    add(builder, { count: 1000 });
    bytes += RUN_HEADER_BYTES + 64_000;
    expect(builder.queuedBytes).toBe(bytes);
  }
  expect(bytes).toBeGreaterThan(limits.ingressQueueBytesMax);
  takeAll(builder);
  expect(builder.queuedBytes).toBe(0);
});

test("late runs are dropped with all that their origin sent after them; others stay", () => {
  const builder = new BatchBuilder();
  const late = new Origin();
  const other = new Origin();
  add(builder, { sessionId: 1, first: 1, count: 1 }, 500, late);
  add(builder, { sessionId: 2, first: 1, count: 2 }, 100, other);
  add(builder, { sessionId: 1, first: 2, count: 3 }, 90, late);
  add(builder, { sessionId: 1, first: 5, count: 1 }, 0, late);
  builder.shed(80);
  expect(late.heard).toEqual([]);
  builder.shed(95);
  expect(late.heard).toEqual(["1: 3 from 2 late", "1: 1 from 5 late"]);
  expect(other.heard).toEqual([]);
  const [buffer] = takeAll(builder);
  expect(commandsOf(buffer)).toEqual(["1/1", "2/1", "2/2"]);
  expect(buffer.count).toBe(3);
});

test("shedding empties full batches too", () => {
  const builder = new BatchBuilder();
  const origin = new Origin();
  for (let nth = 0; nth < 8; nth++) {
    add(builder, { first: 1 + nth * 1000, count: 1000, commandBytes: 80 }, 50, origin);
  }
  builder.shed(60);
  expect(origin.heard.length).toBe(8);
  expect(builder.isEmpty).toBe(true);
  expect(builder.queuedBytes).toBe(0);
});

test("a node that no longer leads drops everything and tells whose it was", () => {
  const builder = new BatchBuilder();
  const origin = new Origin();
  add(builder, { sessionId: 3, first: 7, count: 2 }, 0, origin);
  builder.addOwn(new Uint8Array(8));
  builder.dropAll();
  expect(origin.heard).toEqual(["3: 2 from 7"]);
  expect(builder.isEmpty).toBe(true);
});

test("the cluster's own command is a run of session 0", () => {
  const builder = new BatchBuilder();
  builder.addOwn(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
  const buffer = builder.take(true)!;
  expect(buffer.length).toBe(BATCH_HEADER_BYTES + RUN_HEADER_BYTES + 24);
  expect(readU53(buffer.view, BATCH_HEADER_BYTES + 8)).toBe(0);
  expect([...buffer.bytes.subarray(buffer.length - 16, buffer.length)]).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0, 0, 0, 0,
  ]);
});
