import type { JsonSchema } from "@lockstep/domain/contract/json-schema";
import type { FastifyInstance } from "fastify";
import { Authenticator, type DevelopmentKey } from "./authenticator.ts";
import type { ClusterPort, ClusterStatus } from "./cluster-port.ts";
import { authenticate, createHttpServer } from "./http-server.ts";
import { KeyCache } from "./key-cache.ts";
import { defaultLimits, type GatewayLimits } from "./limits.ts";
import { createLogger } from "./logger.ts";

export interface BareRouteOptions {
  readonly url: string;
  readonly bodySchema: JsonSchema;
  readonly replySchema: JsonSchema;
  /** What every request is answered with. */
  readonly reply: object;
  readonly developmentKey: DevelopmentKey;
  readonly limits?: Partial<GatewayLimits>;
}

/**
 * What the gateway is measured against: a Fastify server with the same plugins, limits and
 * authentication, and one route that validates its body by the schema in Fastify's own way and
 * answers at once. No cluster, no contract.
 */
export async function createBareRoute(options: BareRouteOptions): Promise<FastifyInstance> {
  const limits: GatewayLimits = { ...defaultLimits, ...options.limits };
  const monotonicNow = (): number => performance.now();
  const keys = new KeyCache({
    source: { find: async () => undefined, onChange: () => {} },
    secretBox: undefined,
    entriesMax: limits.keysCachedMax,
    maxAgeMs: limits.keyMaxAgeMs,
    unknownMaxAgeMs: limits.keyMaxAgeMs,
    monotonicNow,
  });
  const authenticator = new Authenticator({
    keys,
    developmentKeys: [options.developmentKey],
    production: false,
    windowMs: limits.signatureWindowMs,
    rememberedMax: limits.signaturesRememberedMax,
    now: Date.now,
    monotonicNow,
  });
  const serverOptions = {
    port: noCluster,
    authenticator,
    limits,
    logger: createLogger("warn"),
    corsOrigins: [],
    trustProxy: [],
    onAuthenticationFailure: () => {},
  };
  const app = await createHttpServer(serverOptions);
  app.post(options.url, {
    schema: { body: options.bodySchema, response: { 200: options.replySchema } },
    config: { isWrite: true },
    preValidation: authenticate(app, serverOptions),
    handler: async () => options.reply,
  });
  await app.ready();
  return app;
}

const status: ClusterStatus = {
  nodeId: 1,
  role: "leader",
  term: 1,
  leaderId: 1,
  leaderGatewayUrl: undefined,
  lastPosition: 1,
  commitPosition: 1,
  appliedPosition: 1,
  clusterTimeUs: 1,
  ingressLoad: 0,
  halted: undefined,
  shortage: undefined,
  isQuarantined: false,
  repairedBatches: 0,
  snapshot: undefined,
  snapshotsTaken: 0,
  snapshotsFailed: 0,
};

/** The route never asks for anything but the headers that every answer carries. */
const noCluster: ClusterPort = {
  submit: () => {},
  query: () => {},
  subscribe: () => ({ close: () => {} }),
  status: () => status,
};
