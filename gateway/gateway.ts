import type { Protocol } from "@lockstep/domain/contract/protocol";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { addKeyRoute } from "./access-keys.ts";
import { AnswerDesk } from "./answer-desk.ts";
import { Authenticator, type DevelopmentKey } from "./authenticator.ts";
import { Catalog } from "./catalog.ts";
import type { ClusterPort } from "./cluster-port.ts";
import { EventHub } from "./event-hub.ts";
import { addHealthRoutes } from "./health-routes.ts";
import { addContractRoutes } from "./http-routes.ts";
import { authenticate, createHttpServer } from "./http-server.ts";
import { KeyCache, type KeySource } from "./key-cache.ts";
import { defaultLimits, type GatewayLimits } from "./limits.ts";
import { createLogger } from "./logger.ts";
import { GatewayMetrics } from "./metrics.ts";
import { addDocumentation } from "./openapi.ts";
import { Requests } from "./requests.ts";
import type { SecretBox } from "./secret-box.ts";
import { addWebSocketRoute, WebSocketClients } from "./websocket/websocket-route.ts";

export interface GatewayOptions {
  /** The contracts that are served, each joined with its codecs by `protocol`. */
  readonly protocols: readonly Protocol[];
  readonly port: ClusterPort;
  /** Made with the catalog and the requests of this gateway, as `accessKeySource` is; or a table. */
  readonly keySource: (parts: GatewayParts) => KeySource;
  /** Opens the secrets of API keys. Without it only development keys work. */
  readonly secretBox?: SecretBox;
  /** Needs no signature; refused with `production`. */
  readonly developmentKeys?: readonly DevelopmentKey[];
  readonly production?: boolean;
  /** Pass writes on to the leader instead of redirecting. */
  readonly forward?: boolean;
  readonly corsOrigins?: readonly string[];
  readonly trustProxy?: readonly string[];
  readonly limits?: Partial<GatewayLimits>;
  readonly logger?: FastifyBaseLogger;
  readonly version?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds that never go back. */
  readonly monotonicNow?: () => number;
}

/** What a key source may use to ask the cluster itself. */
export interface GatewayParts {
  readonly catalog: Catalog;
  readonly requests: Requests;
  readonly hub: EventHub;
}

export interface Gateway {
  /** For more routes, and for tests without a socket. */
  readonly app: FastifyInstance;
  /** @returns where it listens, such as `http://127.0.0.1:8080` */
  listen(at: { readonly host: string; readonly port: number }): Promise<string>;
  /** Tells the WebSockets, waits for what is under way, and closes. */
  close(): Promise<void>;
}

/** HTTP and WebSocket in front of a cluster, for any contracts. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { port } = options;
  const limits: GatewayLimits = { ...defaultLimits, ...options.limits };
  const logger = options.logger ?? createLogger("info");
  const now = options.now ?? Date.now;
  const monotonicNow = options.monotonicNow ?? (() => performance.now());

  const catalog = new Catalog(options.protocols);
  const desk = new AnswerDesk(limits.requestsInFlightMax);
  const requests = new Requests(port, desk, limits, options.forward ?? false, monotonicNow);
  const hub = new EventHub(port, catalog);
  const metrics = new GatewayMetrics(port, desk, hub);
  const keys = new KeyCache({
    source: options.keySource({ catalog, requests, hub }),
    secretBox: options.secretBox,
    entriesMax: limits.keysCachedMax,
    maxAgeMs: limits.keyMaxAgeMs,
    unknownMaxAgeMs: UNKNOWN_KEY_MAX_AGE_MS,
    monotonicNow,
  });
  const authenticator = new Authenticator({
    keys,
    developmentKeys: options.developmentKeys ?? [],
    production: options.production ?? false,
    windowMs: limits.signatureWindowMs,
    rememberedMax: limits.signaturesRememberedMax,
    now,
    monotonicNow,
  });

  const serverOptions = {
    port,
    authenticator,
    limits,
    logger,
    corsOrigins: options.corsOrigins ?? [],
    trustProxy: options.trustProxy ?? [],
    onAuthenticationFailure: (code: string) => metrics.authenticationFailures.inc({ code }),
  };
  const app = await createHttpServer(serverOptions);
  app.addHook("onResponse", (request, reply, done) => {
    metrics.observeRequest(request.routeOptions.url ?? "none", reply.statusCode, reply.elapsedTime);
    done();
  });
  await addDocumentation(app, catalog, options.version ?? "0.1.0");
  const state = { isClosing: false };
  addHealthRoutes(app, port, metrics, state);
  const hook = authenticate(app, serverOptions);
  const services = { authenticator, catalog, hub, limits, requests, monotonicNow, logger };
  const clients = new WebSocketClients(services, port, metrics);
  metrics.countClientsWith(() => clients.count);
  keys.onChange((keyId) => clients.revalidate(keyId));
  await addWebSocketRoute(app, clients, hook);
  addContractRoutes(app, catalog, requests, hook);
  if (options.secretBox !== undefined && catalog.services.some(({ name }) => name === "access")) {
    addKeyRoute(app, { catalog, requests, hub }, options.secretBox, hook);
  }

  app.addHook("preClose", (done) => {
    state.isClosing = true;
    done();
  });
  const sweep = setInterval(() => desk.sweep(monotonicNow()), SWEEP_INTERVAL_MS);
  sweep.unref();
  app.addHook("onClose", (_app, done) => {
    clearInterval(sweep);
    hub.close();
    done();
  });
  await app.ready();
  return {
    app,
    listen: ({ host, port: tcpPort }) => app.listen({ host, port: tcpPort }),
    close: () => app.close(),
  };
}

const UNKNOWN_KEY_MAX_AGE_MS = 1_000;
const SWEEP_INTERVAL_MS = 250;
