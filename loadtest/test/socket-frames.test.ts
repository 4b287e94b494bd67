import { CancelOrderDecoder, PlaceOrderDecoder } from "@lockstep/domain/exchange/exchange-messages";
import { expect, test } from "vitest";
import { MarketLap } from "../market-lap.ts";
import { OrderFlow } from "../order-flow.ts";
import { BinaryFormat, JsonFormat, type OnAnswer } from "../socket-frames.ts";

const lap = new MarketLap(20, 400, { adds: 60, cancels: 30, takers: 10 });
const floor = { marketIds: [1, 2], accountIds: [5, 6, 7] };

function answersOf(read: (onAnswer: OnAnswer) => void): [number, string][] {
  const answers: [number, string][] = [];
  read((id, refusal) => answers.push([id, refusal]));
  return answers;
}

test("a binary frame has each command as an item on an 8-byte boundary", () => {
  const frame = new BinaryFormat(100).frameOf(new OrderFlow(lap, floor), 2 ** 33);
  const expected = new OrderFlow(lap, floor);
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  let at = 0;
  for (let n = 0; n < 100; n++) {
    expected.next();
    const templateId = view.getUint16(at + 18, true);
    expect(view.getUint32(at + 4, true)).toBe(1); // A command without flags.
    expect(Number(view.getBigUint64(at + 8, true))).toBe(2 ** 33 + n);
    const decoder = templateId === 3 ? new CancelOrderDecoder() : new PlaceOrderDecoder();
    expect(decoder.wrap(view, at + 16).clientOrderId).toBe(expected.clientOrderId);
    at = Math.ceil((at + view.getUint32(at, true)) / 8) * 8;
  }
  expect(at).toBe(frame.byteLength);
});

test("binary answers are replies, rejections with schema and code, and errors with their code", () => {
  const problem = Buffer.from(JSON.stringify({ code: "OVERLOADED" }));
  const items = [
    item(129, 7, Buffer.from([28, 0, 41, 0, 2, 0, 1, 0, 9])),
    item(129, 8, Buffer.from([16, 0, 0xff, 0xff, 2, 0, 1, 0, 101, 0, 0, 0, 0, 0, 0, 0])),
    item(134, 0, Buffer.alloc(8)), // A heartbeat answers nothing.
    item(130, 9, problem),
  ];
  const format = new BinaryFormat(1);
  expect(answersOf((onAnswer) => format.read(Buffer.concat(items), onAnswer))).toEqual([
    [7, ""],
    [8, "2:101"],
    [9, "OVERLOADED"],
  ]);
});

test("a JSON message has one command with its names", () => {
  const format = new JsonFormat(floor);
  const flow = new OrderFlow(lap, floor);
  const commands = Array.from({ length: 400 }, (_, n) => JSON.parse(format.frameOf(flow, n)) as Message);
  expect(commands.map(({ id }) => id)).toEqual(commands.map((_, n) => n));
  const names = commands.map(({ command }) => command);
  expect(new Set(names)).toEqual(new Set(["exchange.place-order", "exchange.cancel-order"]));
  const [first] = commands;
  expect(first.body).toMatchObject({ type: "limit", timeInForce: "goodTillCancelled", postOnly: false });
  expect(floor.marketIds).toContain(first.body.marketId);
  expect(floor.accountIds).toContain(first.body.accountId);
});

test("JSON answers are replies, rejections and errors; heartbeats answer nothing", () => {
  const format = new JsonFormat(floor);
  const messages = [
    { type: "reply", id: 1 },
    { type: "heartbeat", position: 5 },
    { type: "rejection", id: 2, rejection: { code: "UNKNOWN_ORDER" } },
    { type: "error", id: 3, error: { code: "OVERLOADED" } },
  ];
  const read = (onAnswer: OnAnswer): void => {
    for (const message of messages) format.read(Buffer.from(JSON.stringify(message)), onAnswer);
  };
  expect(answersOf(read)).toEqual([
    [1, ""],
    [2, "UNKNOWN_ORDER"],
    [3, "OVERLOADED"],
  ]);
});

interface Message {
  readonly id: number;
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>>;
}

function item(kind: number, id: number, payload: Buffer): Buffer {
  const bytes = Buffer.alloc(Math.ceil((24 + payload.byteLength) / 8) * 8);
  bytes.writeUInt32LE(24 + payload.byteLength, 0);
  bytes.writeUInt8(kind, 4);
  bytes.writeUInt32LE(id, 8);
  bytes.set(payload, 24);
  return bytes;
}
