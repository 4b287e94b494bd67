import { accessContract } from "@lockstep/domain/access/access-contract";
import { accessCodecs, accessService } from "@lockstep/domain/access/access-messages";
import { Access } from "@lockstep/domain/access/access-service";
import { protocol } from "@lockstep/domain/contract/protocol";
import type { LightMyRequestResponse } from "fastify";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { accessKeySource } from "../access-keys.ts";
import { Outcome } from "../cluster-port.ts";
import { createGateway, type Gateway } from "../gateway.ts";
import { SecretBox } from "../secret-box.ts";
import { kioskService } from "./fixtures/kiosk-messages.ts";
import { Kiosk } from "./kiosk.ts";
import { MemoryCluster } from "./memory-cluster.ts";
import { DEVELOPMENT_KEY, kioskProtocol, NOW_MS, OPERATOR, signed, STOCK } from "./test-gateway.ts";

let cluster: MemoryCluster;
let gateway: Gateway;

beforeEach(async () => {
  cluster = new MemoryCluster(kioskService(new Kiosk()), accessService(new Access()));
  gateway = await createGateway({
    protocols: [kioskProtocol, protocol(accessContract, accessCodecs)],
    port: cluster,
    keySource: accessKeySource,
    secretBox: new SecretBox(new Uint8Array(32).fill(9)),
    developmentKeys: [{ key: DEVELOPMENT_KEY, principalId: 1, roles: OPERATOR }],
    logger: pino({ level: "silent" }),
    now: () => NOW_MS,
  });
  await operate("/v1/access/create-principal", { principalId: 7, roles: ["trader"], name: "Alice" });
});
afterEach(() => gateway.close());

const operate = (url: string, payload: object): Promise<LightMyRequestResponse> =>
  gateway.app.inject({ method: "POST", url, payload, headers: { "x-lockstep-key": DEVELOPMENT_KEY } });

let timestampMs = NOW_MS;
function stockWith({ keyId, secret }: { keyId: string; secret: string }): Promise<LightMyRequestResponse> {
  const payload = JSON.stringify(STOCK);
  timestampMs++;
  const headers = signed("POST", "/v1/kiosk/stock", payload, { keyId, secret, timestampMs });
  return gateway.app.inject({ method: "POST", url: "/v1/kiosk/stock", payload, headers });
}

async function makeKey(wish: object = { principalId: 7 }): Promise<{ keyId: string; secret: string }> {
  const response = await operate("/v1/keys", wish);
  expect(response.statusCode).toBe(200);
  return response.json();
}

test("a key that was made signs requests for its principal, and its secret is nowhere in the log", async () => {
  const key = await makeKey();
  expect(key.keyId).toMatch(/^key-[0-9a-f]{16}$/);
  expect((await stockWith(key)).statusCode).toBe(200);
  expect(cluster.submits.at(-1)?.caller).toMatchObject({ principalId: 7, roles: 1 });
  const log = Buffer.concat(cluster.submits.map(({ message }) => message));
  expect(log.includes(key.keyId)).toBe(true);
  expect(log.includes(key.secret)).toBe(false);
  expect((await stockWith({ ...key, secret: "guess" })).json()).toMatchObject({ code: "SIGNATURE_MISMATCH" });
});

test("a revoked key and a key of a disabled principal are refused at once, another is not asked for twice", async () => {
  const [one, two] = [
    await makeKey({ principalId: 7, keyId: "one" }),
    await makeKey({ principalId: 7, keyId: "two" }),
  ];
  await stockWith(one);
  const asked = cluster.queries.length;
  await stockWith(one);
  expect(cluster.queries).toHaveLength(asked);
  await operate("/v1/access/revoke-api-key", { keyId: "one" });
  expect((await stockWith(one)).json()).toMatchObject({ status: 401, code: "UNKNOWN_KEY" });
  expect((await stockWith(two)).statusCode).toBe(200);
  const alice = { principalId: 7, roles: ["trader"], isEnabled: false, name: "Alice" };
  await operate("/v1/access/change-principal", alice);
  expect((await stockWith(two)).json()).toMatchObject({ status: 401, code: "UNKNOWN_KEY" });
  await operate("/v1/access/change-principal", { ...alice, isEnabled: true, roles: ["operator"] });
  expect((await stockWith(two)).statusCode).toBe(200);
  expect(cluster.submits.at(-1)?.caller.roles).toBe(OPERATOR);
});

test("who may make keys is the service's decision, told like any rejection", async () => {
  const key = await makeKey();
  const payload = JSON.stringify({ principalId: 7 });
  const headers = signed("POST", "/v1/keys", payload, { ...key, timestampMs: NOW_MS - 1 });
  const refused = await gateway.app.inject({ method: "POST", url: "/v1/keys", payload, headers });
  expect(refused.json()).toMatchObject({ status: 403, code: "FORBIDDEN" });
  expect((await operate("/v1/keys", { principalId: 404 })).json()).toMatchObject({
    status: 404,
    code: "UNKNOWN_PRINCIPAL",
  });
  expect((await operate("/v1/keys", { principalId: 7, colour: "red" })).statusCode).toBe(400);
  expect((await operate("/v1/keys", { principalId: 7, keyId: "with space" })).statusCode).toBe(400);
});

test("when the cluster cannot be asked, the key is not called wrong", async () => {
  const key = await makeKey();
  cluster.nextOutcomes.push({ outcome: Outcome.NoLeader });
  const refused = await stockWith(key);
  expect(refused.json()).toMatchObject({ status: 503, code: "KEYS_UNAVAILABLE" });
  expect((await stockWith(key)).statusCode).toBe(200);
});
