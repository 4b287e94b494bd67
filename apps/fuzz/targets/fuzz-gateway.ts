import { NO_STATUS } from "@lockstep/cluster/client/cluster-port";
import { encodeRejected } from "@lockstep/cluster/system-messages";
import { application } from "@lockstep/exchange/application";
import { type ClusterPort, type ClusterStatus, Outcome } from "@lockstep/gateway/cluster-port";
import {
  createGateway,
  type Gateway,
  type GatewayOptions,
  type GatewayParts,
} from "@lockstep/gateway/gateway";
import { createLogger } from "@lockstep/gateway/logger";

export const KEY = "dev-0123456789abcdef";

/** A gateway in front of a cluster that rejects everything; what the gateway itself does not understand, it collects. */
export interface FuzzGateway {
  readonly gateway: Gateway;
  readonly parts: GatewayParts;
  /** Errors that nobody expected, as they were logged. */
  readonly unexpected: unknown[];
}

export async function fuzzGateway(): Promise<FuzzGateway> {
  const unexpected: unknown[] = [];
  const logger = createLogger("silent");
  const note = (facts: unknown): void => {
    if (typeof facts === "object" && facts !== null && "err" in facts) unexpected.push(facts.err);
  };
  Object.assign(logger, { warn: note, error: note, child: () => logger });
  let parts: GatewayParts | undefined;
  const options: GatewayOptions = {
    protocols: application.protocols,
    port: new RejectingCluster(),
    keySource: (made) => {
      parts = made;
      return { find: async () => undefined, onChange: () => {} };
    },
    developmentKeys: [{ key: KEY, principalId: 5, roles: 15 }],
    limits: { requestsPerSecondMax: 1_000_000_000 },
    logger,
  };
  return { gateway: await createGateway(options), parts: parts!, unexpected };
}

class RejectingCluster implements ClusterPort {
  private readonly rejection = encodeRejected({ schemaId: 2, code: 3, value: 1 });

  submit(...[, , , listener, tag]: Parameters<ClusterPort["submit"]>): void {
    listener.onAnswer(tag, Outcome.Replied, this.rejection, 1);
  }
  query(...[, , , listener, tag]: Parameters<ClusterPort["query"]>): void {
    listener.onAnswer(tag, Outcome.Replied, this.rejection, 1);
  }
  subscribe(): { close: () => void } {
    return { close: () => {} };
  }
  status(): ClusterStatus {
    return { ...NO_STATUS, nodeId: 1, role: "leader", leaderId: 1 };
  }
}
