import { connect } from "node:net";
import { Outcome } from "@lockstep/cluster/client/cluster-port";
import { StateHasher } from "@lockstep/cluster/digest";
import { Role } from "@lockstep/domain/contract/context";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import {
  OrderType,
  PlaceOrderEncoder,
  SelfTradePrevention,
  Side,
  TimeInForce,
} from "@lockstep/domain/exchange/exchange-messages";
import { AnswerKind, RequestKind, SUBPROTOCOL } from "@lockstep/gateway/websocket/binary-frame";
import { signRequest } from "@lockstep/gateway/request-signature";
import { beforeAll, describe, expect, test } from "vitest";
import type { TestClient } from "../../../gateway/test/websocket-client.ts";
import type { ApplicationNode } from "@lockstep/host/application-node";
import { order, request, stopProcesses } from "./exchange-process.ts";
import { DEVELOPMENT_KEY, openWebSocket, startNodeInProcess } from "./node-in-process.ts";

/** One node for all: nothing of what is sent to it may change it. */
let node: ApplicationNode;
let json: TestClient;
let binary: TestClient;

beforeAll(async () => {
  node = await startNodeInProcess();
  json = await openWebSocket(node);
  binary = await openWebSocket(node, [SUBPROTOCOL]);
  expect((await post("exchange/place-order", order({ priceTicks: 60_000 }))).status).toBe(200);
  return async () => {
    json.webSocket.terminate();
    binary.webSocket.terminate();
    await node.stop();
    await stopProcesses();
  };
});

const machine = () => node.node.node.applier.machine;
/** Everything replicated: the position, sessions and timers too. */
const wholeState = () => `${machine().appliedPosition} ${machine().stateHash()}`;
/** What the services hold: a command that they refuse has a place in the log, and changes nothing of theirs. */
const servicesState = () =>
  machine().services.inOrder.map((service) => {
    const hasher = new StateHasher();
    service.takeSnapshot(hasher, machine().version);
    return hasher.digest();
  });

const post = (path: string, body: object | string, headers: Record<string, string> = {}) =>
  request(`${node.url}/v1/${path}`, {
    method: "POST",
    headers: { "x-lockstep-key": DEVELOPMENT_KEY, "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

const malformed: [what: string, body: object | string, code: string][] = [
  ["malformed JSON", '{"accountId":1,', "MALFORMED_JSON"],
  ["NaN", JSON.stringify(order({ quantityLots: 3 })).replace(":3", ":NaN"), "MALFORMED_JSON"],
  ["an unknown field", order({ colour: "red" }), "UNKNOWN_FIELD"],
  ["a missing field", { ...order({}), marketId: undefined }, "MISSING_FIELD"],
  ["a wrong type", order({ quantityLots: "3" }), "WRONG_TYPE"],
  ["a negative number", order({ quantityLots: -3 }), "OUT_OF_RANGE"],
  ["a number too large", order({ quantityLots: 2 ** 53 }), "OUT_OF_RANGE"],
  ["an unknown enum name", order({ side: "hold" }), "OUT_OF_RANGE"],
];

/** What only the service can know to be wrong. */
const refused: [what: string, path: string, body: object, code: string][] = [
  ["an unknown market", "exchange/place-order", order({ marketId: 99 }), "UNKNOWN_MARKET"],
  [
    "an unknown seat",
    "ticketing/hold-seats",
    { showId: 1, accountId: 1, seats: [{ seat: 65_000 }] },
    "UNKNOWN_SEAT",
  ],
  ["insufficient funds", "exchange/place-order", order({ quantityLots: 2_000_000 }), "INSUFFICIENT_FUNDS"],
];

describe("over HTTP", () => {
  test.each(malformed)("%s", async (_what, body, code) => {
    const before = wholeState();
    expect(await post("exchange/place-order", body)).toMatchObject({ status: 400, body: { code } });
    expect(wholeState()).toBe(before);
  });

  test.each(refused)("%s", async (_what, path, body, code) => {
    const before = servicesState();
    const answer = await post(path, body);
    expect(answer.body).toMatchObject({ code });
    expect(answer.position).toBe(machine().appliedPosition);
    expect(servicesState()).toEqual(before);
  });

  test("an oversized body", async () => {
    const before = wholeState();
    const answer = await post("exchange/place-order", order({ colour: "x".repeat(300_000) }));
    expect(answer).toMatchObject({ status: 413, body: { code: "BODY_TOO_LARGE" } });
    expect(wholeState()).toBe(before);
  });

  test("a wrong key, a wrong signature, an old timestamp and a copied request", async () => {
    const key = (await post("keys", { principalId: 1 })).body as { keyId: string; secret: string };
    const body = JSON.stringify(order({ priceTicks: 60_000 }));
    const sign = (timestampMs: number, secret = key.secret) => ({
      "x-lockstep-key": key.keyId,
      "x-lockstep-timestamp": String(timestampMs),
      "x-lockstep-signature": signRequest(
        Buffer.from(secret),
        String(timestampMs),
        "POST",
        "/v1/exchange/place-order",
        body,
      ),
    });
    const good = sign(Date.now());
    expect((await post("exchange/place-order", body, good)).status).toBe(200);
    const before = wholeState();
    for (const [headers, code] of [
      [{ ...good, "x-lockstep-key": "no-such-key" }, "UNKNOWN_KEY"],
      [sign(Date.now(), "another secret"), "SIGNATURE_MISMATCH"],
      [sign(Date.now() - 60_000), "TIMESTAMP_OUTSIDE_WINDOW"],
      [good, "SIGNATURE_REPLAYED"],
    ] as const) {
      expect(await post("exchange/place-order", body, headers)).toMatchObject({
        status: 401,
        body: { code },
      });
    }
    expect(wholeState()).toBe(before);
  });
});

describe("over a WebSocket in JSON", () => {
  test.each(malformed)("%s", async (_what, body, code) => {
    const before = wholeState();
    const text = typeof body === "string" ? body : JSON.stringify(body);
    json.send(`{"id":1,"command":"exchange.place-order","body":${text}}`);
    expect(await json.next()).toMatchObject({ type: "error", error: { code } });
    expect(wholeState()).toBe(before);
  });

  test.each(refused)("%s", async (_what, path, body, code) => {
    const before = servicesState();
    json.send({ id: 2, command: path.replace("/", "."), body });
    expect(await json.next()).toMatchObject({ type: "rejection", id: 2, rejection: { code } });
    expect(servicesState()).toEqual(before);
  });

  test("half a frame", async () => {
    const before = wholeState();
    const { hostname, port } = new URL(node.url);
    const socket = connect(Number(port), hostname);
    const closed = new Promise((resolve) => socket.once("close", resolve));
    const isUpgraded = new Promise((resolve) => socket.once("data", resolve));
    socket.write(
      `GET /v1/ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nX-Lockstep-Key: ${DEVELOPMENT_KEY}\r\n\r\n`,
    );
    await isUpgraded;
    socket.end(Buffer.from([0x81, 0xfe, 0x01])); // A masked text frame that ends in its header.
    await closed;
    expect(wholeState()).toBe(before);
  });
});

const buffer = new MessageBuffer();

/** An order as SBE, with some of its bytes changed. */
function orderBytes(change: (view: DataView) => void = () => undefined): Uint8Array {
  new PlaceOrderEncoder().claim(buffer).set({
    accountId: 1,
    marketId: 2,
    side: Side.Buy,
    type: OrderType.Limit,
    timeInForce: TimeInForce.GoodTillCancelled,
    selfTradePrevention: SelfTradePrevention.CancelNewest,
    postOnly: false,
    priceTicks: 60_000,
    quantityLots: 1,
  });
  const bytes = buffer.copy();
  change(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return bytes;
}

/** The message header is u16 block length, template, schema, version. */
const damaged: [what: string, bytes: Uint8Array][] = [
  ["a wrong schema id", orderBytes((view) => view.setUint16(4, 999, true))],
  ["another service's schema id", orderBytes((view) => view.setUint16(4, 3, true))],
  ["the cluster's own schema id", orderBytes((view) => view.setUint16(4, 0, true))],
  ["a version newer than the node's", orderBytes((view) => view.setUint16(6, 9, true))],
  ["a wrong template", orderBytes((view) => view.setUint16(2, 999, true))],
  ["a block length over the message", orderBytes((view) => view.setUint16(0, 60_000, true))],
  ["a block length below the version's", orderBytes((view) => view.setUint16(0, 8, true))],
  ["an enum that is none", orderBytes((view) => view.setUint8(8 + 8, 77))],
  ["a message cut short", orderBytes().slice(0, 16)],
  ["half a message header", orderBytes().slice(0, 6)],
  ["no message", new Uint8Array(0)],
];

describe("over a WebSocket in SBE", () => {
  const send = async (payload: Uint8Array): Promise<{ kind: number; text: string }> => {
    const length = 16 + payload.length;
    const frame = Buffer.alloc(Math.ceil(length / 8) * 8);
    frame.writeUInt32LE(length, 0);
    frame.writeUInt8(RequestKind.Command, 4);
    frame.writeUInt8(5, 8);
    frame.set(payload, 16);
    binary.webSocket.send(frame);
    for (;;) {
      const answer = (await binary.next()) as Buffer;
      const kind = answer.readUInt8(4);
      if (kind === AnswerKind.Heartbeat) continue;
      return { kind, text: answer.subarray(24, answer.readUInt32LE(0)).toString() };
    }
  };

  test.each(damaged)("%s", async (_what, bytes) => {
    const before = wholeState();
    const { kind, text } = await send(bytes);
    expect(kind).toBe(AnswerKind.Error);
    expect(JSON.parse(text)).toMatchObject({ code: "INVALID_MESSAGE" });
    expect(wholeState()).toBe(before);
  });

  test("and what is right is taken", async () => {
    const position = machine().appliedPosition;
    expect((await send(orderBytes())).kind).toBe(AnswerKind.Reply);
    expect(machine().appliedPosition).toBe(position + 1);
  });
});

describe("on the native port, with no gateway in front", () => {
  const submit = (message: Uint8Array) =>
    new Promise<{ outcome: Outcome; text: string }>((resolve) => {
      const client = node.node.connect({ owner: { principalId: 1, roles: Role.Trader } });
      const onAnswer = (_tag: number, outcome: Outcome, bytes: Uint8Array) => {
        resolve({ outcome, text: new TextDecoder().decode(bytes) });
        client.stop();
      };
      client.submit({ principalId: 1, roles: Role.Trader }, message, { timeoutMs: 10_000 }, { onAnswer }, 0);
    });

  test.each(damaged)("%s", async (_what, bytes) => {
    const before = servicesState();
    const { outcome, text } = await submit(bytes);
    expect([outcome, text]).toEqual([Outcome.Invalid, expect.stringMatching(/\w/)]);
    expect(servicesState()).toEqual(before);
  });

  test("a command larger than a command may be", async () => {
    const before = servicesState();
    const { outcome, text } = await submit(new Uint8Array(70_000));
    expect([outcome, text]).toEqual([Outcome.Invalid, expect.stringMatching(/\w/)]);
    expect(servicesState()).toEqual(before);
  });
});
