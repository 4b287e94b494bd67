import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusteredService } from "@lockstep/cluster/service";
import { type RunningNode, startNode } from "@lockstep/cluster/start-node";
import { Role } from "@lockstep/domain/contract/context";
import { accessKeySource } from "@lockstep/gateway/access-keys";
import { type Gateway, createGateway } from "@lockstep/gateway/gateway";
import { createLogger } from "@lockstep/gateway/logger";
import { SecretBox } from "@lockstep/gateway/secret-box";
import { ClusterChannel, ClusterRequestError } from "./cluster-channel.ts";
import { DEVELOPER_PRINCIPAL_ID, fillWithDemo, hasDemo } from "./demo.ts";
import type { ExchangeOptions } from "./options.ts";
import { createProtocols, createServices } from "./services.ts";

const ALL_ROLES = Role.Trader | Role.MarketMaker | Role.Operator | Role.Viewer;
const GATEWAY_OWNER = { principalId: 0, roles: Role.Gateway };
const DEMO_TIMEOUT_MS = 10_000;
/** The second show of the demo goes on sale this long after the first start. */
const SECOND_SHOW_AFTER_US = 10 * 60 * 1_000_000;

export interface ExchangeNode {
  readonly node: RunningNode;
  readonly gateway: Gateway;
  /** `http://host:port`. */
  readonly url: string;
  /** Undefined in production. */
  readonly developmentKey: string | undefined;
  stop(): Promise<void>;
}

/**
 * A node of the cluster and its gateway, in this process.
 *
 * @param services what the cluster runs: tests have some with a bug
 */
export async function startExchangeNode(
  options: ExchangeOptions,
  services: () => ClusteredService[] = createServices,
): Promise<ExchangeNode> {
  const directory = join(options.data, `node-${options.node}`);
  mkdirSync(directory, { recursive: true });
  const logger = createLogger(options.logLevel);
  const node = await startNode({
    nodeId: options.node,
    clusterId: options.cluster,
    dataDirectory: directory,
    listen: `${options.host}:${options.clientPort}`,
    services,
    logger: {
      info: (facts, message) => logger.info(facts, message),
      warn: (facts, message) => logger.warn(facts, message),
      error: (facts, message) => logger.error(facts, message),
    },
    ...(options.port === 0 ? {} : { gatewayUrl: `http://${options.host}:${options.port}` }),
  });
  const pidPath = join(directory, "pid");
  writeFileSync(pidPath, `${process.pid}\n`);

  const protocols = createProtocols();
  const port = node.connect({ owner: GATEWAY_OWNER });
  const caller = { principalId: DEVELOPER_PRINCIPAL_ID, roles: ALL_ROLES };
  if (options.demo && !options.production) {
    const idempotencyPrefix = "demo";
    const channel = new ClusterChannel({
      port,
      caller,
      protocols,
      timeoutMs: DEMO_TIMEOUT_MS,
      idempotencyPrefix,
    });
    try {
      if (!(await hasDemo(channel))) await fillWithDemo(channel, Date.now() * 1_000 + SECOND_SHOW_AFTER_US);
    } catch (error) {
      // A node whose apply is halted comes up all the same: an operator gets past it through its ports.
      if (!(error instanceof ClusterRequestError) || error.code !== "Halted") throw error;
    }
  }

  const developmentKey = options.production ? undefined : isLoopback(options.host) ? "dev" : randomKey();
  const secretBox = SecretBox.open(join(options.data, "api-keys.secret"));
  const gateway = await createGateway({
    protocols,
    port,
    keySource: accessKeySource,
    secretBox,
    developmentKeys: developmentKey === undefined ? [] : [{ key: developmentKey, ...caller }],
    production: options.production,
    logger,
    ...(options.rateLimit === undefined ? {} : { limits: { requestsPerSecondMax: options.rateLimit } }),
  });
  const url = await gateway.listen({ host: options.host, port: options.port });
  return {
    node,
    gateway,
    url,
    developmentKey,
    async stop() {
      await gateway.close();
      port.stop();
      await node.stop();
      rmSync(pidPath, { force: true });
    },
  };
}

/** Whoever can reach the loopback address can read the key from this terminal anyway. */
function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

function randomKey(): string {
  return `dev-${randomBytes(16).toString("hex")}`;
}
