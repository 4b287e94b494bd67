import { afterEach, beforeEach, expect, test } from "vitest";
import { startTestGateway, STOCK, type TestGateway } from "./test-gateway.ts";
import { connect, type Message, type TestClient } from "./websocket-client.ts";

let test_: TestGateway;
let reader: TestClient;
let trader: TestClient;

/** At 4 KB an event, more than the sockets of both sides and the operating system hold. */
const SALES = 2_500;

const limits = {
  clientHighWaterBytes: 16 * 1024,
  clientQueueBytesMax: 4 * 1024 * 1024,
  backlogEventsMax: 16,
  slowReaderMs: 60_000,
  heartbeatIntervalMs: 60_000,
  requestsPerSecondMax: 1_000_000,
};

beforeEach(async () => {
  test_ = await startTestGateway({ limits });
  await test_.gateway.listen({ host: "127.0.0.1", port: 0 });
  test_.kiosk.advertisement = "x".repeat(4_000);
  [reader, trader] = [await connect(test_), await connect(test_)];
  await trader.ask({ id: 0, command: "kiosk.stock", body: { ...STOCK, quantity: 1_000_000 } });
});
afterEach(async () => {
  reader.webSocket.terminate();
  trader.webSocket.terminate();
  await test_.gateway.close();
});

/** Sells one by one, and reads the answers: more events than the reader's socket takes unread. */
async function sellMany(count: number): Promise<void> {
  const chunk = 500;
  for (let first = 1; first <= count; first += chunk) {
    for (let id = first; id < first + chunk; id++) {
      trader.send({ id, command: "kiosk.sell", body: { shelfId: 1, quantity: 1, reserve: false } });
    }
    for (let id = first; id < first + chunk; id++) await trader.next();
  }
}

test("a reader that stops is told only the last of what replaces, and goes on without a gap", async () => {
  await reader.ask({ id: 1, subscribe: { channel: "kiosk.shelf", key: "1" } });
  expect(await reader.next()).toMatchObject({ type: "image", sequence: 1 });
  reader.webSocket.pause();
  await sellMany(SALES);
  reader.webSocket.resume();
  const messages: Message[] = [];
  for (;;) {
    const message = await reader.next();
    messages.push(message);
    if (message.sequence === SALES + 1 || message.lastSequence === SALES + 1) break;
  }
  expect(messages.filter(({ type }) => type === "resync")).toEqual([]);
  expect(messages.some(({ type }) => type === "events")).toBe(true);
  let sequence = 1;
  for (const { firstSequence, lastSequence, sequence: own } of messages) {
    expect(firstSequence ?? own).toBe(sequence + 1);
    sequence = lastSequence ?? own;
  }
  expect(messages.at(-1).events?.at(-1).body ?? messages.at(-1).body).toMatchObject({
    quantity: 1_000_000 - SALES,
  });
}, 20_000);

test("a reader that stops on a channel where every event counts hears resync and goes on from there", async () => {
  await reader.ask({ id: 1, subscribe: { channel: "kiosk.till-bell" } });
  reader.webSocket.pause();
  await sellMany(SALES);
  reader.webSocket.resume();
  let message = await reader.next();
  let last = 0;
  while (message.type !== "resync") {
    expect(message.sequence ?? message.firstSequence).toBe(last + 1);
    last = message.sequence ?? message.lastSequence;
    message = await reader.next();
  }
  expect(last).toBeLessThan(SALES);
  trader.send({ id: 1, command: "kiosk.sell", body: { shelfId: 1, quantity: 1, reserve: false } });
  expect(await reader.next()).toMatchObject({ type: "event", sequence: SALES + 1 });
}, 20_000);

test("a reader that stays slow for too long is cut off, and says so to nobody else", async () => {
  reader.webSocket.terminate();
  trader.webSocket.terminate();
  await test_.gateway.close();
  test_ = await startTestGateway({ limits: { ...limits, slowReaderMs: 100 } });
  await test_.gateway.listen({ host: "127.0.0.1", port: 0 });
  test_.kiosk.advertisement = "x".repeat(4_000);
  [reader, trader] = [await connect(test_), await connect(test_)];
  await trader.ask({ id: 0, command: "kiosk.stock", body: { ...STOCK, quantity: 1_000_000 } });
  await reader.ask({ id: 1, subscribe: { channel: "kiosk.till-bell" } });
  reader.webSocket.pause();
  await sellMany(SALES);
  await expect
    .poll(async () => (await test_.gateway.app.inject("/metrics")).body, { timeout: 5_000 })
    .toMatch(/websocket_clients 1\n/);
  expect(await trader.ask({ id: 2, ping: true })).toMatchObject({ type: "pong" });
}, 20_000);
