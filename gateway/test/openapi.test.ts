import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Catalog } from "../catalog.ts";
import { DEVELOPMENT_KEY, kioskProtocol, startTestGateway, type TestGateway } from "./test-gateway.ts";

let test_: TestGateway;
beforeAll(async () => {
  test_ = await startTestGateway();
});
afterAll(() => test_.gateway.close());

test("the document describes every command and query with its replies", async () => {
  const response = await test_.gateway.app.inject("/docs/openapi.json");
  const document = response.json();
  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths).toSorted()).toEqual([
    "/v1/kiosk/inspect",
    "/v1/kiosk/search",
    "/v1/kiosk/sell",
    "/v1/kiosk/shelf",
    "/v1/kiosk/stock",
    "/v1/kiosk/wallet",
  ]);
  const { post } = document.paths["/v1/kiosk/sell"];
  expect(post.requestBody.content["application/json"].schema.required).toEqual([
    "shelfId",
    "quantity",
    "reserve",
  ]);
  const replies = post.responses["200"].content["application/json"].schema.oneOf;
  expect(replies.map((reply: { properties: { reply: object } }) => reply.properties.reply)).toEqual([
    { enum: ["sold"] },
    { enum: ["reserved"] },
  ]);
  expect(post.responses.default.description).toContain("SOLD_OUT");
  const { get } = document.paths["/v1/kiosk/search"];
  expect(get.parameters.map(({ name }: { name: string }) => name)).toEqual([
    "size",
    "marks",
    "empty",
    "consistency",
    "minPosition",
  ]);
});

test("the page needs nothing from another host", async () => {
  const page = await test_.gateway.app.inject("/docs/");
  expect(page.headers["content-security-policy"]).toMatch(/^default-src 'self'; /);
  expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//);
  const script = await test_.gateway.app.inject("/docs/js/scalar.js");
  expect(script.statusCode).toBe(200);
  expect(script.body.length).toBeGreaterThan(1_000_000);
});

describe("the schema that is shown and the check that is done agree", () => {
  const catalog = new Catalog([kioskProtocol]);
  const stock = catalog.request("command", "kiosk.stock");
  const ajv = new Ajv2020({ strict: false });
  const matches = ajv.compile(stock.schema);
  const accepts = (json: unknown): boolean => {
    try {
      stock.encode(json);
      return true;
    } catch {
      return false;
    }
  };

  test("on values of every kind in every field", () => {
    const anything = fc.oneof(
      fc.integer({ min: -2, max: 5 }),
      fc.constantFrom<unknown>(
        2 ** 32,
        2 ** 53,
        -(2 ** 31),
        1.5,
        "small",
        "medium",
        "12345678",
        "123456789",
        "é",
        true,
        null,
      ),
      fc.constantFrom<unknown>(
        [],
        ["cold"],
        ["cold", "cold"],
        ["warm"],
        {},
        "",
        "x".repeat(40),
        "x".repeat(41),
      ),
    );
    const names = [
      "shelfId",
      "quantity",
      "size",
      "marks",
      "temperatureMilliC",
      "reference",
      "note",
      "colour",
    ];
    const good = { shelfId: 1, quantity: 1, size: "small" };
    const counts = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...names), anything, { maxKeys: 2, noNullPrototype: true }),
        (changes) => {
          const json = { ...good, ...changes };
          expect({ json, accepts: accepts(json) }).toEqual({ json, accepts: matches(json) });
          counts[accepts(json) ? "accepted" : "refused"]++;
        },
      ),
      { numRuns: 2_000, seed: 1 },
    );
    expect(Math.min(counts.accepted, counts.refused)).toBeGreaterThan(200);
  });
});

test("what a route answers matches the schema that is shown", async () => {
  const ajv = new Ajv2020({ strict: false });
  const paths = (await test_.gateway.app.inject("/docs/openapi.json")).json().paths;
  const headers = { "x-lockstep-key": DEVELOPMENT_KEY };
  const sell = { shelfId: 1, quantity: 1, reserve: false };
  for (const [method, url, payload] of [
    ["POST", "/v1/kiosk/stock", { shelfId: 1, quantity: 10, size: "small" }],
    ["POST", "/v1/kiosk/sell", sell],
    ["POST", "/v1/kiosk/sell", { ...sell, reserve: true }],
    ["GET", "/v1/kiosk/shelf?shelfId=1", undefined],
    ["GET", "/v1/kiosk/search?size=small&empty=true", undefined],
  ] as const) {
    const response = await test_.gateway.app.inject({ method, url, headers, ...(payload && { payload }) });
    const operation = paths[url.split("?")[0]][method.toLowerCase()];
    const matches = ajv.compile(operation.responses["200"].content["application/json"].schema);
    expect({ url, matches: matches(response.json()), errors: matches.errors }).toEqual({
      url,
      matches: true,
      errors: null,
    });
  }
});
