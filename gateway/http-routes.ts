import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import type { AnswerHandler } from "./answer-desk.ts";
import type { Answer, Catalog, RequestEntry } from "./catalog.ts";
import { Outcome } from "./cluster-port.ts";
import { POSITION_HEADER, sendProblem } from "./http-server.ts";
import { checkIdempotencyKey } from "./idempotency.ts";
import { commandSchema, querySchema } from "./openapi.ts";
import { Problem, PROBLEM_MEDIA_TYPE } from "./problem.ts";
import { parseReadOptions, READ_PARAMETERS } from "./request-options.ts";
import { SIGNATURE_HEADER } from "./request-signature.ts";
import { outcomeProblem, type Requests } from "./requests.ts";

type Hook = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void;

/** `POST /v1/<service>/<command>` and `GET /v1/<service>/<query>` for everything in the contracts. */
export function addContractRoutes(
  app: FastifyInstance,
  catalog: Catalog,
  requests: Requests,
  authenticate: Hook,
): void {
  for (const entry of catalog.requests) {
    if (entry.kind === "command") addCommand(app, catalog, requests, entry, authenticate);
    else addQuery(app, catalog, requests, entry, authenticate);
  }
}

function addCommand(
  app: FastifyInstance,
  catalog: Catalog,
  requests: Requests,
  entry: RequestEntry,
  authenticate: Hook,
): void {
  app.route({
    method: "POST" as HTTPMethods,
    url: entry.url,
    schema: commandSchema(catalog, entry),
    ...contractValidates,
    config: { isWrite: true },
    // Before the body is read and the key is checked: the leader does both.
    onRequest: (request, reply, done) => {
      const url = requests.redirectUrl(isForwarded(request));
      if (url === undefined) done();
      else redirect(reply, url + request.url);
    },
    preValidation: authenticate,
    handler: (request, reply) => {
      const forward = isForwarded(request);
      const message = entry.encode(request.body ?? {});
      const key =
        idempotencyKeyOf(request) ?? (forward || requests.forwardsAlways ? signatureKey(request) : undefined);
      requests.submit(
        principalOf(request),
        message,
        key,
        new HttpAnswer(catalog, entry, reply, key !== undefined),
      );
    },
  });
}

function addQuery(
  app: FastifyInstance,
  catalog: Catalog,
  requests: Requests,
  entry: RequestEntry,
  authenticate: Hook,
): void {
  app.route({
    method: "GET" as HTTPMethods,
    url: entry.url,
    schema: querySchema(catalog, entry),
    ...contractValidates,
    preValidation: authenticate,
    handler: (request, reply) => {
      const parameters = { ...(request.query as Record<string, unknown>) };
      const read = parseReadOptions(parameters);
      for (const name of READ_PARAMETERS) delete parameters[name];
      const message = entry.encodeParameters(parameters);
      requests.query(principalOf(request), message, read, new HttpAnswer(catalog, entry, reply, false));
    },
  });
}

/**
 * The route's schema is for OpenAPI: the contract's own JSON form checks the same while it encodes,
 * once instead of twice, and names field, value and what the field takes.
 */
const contractValidates = {
  validatorCompiler: () => () => true,
  serializerCompiler: () => (body: unknown) => JSON.stringify(body),
};

/** Waits for the cluster's answer to one HTTP request and sends it. */
class HttpAnswer implements AnswerHandler {
  readonly #catalog: Catalog;
  readonly #entry: RequestEntry;
  readonly #reply: FastifyReply;
  readonly #hasIdempotencyKey: boolean;

  constructor(catalog: Catalog, entry: RequestEntry, reply: FastifyReply, hasIdempotencyKey: boolean) {
    this.#catalog = catalog;
    this.#entry = entry;
    this.#reply = reply;
    this.#hasIdempotencyKey = hasIdempotencyKey;
  }

  onAnswer(outcome: Outcome, bytes: Uint8Array, position: number): void {
    const reply = this.#reply;
    if (outcome !== Outcome.Replied) {
      sendProblem(reply, outcomeProblem(outcome, bytes, this.#entry.kind, this.#hasIdempotencyKey));
      return;
    }
    reply.header(POSITION_HEADER, position);
    let answer: Answer;
    try {
      answer = this.#catalog.answer(bytes);
    } catch (error) {
      reply.send(error);
      return;
    }
    if (answer.kind === "reply") {
      const body = this.#entry.replies.length === 1 ? answer.body : { reply: answer.name, ...answer.body };
      reply.header("content-type", JSON_MEDIA_TYPE).send(JSON.stringify(body));
    } else {
      reply
        .code(answer.problem.status)
        .header("content-type", PROBLEM_MEDIA_TYPE)
        .send(JSON.stringify(answer.problem));
    }
  }
}

const JSON_MEDIA_TYPE = "application/json; charset=utf-8";

function principalOf(request: FastifyRequest): NonNullable<FastifyRequest["principal"]> {
  if (request.principal === undefined) throw new Problem("UNAUTHENTICATED", "The request carries no key.");
  return request.principal;
}

/** @throws Problem when there are other parameters than `forward`, or it is neither true nor false */
function isForwarded(request: FastifyRequest): boolean {
  const { forward = "false", ...others } = request.query as Readonly<Record<string, unknown>>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new Problem(
      "INVALID_PARAMETER",
      `A command takes no parameter ${unknown.slice(0, 60)} in its URL; its fields go into the body.`,
      {
        field: unknown.slice(0, 60),
      },
    );
  }
  if (forward !== "true" && forward !== "false") {
    throw new Problem("INVALID_PARAMETER", "forward takes true or false.", {
      field: "forward",
      expected: "true or false",
    });
  }
  return forward === "true";
}

function idempotencyKeyOf(request: FastifyRequest): string | undefined {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return undefined;
  const text = String(key);
  checkIdempotencyKey(text);
  return text;
}

/**
 * A node that forwards does not see what other nodes saw: so that a signed write copied off the wire
 * is not applied again through another node, its signature is its idempotency key.
 */
function signatureKey(request: FastifyRequest): string | undefined {
  const signature = request.headers[SIGNATURE_HEADER];
  return typeof signature === "string" ? `signature:${signature.toLowerCase()}` : undefined;
}

function redirect(reply: FastifyReply, location: string): void {
  reply.header("location", location);
  sendProblem(reply, new Problem("NOT_LEADER", `Another node is the leader: ${location}`, { location }));
}
