import type { FastifyInstance } from "fastify";
import type { JsonSchema } from "@lockstep/domain/contract/json-schema";
import { authenticate, createHttpServer, type HttpServerOptions } from "./http-server.ts";

export interface BareRouteOptions extends HttpServerOptions {
  readonly url: string;
  readonly bodySchema: JsonSchema;
  readonly replySchema: JsonSchema;
  /** What every request is answered with. */
  readonly reply: object;
}

/**
 * What the gateway is measured against: a Fastify server with the same plugins, limits and
 * authentication, and one route that validates its body by the schema in Fastify's own way and
 * answers at once. No cluster, no contract.
 */
export async function createBareRoute(options: BareRouteOptions): Promise<FastifyInstance> {
  const app = await createHttpServer(options);
  app.post(options.url, {
    schema: { body: options.bodySchema, response: { 200: options.replySchema } },
    config: { isWrite: true },
    preValidation: authenticate(app, options),
    handler: async () => options.reply,
  });
  await app.ready();
  return app;
}
