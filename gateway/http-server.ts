import type { Socket } from "node:net";
import cors from "@fastify/cors";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import underPressure from "@fastify/under-pressure";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Authenticator, Principal } from "./authenticator.ts";
import type { ClusterPort } from "./cluster-port.ts";
import type { GatewayLimits } from "./limits.ts";
import { Problem, PROBLEM_MEDIA_TYPE, PROBLEMS, type ProblemCode } from "./problem.ts";
import { KEY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER } from "./request-signature.ts";
import { toProblem } from "./to-problem.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set on routes that authenticate, before their handler. */
    principal: Principal | undefined;
    /** The body as received: what a signature covers. */
    rawBody: Uint8Array;
  }
  interface FastifyContextConfig {
    /** A signature for it is accepted once. */
    isWrite?: boolean;
    /** Answers also when the process is under pressure. */
    pressureHandler?: () => undefined;
  }
}

export interface HttpServerOptions {
  readonly port: ClusterPort;
  readonly authenticator: Authenticator;
  readonly limits: GatewayLimits;
  readonly logger: FastifyBaseLogger;
  /** Web pages of these origins may call: those of the members, so that a redirect works in a browser. */
  readonly corsOrigins: readonly string[];
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  readonly trustProxy: readonly string[];
  readonly onAuthenticationFailure: (code: string) => void;
}

/** Config of routes that are not limited: for those who watch the process. */
export const UNLIMITED: { rateLimit: false; pressureHandler: () => undefined } = {
  rateLimit: false,
  pressureHandler: () => undefined,
};

/**
 * A Fastify server with everything that all routes share: headers, limits, problem+json, signatures.
 * The gateway and the bare route that it is measured against are both built on it.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { limits, logger } = options;
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytesMax,
    ajv: {
      // Nothing is quietly put right. The schemas are made from contracts: to check them takes longer than to use them.
      customOptions: { removeAdditional: false, coerceTypes: false, validateSchema: false },
    },
    trustProxy: options.trustProxy.length === 0 ? false : [...options.trustProxy],
    forceCloseConnections: "idle",
    clientErrorHandler,
    frameworkErrors: (error, _request, reply) => sendError(error, reply as FastifyReply, logger),
  });
  app.decorateRequest("principal", undefined);
  app.decorateRequest("rawBody", null as unknown as Uint8Array);
  app.addHook("onRequest", (request, _reply, done) => {
    request.rawBody = NO_BODY;
    done();
  });
  acceptJson(app);
  app.setErrorHandler((error, _request, reply) => sendError(error, reply, logger));
  const methodsByPath = new Map<string, string[]>();
  app.addHook("onRoute", ({ url, method }) => {
    const methods = [method].flat().filter((each) => each === "GET" || each === "POST");
    methodsByPath.set(url, [...(methodsByPath.get(url) ?? []), ...methods]);
  });
  app.setNotFoundHandler((request, reply) => sendNotFound(methodsByPath, request, reply));
  showPositions(app, options.port);
  // Plain HTTP behind whoever ends TLS: telling a browser to insist on TLS here would lock it out of /docs.
  await app.register(helmet, {
    global: true,
    strictTransportSecurity: false,
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
  });
  await app.register(cors, corsOptions(options.corsOrigins));
  await app.register(underPressure, {
    sampleInterval: 500,
    retryAfter: 1,
    healthCheck: async () => options.port.status().ingressLoad < limits.ingressLoadMax,
    healthCheckInterval: HEALTH_CHECK_INTERVAL_MS,
    customError: UnderPressureProblem,
  });
  await app.register(rateLimit, {
    global: true,
    hook: "preHandler", // After the key is known to be the caller's own.
    max: limits.requestsPerSecondMax,
    timeWindow: 1000,
    cache: limits.keysCachedMax,
    enableDraftSpec: true,
    keyGenerator: (request: FastifyRequest) => request.principal?.keyId ?? request.ip,
    errorResponseBuilder: (_request, { max }) =>
      new Problem(
        "RATE_LIMITED",
        `At most ${max} requests a second are answered for one key. Nothing was applied.`,
      ),
  });
  return app;
}

/**
 * A hook for `preValidation`: the body is there and nothing was made of it yet. Failures are counted
 * per address, so that keys cannot be guessed at full speed.
 */
export function authenticate(
  app: FastifyInstance,
  options: HttpServerOptions,
): (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void {
  const { authenticator, onAuthenticationFailure } = options;
  const limitFailures = app.createRateLimit({
    max: FAILURES_PER_SECOND_MAX,
    timeWindow: 1000,
    keyGenerator: (request: FastifyRequest) => request.ip,
  });
  const fail = (request: FastifyRequest, error: Error, done: (error?: Error) => void): void => {
    onAuthenticationFailure(error instanceof Problem ? error.code : "INTERNAL");
    limitFailures(request).then((limit) => {
      const isExceeded = !limit.isAllowed && limit.isExceeded;
      done(
        isExceeded
          ? new Problem("RATE_LIMITED", "Too many requests from this address failed to authenticate.")
          : error,
      );
    }, done);
  };
  return (request, _reply, done) => {
    const parts = { method: request.method, path: request.url, body: request.rawBody };
    try {
      const principal = authenticator.authenticate(
        request.headers,
        parts,
        request.routeOptions.config.isWrite === true,
      );
      if (principal instanceof Promise) {
        principal.then(
          (found) => {
            request.principal = found;
            done();
          },
          (error: Error) => fail(request, error, done),
        );
        return;
      }
      request.principal = principal;
      done();
    } catch (error) {
      fail(request, error as Error, done);
    }
  };
}

export function sendProblem(reply: FastifyReply, problem: Problem): void {
  if (problem.statusCode === 503) reply.header("retry-after", RETRY_AFTER_SECONDS);
  reply
    .code(problem.statusCode)
    .header("content-type", PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(problem.body()));
}

/** The body is kept as it came, for the signature. */
function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    request.rawBody = body as Buffer;
    if (body.length === 0) {
      done(null, undefined);
      return;
    }
    let value: unknown;
    try {
      value = JSON.parse(body.toString());
    } catch (error) {
      done(new Problem("MALFORMED_JSON", `The body is not JSON: ${(error as Error).message}`));
      return;
    }
    done(null, value);
  });
}

function corsOptions(origins: readonly string[]): object {
  return {
    origin: origins.length === 0 ? false : [...origins],
    methods: ["GET", "POST"],
    allowedHeaders: [
      "content-type",
      "authorization",
      "idempotency-key",
      KEY_HEADER,
      TIMESTAMP_HEADER,
      SIGNATURE_HEADER,
    ],
    exposedHeaders: [POSITION_HEADER, NODE_HEADER, LEADER_HEADER, "location", "retry-after"],
    maxAge: 600,
  };
}

export const POSITION_HEADER = "x-log-position";
const NODE_HEADER = "x-cluster-node";
const LEADER_HEADER = "x-cluster-leader";

/** Every answer says where in the log it stands, which node gave it and which one leads. */
function showPositions(app: FastifyInstance, port: ClusterPort): void {
  app.addHook("onSend", (_request, reply, _payload, done) => {
    const status = port.status();
    if (!reply.hasHeader(POSITION_HEADER)) reply.header(POSITION_HEADER, status.appliedPosition);
    reply.header(NODE_HEADER, status.nodeId);
    reply.header(LEADER_HEADER, status.leaderId);
    done();
  });
}

function sendError(error: unknown, reply: FastifyReply, logger: FastifyBaseLogger): void {
  if (error instanceof Problem) {
    sendProblem(reply, error);
    return;
  }
  const code = fastifyProblem(error);
  if (code !== undefined) {
    sendProblem(reply, new Problem(code, (error as Error).message));
    return;
  }
  const body = toProblem(error, logger);
  reply.code(body.status).header("content-type", PROBLEM_MEDIA_TYPE).send(JSON.stringify(body));
}

/** Fastify's own errors under our stable codes. */
function fastifyProblem(error: unknown): ProblemCode | undefined {
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  switch (code) {
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return "BODY_TOO_LARGE";
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return "UNSUPPORTED_MEDIA_TYPE";
    case "FST_ERR_VALIDATION":
      return "INVALID_PARAMETER";
    default:
      return typeof statusCode === "number" && statusCode >= 400 && statusCode < 500
        ? "MALFORMED_REQUEST"
        : undefined;
  }
}

/** @param methodsByPath the router itself would take the path for a pattern, and fail on some */
function sendNotFound(
  methodsByPath: ReadonlyMap<string, readonly string[]>,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const path = request.url.split("?", 1)[0];
  const allowed = methodsByPath.get(path) ?? [];
  if (allowed.length === 0) {
    sendProblem(
      reply,
      new Problem("NOT_FOUND", `There is nothing at ${path.slice(0, 200)}; /docs lists what there is.`),
    );
    return;
  }
  reply.header("allow", allowed.join(", "));
  sendProblem(
    reply,
    new Problem("METHOD_NOT_ALLOWED", `${path} takes ${allowed.join(" and ")}, not ${request.method}.`),
  );
}

/** Bytes that are not HTTP: there is no request and no reply to answer with. */
function clientErrorHandler(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(
    new Problem("MALFORMED_REQUEST", "The request is not well-formed HTTP.").body(),
  );
  socket.end(
    `HTTP/1.1 ${PROBLEMS.MALFORMED_REQUEST.status} Bad Request\r\nContent-Type: ${PROBLEM_MEDIA_TYPE}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

class UnderPressureProblem extends Problem {
  constructor() {
    super(
      "OVERLOADED",
      "The gateway or the cluster is under pressure. Nothing was applied; retry after a moment.",
    );
  }
}

const NO_BODY = new Uint8Array(0);
const RETRY_AFTER_SECONDS = 1;
const FAILURES_PER_SECOND_MAX = 50;
const HEALTH_CHECK_INTERVAL_MS = 100;
