import type { ClusteredService } from "@lockstep/cluster/service";
import { exchangeContract } from "@lockstep/domain/exchange/exchange-contract";
import { PlaceOrderDecoder } from "@lockstep/domain/exchange/exchange-messages";
import { afterEach, expect, test, vi } from "vitest";
import type { Application } from "@lockstep/host/application";
import { type ApplicationNode, startApplicationNode } from "@lockstep/host/application-node";
import { application } from "../application.ts";
import { lockstep, makeDirectory, order, request, stopProcesses, until } from "./exchange-process.ts";

vi.setConfig({ testTimeout: 120_000 });

let node: ApplicationNode | undefined;
afterEach(async () => {
  await node?.stop();
  await stopProcesses();
});

const BAD_LOTS = 13;

/** A build with a bug: the handler of an order of 13 lots throws when half of its work is done. */
const faulty: Application = { ...application, services: faultyServices };

function faultyServices(): ClusteredService[] {
  const services = application.services();
  const exchange = services.find(({ schemaId }) => schemaId === exchangeContract.schemaId)!;
  const handle = exchange.onCommand.bind(exchange);
  const placeOrder = new PlaceOrderDecoder();
  exchange.onCommand = (view, offset, length, context) => {
    handle(view, offset, length, context);
    if (view.getUint16(offset + 2, true) !== PlaceOrderDecoder.templateId) return;
    if (placeOrder.wrap(view, offset).quantityLots === BAD_LOTS) throw new RangeError("13 brings bad luck");
  };
  return services;
}

async function start(data: string, build: Application = application): Promise<ApplicationNode> {
  await node?.stop();
  node = undefined; // Not stopped again when the next start fails.
  node = await startApplicationNode(build, {
    node: 1,
    cluster: 1,
    data,
    host: "127.0.0.1",
    port: 0,
    clientPort: 0,
    demo: true,
    production: false,
    logLevel: "silent",
  });
  return node;
}

const place = (fields: object, idempotencyKey: string) =>
  request(`${node!.url}/v1/exchange/place-order`, {
    method: "POST",
    headers: {
      "x-lockstep-key": "dev",
      "content-type": "application/json",
      "idempotency-key": idempotencyKey,
    },
    body: JSON.stringify(order({ ...fields })),
  });
const read = (path: string) => request(`${node!.url}${path}`, { headers: { "x-lockstep-key": "dev" } });
const tool = (data: string, ...args: string[]) =>
  lockstep(...args, "--client", node!.node.address, "--data", `${data}/node-1`);

test("a handler that throws halts the apply, also after a restart, until its command is skipped", async () => {
  const data = makeDirectory();
  await start(data, faulty);
  const good = await place({ quantityLots: 2 }, "good");
  const bad = await place({ quantityLots: BAD_LOTS }, "bad");
  expect(bad).toMatchObject({ status: 503, body: { code: "HALTED" } });
  const position = Number(/position (\d+)/.exec(String(bad.body["detail"]))![1]);
  expect(position).toBe(good.position + 1);

  for (const restarted of [false, true]) {
    if (restarted) await start(data, faulty);
    // Everything that needs the state says so, with the position, the reason and the way out.
    const answers = [
      await place({ quantityLots: 1 }, `while-halted-${restarted}`),
      await read("/v1/exchange/market?marketId=2"),
      await read("/readyz"),
    ];
    for (const { status, body } of answers) {
      expect([status, body["code"]]).toEqual([503, "HALTED"]);
      expect(body["detail"]).toContain(`position ${position} `);
    }
    expect((await read("/livez")).status).toBe(200);
    const status = await tool(data, "status");
    expect(status.stderr).toBe("");
    expect(status.stdout).toContain("13 brings bad luck");
    expect(status.stdout).toContain(`lockstep skip ${position}`);
  }

  const elsewhere = await tool(data, "skip", String(position - 1));
  expect([elsewhere.code, elsewhere.stderr]).toEqual([
    1,
    expect.stringMatching(`^NOT_HALTED_THERE: .* halted at ${position}\n$`),
  ]);
  const skipped = await tool(data, "skip", String(position));
  expect([skipped.code, skipped.stderr]).toEqual([0, ""]);
  expect(skipped.stdout).toContain(`position ${position} is skipped`);

  await until(async () => (await read("/readyz")).status === 200, "the node is ready again");
  const market = await read("/v1/exchange/market?marketId=2");
  expect(market.body["tradeCount"]).toBe(1); // Nothing of the half-done order is left.
  const retried = await place({ quantityLots: BAD_LOTS }, "bad");
  expect(retried).toMatchObject({ position, body: { code: "SKIPPED" } });
  expect(await place({ quantityLots: 2 }, "good")).toEqual(good);
  expect((await place({ quantityLots: 1 }, "after")).status).toBe(200);

  await start(data, faulty); // The skip is in the log.
  expect((await read("/v1/exchange/market?marketId=2")).body["tradeCount"]).toBe(2);
});

test("a build without the bug gets past the halt by itself, and the command is applied", async () => {
  const data = makeDirectory();
  await start(data, faulty);
  const bad = await place({ quantityLots: BAD_LOTS }, "bad");
  expect(bad.body["code"]).toBe("HALTED");
  await start(data);
  const retried = await place({ quantityLots: BAD_LOTS }, "bad");
  expect(retried).toMatchObject({ status: 200, body: { executedLots: 10, remainingLots: 3 } });
  expect((await read("/v1/exchange/market?marketId=2")).body["tradeCount"]).toBe(1);
});
