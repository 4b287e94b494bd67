import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Outcome } from "../cluster-port.ts";
import {
  DEVELOPMENT_KEY,
  NOW_MS,
  OPERATOR,
  signed,
  startTestGateway,
  STOCK,
  type TestGateway,
  TRADER,
} from "./test-gateway.ts";

let test_: TestGateway;
const development = { "x-lockstep-key": DEVELOPMENT_KEY };

beforeAll(async () => {
  test_ = await startTestGateway();
});
afterAll(() => test_.gateway.close());
beforeEach(() => {
  const { cluster, clock } = test_;
  cluster.statusChanges = {};
  cluster.nextOutcomes = [];
  cluster.submits.length = 0;
  cluster.queries.length = 0;
  clock.nowMs = NOW_MS;
});

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly type: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into JSON of any form
  readonly body: any;
}

async function call(
  method: "GET" | "POST",
  url: string,
  payload?: object | string,
  headers: Record<string, string> = development,
): Promise<Reply> {
  const isText = typeof payload === "string";
  const response = await test_.gateway.app.inject({
    method,
    url,
    headers: isText ? { "content-type": "application/json", ...headers } : headers,
    ...(payload === undefined ? {} : { payload }),
  });
  const type = String(response.headers["content-type"]);
  return {
    status: response.statusCode,
    headers: response.headers,
    type,
    body: type.includes("json") ? response.json() : response.body,
  };
}

const stock = (payload: object | string, headers?: Record<string, string>): Promise<Reply> =>
  call("POST", "/v1/kiosk/stock", payload, headers);

describe("commands and queries", () => {
  test("a command answers with the model's reply, after it was applied, and says where", async () => {
    const reply = await stock(STOCK);
    expect(reply).toMatchObject({ status: 200, body: { quantity: 10 } });
    expect(reply.headers).toMatchObject({ "x-cluster-node": "1", "x-cluster-leader": "1" });
    const shelf = await call("GET", "/v1/kiosk/shelf?shelfId=1");
    expect(shelf.body).toEqual({ shelfId: 1, sequence: 1, quantity: 10 });
    expect(shelf.headers["x-log-position"]).toBe(reply.headers["x-log-position"]);
  });

  test("of several replies, the body says which one it is", async () => {
    await stock({ ...STOCK, shelfId: 2 });
    const sell = { shelfId: 2, quantity: 1, reserve: true };
    expect((await call("POST", "/v1/kiosk/sell", sell)).body).toEqual({ reply: "reserved", quantity: 9 });
    expect((await call("POST", "/v1/kiosk/sell", { ...sell, reserve: false })).body).toMatchObject({
      reply: "sold",
    });
  });

  test("a command without fields takes an empty body", async () => {
    expect(await call("POST", "/v1/kiosk/inspect")).toMatchObject({ status: 200, body: {} });
  });

  test("parameters become numbers, booleans, enums and lists by the query's contract", async () => {
    const reply = await call("GET", "/v1/kiosk/search?size=small&marks=fragile,cold&empty=true");
    expect(reply.status).toBe(200);
    expect(
      await call("GET", "/v1/kiosk/search?size=small&marks=fragile&marks=cold&empty=true"),
    ).toMatchObject({ status: 200 });
    expect((await call("GET", "/v1/kiosk/search?size=small&empty=yes")).body).toMatchObject({
      code: "WRONG_TYPE",
      field: "Search.empty",
      value: "yes",
      expected: "true or false",
    });
  });

  test("a read says how fresh it must be", async () => {
    await call("GET", "/v1/kiosk/shelf?shelfId=1&consistency=local&minPosition=3");
    await call("GET", "/v1/kiosk/shelf?shelfId=1");
    expect(test_.cluster.queries.map(({ options }) => options)).toEqual([
      { consistency: "local", minPosition: 3, timeoutMs: 5000 },
      { consistency: "linearizable", timeoutMs: 5000 },
    ]);
    for (const wrong of [
      "consistency=eventual",
      "minPosition=-1",
      "minPosition=9007199254740992",
      "minPosition=x",
    ]) {
      expect(await call("GET", `/v1/kiosk/shelf?shelfId=1&${wrong}`)).toMatchObject({
        status: 400,
        body: { code: "INVALID_PARAMETER" },
      });
    }
  });
});

describe("rejections of the model", () => {
  test.each([
    ["POST", "/v1/kiosk/sell", { shelfId: 77, quantity: 1, reserve: false }, 404, "UNKNOWN_SHELF", 77],
    ["POST", "/v1/kiosk/sell", { shelfId: 1, quantity: 5000, reserve: false }, 422, "SOLD_OUT", 10],
    ["POST", "/v1/kiosk/stock", { ...STOCK, shelfId: 99 }, 409, "SHELF_TAKEN", undefined],
    ["GET", "/v1/kiosk/wallet?ownerId=8", undefined, 403, "NOT_OWNER", undefined],
    ["POST", "/v1/kiosk/inspect", {}, 403, "FORBIDDEN", undefined],
  ] as const)("%s %s %j is %i %s", async (method, url, payload, status, code, value) => {
    await stock(STOCK);
    test_.keys.add("bob", "builder", 9, TRADER);
    const isForBob = status === 403;
    const text = payload === undefined ? "" : JSON.stringify(payload);
    const headers = isForBob ? signed(method, url, text, { keyId: "bob", secret: "builder" }) : development;
    if (code === "SOLD_OUT") {
      await call("POST", "/v1/kiosk/sell", {
        shelfId: 1,
        quantity: test_.kiosk.shelves.get(1)!.quantity - 10,
        reserve: true,
      });
    }
    const reply = await call(method, url, payload === undefined ? undefined : text, headers);
    expect(reply).toMatchObject({ status, type: "application/problem+json; charset=utf-8" });
    expect(reply.body).toMatchObject({ code, status, type: `urn:lockstep:problem:${code}` });
    expect(reply.body.value).toBe(value);
    expect(reply.body.detail).toMatch(/^The request was rejected: /);
  });
});

describe("bad input gets a named error and changes nothing", () => {
  test.each([
    ["malformed JSON", '{"shelfId":1,', "MALFORMED_JSON", undefined],
    ["NaN, which is not JSON", '{"shelfId":NaN}', "MALFORMED_JSON", undefined],
    ["an unknown field", { ...STOCK, colour: "red" }, "UNKNOWN_FIELD", "Stock.colour"],
    [
      "a field named like a prototype",
      '{"shelfId":1,"quantity":1,"size":"small","__proto__":{}}',
      "UNKNOWN_FIELD",
      "Stock.__proto__",
    ],
    ["a missing field", { shelfId: 1, size: "small" }, "MISSING_FIELD", "Stock.quantity"],
    ["text for a number", { ...STOCK, quantity: "10" }, "WRONG_TYPE", "Stock.quantity"],
    ["null for a number", { ...STOCK, quantity: null }, "WRONG_TYPE", "Stock.quantity"],
    ["a negative number", { ...STOCK, quantity: -1 }, "OUT_OF_RANGE", "Stock.quantity"],
    ["a fraction", { ...STOCK, quantity: 1.5 }, "OUT_OF_RANGE", "Stock.quantity"],
    ["too large a number", { ...STOCK, quantity: 2 ** 53 }, "OUT_OF_RANGE", "Stock.quantity"],
    [
      "a number beyond all numbers",
      '{"shelfId":1,"quantity":1e999,"size":"small"}',
      "OUT_OF_RANGE",
      "Stock.quantity",
    ],
    ["an unknown enum name", { ...STOCK, size: "medium" }, "OUT_OF_RANGE", "Stock.size"],
    ["a number for an enum", { ...STOCK, size: 1 }, "WRONG_TYPE", "Stock.size"],
    ["text that is too long", { ...STOCK, reference: "123456789" }, "OUT_OF_RANGE", "Stock.reference"],
    ["text that is not ASCII", { ...STOCK, reference: "é" }, "OUT_OF_RANGE", "Stock.reference"],
    ["an array for an object", [STOCK], "WRONG_TYPE", "Stock"],
    ["a string for an object", '"stock"', "WRONG_TYPE", "Stock"],
  ])("%s", async (_name, payload, code, field) => {
    const reply = await stock(payload);
    expect(reply).toMatchObject({ status: 400, type: "application/problem+json; charset=utf-8" });
    expect(reply.body).toMatchObject({ code, status: 400 });
    expect(reply.body.field).toBe(field);
    expect(typeof reply.body.expected).toBe(field === undefined ? "undefined" : "string");
    expect(test_.cluster.submits).toEqual([]);
  });

  test("an error names value and what the field takes", async () => {
    expect((await stock({ ...STOCK, quantity: -1 })).body).toEqual({
      type: "urn:lockstep:problem:OUT_OF_RANGE",
      title: "A field has a value outside its range",
      status: 400,
      code: "OUT_OF_RANGE",
      detail: "Stock.quantity is -1; it takes an integer from 0 to 9007199254740991.",
      field: "Stock.quantity",
      value: -1,
      expected: "an integer from 0 to 9007199254740991",
    });
  });

  test("an oversized body", async () => {
    const reply = await stock({ ...STOCK, note: "x".repeat(300_000) });
    expect(reply).toMatchObject({ status: 413, body: { code: "BODY_TOO_LARGE" } });
  });

  test("a body that is not JSON by its type", async () => {
    const headers = { ...development, "content-type": "application/x-www-form-urlencoded" };
    expect(await stock("shelfId=1", headers)).toMatchObject({
      status: 415,
      body: { code: "UNSUPPORTED_MEDIA_TYPE" },
    });
  });

  test("an unknown address, another method, an unknown parameter", async () => {
    expect(await call("GET", "/v1/kiosk/nothing")).toMatchObject({
      status: 404,
      body: { code: "NOT_FOUND" },
    });
    for (const path of ["/v1/a*b", "/v1/:a(b", "/v1/kiosk/*/x"]) {
      expect(await call("GET", path)).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    }
    const wrongMethod = await call("GET", "/v1/kiosk/stock");
    expect(wrongMethod).toMatchObject({ status: 405, body: { code: "METHOD_NOT_ALLOWED" } });
    expect(wrongMethod.headers.allow).toBe("POST");
    expect(await call("POST", "/v1/kiosk/stock?shelfId=1", STOCK)).toMatchObject({
      status: 400,
      body: { code: "INVALID_PARAMETER", field: "shelfId" },
    });
    expect(await call("GET", "/v1/kiosk/shelf?shelfId=1&colour=red")).toMatchObject({
      body: { code: "UNKNOWN_FIELD" },
    });
    expect(await call("GET", "/v1/kiosk/shelf?shelfId=NaN")).toMatchObject({ body: { code: "WRONG_TYPE" } });
    expect(await call("GET", "/v1/kiosk/shelf?shelfId=1&shelfId=2")).toMatchObject({
      body: { code: "WRONG_TYPE" },
    });
    expect(await call("GET", "/v1/kiosk/shelf?shelfId=%E0%A4%A")).toMatchObject({ status: 400 });
    expect(await call("GET", "/v1/%E0%A4%A")).toMatchObject({
      status: 400,
      body: { code: "MALFORMED_REQUEST" },
    });
    expect(test_.cluster.submits).toEqual([]);
    expect(test_.cluster.queries).toEqual([]);
  });

  test("an idempotency key that is none", async () => {
    for (const key of ["", "a b", "ü", "x".repeat(256)]) {
      expect(await stock(STOCK, { ...development, "idempotency-key": key })).toMatchObject({
        status: 400,
        body: { code: "INVALID_IDEMPOTENCY_KEY" },
      });
    }
    expect(test_.cluster.submits).toEqual([]);
  });
});

describe("idempotency keys", () => {
  test("the same key again gets the first answer, and is another key for another principal", async () => {
    const headers = { ...development, "idempotency-key": "order-1" };
    const first = await stock({ ...STOCK, shelfId: 5 }, headers);
    const again = await stock({ ...STOCK, shelfId: 5 }, headers);
    expect(again.body).toEqual(first.body);
    expect(again.headers["x-log-position"]).toBe(first.headers["x-log-position"]);
    const body = JSON.stringify({ ...STOCK, shelfId: 5 });
    const alice = { ...signed("POST", "/v1/kiosk/stock", body), "idempotency-key": "order-1" };
    expect((await stock(body, alice)).body.quantity).toBe(20);
    const [one, two, three] = test_.cluster.submits.map(({ options }) => options.idempotency!);
    expect(one.keyHash).toHaveLength(16);
    expect(one).toEqual(two);
    expect(three.keyHash).not.toEqual(one.keyHash);
    expect(three.contentHash).toEqual(one.contentHash);
  });

  test("the order of a body's members is not content, a value is", async () => {
    const headers = { ...development, "idempotency-key": "order-2" };
    await stock('{"shelfId":6,"quantity":1,"size":"small"}', headers);
    await stock('{"size":"small","quantity":1,"shelfId":6}', headers);
    await stock('{"size":"small","quantity":2,"shelfId":6}', headers);
    const [one, two, three] = test_.cluster.submits.map(({ options }) => options.idempotency!.contentHash);
    expect(two).toEqual(one);
    expect(three).not.toEqual(one);
  });
});

describe("what is not a reply", () => {
  test.each([
    [Outcome.NoLeader, 503, "NO_LEADER"],
    [Outcome.Overloaded, 503, "OVERLOADED"],
    [Outcome.Invalid, 400, "INVALID_MESSAGE"],
    [Outcome.Halted, 503, "HALTED"],
    [Outcome.OutOfSpace, 507, "OUT_OF_SPACE"],
    [Outcome.Unknown, 504, "OUTCOME_UNKNOWN"],
  ] as const)("outcome %i is %i %s", async (outcome, status, code) => {
    test_.cluster.nextOutcomes.push({ outcome, reason: "because" });
    const reply = await stock(STOCK);
    expect(reply).toMatchObject({ status, body: { code } });
    expect(reply.headers["retry-after"]).toBe(status === 503 ? "1" : undefined);
    expect(reply.body.detail.includes("because")).toBe(code !== "OUTCOME_UNKNOWN");
  });

  test("an unknown outcome says whether a retry is safe, and never that it failed", async () => {
    test_.cluster.nextOutcomes.push({ outcome: Outcome.Unknown }, { outcome: Outcome.Unknown });
    const without = await stock(STOCK);
    expect(without.body).toMatchObject({ retrySafe: false, detail: expect.stringMatching(/query whether/) });
    const withKey = await stock(STOCK, { ...development, "idempotency-key": "k" });
    expect(withKey.body).toMatchObject({
      retrySafe: true,
      detail: expect.stringMatching(/same Idempotency-Key is safe/),
    });
  });

  test("a question without an answer changed nothing, so it is only late", async () => {
    test_.cluster.nextOutcomes.push({ outcome: Outcome.Unknown });
    expect(await call("GET", "/v1/kiosk/shelf?shelfId=1")).toMatchObject({
      status: 504,
      body: { code: "TIMED_OUT" },
    });
  });
});

describe("on a follower", () => {
  beforeEach(() => {
    test_.cluster.statusChanges = {
      role: "follower",
      nodeId: 2,
      leaderId: 1,
      leaderGatewayUrl: "http://leader:8080",
    };
  });

  test("a write is redirected to the same address at the leader, before the body is looked at", async () => {
    const reply = await call("POST", "/v1/kiosk/stock", "not even JSON", {});
    expect(reply).toMatchObject({ status: 307, body: { code: "NOT_LEADER" } });
    expect(reply.headers).toMatchObject({
      location: "http://leader:8080/v1/kiosk/stock",
      "x-cluster-node": "2",
      "x-cluster-leader": "1",
    });
    expect(test_.cluster.submits).toEqual([]);
  });

  test("with forward=true it is passed on", async () => {
    expect(await call("POST", "/v1/kiosk/stock?forward=true", STOCK)).toMatchObject({ status: 200 });
    expect(await call("POST", "/v1/kiosk/stock?forward=maybe", STOCK)).toMatchObject({
      body: { code: "INVALID_PARAMETER" },
    });
  });

  test("a signed write that is passed on has its signature as idempotency key", async () => {
    const path = "/v1/kiosk/stock?forward=true";
    const body = JSON.stringify(STOCK);
    await call("POST", path, body, signed("POST", path, body));
    expect(test_.cluster.submits[0].options.idempotency).toBeDefined();
  });

  test("a read is answered here", async () => {
    await call("GET", "/v1/kiosk/shelf?shelfId=1");
    expect(test_.cluster.queries).toHaveLength(1);
  });

  test("a write without a known leader is left to the cluster client, which says so", async () => {
    test_.cluster.statusChanges = { role: "follower", leaderId: 0, leaderGatewayUrl: undefined };
    test_.cluster.nextOutcomes.push({ outcome: Outcome.NoLeader });
    expect(await stock(STOCK)).toMatchObject({ status: 503, body: { code: "NO_LEADER" } });
  });
});

describe("authentication", () => {
  const body = JSON.stringify(STOCK);
  const path = "/v1/kiosk/stock";

  test("a signed request speaks for its key's principal and roles", async () => {
    expect(await stock(body, signed("POST", path, body))).toMatchObject({ status: 200 });
    expect(test_.cluster.submits[0].caller).toMatchObject({ principalId: 7, roles: TRADER });
  });

  test("a development key needs no signature, in our header or as a bearer", async () => {
    expect(await stock(STOCK)).toMatchObject({ status: 200 });
    expect(await stock(STOCK, { authorization: `Bearer ${DEVELOPMENT_KEY}` })).toMatchObject({ status: 200 });
    expect(test_.cluster.submits[1].caller).toMatchObject({ principalId: 5, roles: TRADER | OPERATOR });
  });

  test("in production there are none", async () => {
    await expect(startTestGateway({ production: true })).rejects.toThrow(
      /development keys are given in production/,
    );
  });

  test.each([
    ["no key", "UNAUTHENTICATED", {}],
    ["an unknown key", "UNKNOWN_KEY", signed("POST", path, body, { keyId: "mallory" })],
    ["no signature", "SIGNATURE_MISSING", { "x-lockstep-key": "alice" }],
    ["a wrong secret", "SIGNATURE_MISMATCH", signed("POST", path, body, { secret: "guess" })],
    ["a signature over another body", "SIGNATURE_MISMATCH", signed("POST", path, `${body} `)],
    ["a signature over another path", "SIGNATURE_MISMATCH", signed("POST", "/v1/kiosk/sell", body)],
    ["a signature over another method", "SIGNATURE_MISMATCH", signed("GET", path, body)],
    [
      "a short signature",
      "SIGNATURE_MISMATCH",
      { ...signed("POST", path, body), "x-lockstep-signature": "00" },
    ],
    [
      "an old timestamp",
      "TIMESTAMP_OUTSIDE_WINDOW",
      signed("POST", path, body, { timestampMs: NOW_MS - 5001 }),
    ],
    [
      "a timestamp ahead",
      "TIMESTAMP_OUTSIDE_WINDOW",
      signed("POST", path, body, { timestampMs: NOW_MS + 5001 }),
    ],
    [
      "a timestamp in words",
      "TIMESTAMP_INVALID",
      { ...signed("POST", path, body), "x-lockstep-timestamp": "yesterday" },
    ],
  ])("%s is 401 %s, before the body is judged", async (_name, code, headers) => {
    expect(await stock(body, headers as Record<string, string>)).toMatchObject({
      status: 401,
      body: { code },
    });
    expect(test_.cluster.submits).toEqual([]);
  });

  test("a signature at the edge of the window is good", async () => {
    expect(await stock(body, signed("POST", path, body, { timestampMs: NOW_MS - 5000 }))).toMatchObject({
      status: 200,
    });
  });

  test("a copied write is refused, a copied read is not", async () => {
    const headers = signed("POST", path, body, { timestampMs: NOW_MS - 7 });
    expect(await stock(body, headers)).toMatchObject({ status: 200 });
    expect(await stock(body, headers)).toMatchObject({ status: 401, body: { code: "SIGNATURE_REPLAYED" } });
    const upper = { ...headers, "x-lockstep-signature": headers["x-lockstep-signature"].toUpperCase() };
    expect(await stock(body, upper)).toMatchObject({ body: { code: "SIGNATURE_REPLAYED" } });
    expect(test_.cluster.submits).toHaveLength(1);
    const read = "/v1/kiosk/shelf?shelfId=1";
    const readHeaders = signed("GET", read);
    expect(await call("GET", read, undefined, readHeaders)).toMatchObject({ status: 200 });
    expect(await call("GET", read, undefined, readHeaders)).toMatchObject({ status: 200 });
  });

  test("keys are looked up once, and again when they changed", async () => {
    const { keys } = test_;
    keys.add("carol", "c", 11, TRADER);
    const read = "/v1/kiosk/shelf?shelfId=1";
    const asCarol = (): Promise<Reply> =>
      call("GET", read, undefined, signed("GET", read, "", { keyId: "carol", secret: "c" }));
    const before = keys.lookups;
    await asCarol();
    await asCarol();
    expect(keys.lookups).toBe(before + 1);
    keys.remove("carol");
    expect(await asCarol()).toMatchObject({ status: 401, body: { code: "UNKNOWN_KEY" } });
  });
});
