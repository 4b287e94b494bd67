import { connect as connectSocket, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Outcome } from "../cluster-port.ts";
import {
  DEVELOPMENT_KEY,
  signed,
  startTestGateway,
  STOCK,
  type TestGateway,
  TRADER,
} from "./test-gateway.ts";
import { connect, type TestClient } from "./websocket-client.ts";

let test_: TestGateway;
let client: TestClient;

beforeEach(async () => {
  test_ = await startTestGateway({
    limits: { heartbeatIntervalMs: 20, loginTimeoutMs: 100, backlogEventsMax: 8 },
  });
  await test_.gateway.listen({ host: "127.0.0.1", port: 0 });
  client = await connect(test_);
});
afterEach(async () => {
  client.webSocket.terminate();
  await test_.gateway.close();
});

const stock = (id: number, shelfId = 1): object => ({
  id,
  command: "kiosk.stock",
  body: { ...STOCK, shelfId },
});
const sell = (id: number, shelfId = 1): object => ({
  id,
  command: "kiosk.sell",
  body: { shelfId, quantity: 1, reserve: false },
});

describe("requests", () => {
  test("a command and a query are answered with their id and position", async () => {
    expect(await client.ask(stock(1))).toEqual({
      type: "reply",
      id: 1,
      position: 1,
      name: "stocked",
      reply: { receiptId: "1", quantity: 10 },
    });
    expect(await client.ask({ id: "q", query: "kiosk.shelf", body: { shelfId: 1 } })).toEqual({
      type: "reply",
      id: "q",
      position: 1,
      name: "shelf-state",
      reply: { shelfId: 1, sequence: 1, quantity: 10 },
    });
  });

  test("a rejection is told with its code and value", async () => {
    expect(await client.ask(sell(1, 77))).toMatchObject({
      type: "rejection",
      id: 1,
      position: 1,
      rejection: { code: "UNKNOWN_SHELF", value: 77, status: 404 },
    });
  });

  test("the same idempotency key again gets the first answer", async () => {
    const message = { ...stock(1), idempotencyKey: "a" };
    const first = await client.ask(message);
    expect(await client.ask(message)).toEqual(first);
  });

  test("an unknown outcome is said to be unknown", async () => {
    test_.cluster.nextOutcomes.push({ outcome: Outcome.Unknown });
    expect(await client.ask(stock(1))).toMatchObject({
      type: "error",
      id: 1,
      error: { code: "OUTCOME_UNKNOWN", retrySafe: false },
    });
  });

  test("a read says how fresh it must be", async () => {
    await client.ask({
      id: 1,
      query: "kiosk.shelf",
      body: { shelfId: 1 },
      consistency: "local",
      minPosition: 4,
    });
    expect(test_.cluster.queries[0].options).toMatchObject({ consistency: "local", minPosition: 4 });
  });

  test("on a follower a write is redirected to the leader's WebSocket and the connection closed", async () => {
    test_.cluster.statusChanges = { role: "follower", leaderGatewayUrl: "http://leader:8080" };
    expect(await client.ask(stock(3))).toEqual({ type: "redirect", id: 3, url: "ws://leader:8080/v1/ws" });
    expect(await client.whenClosed()).toEqual({ code: 4001, reason: "NOT_LEADER" });
    expect(test_.cluster.submits).toEqual([]);
  });
});

describe("bad input gets a named error and changes nothing", () => {
  test.each([
    ["text that is not JSON", "{", "MALFORMED_JSON", null],
    ["JSON that is no object", "[1]", "MALFORMED_FRAME", null],
    ["a message without an id", { command: "kiosk.stock" }, "MALFORMED_FRAME", null],
    ["an id that is an object", { id: {}, command: "kiosk.stock" }, "MALFORMED_FRAME", null],
    ["a message that wants nothing", { id: 1 }, "UNKNOWN_TYPE", 1],
    [
      "a message that wants two things",
      { id: 1, command: "kiosk.stock", query: "kiosk.shelf" },
      "UNKNOWN_TYPE",
      1,
    ],
    ["an unknown command", { id: 1, command: "kiosk.burn" }, "UNKNOWN_TYPE", 1],
    ["a query as a command", { id: 1, command: "kiosk.shelf" }, "UNKNOWN_TYPE", 1],
    [
      "an unknown field",
      { id: 1, command: "kiosk.stock", body: { ...STOCK, colour: 1 } },
      "UNKNOWN_FIELD",
      1,
    ],
    [
      "a negative number",
      { id: 1, command: "kiosk.stock", body: { ...STOCK, quantity: -1 } },
      "OUT_OF_RANGE",
      1,
    ],
    [
      "an idempotency key that is none",
      { id: 1, command: "kiosk.stock", body: STOCK, idempotencyKey: "" },
      "INVALID_IDEMPOTENCY_KEY",
      1,
    ],
    ["an unknown channel", { id: 1, subscribe: { channel: "kiosk.prices" } }, "UNKNOWN_CHANNEL", 1],
    ["a channel without its key", { id: 1, subscribe: { channel: "kiosk.shelf" } }, "INVALID_PARAMETER", 1],
    [
      "a key for a channel without one",
      { id: 1, subscribe: { channel: "kiosk.till-bell", key: "1" } },
      "INVALID_PARAMETER",
      1,
    ],
    [
      "a place that is none",
      { id: 1, subscribe: { channel: "kiosk.shelf", key: "1", from: "x" } },
      "INVALID_PARAMETER",
      1,
    ],
    [
      "an interval that is none",
      { id: 1, subscribe: { channel: "kiosk.shelf", key: "1", intervalMs: -1 } },
      "INVALID_PARAMETER",
      1,
    ],
    [
      "unsubscribing from nothing",
      { id: 1, unsubscribe: { channel: "kiosk.shelf", key: "1" } },
      "NOT_SUBSCRIBED",
      1,
    ],
  ])("%s", async (_name, message, code, id) => {
    client.send(message);
    expect(await client.next()).toMatchObject({ type: "error", id, error: { code } });
    expect(test_.cluster.submits).toEqual([]);
    expect(await client.ask({ id: 2, ping: true })).toEqual({ type: "pong", id: 2 });
  });

  test("a binary frame on a connection that speaks JSON", async () => {
    client.webSocket.send(Buffer.alloc(32));
    expect(await client.next()).toMatchObject({ type: "error", id: null, error: { code: "UNKNOWN_TYPE" } });
  });

  test("a frame that is too large, and one that is much too large", async () => {
    client.send(JSON.stringify({ id: 1, ping: "x".repeat(1024 * 1024) }));
    expect(await client.next()).toMatchObject({ type: "error", error: { code: "BODY_TOO_LARGE" } });
    client.send(JSON.stringify({ id: 1, ping: "x".repeat(3 * 1024 * 1024) }));
    expect((await client.whenClosed()).code).toBe(1009);
  });

  test("half a frame, and bytes that are no frame", async () => {
    const half = await rawUpgrade(test_);
    half.socket.write(Buffer.from([0x81, 0xfe, 0x01])); // A masked text frame that ends in its header.
    half.socket.end();
    await half.ended;
    const nonsense = await rawUpgrade(test_);
    nonsense.socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    const bytes = await nonsense.ended;
    expect(bytes.includes(Buffer.from([0x88, 0x02, 0x03, 0xea]))).toBe(true); // Close, 1002: protocol error.
    expect(test_.cluster.submits).toEqual([]);
    expect(await client.ask({ id: 2, ping: true })).toEqual({ type: "pong", id: 2 });
  });

  test("more unanswered requests than a connection may have", async () => {
    client.webSocket.terminate();
    await test_.gateway.close();
    test_ = await startTestGateway({ limits: { clientRequestsInFlightMax: 2 } });
    await test_.gateway.listen({ host: "127.0.0.1", port: 0 });
    client = await connect(test_);
    test_.cluster.isHeld = true;
    for (const id of [1, 2, 3]) client.send(stock(id));
    expect(await client.next()).toMatchObject({
      type: "error",
      id: 3,
      error: { code: "TOO_MANY_REQUESTS_IN_FLIGHT" },
    });
    test_.cluster.release();
    expect(await client.next()).toMatchObject({ type: "reply", id: 1 });
  });
});

describe("login", () => {
  test("without a key, nothing but a login is taken, and not for long", async () => {
    const stranger = await connect(test_, {});
    expect(await stranger.ask(stock(1))).toMatchObject({
      type: "error",
      id: 1,
      error: { code: "UNAUTHENTICATED" },
    });
    expect(await stranger.ask({ id: 2, subscribe: { channel: "kiosk.till-bell" } })).toMatchObject({
      error: { code: "UNAUTHENTICATED" },
    });
    expect(await stranger.whenClosed()).toEqual({ code: 4002, reason: "UNAUTHENTICATED" });
  });

  test("a login signs as the upgrade's headers would", async () => {
    const person = await connect(test_, {});
    const headers = signed("GET", "/v1/ws");
    const login = {
      key: "alice",
      timestamp: headers["x-lockstep-timestamp"],
      signature: headers["x-lockstep-signature"],
    };
    expect(await person.ask({ id: 1, login: { ...login, signature: "0".repeat(64) } })).toMatchObject({
      error: { code: "SIGNATURE_MISMATCH" },
    });
    expect(await person.ask({ id: 2, login })).toEqual({ type: "loggedIn", id: 2, principalId: "7" });
    expect(await person.ask(stock(3))).toMatchObject({ type: "reply", id: 3 });
    expect(test_.cluster.submits[0].caller).toMatchObject({ principalId: 7, roles: TRADER });
    person.webSocket.terminate();
  });

  test("whose key is revoked has to go, others stay", async () => {
    const person = await connect(test_, signed("GET", "/v1/ws"));
    await person.ask({ id: 1, ping: true });
    test_.keys.remove("bob");
    await person.ask({ id: 2, ping: true });
    test_.keys.remove("alice");
    expect(await person.whenClosed()).toEqual({ code: 4002, reason: "KEY_CHANGED" });
    expect(await client.ask({ id: 3, ping: true })).toMatchObject({ type: "pong" });
  });

  test("signed headers at the upgrade, and wrong ones", async () => {
    const person = await connect(test_, signed("GET", "/v1/ws"));
    expect(await person.ask(stock(1))).toMatchObject({ type: "reply" });
    person.webSocket.terminate();
    await expect(connect(test_, { "x-lockstep-key": "mallory" })).rejects.toThrow("401");
  });
});

describe("channels", () => {
  test("a subscription begins with an image, and the events after it follow without a gap", async () => {
    await client.ask(stock(1));
    client.send({ id: 2, subscribe: { channel: "kiosk.shelf", key: "1" } });
    expect(await client.next()).toEqual({
      type: "subscribed",
      id: 2,
      channel: "kiosk.shelf",
      key: "1",
      position: 1,
    });
    expect(await client.next()).toEqual({
      type: "image",
      channel: "kiosk.shelf",
      key: "1",
      position: 1,
      sequence: 1,
      image: { shelfId: 1, sequence: 1, quantity: 10 },
    });
    client.send(sell(3));
    expect(await client.next()).toEqual({
      type: "event",
      channel: "kiosk.shelf",
      key: "1",
      event: "shelf-changed",
      place: "2.0",
      sequence: 2,
      body: { shelfId: 1, sequence: 2, quantity: 9, advertisement: "" },
    });
    expect(await client.next()).toMatchObject({ type: "reply", id: 3 });
    await client.ask(stock(4, 2)); // Another shelf: not for this subscription.
    client.send({ id: 5, unsubscribe: { channel: "kiosk.shelf", key: "1" } });
    expect(await client.next()).toMatchObject({ type: "unsubscribed", id: 5 });
    expect(await client.ask(sell(6))).toMatchObject({ type: "reply", id: 6 });
  });

  test("events at or before the image's position are in it, later ones follow", async () => {
    await client.ask(stock(1));
    test_.cluster.isHeld = true;
    client.send({ id: 2, subscribe: { channel: "kiosk.shelf", key: "1" } });
    client.send(sell(3));
    client.send(sell(4));
    expect(await client.next()).toMatchObject({ type: "subscribed" });
    await client.ask({ id: 5, ping: true });
    const { cluster } = test_;
    cluster.releaseOutOfOrder([1, 0, 2]); // The first sale, then the image, then the second sale.
    const messages = [await client.next(), await client.next(), await client.next(), await client.next()];
    expect(messages).toMatchObject([
      { type: "reply", id: 3 },
      { type: "image", sequence: 2, image: { quantity: 9 } },
      { type: "event", sequence: 3 },
      { type: "reply", id: 4 },
    ]);
  });

  test("the image must not be older than the events already heard", async () => {
    await client.ask(stock(1));
    await client.ask({ id: 2, subscribe: { channel: "kiosk.shelf", key: "1" } });
    expect(test_.cluster.queries[0].options).toMatchObject({ consistency: "local", minPosition: 1 });
  });

  test("an image that cannot be had ends the subscription with the reason", async () => {
    client.send({ id: 1, subscribe: { channel: "kiosk.shelf", key: "404" } });
    expect(await client.next()).toMatchObject({ type: "subscribed" });
    expect(await client.next()).toMatchObject({
      type: "error",
      id: 1,
      channel: "kiosk.shelf",
      key: "404",
      error: { code: "UNKNOWN_SHELF" },
    });
    expect(await client.ask({ id: 2, unsubscribe: { channel: "kiosk.shelf", key: "404" } })).toMatchObject({
      error: { code: "NOT_SUBSCRIBED" },
    });
  });

  test("`from` resumes after the event that was seen last, without an image", async () => {
    await client.ask(stock(1));
    for (const id of [2, 3, 4]) await client.ask(sell(id));
    client.send({ id: 5, subscribe: { channel: "kiosk.shelf", key: "1", from: "2.0" } });
    expect(await client.next()).toMatchObject({ type: "subscribed" });
    expect(await client.next()).toMatchObject({ type: "event", place: "3.0", sequence: 3 });
    expect(await client.next()).toMatchObject({ type: "event", place: "4.0", sequence: 4 });
    client.send(sell(6));
    expect(await client.next()).toMatchObject({ type: "event", place: "5.0", sequence: 5 });
  });

  test("a client that saw more at another node is told nothing twice", async () => {
    await client.ask(stock(1));
    client.send({ id: 2, subscribe: { channel: "kiosk.shelf", key: "1", from: "2.0" } });
    expect(await client.next()).toMatchObject({ type: "subscribed" });
    expect(await client.ask(sell(3))).toMatchObject({ type: "reply", position: 2 });
    client.send(sell(4));
    expect(await client.next()).toMatchObject({ type: "event", place: "3.0" });
  });

  test("`from` before what is in memory is answered with resync and an image", async () => {
    await client.ask(stock(1));
    test_.cluster.loseEvents();
    client.send({ id: 2, subscribe: { channel: "kiosk.shelf", key: "1", from: "0.0" } });
    expect(await client.next()).toMatchObject({ type: "subscribed" });
    expect(await client.next()).toMatchObject({ type: "resync", channel: "kiosk.shelf", key: "1" });
    expect(await client.next()).toMatchObject({ type: "image", sequence: 1 });
  });

  test("when the node loses events, subscribers hear resync and get an image", async () => {
    await client.ask(stock(1));
    await client.ask({ id: 2, subscribe: { channel: "kiosk.shelf", key: "1" } });
    expect(await client.next()).toMatchObject({ type: "image" });
    test_.cluster.loseEvents();
    expect(await client.next()).toMatchObject({ type: "resync" });
    expect(await client.next()).toMatchObject({ type: "image", sequence: 1 });
    client.send(sell(3));
    expect(await client.next()).toMatchObject({ type: "event", sequence: 2 });
  });

  test("a channel without an image and without a key begins with the next event", async () => {
    await client.ask(stock(1));
    await client.ask({ id: 2, subscribe: { channel: "kiosk.till-bell" } });
    client.send(sell(3));
    expect(await client.next()).toEqual({
      type: "event",
      channel: "kiosk.till-bell",
      key: "",
      event: "rang",
      place: "2.2",
      sequence: 1,
      body: { rings: 1, advertisement: "" },
    });
  });

  test("an interval gathers events, of which only the last of its kind is told", async () => {
    await client.ask(stock(1));
    await client.ask({ id: 2, subscribe: { channel: "kiosk.shelf", key: "1", intervalMs: 100 } });
    expect(await client.next()).toMatchObject({ type: "image" });
    for (const id of [3, 4, 5]) expect(await client.ask(sell(id))).toMatchObject({ type: "reply", id });
    const events = await client.next();
    expect(events).toMatchObject({
      type: "events",
      channel: "kiosk.shelf",
      key: "1",
      firstSequence: 2,
      lastSequence: 4,
    });
    expect(events.events).toEqual([
      {
        event: "shelf-changed",
        place: "4.0",
        sequence: 4,
        body: { shelfId: 1, sequence: 4, quantity: 7, advertisement: "" },
      },
    ]);
  });

  test("a private channel is for its owner and for operators", async () => {
    const alice = await connect(test_, signed("GET", "/v1/ws"));
    const refused = async (channel: string, key: string): Promise<void> => {
      const messages = [await alice.ask({ id: 1, subscribe: { channel, key } })];
      if (messages[0].type === "subscribed") messages.push(await alice.next());
      expect(messages.at(-1)).toMatchObject({ type: "error", error: { status: 403 } });
    };
    await refused("kiosk.notes", "5"); // Without an image the key is the owner.
    await refused("kiosk.wallet", "5"); // With one the service says whose it is.
    expect(await alice.ask({ id: 2, subscribe: { channel: "kiosk.notes", key: "7" } })).toMatchObject({
      type: "subscribed",
    });
    expect(
      await alice.ask({ id: 3, subscribe: { channel: "kiosk.wallet", key: "7", from: "0" } }),
    ).toMatchObject({ type: "subscribed" });
    await client.ask({ id: 4, subscribe: { channel: "kiosk.notes", key: "7" } }); // An operator.
    await client.ask(stock(5));
    expect(await alice.ask(sell(6))).toMatchObject({
      type: "event",
      channel: "kiosk.wallet",
      body: { ownerId: "7", spent: 1 },
    });
    expect(await alice.next()).toMatchObject({ type: "event", channel: "kiosk.notes" });
    expect(await client.next()).toMatchObject({ type: "event", channel: "kiosk.notes" });
    alice.webSocket.terminate();
  });

  test("a heartbeat tells the position and the sequences", async () => {
    await client.ask(stock(1));
    await client.ask({ id: 2, subscribe: { channel: "kiosk.shelf", key: "1" } });
    await client.next();
    client.received.length = 0;
    await expect
      .poll(() => client.received.at(-1))
      .toEqual({
        type: "heartbeat",
        position: 1,
        timeUs: 1_700_000_000_000_000,
        channels: [{ channel: "kiosk.shelf", key: "1", sequence: 1 }],
      });
  });
});

test("a client that answers no ping is gone", async () => {
  const other = await startTestGateway({ limits: { pingIntervalMs: 20 } });
  await other.gateway.listen({ host: "127.0.0.1", port: 0 });
  const alive = await connect(other);
  const silent = await rawUpgrade(other); // It reads, but never answers.
  await silent.ended;
  expect(await alive.ask({ id: 1, ping: true })).toMatchObject({ type: "pong" });
  alive.webSocket.terminate();
  await other.gateway.close();
});

describe("closing", () => {
  test("clients are told, answers under way still come, then the connection closes", async () => {
    test_.cluster.isHeld = true;
    client.send(stock(1));
    await client.ask({ id: 2, ping: true });
    const closing = test_.gateway.close();
    expect(await client.next()).toMatchObject({ type: "serverShutdown" });
    test_.cluster.release();
    expect(await client.next()).toMatchObject({ type: "reply", id: 1 });
    expect(await client.whenClosed()).toEqual({ code: 1001, reason: "SHUTTING_DOWN" });
    await closing;
  });
});

/** A WebSocket connection on which a test writes bytes. */
async function rawUpgrade({ gateway }: TestGateway): Promise<{ socket: Socket; ended: Promise<Buffer> }> {
  const address = gateway.app.server.address() as { port: number };
  const socket = connectSocket(address.port, "127.0.0.1");
  socket.write(
    `GET /v1/ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
      `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nX-Lockstep-Key: ${DEVELOPMENT_KEY}\r\n\r\n`,
  );
  const chunks: Buffer[] = [];
  await new Promise((resolve) => socket.once("data", resolve));
  socket.on("data", (chunk) => chunks.push(chunk));
  const ended = new Promise<Buffer>((resolve) => socket.on("close", () => resolve(Buffer.concat(chunks))));
  socket.on("end", () => socket.end());
  return { socket, ended };
}
