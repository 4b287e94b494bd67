import { writeSync } from "node:fs";
import { ClusterClient, type ClusterClientOptions } from "./client/cluster-client.ts";
import { nodeWorld } from "./client/node-world.ts";
import { SecretGatekeeper } from "./client/proof.ts";
import { clientSecretPath, openClientSecret } from "./client-secret.ts";
import { EventRing } from "./event-ring.ts";
import { limits } from "./limits.ts";
import { openLmdbLog } from "./log/lmdb-log-opening.ts";
import type { LogStore } from "./log/log-store.ts";
import { LogCompletions } from "./log-writer.ts";
import { Node } from "./node.ts";
import type { NodeStatus } from "./client/desk-messages.ts";
import { recover, type RecoveryProgress } from "./node-recovery.ts";
import { type Clock, type Logger, type Member, type Scheduler, SILENT_LOGGER } from "./ports.ts";
import type { ClusteredService } from "./service.ts";
import type { Skips } from "./skips.ts";
import { StateMachine } from "./state-machine.ts";
import { PipeDialer } from "./transport/pipe.ts";
import { TcpDialer, TcpListener } from "./transport/tcp.ts";

const DRAIN_MS_MAX = 5_000;

export interface StartNodeOptions {
  readonly nodeId: number;
  readonly clusterId: number;
  readonly dataDirectory: string;
  /** Where clients of the native protocol connect: `host:port`; port 0 takes a free one. */
  readonly listen: string;
  /** Where this node's gateway will be found. */
  readonly gatewayUrl?: string;
  /** Makes new services; called again when a state is rebuilt. */
  readonly services: () => readonly ClusteredService[];
  /** Of the services' randomness: the same on all members for ever. Default: the cluster id. */
  readonly seed?: number;
  readonly logger?: Logger;
  /** While the log is replayed. */
  readonly onRecovery?: (progress: RecoveryProgress) => void;
  /** The disk failed: nothing may be acknowledged any more. Default: say so on stderr and end the process. */
  readonly onFatal?: (error: Error) => void;
  /** Bytes of recent events kept for those who come back. */
  readonly eventRingBytes?: number;
}

export interface RunningNode {
  readonly node: Node;
  /** Where clients connect, with the port that was taken. */
  readonly address: string;
  /** The file whose content lets a gateway in another process be believed. */
  readonly secretPath: string;
  status(): NodeStatus;
  /** A client inside this process: no socket, no secret. */
  connect(options: Pick<ClusterClientOptions, "owner"> & Partial<ClusterClientOptions>): ClusterClient;
  /** Answers what is sequenced, hangs up, and closes the log. */
  stop(): Promise<void>;
}

/**
 * A node on this machine's disk, clock and network.
 *
 * @throws LogCorruptError, DirectoryInUseError, WrongDirectoryError, ReplayGapError, SecretFileError, and the
 *   system's errors (EADDRINUSE, EACCES)
 */
export async function startNode(options: StartNodeOptions): Promise<RunningNode> {
  const { nodeId, clusterId, dataDirectory } = options;
  const logger = options.logger ?? SILENT_LOGGER;
  const completions = new LogCompletions();
  completions.fatal = options.onFatal ?? endProcess;
  const log = await openLmdbLog({
    directory: dataDirectory,
    clusterId,
    nodeId,
    listener: completions,
    notice: (message) => logger.warn({}, message),
  });
  try {
    return await startOn(log, completions, options, logger);
  } catch (error) {
    await log.close();
    throw error;
  }
}

async function startOn(
  log: LogStore,
  completions: LogCompletions,
  options: StartNodeOptions,
  logger: Logger,
): Promise<RunningNode> {
  const { nodeId, clusterId, dataDirectory } = options;
  const secret = openClientSecret(dataDirectory);
  const makeMachine = (skips: Skips): StateMachine =>
    new StateMachine({
      services: options.services,
      seed: options.seed ?? clusterId,
      clusterId,
      skips,
      onQueryError: (error) => logger.error({ error: String(error) }, "a query's handler failed"),
    });
  const events = new EventRing(options.eventRingBytes ?? limits.eventRingBytes);
  const machine = await recoverInSlices(log, makeMachine, events, options.onRecovery);

  const acceptor = { accept: ((): never => unready()) as Node["ingress"]["accept"] };
  const listener = await TcpListener.open(options.listen, {
    accept: (connection, trusted) => acceptor.accept(connection, trusted),
  });
  // From here to `start` nothing is awaited: no connection can come in between.
  const address = listener.address;
  const members: Member[] = [{ nodeId, clientAddress: address, gatewayUrl: options.gatewayUrl }];
  const node = new Node({
    nodeId,
    clusterId,
    members,
    log,
    completions,
    machine,
    events,
    makeMachine,
    peers: { send: unready },
    gatekeeper: new SecretGatekeeper({ secret, nodeId, clusterId }),
    clock: systemClock,
    scheduler: systemScheduler,
    random: (bound) => Math.floor(Math.random() * bound),
    logger,
  });
  acceptor.accept = (connection, trusted) => node.ingress.accept(connection, trusted);
  node.start();

  const pipes = new PipeDialer(() => node.ingress);
  const sockets = new TcpDialer();
  return {
    node,
    address,
    secretPath: clientSecretPath(dataDirectory),
    status: () => node.desk.status(),
    connect: (clientOptions) =>
      new ClusterClient({
        dialer: {
          dial: (endpoint, connectionListener, onOpen) =>
            (endpoint === address ? pipes : sockets).dial(endpoint, connectionListener, onOpen),
        },
        endpoints: [address],
        clusterId,
        secret,
        world: nodeWorld,
        statusSource: () => node.desk.status(),
        ...clientOptions,
      }),
    stop: async () => {
      listener.stopAccepting();
      await node.stop(DRAIN_MS_MAX);
      await listener.close();
      await log.close();
    },
  };
}

async function recoverInSlices(
  log: LogStore,
  makeMachine: (skips: Skips) => StateMachine,
  events: EventRing,
  onProgress: ((progress: RecoveryProgress) => void) | undefined,
): Promise<StateMachine> {
  const recovery = recover({ log, makeMachine, events });
  for (;;) {
    const step = recovery.next();
    if (step.done === true) return step.value;
    onProgress?.(step.value);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** No stdout, no logger: they may be asynchronous, and the process must not acknowledge anything more. */
function endProcess(error: Error): void {
  writeSync(2, `${error.stack ?? error.message}\n`);
  process.exit(1);
}

function unready(): never {
  throw new Error("a cluster of one has no peers, and no connection comes before the node is made");
}

const systemClock: Clock = {
  monotonicUs: () => Math.floor(performance.now() * 1_000),
  wallUs: () => Date.now() * 1_000,
};

const systemScheduler: Scheduler = {
  atEndOfTurn: (run) => {
    setImmediate(run);
  },
  every: (intervalMs, run) => {
    const timer = setInterval(run, intervalMs);
    return () => clearInterval(timer);
  },
};
