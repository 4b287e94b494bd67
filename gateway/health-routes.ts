import type { FastifyInstance } from "fastify";
import type { ClusterPort, ClusterStatus } from "./cluster-port.ts";
import { sendProblem, UNLIMITED } from "./http-server.ts";
import type { GatewayMetrics } from "./metrics.ts";
import { Problem } from "./problem.ts";

/** For those who watch the process: without a key, without limits, without documentation. */
export function addHealthRoutes(
  app: FastifyInstance,
  port: ClusterPort,
  metrics: GatewayMetrics,
  state: { readonly isClosing: boolean },
): void {
  const options = { config: UNLIMITED, schema: { hide: true } };
  app.get("/livez", options, (_request, reply) => reply.send({ status: "alive" }));
  app.get("/readyz", options, (_request, reply) => {
    const status = port.status();
    const problem = whyNotReady(status, state.isClosing);
    if (problem === undefined) return reply.send({ status: "ready", ...status });
    sendProblem(reply, problem);
    return reply;
  });
  app.get("/metrics", options, async (_request, reply) =>
    reply.header("content-type", metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}

function whyNotReady(status: ClusterStatus, isClosing: boolean): Problem | undefined {
  if (isClosing) return new Problem("SHUTTING_DOWN", "This gateway is closing; go on at another node.");
  if (status.isQuarantined) return new Problem("QUARANTINED", `${status.halted} Go on at another node.`);
  if (status.halted !== undefined) return new Problem("HALTED", status.halted);
  if (status.leaderId === 0) return new Problem("NO_LEADER", "No leader is known to this node.");
  return undefined;
}
