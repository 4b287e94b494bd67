import { afterEach, beforeAll, expect, test } from "vitest";
import type { Message, TestClient } from "../../../gateway/test/websocket-client.ts";
import type { ApplicationNode } from "@lockstep/host/application-node";
import { order, request, stopProcesses } from "./exchange-process.ts";
import { DEVELOPMENT_KEY, openWebSocket, startNodeInProcess } from "./node-in-process.ts";

const MARKET = "2";
let node: ApplicationNode;
let client: TestClient;
const clients: TestClient[] = [];

beforeAll(async () => {
  node = await startNodeInProcess();
  return async () => {
    await node.stop();
    await stopProcesses();
  };
});

afterEach(() => {
  for (const each of clients.splice(0)) each.webSocket.terminate();
});

async function listen(): Promise<TestClient> {
  client = await openWebSocket(node);
  clients.push(client);
  return client;
}

async function command(path: string, body: object): Promise<Record<string, unknown>> {
  const headers = { "x-lockstep-key": DEVELOPMENT_KEY, "content-type": "application/json" };
  const answer = await request(`${node.url}/v1/${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  expect(answer).toMatchObject({ status: 200 });
  return answer.body;
}

const query = async (path: string): Promise<Message> =>
  (await request(`${node.url}/v1/${path}`, { headers: { "x-lockstep-key": DEVELOPMENT_KEY } })).body;
const place = (fields: object) => command("exchange/place-order", order(fields));

async function subscribe(channel: string, key: string, more: object = {}): Promise<void> {
  const answer = await client.ask({ id: 1, subscribe: { channel, key, ...more } });
  expect(answer).toMatchObject({ type: "subscribed", channel, key });
}

/** The next events of a subscription: that many, and nothing else between them. */
async function events(count: number): Promise<Message[]> {
  const found: Message[] = [];
  while (found.length < count) {
    const message = await client.next();
    expect(message.type).toBe("event");
    found.push(message);
  }
  return found;
}

/** Waits for an event of this name. */
async function eventNamed(name: string): Promise<Message> {
  for (;;) {
    const message = await client.next();
    if (message.event === name) return message;
  }
}

interface Level {
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly orderCount: number;
}

const levelsOf = (levels: Level[]) => new Map(levels.map((level) => [level.priceTicks, level]));

/** A level-two book as a client keeps it: an image, and then levels that are now this. */
function applyLevels(book: Message, changes: Message[]): Message {
  const sides = { buy: levelsOf(book.bids), sell: levelsOf(book.offers) };
  for (const { body } of changes) {
    const { side, priceTicks, quantityLots, orderCount } = body as Level & { side: "buy" | "sell" };
    if (quantityLots === 0) sides[side].delete(priceTicks);
    else sides[side].set(priceTicks, { priceTicks, quantityLots, orderCount });
  }
  return {
    marketId: book.marketId,
    sequence: changes.at(-1).sequence,
    bids: [...sides.buy.values()].toSorted((left, right) => right.priceTicks - left.priceTicks),
    offers: [...sides.sell.values()].toSorted((left, right) => left.priceTicks - right.priceTicks),
  };
}

test("level two: the image and the deltas after it, numbered without a gap, are the next image", async () => {
  await listen();
  await subscribe("exchange.book", MARKET);
  const image = await client.next();
  expect(image).toMatchObject({ type: "image", image: { sequence: image.sequence } });
  await place({ priceTicks: 60_000 });
  await place({ priceTicks: 65_020, quantityLots: 15 }); // Takes the best offer and half of the next.
  const { orderId } = await place({ priceTicks: 61_000 });
  await command("exchange/cancel-order", { accountId: 1, orderId });
  const changes = await events(5);
  expect(changes.map(({ sequence }) => sequence - image.sequence)).toEqual([1, 2, 3, 4, 5]);
  expect(applyLevels(image.image, changes)).toEqual(await query(`exchange/book?marketId=${MARKET}`));
});

test("level one: the best bid and offer, each time that they change", async () => {
  await listen();
  await subscribe("exchange.top-of-book", MARKET);
  const { image } = await client.next();
  await place({ priceTicks: image.bidPriceTicks - 1 }); // Behind the best: changes nothing here.
  const { orderId } = await place({ priceTicks: image.bidPriceTicks + 1, quantityLots: 7 });
  await command("exchange/cancel-order", { accountId: 1, orderId });
  const [better, again] = await events(2);
  expect(better.body).toMatchObject({ bidPriceTicks: image.bidPriceTicks + 1, bidQuantityLots: 7 });
  const { sequence: _, ...top } = image;
  expect(again.body).toMatchObject(top);
});

test("trades go on after the one that was seen last, on a new connection", async () => {
  await listen();
  await subscribe("exchange.trades", MARKET);
  for (let nth = 0; nth < 4; nth++) await place({ priceTicks: 66_000, quantityLots: 1 });
  const trades = await events(4);
  const first = trades[0].sequence;
  expect(trades.map(({ sequence }) => sequence)).toEqual([first, first + 1, first + 2, first + 3]);
  expect(trades.map(({ body }) => body.tradeId)).toEqual(trades.map(({ sequence }) => String(sequence)));

  client.webSocket.terminate();
  await place({ priceTicks: 66_000, quantityLots: 2 }); // While nobody listens.
  await listen();
  await subscribe("exchange.trades", MARKET, { from: trades[1].place });
  const heard = await events(3);
  expect(heard.slice(0, 2)).toEqual(trades.slice(2));
  expect(heard[2]).toMatchObject({ sequence: first + 4, body: { quantityLots: 2 } });
});

test("a mass cancel empties an account's orders and gives back what they held", async () => {
  await listen();
  await place({ priceTicks: 50_000 });
  await place({ priceTicks: 50_001 });
  await subscribe("exchange.orders", "1");
  const { image } = await client.next();
  expect(image.orders.length).toBeGreaterThanOrEqual(2);
  const reply = await command("exchange/cancel-all-orders", { accountId: 1 });
  expect(reply).toMatchObject({ orderCount: image.orders.length });
  const cancelled = await events(image.orders.length);
  expect(cancelled.map(({ body }) => body.orderId)).toEqual(
    image.orders.map((each: Message) => each.orderId),
  );
  const { balances } = await query("accounts/balances?accountId=1");
  expect(balances.map(({ held }: Message) => held)).toEqual([0, 0, 0]);
});

const nowUs = () => node.node.status().clusterTimeUs;

test("an order good till a date expires by the node's own timer", async () => {
  await listen();
  await subscribe("exchange.orders", "1");
  await client.next();
  const { balances } = await query("accounts/balances?accountId=1");
  const expiresAtUs = Date.now() * 1_000 + 800_000;
  const { orderId } = await place({ timeInForce: "goodTillDate", expiresAtUs, priceTicks: 50_000 });
  const expired = await eventNamed("order-expired");
  expect(expired.body).toMatchObject({ orderId, cancelledLots: 3 });
  expect(nowUs()).toBeGreaterThanOrEqual(expiresAtUs);
  expect((await query("accounts/balances?accountId=1")).balances).toEqual(balances);
});

test("a hold of seats ends at its deadline by the node's own timer, and cannot be bought any more", async () => {
  const show = await query("ticketing/show?showId=1");
  const { chartId, assetId, payeeAccountId, prices } = show;
  const terms = { chartId, assetId, payeeAccountId, prices, holdDurationUs: 200_000, extensionUs: 0 };
  await command("ticketing/create-show", {
    ...terms,
    showId: 77,
    onSaleAt: 0,
    accountSeatsMax: 8,
    name: "A short one",
  });
  await listen();
  await subscribe("ticketing.customer", "1");
  await client.next();
  const seats = { showId: 77, accountId: 1, seatCount: 2, attributesAllowed: [], together: "row" };
  const { holdId } = await command("ticketing/hold-best-available", seats);
  const placed = await eventNamed("hold-changed");
  expect(placed.body).toMatchObject({ holdId, status: "pending" });
  const ended = await eventNamed("hold-changed");
  expect(ended.body).toMatchObject({ holdId, status: "timedOut" });
  expect(nowUs()).toBeGreaterThanOrEqual(placed.body.deadline);
  expect(await query("ticketing/show?showId=77")).toMatchObject({ heldCount: 0, soldCount: 0 });
  const headers = { "x-lockstep-key": DEVELOPMENT_KEY, "content-type": "application/json" };
  const late = { method: "POST", headers, body: JSON.stringify({ holdId }) };
  expect((await request(`${node.url}/v1/ticketing/buy-hold`, late)).body).toMatchObject({
    code: "HOLD_TIMED_OUT",
  });
});

test("after all of it, no money was made or lost: what accounts have is what came in", async () => {
  await place({ priceTicks: 66_000, quantityLots: 2 });
  await place({ priceTicks: 50_000 });
  const { assets } = await query("accounts/conservation");
  expect(assets.length).toBe(3);
  for (const { deposited, free, held } of assets) expect(free + held).toBe(deposited);
  expect(assets.some(({ held }: Message) => held > 0)).toBe(true);
});
