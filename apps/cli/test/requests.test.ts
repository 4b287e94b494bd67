import { application as auction } from "@lockstep/auction/application";
import { application as exchange } from "@lockstep/exchange/application";
import { Catalog } from "@lockstep/gateway/catalog";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  lockstep,
  makeDirectory,
  Program,
  stopProcesses,
  until,
} from "../../exchange/test/exchange-process.ts";
import { contractText } from "../commands/contract-commands.ts";
import { requestNamed } from "../named-request.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let http: string[];
let native: string[];
let data: string;

beforeAll(async () => {
  data = makeDirectory();
  const options = [
    "--node",
    "1",
    "--port",
    "0",
    "--client-port",
    "0",
    "--data",
    data,
    "--log-level",
    "error",
  ];
  const node = new Program("apps/examples/auction/dist/main.js", options);
  await until(() => node.stdout.includes("Ctrl-C"), "the auction is up");
  http = ["--app", "auction", "--url", /HTTP and WebSocket +(\S+)\/v1/.exec(node.stdout)![1]!];
  native = ["--client", /native protocol +(\S+)/.exec(node.stdout)![1]!, "--data", `${data}/node-1`];
});
afterAll(stopProcesses);

test("an application without API keys is spoken to with the development key, and natively for anybody", async () => {
  const terms = {
    startingPrice: 100,
    increment: 10,
    durationSeconds: 3_600,
    softCloseSeconds: 1,
    title: "clock",
  };
  const opened = await lockstep(...http, "send", "open-lot", JSON.stringify(terms));
  expect(JSON.parse(opened.stdout)).toMatchObject({ lotId: 1 });
  expect(opened.stderr).toMatch(/^position \d+\n$/);
  const bid = (amount: number, principal: string) =>
    lockstep(
      ...http,
      "send",
      "PlaceBid",
      `{"lotId":1,"amount":${amount}}`,
      "--principal",
      principal,
      ...native,
    );
  expect(JSON.parse((await bid(100, "11")).stdout)).toMatchObject({ lotId: 1, amount: 100 });
  const low = await bid(109, "12");
  expect([low.code, low.stderr]).toEqual([1, expect.stringMatching(/^BID_TOO_LOW: .* \(110\)\n$/)]);
  const [asked, logged, replayed] = await Promise.all([
    lockstep(...http, "ask", "lot", '{"lotId":1}'),
    lockstep(...http, "log", "tail", "--data", `${data}/node-1`),
    lockstep(...http, "replay", "--data", `${data}/node-1`),
  ]);
  expect(JSON.parse(asked.stdout)).toMatchObject({ bidderId: 11, highestBid: 100, bidCount: 1 });
  expect(logged.stdout).toContain('principal 11 auction.PlaceBid {"lotId":1,"amount":100}');
  expect(replayed.stdout).toMatch(/state hash +[0-9a-f]{16}/);
});

test("another application's log is not read with the wrong services", async () => {
  const { code, stdout, stderr } = await lockstep("replay", "--data", `${data}/node-1`);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/node-1 holds logs of auction, not of exchange: say --app auction\n$/);
});

test("fields that are wrong are refused by name, before anything is sent", async () => {
  const refusals: readonly (readonly [json: string, line: RegExp])[] = [
    ["{lotId:1}", /^the fields of place-bid are no JSON: .*single quotes\n$/],
    ["[1]", /^the fields of place-bid are \[1\]; they are a JSON object/],
    ['{"lotId":1}', /^MISSING_FIELD: PlaceBid.amount is missing; .*lockstep contract place-bid\)\n$/],
    ['{"lotId":"x","amount":1}', /^WRONG_TYPE: PlaceBid.lotId is "x"; it takes an integer/],
    ['{"lotId":1,"amount":1,"colour":2}', /^UNKNOWN_FIELD: PlaceBid.colour is 2; .*lotId, amount/],
  ];
  const answers = await Promise.all(refusals.map(([json]) => lockstep(...http, "send", "place-bid", json)));
  for (const [at, { code, stderr }] of answers.entries()) {
    expect([code, stderr]).toEqual([1, expect.stringMatching(refusals[at]![1])]);
  }
});

test("what there is not is said with what there is", async () => {
  const { requests } = new Catalog(exchange.protocols);
  expect(() => requestNamed(requests, "command", "plce-order")).toThrow("near it are: place-order");
  expect(() => requestNamed(requests, "command", "book")).toThrow(
    "book is a query, no command: lockstep ask book",
  );
  expect(requestNamed(requests, "command", "Exchange.PlaceOrder").url).toBe("/v1/exchange/place-order");
  expect(() => contractText(auction, "plce-bid")).toThrow("near it are: place-bid");
  const unknown = await lockstep("--app", "acution", "contract");
  expect([unknown.code, unknown.stderr]).toEqual([
    1,
    expect.stringMatching(/^there is no application acution; there are: .*auction/),
  ]);
});

test("contract lists every request, event and rejection with fields, types and units", () => {
  expect(contractText(auction, "place-bid")).toBe(
    `place-bid  Offers to buy the lot. For: trader.
  lotId: u32  the lot
  amount: u53  what is offered (cents)
  -> bid-placed  It is the highest for now.
     lotId: u32  the lot
     amount: u53  what is offered (cents)
     closesAtUs: u53  when the hammer falls, unless a late bid puts it off (microseconds since 1970)`,
  );
  const all = contractText(exchange);
  const requests = exchange.protocols.flatMap(({ messages }) =>
    messages.filter(({ kind }) => kind === "command" || kind === "query"),
  );
  for (const { name } of requests) expect(contractText(exchange, name)).toContain("->");
  expect(all).toContain('side: "buy" | "sell"');
  expect(all).toContain("INSUFFICIENT_FUNDS  ");
});
