import { connect as connectSocket } from "node:net";
import { Writable } from "node:stream";
import type { LightMyRequestResponse } from "fastify";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createLogger } from "../logger.ts";
import { DEVELOPMENT_KEY, signed, startTestGateway, STOCK, type TestGateway } from "./test-gateway.ts";
import { connect } from "./websocket-client.ts";

let test_: TestGateway;
afterEach(() => {
  vi.useRealTimers();
  return test_.gateway.close();
});

const headers = { "x-lockstep-key": DEVELOPMENT_KEY };
const stock = (more: object = headers): Promise<LightMyRequestResponse> =>
  test_.gateway.app.inject({ method: "POST", url: "/v1/kiosk/stock", payload: STOCK, headers: { ...more } });

describe("limits", () => {
  test("a key may send so many requests a second, and is told how many are left", async () => {
    vi.useFakeTimers({ toFake: ["Date"] }); // A slow machine does not come into the next second.
    test_ = await startTestGateway({ limits: { requestsPerSecondMax: 2 } });
    expect((await stock()).headers).toMatchObject({ "ratelimit-limit": "2", "ratelimit-remaining": "1" });
    await stock();
    const refused = await stock();
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ code: "RATE_LIMITED", status: 429 });
    expect(refused.headers["retry-after"]).toBe("1");
    expect(test_.cluster.submits).toHaveLength(2);
    const body = JSON.stringify(STOCK);
    expect((await stock(signed("POST", "/v1/kiosk/stock", body))).statusCode).toBe(200); // Another key.
  });

  test("an address that fails to authenticate too often is slowed down", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    test_ = await startTestGateway();
    const codes: string[] = [];
    for (let i = 0; i < 60; i++) codes.push((await stock({ "x-lockstep-key": `guess-${i}` })).json().code);
    expect(codes[0]).toBe("UNKNOWN_KEY");
    expect(codes.at(-1)).toBe("RATE_LIMITED");
  });

  test("a loaded cluster takes no more, while those who watch are still answered", async () => {
    test_ = await startTestGateway();
    test_.cluster.statusChanges = { ingressLoad: 0.95 };
    await expect.poll(async () => (await stock()).statusCode).toBe(503);
    const refused = await stock();
    expect(refused.json()).toMatchObject({ code: "OVERLOADED" });
    expect(refused.headers["retry-after"]).toBe("1");
    for (const url of ["/livez", "/readyz", "/metrics", "/docs/"]) {
      expect((await test_.gateway.app.inject(url)).statusCode).toBe(200);
    }
    test_.cluster.statusChanges = {};
    await expect.poll(async () => (await stock()).statusCode).toBe(200);
  });

  test("more requests in flight than may be are refused", async () => {
    test_ = await startTestGateway({ limits: { requestsInFlightMax: 1 } });
    test_.cluster.isHeld = true;
    const first = stock();
    await expect.poll(() => test_.cluster.submits.length).toBe(1);
    expect((await stock()).json()).toMatchObject({ code: "OVERLOADED" });
    test_.cluster.release();
    expect((await first).statusCode).toBe(200);
  });

  test("a request that the cluster never answers ends as unknown", async () => {
    test_ = await startTestGateway({ limits: { requestTimeoutMs: 10, answerGraceMs: 10 } });
    test_.cluster.isSilent = true;
    expect((await stock()).json()).toMatchObject({ status: 504, code: "OUTCOME_UNKNOWN" });
  });

  test("more WebSockets than may be are refused", async () => {
    test_ = await startTestGateway({ limits: { clientsMax: 1 } });
    await test_.gateway.listen({ host: "127.0.0.1", port: 0 });
    const client = await connect(test_);
    await expect(connect(test_)).rejects.toThrow("503");
    client.webSocket.terminate();
  });

  test("bytes that are no HTTP get a named error", async () => {
    test_ = await startTestGateway();
    await test_.gateway.listen({ host: "127.0.0.1", port: 0 });
    const socket = connectSocket((test_.gateway.app.server.address() as { port: number }).port, "127.0.0.1");
    socket.write("NONSENSE\r\n\r\n");
    let text = "";
    for await (const chunk of socket) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1.1 400 /);
    expect(text).toContain('"code":"MALFORMED_REQUEST"');
  });
});

describe("for those who watch", () => {
  test("alive and ready are different things", async () => {
    test_ = await startTestGateway();
    const ready = (): Promise<LightMyRequestResponse> => test_.gateway.app.inject("/readyz");
    expect((await ready()).json()).toMatchObject({
      status: "ready",
      nodeId: 1,
      role: "leader",
      appliedPosition: 0,
    });
    test_.cluster.statusChanges = { leaderId: 0 };
    expect((await ready()).json()).toMatchObject({ status: 503, code: "NO_LEADER" });
    test_.cluster.statusChanges = { halted: "position 7: a handler failed" };
    expect((await ready()).json()).toMatchObject({
      status: 503,
      code: "HALTED",
      detail: "position 7: a handler failed",
    });
    expect((await test_.gateway.app.inject("/livez")).json()).toEqual({ status: "alive" });
  });

  test("metrics show requests by route, positions, load and clients", async () => {
    test_ = await startTestGateway();
    const snapshot = { position: 64, bytes: 4_711, pauseUs: 2_500, seconds: 0.5 };
    test_.cluster.statusChanges = { snapshot, snapshotsTaken: 2, snapshotsFailed: 1 };
    await stock();
    await stock({ "x-lockstep-key": "mallory" });
    const { body, headers: metricsHeaders } = await test_.gateway.app.inject("/metrics");
    expect(metricsHeaders["content-type"]).toMatch(/^text\/plain/);
    for (const line of [
      'lockstep_gateway_request_seconds_count{route="/v1/kiosk/stock",status="2xx"} 1',
      'lockstep_gateway_request_seconds_count{route="/v1/kiosk/stock",status="4xx"} 1',
      'lockstep_gateway_authentication_failures_total{code="UNKNOWN_KEY"} 1',
      "lockstep_gateway_applied_position 1",
      "lockstep_gateway_events_total 0", // Nobody listens.
      "lockstep_gateway_ingress_load 0",
      "lockstep_gateway_is_leader 1",
      "lockstep_gateway_websocket_clients 0",
      "lockstep_snapshot_position 64",
      "lockstep_snapshot_bytes 4711",
      "lockstep_snapshot_pause_seconds 0.0025",
      "lockstep_snapshot_seconds 0.5",
      "lockstep_snapshot_taken_total 2",
      "lockstep_snapshot_failed_total 1",
    ]) {
      expect(body).toContain(line);
    }
  });

  test("web pages of the members may call, others may not", async () => {
    test_ = await startTestGateway({ corsOrigins: ["http://127.0.0.1:8081"] });
    const preflight = (origin: string): Promise<LightMyRequestResponse> =>
      test_.gateway.app.inject({
        method: "OPTIONS",
        url: "/v1/kiosk/stock",
        headers: {
          origin,
          "access-control-request-method": "POST",
          "access-control-request-headers": "x-lockstep-key",
        },
      });
    const allowed = await preflight("http://127.0.0.1:8081");
    expect(allowed.headers["access-control-allow-origin"]).toBe("http://127.0.0.1:8081");
    expect(allowed.headers["access-control-allow-headers"]).toContain("x-lockstep-key");
    expect((await preflight("http://elsewhere")).headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("the logger never shows keys, signatures or secrets", () => {
    let text = "";
    const logger = createLogger(
      "info",
      new Writable({ write: (chunk, _encoding, done) => done(void (text += String(chunk))) }),
    );
    logger.info(
      { req: { headers: { "x-lockstep-key": "K1", "x-lockstep-signature": "K2", authorization: "K3" } } },
      "request",
    );
    logger.info({ login: { key: "K4", signature: "K5" }, secret: "K6" }, "login");
    expect(text).toContain("[redacted]");
    expect(text).not.toMatch(/K\d/);
  });
});
