import { once } from "node:events";
import {
  closeSync,
  cpSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import {
  ExchangeProcess,
  lockstep,
  makeDirectory,
  order,
  replayed,
  stopProcesses,
  until,
} from "./exchange-process.ts";

vi.setConfig({ testTimeout: 120_000 }); // Processes start slowly on a busy machine.
afterEach(stopProcesses);

test("what was answered is there after kill -9, and a retry of it gets the first answer", async () => {
  const node = await ExchangeProcess.start();
  const markets = (await node.query("exchange/markets")).body["markets"] as { symbol: string }[];
  expect(markets.map(({ symbol }) => symbol)).toEqual(["AAPL-USD", "BTC-USD"]);

  const key = { "idempotency-key": "one-order" };
  const first = await node.command("exchange/place-order", order({}), key);
  expect(first).toMatchObject({ status: 200, body: { status: "filled", executedLots: 3 } });
  const again = await node.command("exchange/place-order", order({}), key);
  expect(again).toEqual(first);
  const resting = await Promise.all(
    Array.from({ length: 20 }, (_, nth) =>
      node.command("exchange/place-order", order({ priceTicks: 60_000 + nth, clientOrderId: `${nth + 1}` })),
    ),
  );
  const before = await facts(node);
  expect(before.market["tradeCount"]).toBe(1);
  expect(before.orders).toHaveLength(20);

  await node.kill();
  const restarted = await node.startAgain();
  expect(await facts(restarted)).toEqual(before);
  expect(await restarted.command("exchange/place-order", order({}), key)).toEqual(first);
  for (const [nth, { body }] of resting.entries()) {
    const retried = order({ priceTicks: 60_000 + nth, clientOrderId: `${nth + 1}` });
    expect((await restarted.command("exchange/place-order", retried)).body).toEqual(body);
  }
  expect(await facts(restarted)).toEqual(before);
});

test("a disk is made a cluster by itself only when that is said twice, and then serves what it had", async () => {
  const node = await ExchangeProcess.start();
  await node.command("exchange/place-order", order({}));
  const before = await facts(node);
  const into = join(node.data, "recovered");
  const recover = (...args: string[]): ReturnType<typeof lockstep> =>
    lockstep("recover", "--force-single", "--data", node.directory, "--into", into, ...args);
  expect(await recover("--accept-loss")).toMatchObject({
    code: 1,
    stderr: /is open in another process \(pid/,
  });
  await node.kill();
  const told = await recover();
  expect(told.code).toBe(2);
  expect(told.stderr).toMatch(/Lost is what only the others held.*Nothing was done/s);
  expect(existsSync(into)).toBe(false);

  const { code, stdout } = await recover("--accept-loss");
  expect(code).toBe(0);
  const args = /npm start -- --node 1 (--cluster \d+) --data/.exec(stdout)![1]!.split(" ");
  expect(await replayed(join(into, "node-1"))).toEqual(await replayed(node.directory));
  const recovered = await ExchangeProcess.start({ data: into, args });
  expect(await facts(recovered)).toEqual(before);
  expect((await recovered.command("exchange/place-order", order({}))).status).toBe(200);
});

test("status and two replays in other processes agree on state and output, also at a position before", async () => {
  const node = await ExchangeProcess.start();
  const { position } = await node.command("exchange/place-order", order({}));
  const middle = await node.status();
  expect(middle.position).toBeGreaterThanOrEqual(position);
  await node.command("exchange/place-order", order({ quantityLots: 5 }));
  await node.command("ticketing/hold-best-available", {
    showId: 1,
    accountId: 1,
    seatCount: 2,
    attributesAllowed: [],
    together: "sameRow",
  });
  const last = await node.status();
  expect(last.stateHash).not.toBe(middle.stateHash);
  expect(last.outputDigest).not.toBe(middle.outputDigest);

  const to = String(last.position); // A timer may add to the log meanwhile.
  const [first, second, earlier] = await Promise.all([
    replayed(node.directory, "--to", to),
    replayed(node.directory, "--to", to),
    replayed(node.directory, "--to", String(middle.position)),
  ]);
  expect(first).toEqual(digestOf(last));
  expect(second).toEqual(digestOf(last));
  expect(earlier).toEqual(digestOf(middle));
});

test("a node does not start on a damaged segment, and names file and position", async () => {
  const node = await ExchangeProcess.start();
  await node.terminate();
  const damages: ((path: string) => void)[] = [
    (path) => flipBitOf(path, "BTC-USD"),
    (path) => truncateSync(path, readFileSync(path).byteLength / 2),
    (path) => truncateSync(path, 100),
  ];
  await Promise.all(
    damages.map(async (damage) => {
      const data = makeDirectory();
      cpSync(node.data, data, { recursive: true });
      const segment = join(data, "node-1", "log", "000000000001.lmdb");
      damage(segment);
      const { code, stdout, stderr } = await ExchangeProcess.startAndFail({ data });
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(/^LOG_CORRUPT: \S+\.lmdb \(key \d+, index \d+, position \d+\): .*\n$/);
      expect(stderr).toContain(segment);
    }),
  );
});

test("a node does not start on the directory of another cluster", async () => {
  const node = await ExchangeProcess.start({ args: ["--no-demo"] });
  await node.terminate();
  const { code, stderr } = await ExchangeProcess.startAndFail({ data: node.data, args: ["--cluster", "2"] });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^WRONG_DIRECTORY: .*belongs to cluster 1, but .* cluster 2.*\n$/);
});

test("a port or a data directory in use is said in one line, and the node that has it goes on", async () => {
  const node = await ExchangeProcess.start();
  const port = new URL(node.url).port;
  const [samePort, sameClientPort, sameData] = await Promise.all([
    ExchangeProcess.startAndFail({ args: ["--port", port] }),
    ExchangeProcess.startAndFail({ address: node.address }),
    ExchangeProcess.startAndFail({ data: node.data }),
  ]);
  expect([samePort.code, sameClientPort.code, sameData.code]).toEqual([1, 1, 1]);
  expect(samePort.stderr).toMatch(new RegExp(`^listen EADDRINUSE.*:${port}: .*--port.*\n$`));
  expect(sameClientPort.stderr).toMatch(
    new RegExp(`^listen EADDRINUSE.*${node.address}: .*--client-port.*\n$`),
  );
  expect(sameData.stderr).toMatch(new RegExp(`^DIRECTORY_IN_USE: ${node.directory} .*pid ${node.pid}.*\n$`));
  expect(readFileSync(join(node.directory, "pid"), "utf8")).toBe(`${node.pid}\n`);
  expect((await node.command("exchange/place-order", order({}))).status).toBe(200);
});

test("SIGTERM ends a node in good order: WebSocket clients are told, nothing answered is lost", async () => {
  const node = await ExchangeProcess.start();
  const socket = new WebSocket(`${node.url.replace("http", "ws")}/v1/ws`, {
    headers: { "x-lockstep-key": "dev" },
  });
  const messages: { type: string }[] = [];
  socket.on("message", (bytes: Buffer) =>
    messages.push(JSON.parse(bytes.toString("utf8")) as { type: string }),
  );
  const closed = once(socket, "close");
  await once(socket, "open");
  socket.send(JSON.stringify({ id: 1, command: "exchange.place-order", body: order({}) }));
  await until(() => messages.some(({ type }) => type === "reply"), "a reply");

  const { code, stderr } = await node.terminate();
  expect([code, stderr]).toEqual([0, ""]);
  expect((await closed)[0]).toBe(1001);
  expect(messages.at(-1)).toMatchObject({ type: "serverShutdown" });
  expect(readdirSync(node.directory)).not.toContain("pid");
  const restarted = await node.startAgain();
  expect((await restarted.query("exchange/market?marketId=2")).body["tradeCount"]).toBe(1);
});

/** What a client can see of the developer's trading. */
async function facts(node: ExchangeProcess) {
  const [market, orders, balances, book] = await Promise.all([
    node.query("exchange/market?marketId=2"),
    node.query("exchange/open-orders?accountId=1"),
    node.query("accounts/balances?accountId=1"),
    node.query("exchange/book?marketId=2"),
  ]);
  return {
    market: market.body,
    orders: orders.body["orders"],
    balances: balances.body,
    book: book.body,
  };
}

function digestOf({ position, stateHash, outputDigest }: Awaited<ReturnType<typeof replayed>>) {
  return { position, stateHash, outputDigest };
}

function flipBitOf(path: string, text: string): void {
  const offset = readFileSync(path).indexOf(text);
  expect(offset).toBeGreaterThan(0);
  const file = openSync(path, "r+");
  const byte = new Uint8Array(1);
  readSync(file, byte, 0, 1, offset);
  byte[0]! ^= 1;
  writeSync(file, byte, 0, 1, offset);
  closeSync(file);
}
