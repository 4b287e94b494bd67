import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Outcome } from "../cluster-port.ts";
import { AnswerKind, RequestKind, SUBPROTOCOL } from "../websocket/binary-frame.ts";
import { decodeKioskReply, SellEncoder, ShelfEncoder, StockEncoder } from "./fixtures/kiosk-messages.ts";
import { DEVELOPMENT_KEY, startTestGateway, type TestGateway } from "./test-gateway.ts";
import { connect, type TestClient } from "./websocket-client.ts";

let test_: TestGateway;
let client: TestClient;

beforeEach(async () => {
  test_ = await startTestGateway({ limits: { heartbeatIntervalMs: 60_000 } });
  await test_.gateway.listen({ host: "127.0.0.1", port: 0 });
  client = await connect(test_, { "x-lockstep-key": DEVELOPMENT_KEY }, [SUBPROTOCOL]);
});
afterEach(async () => {
  client.webSocket.terminate();
  await test_.gateway.close();
});

const buffer = new MessageBuffer();

function stock(quantity: number): Uint8Array {
  new StockEncoder().claim(buffer).set({ shelfId: 1, quantity, size: 1, marks: 0, note: "" });
  return buffer.copy();
}
function sell(quantity: number): Uint8Array {
  new SellEncoder().claim(buffer).set({ shelfId: 1, quantity, reserve: false });
  return buffer.copy();
}
function shelf(): Uint8Array {
  new ShelfEncoder().claim(buffer).set({ shelfId: 1 });
  return buffer.copy();
}

/** One item, as README.md draws it, with its padding. */
function item(kind: number, id: number, payload: Uint8Array, key?: Uint8Array): Buffer {
  const header = Buffer.alloc(16);
  const length = 16 + (key?.byteLength ?? 0) + payload.byteLength;
  header.writeUInt32LE(length, 0);
  header.writeUInt8(kind, 4);
  header.writeUInt8(key === undefined ? 0 : 1, 5);
  header.writeBigUInt64LE(BigInt(id), 8);
  return Buffer.concat([header, key ?? Buffer.alloc(0), payload, Buffer.alloc((8 - (length % 8)) % 8)]);
}

interface AnswerItem {
  readonly kind: number;
  readonly id: number;
  readonly position: number;
  readonly payload: Buffer;
}

function itemsOf(frame: Buffer): AnswerItem[] {
  const items: AnswerItem[] = [];
  for (let at = 0; at < frame.length;) {
    const length = frame.readUInt32LE(at);
    items.push({
      kind: frame.readUInt8(at + 4),
      id: Number(frame.readBigUInt64LE(at + 8)),
      position: Number(frame.readBigUInt64LE(at + 16)),
      payload: frame.subarray(at + 24, at + length),
    });
    at += Math.ceil(length / 8) * 8;
  }
  return items;
}

async function ask(...items: Buffer[]): Promise<AnswerItem[]> {
  client.webSocket.send(Buffer.concat(items));
  return itemsOf(await client.next());
}

const replyOf = ({ payload }: AnswerItem): object => decodeKioskReply(Uint8Array.from(payload));
const problemOf = ({ payload }: AnswerItem): { code: string; detail: string } =>
  JSON.parse(payload.toString());

describe("frames of the binary protocol", () => {
  test("many commands in one frame are answered in one frame, in order, with ids and positions", async () => {
    const answers = await ask(
      item(RequestKind.Command, 11, stock(10)),
      item(RequestKind.Command, 12, sell(3)),
      item(RequestKind.Query, 13, shelf()),
      item(RequestKind.Ping, 14, new Uint8Array(0)),
    );
    expect(answers.map(({ kind, id, position }) => ({ kind, id, position }))).toEqual([
      { kind: AnswerKind.Reply, id: 11, position: 1 },
      { kind: AnswerKind.Reply, id: 12, position: 2 },
      { kind: AnswerKind.Reply, id: 13, position: 2 },
      { kind: AnswerKind.Pong, id: 14, position: 0 },
    ]);
    expect(replyOf(answers[0])).toEqual({ template: "Stocked", receiptId: 1, quantity: 10 });
    expect(replyOf(answers[1])).toEqual({ template: "Sold", quantity: 7 });
    expect(replyOf(answers[2])).toEqual({ template: "ShelfState", shelfId: 1, sequence: 2, quantity: 7 });
    expect(test_.cluster.submits.map(({ caller }) => caller.principalId)).toEqual([5, 5]);
  });

  test("a rejection is a reply like any other", async () => {
    const [answer] = await ask(item(RequestKind.Command, 1, sell(1)));
    expect(answer).toMatchObject({ kind: AnswerKind.Reply, position: 1 });
    expect(replyOf(answer)).toMatchObject({ template: "Rejected", code: 10, value: 1 });
  });

  test("a command with the same idempotency key gets the first answer", async () => {
    const key = Buffer.alloc(16, 7);
    const [first, again] = await ask(
      item(RequestKind.Command, 1, stock(10), key),
      item(RequestKind.Command, 2, stock(10), key),
    );
    expect(again.position).toBe(first.position);
    expect(replyOf(again)).toEqual(replyOf(first));
    expect(test_.cluster.submits[0].options.idempotency?.keyHash).toHaveLength(16);
  });

  test("an unknown outcome is an error that says so", async () => {
    test_.cluster.nextOutcomes.push({ outcome: Outcome.Unknown });
    const [answer] = await ask(item(RequestKind.Command, 9, stock(1)));
    expect(answer).toMatchObject({ kind: AnswerKind.Error, id: 9, position: 0 });
    expect(problemOf(answer)).toMatchObject({ code: "OUTCOME_UNKNOWN", retrySafe: false });
  });

  test("ids up to 2^53 - 1 come back as they are", async () => {
    const [answer] = await ask(item(RequestKind.Ping, Number.MAX_SAFE_INTEGER, new Uint8Array(0)));
    expect(answer.id).toBe(Number.MAX_SAFE_INTEGER);
  });

  test("on a follower nothing of a frame with a command is done", async () => {
    test_.cluster.statusChanges = { role: "follower", leaderGatewayUrl: "http://leader:8080" };
    const answers = await ask(item(RequestKind.Query, 1, shelf()), item(RequestKind.Command, 2, stock(1)));
    expect(answers).toMatchObject([{ kind: AnswerKind.Redirect, id: 2 }]);
    expect(answers[0].payload.toString()).toBe("ws://leader:8080/v1/ws");
    expect(await client.whenClosed()).toEqual({ code: 4001, reason: "NOT_LEADER" });
    expect(test_.cluster.submits).toEqual([]);
  });

  test("a login is an item too", async () => {
    const stranger = await connect(test_, {}, [SUBPROTOCOL]);
    const login = Buffer.from(JSON.stringify({ key: DEVELOPMENT_KEY }));
    stranger.webSocket.send(item(RequestKind.Command, 1, stock(1)));
    expect(itemsOf(await stranger.next()).map(problemOf)).toMatchObject([{ code: "UNAUTHENTICATED" }]);
    stranger.webSocket.send(item(RequestKind.Login, 2, login));
    expect(itemsOf(await stranger.next())).toMatchObject([{ kind: AnswerKind.LoggedIn, id: 2 }]);
    stranger.webSocket.send(item(RequestKind.Command, 3, stock(1)));
    expect(itemsOf(await stranger.next())).toMatchObject([{ kind: AnswerKind.Reply, id: 3 }]);
    stranger.webSocket.terminate();
  });

  test("a heartbeat is an item with the position and the cluster's time", async () => {
    const other = await startTestGateway({ limits: { heartbeatIntervalMs: 10 } });
    await other.gateway.listen({ host: "127.0.0.1", port: 0 });
    const listener = await connect(other, { "x-lockstep-key": DEVELOPMENT_KEY }, [SUBPROTOCOL]);
    const [heartbeat] = itemsOf(await listener.next());
    expect(heartbeat).toMatchObject({ kind: AnswerKind.Heartbeat, id: 0, position: 0 });
    expect(heartbeat.payload.readBigUInt64LE()).toBe(1_700_000_000_000_000n);
    listener.webSocket.terminate();
    await other.gateway.close();
  });

  test("a shutdown is an item", async () => {
    const closing = test_.gateway.close();
    expect(itemsOf(await client.next())).toMatchObject([{ kind: AnswerKind.ServerShutdown, id: 0 }]);
    await closing;
  });
});

/** A stock command with some of its bytes changed. */
function damaged(change: (view: DataView, bytes: Uint8Array) => void): Uint8Array {
  const bytes = stock(1);
  change(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), bytes);
  return bytes;
}

describe("a frame in which anything is wrong is refused whole, by name", () => {
  const good = item(RequestKind.Command, 1, stock(5));
  const withHeader = (change: (header: Buffer) => void): Buffer => {
    const bytes = item(RequestKind.Command, 2, stock(5));
    change(bytes);
    return bytes;
  };
  test.each([
    ["no item", Buffer.alloc(0), "MALFORMED_FRAME", 0],
    ["half a header", good.subarray(0, 10), "MALFORMED_FRAME", 0],
    ["half an item", good.subarray(0, good.length - 8), "MALFORMED_FRAME", 0],
    [
      "a length that runs over the frame",
      withHeader((h) => h.writeUInt32LE(100_000, 0)),
      "MALFORMED_FRAME",
      0,
    ],
    ["a length shorter than the header", withHeader((h) => h.writeUInt32LE(8, 0)), "MALFORMED_FRAME", 0],
    ["a length of zero", withHeader((h) => h.writeUInt32LE(0, 0)), "MALFORMED_FRAME", 0],
    ["unknown flags", withHeader((h) => h.writeUInt8(2, 5)), "MALFORMED_FRAME", 0],
    ["bytes that must be zero", withHeader((h) => h.writeUInt16LE(1, 6)), "MALFORMED_FRAME", 0],
    ["an id that is too large", withHeader((h) => h.writeBigUInt64LE(2n ** 53n, 8)), "MALFORMED_FRAME", 0],
    ["a key on a query", item(RequestKind.Query, 2, shelf(), Buffer.alloc(16)), "MALFORMED_FRAME", 0],
    [
      "a key that is cut off",
      withHeader((h) => h.writeUInt32LE(20, 0) && h.writeUInt8(1, 5)),
      "MALFORMED_FRAME",
      0,
    ],
    ["an unknown kind", withHeader((h) => h.writeUInt8(9, 4)), "UNKNOWN_TYPE", 2],
    ["a query as a command", item(RequestKind.Command, 2, shelf()), "INVALID_MESSAGE", 2],
    ["a command as a query", item(RequestKind.Query, 2, stock(1)), "INVALID_MESSAGE", 2],
    ["no message", item(RequestKind.Command, 2, new Uint8Array(0)), "INVALID_MESSAGE", 2],
    [
      "a wrong schema id",
      item(
        RequestKind.Command,
        2,
        damaged((v) => v.setUint16(4, 999, true)),
      ),
      "INVALID_MESSAGE",
      2,
    ],
    [
      "the cluster's own schema",
      item(
        RequestKind.Command,
        2,
        damaged((v) => v.setUint16(4, 0, true)),
      ),
      "INVALID_MESSAGE",
      2,
    ],
    [
      "a wrong template",
      item(
        RequestKind.Command,
        2,
        damaged((v) => v.setUint16(2, 999, true)),
      ),
      "INVALID_MESSAGE",
      2,
    ],
    [
      "a block length over the message",
      item(
        RequestKind.Command,
        2,
        damaged((v) => v.setUint16(0, 5000, true)),
      ),
      "INVALID_MESSAGE",
      2,
    ],
    [
      "a block length below the version's",
      item(
        RequestKind.Command,
        2,
        damaged((v) => v.setUint16(0, 2, true)),
      ),
      "INVALID_MESSAGE",
      2,
    ],
    [
      "an enum that is none",
      item(
        RequestKind.Command,
        2,
        damaged((_v, b) => b.fill(0xee, 8 + 12, 8 + 13)),
      ),
      "INVALID_MESSAGE",
      2,
    ],
    ["a login that is not JSON", item(RequestKind.Login, 2, Buffer.from("{")), "MALFORMED_JSON", 2],
  ])("%s", async (_name, bad, code, id) => {
    const frame = bad.length === 0 ? bad : Buffer.concat([good, bad]);
    client.webSocket.send(frame);
    const answers = itemsOf(await client.next());
    expect(answers).toMatchObject([{ kind: AnswerKind.Error, id, position: 0 }]);
    expect(problemOf(answers[0])).toMatchObject({ code });
    expect(test_.cluster.submits).toEqual([]);
    expect(await ask(item(RequestKind.Command, 3, stock(1)))).toMatchObject([
      { kind: AnswerKind.Reply, position: 1 },
    ]);
  });

  test("text", async () => {
    client.webSocket.send(JSON.stringify({ id: 1, ping: true }));
    const answers = itemsOf(await client.next());
    expect(answers.map(problemOf)).toMatchObject([{ code: "UNKNOWN_TYPE" }]);
  });

  test("an oversized frame", async () => {
    client.webSocket.send(Buffer.alloc(1024 * 1024 + 8));
    expect(itemsOf(await client.next()).map(problemOf)).toMatchObject([{ code: "BODY_TOO_LARGE" }]);
  });

  test("more items than a frame may have", async () => {
    const ping = item(RequestKind.Ping, 1, new Uint8Array(0));
    client.webSocket.send(Buffer.concat(Array.from({ length: 1025 }, () => ping)));
    expect(itemsOf(await client.next()).map(problemOf)).toMatchObject([{ code: "MALFORMED_FRAME" }]);
  });
});
