import swagger from "@fastify/swagger";
import apiReference from "@scalar/fastify-api-reference";
import type { FastifyInstance, FastifySchema } from "fastify";
import type { Catalog, RequestEntry } from "./catalog.ts";
import { UNLIMITED } from "./http-server.ts";
import { KEY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER } from "./request-signature.ts";

/** Registers OpenAPI 3.1 over the routes that follow, and a page at `/docs` that needs no other host. */
export async function addDocumentation(
  app: FastifyInstance,
  catalog: Catalog,
  version: string,
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Lockstep", version, description: DESCRIPTION },
      tags: catalog.services.map(({ name, doc }) => ({ name, description: doc })),
      components: {
        securitySchemes: {
          key: { type: "apiKey", in: "header", name: KEY_HEADER },
          timestamp: { type: "apiKey", in: "header", name: TIMESTAMP_HEADER },
          signature: { type: "apiKey", in: "header", name: SIGNATURE_HEADER },
        },
      },
      security: [{ key: [], timestamp: [], signature: [] }, { key: [] }],
    },
  });
  await app.register(async (docs) => {
    docs.addHook("onRoute", (route) => {
      route.config = { ...route.config, ...UNLIMITED };
    });
    docs.addHook("onSend", (_request, reply, _payload, done) => {
      reply.header("content-security-policy", DOCUMENTATION_POLICY);
      done();
    });
    await docs.register(apiReference, {
      routePrefix: "/docs",
      configuration: { withDefaultFonts: false, telemetry: false, hideClientButton: true, title: "Lockstep" },
    });
  });
}

export function commandSchema(catalog: Catalog, entry: RequestEntry): FastifySchema {
  return {
    ...operation(entry),
    body: entry.schema,
    querystring: {
      type: "object",
      properties: {
        forward: {
          type: "boolean",
          description: "Let this node pass the command on to the leader instead of redirecting.",
        },
      },
    },
    headers: {
      type: "object",
      properties: {
        "idempotency-key": {
          type: "string",
          description: "A retry with the same key is applied once and gets the first answer.",
          maxLength: 255,
        },
      },
    },
    response: responses(catalog, entry),
  };
}

export function querySchema(catalog: Catalog, entry: RequestEntry): FastifySchema {
  const { properties = {}, required = [] } = entry.schema as {
    properties?: object;
    required?: readonly string[];
  };
  return {
    ...operation(entry),
    querystring: {
      type: "object",
      properties: {
        ...properties,
        consistency: {
          type: "string",
          enum: ["linearizable", "local"],
          description: "local answers at once from this node's state, which may be behind.",
        },
        minPosition: {
          type: "integer",
          minimum: 0,
          description:
            "Answer from a state that has applied at least this position: read your own writes on any node.",
        },
      },
      required: [...required],
    },
    response: responses(catalog, entry),
  };
}

function operation(entry: RequestEntry): FastifySchema {
  return {
    tags: [entry.service],
    summary: entry.doc,
    operationId: `${entry.service}-${entry.name}`,
  };
}

function responses(catalog: Catalog, entry: RequestEntry): object {
  return {
    200: { description: "Applied.", headers: POSITION_HEADERS, ...catalog.replySchema(entry) },
    default: {
      description: `An error, or a rejection of the service: ${catalog.rejectionNames(entry.service).join(", ")}.`,
      content: { "application/problem+json": { schema: PROBLEM_SCHEMA } },
    },
  };
}

const POSITION_HEADERS = {
  "X-Log-Position": { type: "integer", description: "Where in the log the answer stands." },
  "X-Cluster-Node": { type: "integer", description: "The node that answered." },
  "X-Cluster-Leader": { type: "integer", description: "The leader; 0 when there is none." },
};

const PROBLEM_SCHEMA = {
  type: "object",
  description: "RFC 9457",
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", description: "Stable, for programs." },
    detail: { type: "string" },
    field: { type: "string", description: "What is wrong, such as PlaceOrder.quantityLots." },
    expected: { type: "string", description: "What the field takes." },
    value: { description: "What was given; of a rejection, what it needs to be understood." },
  },
  required: ["type", "title", "status", "code", "detail"],
};

const DESCRIPTION =
  "Commands change the state and answer after they are committed; queries ask for it. " +
  "Errors are RFC 9457 problems with a stable `code`. Every answer names its position in the log.";

/** Scalar's page builds styles and code at run time; nothing may come from another host. */
const DOCUMENTATION_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'self'";
