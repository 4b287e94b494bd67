import { createHmac } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDiskReserve } from "@lockstep/cluster/disk-space";
import { readClientSecret } from "@lockstep/cluster/client-secret";
import { type ClusterMember, type RunningNode, startNode } from "@lockstep/cluster/start-node";
import type { PeerTlsFiles } from "@lockstep/cluster/transport/peer-certificates";
import { Role } from "@lockstep/domain/contract/context";
import { accessKeySource } from "@lockstep/gateway/access-keys";
import { type Gateway, createGateway } from "@lockstep/gateway/gateway";
import { createLogger } from "@lockstep/gateway/logger";
import { type KeySource } from "@lockstep/gateway/key-cache";
import { type Application, fingerprintsOf, hasKeys, servicesModuleOf, versionOf } from "./application.ts";
import { claimDirectory } from "./data-owner.ts";
import { DEVELOPER } from "./developer.ts";
import { buildOf } from "./build.ts";
import { DemoFiller } from "./demo-filler.ts";
import { openSecretBox } from "./key-file.ts";
import { linkTargets } from "./links.ts";
import { hostAndPort } from "./members.ts";
import type { NodeOptions } from "./options.ts";

const GATEWAY_OWNER = { principalId: 0, roles: Role.Gateway };

export interface ApplicationNode {
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
 * A node of the application's cluster and its gateway, in this process.
 *
 * @throws NoKeysError in production without API keys, OtherApplicationError, NoLinkError, and what startNode throws
 */
export async function startApplicationNode(
  application: Application,
  options: NodeOptions,
): Promise<ApplicationNode> {
  const { protocols } = application;
  const { members } = options;
  if (options.production && !hasKeys(application)) throw new NoKeysError(application);
  claimDirectory(options.data, application);
  const directory = join(options.data, `node-${options.node}`);
  mkdirSync(directory, { recursive: true });
  const logger = createLogger(options.logLevel);
  const node = await startNode({
    nodeId: options.node,
    clusterId: options.cluster,
    dataDirectory: directory,
    secretDirectory: options.data,
    listen: addressOf(options.host, options.clientPort),
    services: () => application.services(),
    version: versionOf(application),
    servicesModule: servicesModuleOf(application),
    snapshotPolicy: {
      ...(options.snapshotCommands === undefined ? {} : { commands: options.snapshotCommands }),
      ...(options.snapshotBytes === undefined ? {} : { bytes: options.snapshotBytes }),
      ...(options.snapshotMinutes === undefined ? {} : { minutes: options.snapshotMinutes }),
      ...(options.snapshotBy === undefined ? {} : { by: options.snapshotBy }),
    },
    contracts: fingerprintsOf(application),
    links: linkTargets(application, options.link ?? []),
    ...(options.activate === undefined ? {} : { activate: options.activate }),
    build: buildOf(application),
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

  const port = node.connect({ owner: GATEWAY_OWNER });
  const caller = DEVELOPER;
  const developmentKey = options.production ? undefined : developmentKeyOf(options, node.secretPath);
  const secretBox = openSecretBox(options.data);
  const gateway = await createGateway({
    protocols,
    port,
    keySource: hasKeys(application) ? accessKeySource : () => NO_KEYS,
    secretBox,
    developmentKeys: developmentKey === undefined ? [] : [{ key: developmentKey, ...caller }],
    production: options.production,
    forward: options.forward ?? false,
    corsOrigins: (members ?? []).map(({ gatewayUrl }) => gatewayUrl!),
    logger,
    ...(options.rateLimit === undefined ? {} : { limits: { requestsPerSecondMax: options.rateLimit } }),
  });
  const demo =
    options.demo && !options.production && application.demo !== undefined
      ? new DemoFiller(application.demo, node, port, caller, protocols)
      : undefined;
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

/** Of an application without the access service: there is the development key, and no other. */
const NO_KEYS: KeySource = { find: () => Promise.resolve(undefined), onChange: () => {} };

/** Nobody could ever speak to the gateway: the development key is off, and no service has others. */
export class NoKeysError extends Error {
  override readonly name = "NoKeysError";
  readonly code = "NO_KEYS";

  constructor({ name }: Application) {
    super(
      `${name} has no API keys, and --production has no development key: add accessService(new Access()) to its ` +
        "services and protocol(accessContract, accessCodecs) to its protocols (domain/access)",
    );
  }
}

function peerTlsFiles(directory: string): PeerTlsFiles {
  return {
    certificatePath: join(directory, "certificate.pem"),
    keyPath: join(directory, "key.pem"),
    authorityPath: join(directory, "authority.pem"),
  };
}

function listenForPeers(options: NodeOptions, members: readonly ClusterMember[]): string {
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
function developmentKeyOf({ host }: NodeOptions, secretPath: string): string {
  if (host === "localhost" || host === "::1" || host.startsWith("127.")) return "dev";
  const digest = createHmac("sha256", readClientSecret(secretPath)).update("development key").digest("hex");
  return `dev-${digest.slice(0, 32)}`;
}
