import { accessContract } from "@lockstep/domain/access/access-contract";
import { accessCodecs } from "@lockstep/domain/access/access-messages";
import { accountsContract } from "@lockstep/domain/accounts/accounts-contract";
import { accountsCodecs } from "@lockstep/domain/accounts/accounts-messages";
import { defineContract } from "@lockstep/domain/contract/define-contract";
import { ascii, u32 } from "@lockstep/domain/contract/fields";
import { protocol } from "@lockstep/domain/contract/protocol";
import { exchangeContract } from "@lockstep/domain/exchange/exchange-contract";
import { exchangeCodecs } from "@lockstep/domain/exchange/exchange-messages";
import { ticketingContract } from "@lockstep/domain/ticketing/ticketing-contract";
import { ticketingCodecs } from "@lockstep/domain/ticketing/ticketing-messages";
import { validate } from "@scalar/openapi-parser";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Catalog } from "../catalog.ts";
import { kioskContract } from "./fixtures/kiosk-contract.ts";
import { kioskCodecs } from "./fixtures/kiosk-messages.ts";
import { startTestGateway, type TestGateway } from "./test-gateway.ts";

const protocols = [
  protocol(accountsContract, accountsCodecs),
  protocol(exchangeContract, exchangeCodecs),
  protocol(ticketingContract, ticketingCodecs),
  protocol(accessContract, accessCodecs),
];

let test_: TestGateway;
beforeAll(async () => {
  test_ = await startTestGateway({ protocols });
});
afterAll(() => test_.gateway.close());

test("every command and query of every service has its route in a valid OpenAPI document", async () => {
  const document = (await test_.gateway.app.inject("/docs/openapi.json")).json();
  const { valid, errors } = await validate(document);
  expect({ valid, errors }).toMatchObject({ valid: true });
  const operations = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  const requests = protocols.flatMap(({ messages }) =>
    messages.filter(({ kind }) => kind === "command" || kind === "query"),
  );
  expect(operations).toContain("access-make-key"); // The one route that is no contract's.
  expect(operations).toHaveLength(requests.length + 1);
  expect(new Set(operations).size).toBe(operations.length);
  expect(requests.length).toBeGreaterThan(40);
});

test("every schema of every message compiles", () => {
  const ajv = new Ajv2020({ strict: false });
  for (const { messages } of protocols) {
    for (const { jsonSchema } of messages) expect(ajv.compile(jsonSchema)).toBeTypeOf("function");
  }
});

test("every command and query refuses an empty body by name, or is encoded", async () => {
  const catalog = new Catalog(protocols);
  for (const entry of catalog.requests) {
    const attempt = (): string => {
      try {
        return entry.encode({}).byteLength > 0 ? "encoded" : "nothing";
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect({ url: entry.url, outcome: attempt() }).toEqual({
      url: entry.url,
      outcome: expect.stringMatching(/^(encoded|MISSING_FIELD)$/),
    });
  }
});

test("the channels of the services", () => {
  expect(new Catalog(protocols).channelPaths).toEqual([
    "accounts.balances",
    "exchange.markets",
    "exchange.trades",
    "exchange.book",
    "exchange.top-of-book",
    "exchange.orders",
    "ticketing.shows",
    "ticketing.seats",
    "ticketing.customer",
    "access.access",
  ]);
});

test("two services with one schema id, and a private channel that nobody guards, are refused at start", () => {
  const kiosk = protocol(kioskContract, kioskCodecs);
  expect(() => new Catalog([kiosk, kiosk])).toThrow("kiosk and kiosk both have schema id 70");
  const leaky = defineContract({
    name: "leaky",
    schemaId: 71,
    version: 0,
    doc: "Publishes what is private by a key that is nobody's.",
    channels: { safe: { doc: "Private.", key: "boxId", private: true } },
    events: {
      Opened: {
        id: 1,
        doc: "Opened.",
        channel: "safe",
        fields: { boxId: u32("box"), label: ascii(4, "label") },
      },
    },
  });
  const codec = { encode: () => undefined, decode: () => ({}), validate: () => undefined };
  const codecs = ["Opened", "Rejected"].map((name) => ({ ...codec, name }));
  expect(() => new Catalog([protocol(leaky, codecs)])).toThrow(
    "channel leaky.safe is private: it needs an image",
  );
});
