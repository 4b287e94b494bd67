import websocket, { type WebSocket } from "@fastify/websocket";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ClusterPort } from "../cluster-port.ts";
import { UNLIMITED } from "../http-server.ts";
import type { GatewayMetrics } from "../metrics.ts";
import { Problem } from "../problem.ts";
import { KEY_HEADER } from "../request-signature.ts";
import { BinarySession } from "./binary-session.ts";
import { SUBPROTOCOL } from "./binary-frame.ts";
import { ClientSocket, CloseCode, TurnEnd } from "./client-socket.ts";
import { JsonSession } from "./json-session.ts";
import { WebSocketPrincipal, type WebSocketServices, type WebSocketSession } from "./websocket-session.ts";

type Hook = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void;

/** Adds `/v1/ws`. */
export async function addWebSocketRoute(
  app: FastifyInstance,
  clients: WebSocketClients,
  authenticate: Hook,
): Promise<void> {
  await app.register(websocket, {
    options: {
      // Twice what is allowed is still received, so that the refusal can have a name; more is cut off.
      maxPayload: 2 * clients.services.limits.frameBytesMax,
      perMessageDeflate: false,
      handleProtocols: (protocols: Set<string>) => (protocols.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
    },
    // Half frames and the like: `ws` has already sent the close frame that names it.
    errorHandler: () => undefined,
    preClose: (done) => void clients.shutDown().then(() => done(), done),
  });
  app.route({
    method: "GET",
    url: "/v1/ws",
    websocket: true,
    config: { rateLimit: false, pressureHandler: UNLIMITED.pressureHandler },
    // A key may come later, in a login message, because browsers cannot set headers here.
    preValidation: (request, reply, done) => {
      if (clients.isFull) done(new Problem("OVERLOADED", "This gateway has as many WebSockets as it may."));
      else if (request.headers[KEY_HEADER] === undefined && request.headers.authorization === undefined) {
        done();
      } else authenticate(request, reply, done);
    },
    handler: (socket, request) => clients.add(socket, request),
  });
}

/** All WebSockets of a gateway. */
export class WebSocketClients {
  readonly services: WebSocketServices;
  readonly #port: ClusterPort;
  readonly #metrics: GatewayMetrics;
  readonly #turnEnd = new TurnEnd();
  readonly #sessions = new Map<WebSocketSession, { socket: ClientSocket; principal: WebSocketPrincipal }>();
  readonly #heartbeat: NodeJS.Timeout;
  readonly #flush: NodeJS.Timeout;
  readonly #ping: NodeJS.Timeout;
  #isClosing = false;

  constructor(services: WebSocketServices, port: ClusterPort, metrics: GatewayMetrics) {
    this.services = services;
    this.#port = port;
    this.#metrics = metrics;
    this.#heartbeat = setInterval(() => {
      const { appliedPosition, clusterTimeUs } = this.#port.status();
      for (const session of this.#sessions.keys()) session.heartbeat(appliedPosition, clusterTimeUs);
    }, services.limits.heartbeatIntervalMs);
    this.#flush = setInterval(() => {
      const nowMs = services.monotonicNow();
      for (const session of this.#sessions.keys()) session.flush(nowMs);
    }, FLUSH_INTERVAL_MS);
    this.#ping = setInterval(() => {
      for (const { socket } of this.#sessions.values()) socket.ping();
    }, services.limits.pingIntervalMs);
    this.#ping.unref();
    this.#heartbeat.unref();
    this.#flush.unref();
  }

  get count(): number {
    return this.#sessions.size;
  }

  get isFull(): boolean {
    return this.#isClosing || this.#sessions.size >= this.services.limits.clientsMax;
  }

  add(webSocket: WebSocket, request: FastifyRequest): void {
    const socket = new ClientSocket(webSocket, request.raw.socket, this.#turnEnd, this.services.limits);
    const path = request.url.split("?", 1)[0];
    const principal = new WebSocketPrincipal(this.services, socket, path, request.principal);
    const session: WebSocketSession =
      webSocket.protocol === SUBPROTOCOL
        ? new BinarySession(this.services, socket, principal, this.#turnEnd)
        : new JsonSession(this.services, socket, principal);
    this.#sessions.set(session, { socket, principal });
    request.raw.socket.on("drain", () => session.flush(this.services.monotonicNow()));
    webSocket.on("message", (data, isBinary) => session.onMessage(data as Buffer, isBinary));
    webSocket.on("close", (code) => {
      this.#metrics.webSocketCloses.inc({ code: String(code) });
      this.#sessions.delete(session);
      session.onClose();
    });
  }

  /** A key, or any key, may have changed. */
  revalidate(keyId: string | undefined): void {
    for (const { principal } of this.#sessions.values()) {
      principal.revalidate(keyId).catch((error: unknown) => {
        this.services.logger.warn({ err: error }, "a WebSocket's key could not be looked at again");
      });
    }
  }

  /** Tells everyone, waits for the answers under way, and closes. */
  async shutDown(): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#heartbeat);
    clearInterval(this.#flush);
    clearInterval(this.#ping);
    for (const session of this.#sessions.keys()) session.shutDown();
    const deadlineMs = this.services.monotonicNow() + this.services.limits.drainTimeoutMs;
    while (this.#inFlight > 0 && this.services.monotonicNow() < deadlineMs) {
      await sleep(DRAIN_CHECK_INTERVAL_MS);
    }
    await sleep(0); // What was answered last leaves with the turn.
    for (const { socket } of this.#sessions.values()) socket.close(CloseCode.GoingAway, "SHUTTING_DOWN");
  }

  get #inFlight(): number {
    let sum = 0;
    for (const session of this.#sessions.keys()) sum += session.inFlight;
    return sum;
  }
}

function sleep(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

const FLUSH_INTERVAL_MS = 50;
const DRAIN_CHECK_INTERVAL_MS = 10;
