import { createHmac } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClusteredService } from "@lockstep/cluster/service";
import { parseDiskReserve } from "@lockstep/cluster/disk-space";
import { readClientSecret } from "@lockstep/cluster/client-secret";
import { type ClusterMember, type RunningNode, startNode } from "@lockstep/cluster/start-node";
import type { PeerTlsFiles } from "@lockstep/cluster/transport/peer-certificates";
import { Role } from "@lockstep/domain/contract/context";
import { accessKeySource } from "@lockstep/gateway/access-keys";
import { type Gateway, createGateway } from "@lockstep/gateway/gateway";
import { createLogger } from "@lockstep/gateway/logger";
import { DEVELOPER_PRINCIPAL_ID } from "./demo.ts";
import { DemoFiller } from "./demo-filler.ts";
import { openSecretBox } from "./key-file.ts";
import { hostAndPort } from "./members.ts";
import type { ExchangeOptions } from "./options.ts";
import { createFingerprints, createProtocols, createServices, servicesModule } from "./services.ts";

const ALL_ROLES = Role.Trader | Role.MarketMaker | Role.Operator | Role.Viewer;
const GATEWAY_OWNER = { principalId: 0, roles: Role.Gateway };

export interface ExchangeNode {
  readonly node: RunningNode;
  readonly gateway: Gateway;
  /** `http://host:port`. */
  readonly url: string;
  /** Undefined in production. */
  readonly developmentKey: string | undefined;
  /** Settled when the demo is there, or is not wanted. */
  readonly filled: Promise<void>;
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
  const { members } = options;
  const directory = join(options.data, `node-${options.node}`);
  mkdirSync(directory, { recursive: true });
  const logger = createLogger(options.logLevel);
  const node = await startNode({
    nodeId: options.node,
    clusterId: options.cluster,
    dataDirectory: directory,
    secretDirectory: options.data,
    listen: addressOf(options.host, options.clientPort),
    services,
    servicesModule,
    snapshotPolicy: {
      ...(options.snapshotCommands === undefined ? {} : { commands: options.snapshotCommands }),
      ...(options.snapshotBytes === undefined ? {} : { bytes: options.snapshotBytes }),
      ...(options.snapshotMinutes === undefined ? {} : { minutes: options.snapshotMinutes }),
      ...(options.snapshotBy === undefined ? {} : { by: options.snapshotBy }),
    },
    contracts: createFingerprints(),
    logger: {
      info: (facts, message) => logger.info(facts, message),
      warn: (facts, message) => logger.warn(facts, message),
      error: (facts, message) => logger.error(facts, message),
    },
    ...(options.port === 0 ? {} : { gatewayUrl: `http://${addressOf(options.host, options.port)}` }),
    ...(options.diskReserve === undefined ? {} : { diskReserve: parseDiskReserve(options.diskReserve)! }),
    ...(options.segmentMib === undefined ? {} : { segmentBytesMax: options.segmentMib * 2 ** 20 }),
    ...(options.archive === undefined ? {} : { archive: options.archive }),
    ...(options.init === undefined ? {} : { initToken: options.init }),
    ...(options.peerTls === undefined ? {} : { peerTls: peerTlsFiles(options.peerTls) }),
    ...(members === undefined ? {} : { members, listenForPeers: listenForPeers(options, members) }),
  });
  const pidPath = join(directory, "pid");
  writeFileSync(pidPath, `${process.pid}\n`);

  const protocols = createProtocols();
  const port = node.connect({ owner: GATEWAY_OWNER });
  const caller = { principalId: DEVELOPER_PRINCIPAL_ID, roles: ALL_ROLES };
  const developmentKey = options.production ? undefined : developmentKeyOf(options, node.secretPath);
  const secretBox = openSecretBox(options.data);
  const gateway = await createGateway({
    protocols,
    port,
    keySource: accessKeySource,
    secretBox,
    developmentKeys: developmentKey === undefined ? [] : [{ key: developmentKey, ...caller }],
    production: options.production,
    forward: options.forward ?? false,
    corsOrigins: (members ?? []).map(({ gatewayUrl }) => gatewayUrl!),
    logger,
    ...(options.rateLimit === undefined ? {} : { limits: { requestsPerSecondMax: options.rateLimit } }),
  });
  const demo =
    options.demo && !options.production ? new DemoFiller(node, port, caller, protocols) : undefined;
  // By itself it opens when all is there. A member opens at once: it may have to wait for the others.
  if (members === undefined) await demo?.filled;
  const url = await gateway.listen({ host: options.host, port: options.port });
  return {
    node,
    gateway,
    url,
    developmentKey,
    filled: demo?.filled ?? Promise.resolve(),
    async stop() {
      demo?.stop();
      await gateway.close();
      port.stop();
      await node.stop();
      rmSync(pidPath, { force: true });
    },
  };
}

function peerTlsFiles(directory: string): PeerTlsFiles {
  return {
    certificatePath: join(directory, "certificate.pem"),
    keyPath: join(directory, "key.pem"),
    authorityPath: join(directory, "authority.pem"),
  };
}

function listenForPeers(options: ExchangeOptions, members: readonly ClusterMember[]): string {
  const own = members.find(({ nodeId }) => nodeId === options.node);
  return addressOf(options.host, own === undefined ? 0 : hostAndPort(own.peerAddress).port);
}

function addressOf(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * On the loopback address, a word: whoever can reach it can read this terminal anyway. Elsewhere a secret, the
 * same on all nodes that share the cluster's.
 */
function developmentKeyOf({ host }: ExchangeOptions, secretPath: string): string {
  if (host === "localhost" || host === "::1" || host.startsWith("127.")) return "dev";
  const digest = createHmac("sha256", readClientSecret(secretPath)).update("development key").digest("hex");
  return `dev-${digest.slice(0, 32)}`;
}
