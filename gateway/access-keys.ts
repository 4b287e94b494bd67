import { randomBytes } from "node:crypto";
import { Role } from "@lockstep/domain/contract/context";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Answer } from "./catalog.ts";
import { type Caller, Outcome } from "./cluster-port.ts";
import type { GatewayParts } from "./gateway.ts";
import { sendProblem } from "./http-server.ts";
import type { KeySource, StoredKey } from "./key-cache.ts";
import { Problem, PROBLEM_MEDIA_TYPE } from "./problem.ts";
import { outcomeProblem } from "./requests.ts";
import type { SecretBox } from "./secret-box.ts";

/** The names in the contract of the access service that the gateway relies on. */
const FIND_QUERY = "access.api-key";
const CREATE_COMMAND = "access.create-api-key";
const CHANNEL = "access.access";
const KEY_EVENT = "api-key-changed";

/** Keys from the cluster's own state: asked for when first used, forgotten when an event says so. */
export function accessKeySource({ catalog, requests, hub }: GatewayParts): KeySource {
  const query = catalog.request("query", FIND_QUERY);
  const channel = catalog.channel(CHANNEL)!;
  return {
    async find(keyId) {
      const answer = await ask(catalog, (handler) =>
        requests.query(
          GATEWAY,
          query.encode({ keyId }),
          { consistency: "local", minPosition: hub.placeOf(channel).position },
          handler,
        ),
      );
      if (answer.kind === "reply") return storedKey(answer.body as unknown as ApiKeyDetails);
      if (answer.problem.code === "UNKNOWN_API_KEY") return undefined;
      throw new Error(answer.problem.detail);
    },
    onChange(listener) {
      hub.tap(channel, {
        onEvent(event, view, offset) {
          // A principal's change may concern any of its keys.
          listener(event.name === KEY_EVENT ? String(event.toJson(view, offset).keyId) : undefined);
        },
        onGap: () => listener(),
      });
    },
  };
}

type Hook = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void;

/**
 * Adds `POST /v1/keys {principalId, keyId?}`: makes a key and tells its secret, once. The log only
 * ever sees the secret sealed; the service decides who may create keys.
 */
export function addKeyRoute(
  app: FastifyInstance,
  { catalog, requests }: GatewayParts,
  secretBox: SecretBox,
  authenticate: Hook,
): void {
  const command = catalog.request("command", CREATE_COMMAND);
  app.post("/v1/keys", {
    schema: KEY_ROUTE_SCHEMA,
    config: { isWrite: true },
    onRequest: (request, reply, done) => {
      const url = requests.redirectUrl(false);
      if (url === undefined) done();
      else {
        reply.header("location", url + request.url);
        sendProblem(reply, new Problem("NOT_LEADER", `Another node is the leader: ${url}`));
      }
    },
    preValidation: authenticate,
    handler: async (request, reply) => {
      const { principalId, keyId = `key-${randomBytes(8).toString("hex")}` } = request.body as KeyWish;
      const secret = randomBytes(SECRET_BYTES).toString("hex");
      const sealed = Buffer.from(secretBox.seal(keyId, Buffer.from(secret)));
      const message = command.encode({ principalId, keyId, encryptedSecret: sealed.toString("base64") });
      const answer = await ask(catalog, (handler) =>
        requests.submit(request.principal as Caller, message, undefined, handler),
      );
      if (answer.kind === "reply") return { keyId, secret };
      reply.code(answer.problem.status).header("content-type", PROBLEM_MEDIA_TYPE);
      return JSON.stringify(answer.problem);
    },
  });
}

interface KeyWish {
  readonly principalId: number;
  readonly keyId?: string;
}

const KEY_ROUTE_SCHEMA = {
  tags: ["access"],
  operationId: "access-make-key",
  summary: "Makes an API key and tells its secret, once.",
  body: {
    type: "object",
    properties: {
      principalId: {
        type: "integer",
        minimum: 1,
        maximum: 4_294_967_295,
        description: "who the key speaks for",
      },
      keyId: {
        type: "string",
        minLength: 1,
        maxLength: 40,
        pattern: "^[!-~]+$",
        description: "public name; made up when absent",
      },
    },
    required: ["principalId"],
    additionalProperties: false,
  },
};

/** As the JSON form of the access contract has it. */
interface ApiKeyDetails {
  readonly principalId: number;
  readonly roles: readonly string[];
  readonly isEnabled: boolean;
  readonly isRevoked: boolean;
  readonly encryptedSecret: string;
}

function storedKey(details: ApiKeyDetails): StoredKey | undefined {
  if (!details.isEnabled || details.isRevoked) return undefined;
  const roles = details.roles.reduce((bits, name) => bits | (ROLE_BITS[name] ?? 0), 0);
  return {
    principalId: details.principalId,
    roles,
    sealedSecret: Buffer.from(details.encryptedSecret, "base64"),
  };
}

const ROLE_BITS: Readonly<Record<string, number>> = {
  trader: Role.Trader,
  marketMaker: Role.MarketMaker,
  operator: Role.Operator,
  viewer: Role.Viewer,
};

/** A gateway asks in its own name: principal 0 is nobody's. */
const GATEWAY: Caller = { principalId: 0, roles: Role.Gateway };
const SECRET_BYTES = 32;

function ask(
  catalog: GatewayParts["catalog"],
  send: (handler: { onAnswer(outcome: Outcome, bytes: Uint8Array, position: number): void }) => void,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    send({
      onAnswer(outcome, bytes) {
        try {
          if (outcome === Outcome.Replied) resolve(catalog.answer(bytes));
          else reject(outcomeProblem(outcome, bytes, "command", false));
        } catch (error) {
          reject(error as Error);
        }
      },
    });
  });
}
