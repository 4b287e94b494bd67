import { createBareRoute } from "@lockstep/gateway/bare-route";
import { exchangeProtocol, PLACE_ORDER_URL } from "./place-order.ts";
import { sayReady, stopOnSignal } from "./server-ready.ts";

/**
 * A process with the floor of the HTTP load test: the route that places orders, with the gateway's
 * plugins, schema and authentication, but without a cluster behind it.
 *
 *     node bare-route-process.js KEY REPLY
 */
const [key, reply] = process.argv.slice(2);
const app = await createBareRoute({
  url: PLACE_ORDER_URL,
  bodySchema: exchangeProtocol.named("PlaceOrder")!.jsonSchema,
  replySchema: exchangeProtocol.named("OrderPlaced")!.jsonSchema,
  reply: JSON.parse(reply) as object,
  developmentKey: { key, principalId: 1, roles: 1 },
  limits: { requestsPerSecondMax: 1_000_000_000 },
});
sayReady({ url: await app.listen({ host: "127.0.0.1", port: 0 }) });
stopOnSignal(() => app.close());
