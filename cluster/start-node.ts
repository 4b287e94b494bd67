import { writeSync } from "node:fs";
import type { ActivationPolicy } from "./activation.ts";
import { type Build, noteBuild } from "./build-notes.ts";
import { seedOf } from "./cluster-id.ts";
import { ClusterClient, type ClusterClientOptions } from "./client/cluster-client.ts";
import { nodeWorld } from "./client/node-world.ts";
import { SecretGatekeeper } from "./client/proof.ts";
import { clientSecretPath, openClientSecret } from "./client-secret.ts";
import { type DiskReserve, DiskSpace, watchDiskSpace } from "./disk-space.ts";
import { FileQuarantineMark } from "./consistency/quarantine.ts";
import { EventRing } from "./event-ring.ts";
import { limits } from "./limits.ts";
import type { ArchivePolicy } from "./log/archive.ts";
import { openLmdbLog } from "./log/lmdb-log-opening.ts";
import type { DamagedLog } from "./log/damaged-log.ts";
import { LmdbLog } from "./log/lmdb-log.ts";
import type { LogListener, LogStore } from "./log/log-store.ts";
import type { LinkTarget } from "./links/courier.ts";
import { LogCompletions } from "./log-writer.ts";
import { fetchSnapshotFromMembers, repairFromMembers, RepairTrimmedError } from "./member-repair.ts";
import { Node } from "./node.ts";
import { renewNode } from "./node-renewal.ts";
import { processClock, processScheduler } from "./process-ports.ts";
import type { NodeStatus } from "./client/desk-messages.ts";
import { NoSnapshotError, recover, type RecoveryOptions, type RecoveryProgress } from "./node-recovery.ts";
import {
  type ContractFingerprint,
  type Logger,
  type Member,
  type PeerTransport,
  SILENT_LOGGER,
} from "./ports.ts";
import type { ClusteredService } from "./service.ts";
import type { Skips } from "./skips.ts";
import { FileSnapshots } from "./snapshots/file-snapshots.ts";
import { SnapshotCompletions } from "./snapshots/snapshot-duties.ts";
import { DEFAULT_SNAPSHOT_POLICY, type SnapshotPolicy } from "./snapshots/snapshot-policy.ts";
import type { ServicesModule } from "./snapshots/snapshot-worker.ts";
import { copiedBytes } from "./state-copy.ts";
import { StateMachine } from "./state-machine.ts";
import { PipeDialer } from "./transport/pipe.ts";
import type { PeerTlsFiles } from "./transport/peer-certificates.ts";
import { TcpPeers } from "./transport/peer-tcp.ts";
import { TcpDialer, TcpListener } from "./transport/tcp.ts";

const DRAIN_MS_MAX = 5_000;
/** For the copy of a state of this size, memory is got ready at the start: the first snapshot is to be a short pause too. */
const PREPARE_BYTES_MIN = 16_777_216;
/** A node that was told of no others has nobody to agree with. */
const ALONE_TOKEN = 1;

export interface StartNodeOptions {
  readonly nodeId: number;
  readonly clusterId: number;
  readonly dataDirectory: string;
  /** Where clients of the native protocol connect: `host:port`; port 0 takes a free one. */
  readonly listen: string;
  /** Where this node's gateway will be found; of a node that is a cluster by itself. */
  readonly gatewayUrl?: string;
  /** All of the cluster, this node among them. Default: this node is a cluster by itself. */
  readonly members?: readonly ClusterMember[];
  /**
   * Lets a node whose directory is empty found a cluster with `members`, when all of them prove to be empty and
   * were given the same token. Without it, an empty node waits for the leader of a cluster that knows it. A node
   * that is a cluster by itself needs none.
   */
  readonly initToken?: number;
  /** Where the other members connect, `host:port`. Default: what `members` says of this node. */
  readonly listenForPeers?: string;
  readonly peerTls?: PeerTlsFiles;
  /** Where the services of other clusters are that its own call. */
  readonly links?: readonly LinkTarget[];
  /** Where the secret is that lets clients in; the same file on all nodes. Default: the data directory. */
  readonly secretDirectory?: string;
  /** Makes new services; called again when a state is rebuilt. */
  readonly services: () => readonly ClusteredService[];
  /** Where another thread finds `services`, to write snapshots and to verify them. Default: no snapshots are taken. */
  readonly servicesModule?: ServicesModule;
  /** When snapshots are taken; what is left out is as in snapshot-policy.ts. */
  readonly snapshotPolicy?: Partial<SnapshotPolicy>;
  /** The highest version of the services that this build supports, from 1: `ServiceContext.version` is what the log activated of it. Default 1. */
  readonly version?: number;
  /** When a higher version is activated: once all voters support it, or when an operator says so. Default "asked". */
  readonly activate?: ActivationPolicy;
  /** Of the services' contracts: told to the other members, and shown to people. */
  readonly contracts?: readonly ContractFingerprint[];
  /** Noted in the data directory, so that a replay can tell whether it runs another one. */
  readonly build?: Build;
  /** Of the services' randomness: the same on all members for ever. Default: the number that the cluster was given (cluster-id.ts). */
  readonly seed?: number;
  readonly logger?: Logger;
  /** While the log is replayed. */
  readonly onRecovery?: (progress: RecoveryProgress) => void;
  /** The disk failed: nothing may be acknowledged any more. Default: say so on stderr and end the process. */
  readonly onFatal?: (error: Error) => void;
  /** What stays free on the disk: below it, commands are refused. Default: a tenth of it, 2 GiB at most. */
  readonly diskReserve?: DiskReserve;
  /** Default 256 MiB: what is trimmed from the log are whole segments. */
  readonly segmentBytesMax?: number;
  /** What becomes of trimmed segments; default "keep". */
  readonly archive?: ArchivePolicy;
  /** Bytes of recent events kept for those who come back. */
  readonly eventRingBytes?: number;
  /** Another log than the one on the disk, such as one in memory: what the disk costs is measured so. */
  readonly openLog?: (listener: LogListener) => LogStore;
}

/** A member and its addresses. */
export interface ClusterMember extends Member {
  /** Where it listens for the other members: `host:port`. */
  readonly peerAddress: string;
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
  /** Hands the lead over, answers what is sequenced, hangs up, and closes the log; once, however often it is called. */
  stop(): Promise<void>;
}

/**
 * A node on this machine's disk, clock and network.
 *
 * @throws LogCorruptError, DirectoryInUseError, WrongDirectoryError, NoSnapshotError (alone), SecretFileError,
 *   PeerCertificateError, MembersMissingError, LinkMissingError, RangeError for members that do not fit, and the system's errors (EADDRINUSE, EACCES)
 */
export async function startNode(options: StartNodeOptions): Promise<RunningNode> {
  if (options.members !== undefined) checkMembers(options.nodeId, options.members);
  const logger = options.logger ?? SILENT_LOGGER;
  const completions = new LogCompletions();
  completions.fatal = options.onFatal ?? endProcess;
  const log = options.openLog?.(completions) ?? (await openLog(options, completions, logger));
  try {
    if (options.build !== undefined) noteOwnBuild(options.build, options.dataDirectory, log, logger);
    const repairedBatches = log instanceof LmdbLog ? log.repairedBatches : 0;
    return await startOn(log, completions, options, logger, repairedBatches);
  } catch (error) {
    await log.close();
    throw error;
  }
}

/** A node starts all the same when it cannot: the note is for people. */
function noteOwnBuild(build: Build, directory: string, log: LogStore, logger: Logger): void {
  try {
    noteBuild(directory, { ...build, afterIndex: log.lastIndex, startedAt: new Date().toISOString() });
  } catch (error) {
    logger.warn({ error: String(error) }, "the build that starts could not be noted");
  }
}

async function openLog(
  options: StartNodeOptions,
  completions: LogCompletions,
  logger: Logger,
): Promise<LmdbLog> {
  const { nodeId, clusterId, dataDirectory: directory, members = [] } = options;
  const { segmentBytesMax, archive } = options;
  const open = {
    directory,
    clusterId,
    nodeId,
    listener: completions,
    notice: (message: string): void => logger.warn({}, message),
    ...(segmentBytesMax === undefined ? {} : { segmentBytesMax }),
    ...(archive === undefined ? {} : { archive }),
  };
  if (members.length < 2) return openLmdbLog(open);
  const listen = listenForPeers(options);
  const repair = (damaged: DamagedLog): Promise<void> =>
    repairFromMembers(damaged, { ...options, members, listen, logger });
  try {
    return await openLmdbLog({ ...open, repair });
  } catch (error) {
    if (!(error instanceof RepairTrimmedError)) throw error;
    const aside = await renewNode(directory);
    logger.error({ aside }, `${error.message}; this node joins again, and what it held is in ${aside}`);
    return openLmdbLog(open);
  }
}

function listenForPeers({ nodeId, members = [], listenForPeers }: StartNodeOptions): string {
  return listenForPeers ?? members.find((member) => member.nodeId === nodeId)!.peerAddress;
}

async function startOn(
  log: LogStore,
  completions: LogCompletions,
  options: StartNodeOptions,
  logger: Logger,
  repairedBatches: number,
): Promise<RunningNode> {
  const { nodeId, clusterId, version = 1 } = options;
  const notice = (message: string): void => logger.warn({}, message);
  const secretDirectory = options.secretDirectory ?? options.dataDirectory;
  const secret = openClientSecret(secretDirectory);
  const seed = options.seed ?? seedOf(clusterId);
  const makeMachine = (skips: Skips): StateMachine =>
    new StateMachine({
      services: options.services,
      versionMax: version,
      seed,
      clusterId,
      skips,
      onQueryError: (error) => logger.error({ error: String(error) }, "a query's handler failed"),
    });
  const events = new EventRing(options.eventRingBytes ?? limits.eventRingBytes);
  const snapshotCompletions = new SnapshotCompletions();
  const snapshotPolicy = { ...DEFAULT_SNAPSHOT_POLICY, ...options.snapshotPolicy };
  const snapshots =
    options.servicesModule === undefined
      ? undefined
      : new FileSnapshots({
          directory: options.dataDirectory,
          clusterId,
          seed,
          services: options.servicesModule,
          versionMax: version,
          listener: snapshotCompletions,
          notice,
        });
  const recovery = { log, makeMachine, events, snapshots, notice };
  const recoverNow = (): Promise<StateMachine> => recoverInSlices(recovery, options.onRecovery, logger);
  const machine = await recoverNow().catch(async (error: unknown) => {
    const { members = [] } = options;
    if (!(error instanceof NoSnapshotError) || snapshots === undefined || members.length < 2) throw error;
    logger.error({}, `${error.reason}; a snapshot is fetched from the other members`);
    const listen = listenForPeers(options);
    await fetchSnapshotFromMembers(log, snapshots, snapshotCompletions, {
      ...options,
      members,
      listen,
      logger,
    });
    return recoverNow();
  });

  for (const { schemaId } of machine.links) {
    const isKnown = options.links?.some((target) => target.schemaId === schemaId) === true;
    if (!isKnown) throw new LinkMissingError(schemaId);
  }
  if (snapshots !== undefined && copiedBytes(machine) >= PREPARE_BYTES_MIN) snapshots.prepare(machine);

  const made: { node?: Node } = {};
  const peers = peersOf(options, logger, made);
  const listener = await TcpListener.open(options.listen, {
    accept: (connection, trusted) => made.node!.ingress.accept(connection, trusted),
  });
  // From here until the node is made nothing is awaited: no connection can come in between.
  const { address } = listener;
  const members = options.members ?? [{ nodeId, clientAddress: address, gatewayUrl: options.gatewayUrl }];
  const initToken = options.initToken ?? (options.members === undefined ? ALONE_TOKEN : undefined);
  const space = new DiskSpace(options.diskReserve);
  const node = new Node({
    nodeId,
    clusterId,
    members,
    log,
    completions,
    machine,
    events,
    makeMachine,
    ...(initToken === undefined ? {} : { initToken }),
    space,
    ...(snapshots === undefined
      ? {}
      : { snapshots: { store: snapshots, completions: snapshotCompletions, policy: snapshotPolicy } }),
    peers: peers ?? NO_PEERS,
    ...(options.links === undefined ? {} : { links: { targets: options.links, dialer: new TcpDialer() } }),
    contracts: options.contracts ?? [],
    activate: options.activate ?? "asked",
    quarantine: new FileQuarantineMark(options.dataDirectory),
    repairedBatches,
    gatekeeper: new SecretGatekeeper({ secret, nodeId, clusterId }),
    clock: processClock,
    scheduler: processScheduler,
    random: (bound) => Math.floor(Math.random() * bound),
    logger,
  });
  made.node = node;
  const otherIds = node.membership.members.map((member) => member.nodeId).filter((id) => id !== nodeId);
  try {
    if (peers === undefined && otherIds.length > 0) throw new MembersMissingError(nodeId, otherIds);
    await peers?.open();
  } catch (error) {
    node.halt();
    await listener.close();
    throw error;
  }
  node.start();
  const stopWatching = watchDiskSpace(options.dataDirectory, space, logger);

  const ownAddress = node.desk.addressOf(nodeId);
  const others = members.filter((member) => member.nodeId !== nodeId).map((member) => member.clientAddress);
  const pipes = new PipeDialer(() => node.ingress);
  const sockets = new TcpDialer();
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    stopWatching();
    await node.stop(DRAIN_MS_MAX);
    listener.stopAccepting();
    await peers?.close();
    await listener.close();
    await snapshots?.close();
    await log.close();
  };
  return {
    node,
    address,
    secretPath: clientSecretPath(secretDirectory),
    status: () => node.desk.status(),
    connect: (clientOptions) =>
      new ClusterClient({
        dialer: {
          dial: (endpoint, connectionListener, onOpen) =>
            (endpoint === ownAddress ? pipes : sockets).dial(endpoint, connectionListener, onOpen),
        },
        endpoints: [ownAddress, ...others],
        readEndpoints: [ownAddress, ...others], // The others when this node is in quarantine.
        clusterId,
        secret,
        world: nodeWorld,
        statusSource: () => node.desk.status(),
        stageSource: () => node.stages.summary(),
        ...clientOptions,
      }),
    stop: () => (stopped ??= stop()),
  };
}

/** A service calls one that is not in this cluster, and nobody said where it is. */
export class LinkMissingError extends Error {
  override readonly name = "LinkMissingError";
  readonly code = "LINK_MISSING";
  readonly schemaId: number;

  constructor(schemaId: number) {
    super(
      `a service of this cluster calls the one with schema id ${schemaId}, which is in another cluster: ` +
        "say where that is (links)",
    );
    this.schemaId = schemaId;
  }
}

/** A node was started as a cluster by itself on the directory of one that has others. */
export class MembersMissingError extends Error {
  override readonly name = "MembersMissingError";
  readonly code = "MEMBERS_MISSING";

  constructor(nodeId: number, others: readonly number[]) {
    super(
      `node ${nodeId} belongs to a cluster with node ${others.join(" and ")}: start it with --members that names them all, ` +
        "or with an empty directory",
    );
  }
}

/** @throws RangeError */
function checkMembers(nodeId: number, members: readonly ClusterMember[]): void {
  const ids = members.map((member) => member.nodeId);
  if (new Set(ids).size < ids.length) throw new RangeError(`a member is named twice: ${ids.join(", ")}`);
  if (!ids.includes(nodeId)) {
    throw new RangeError(`node ${nodeId} is not among the members (${ids.join(", ")}): name it too`);
  }
}

/** Connections to the others; none for a node that is a cluster by itself. @param made the node, as soon as there is one */
function peersOf(options: StartNodeOptions, logger: Logger, made: { node?: Node }): TcpPeers | undefined {
  const { nodeId, clusterId, members, peerTls } = options;
  if (members === undefined) return undefined;
  return new TcpPeers({
    nodeId,
    clusterId,
    introductionTo: (memberId) => made.node!.introductionTo(memberId),
    onIntroduced: (memberId, identity) => made.node?.onPeerIntroduced(memberId, identity),
    onOverheard: (introduction) => made.node?.onPeerOverheard(introduction),
    listen: listenForPeers(options),
    members,
    versionMax: options.version ?? 1,
    fingerprints: options.contracts ?? [],
    onMessage: (message, wallUs) => made.node?.onPeerMessage(message, wallUs),
    onTransfer: (memberId, word) => made.node?.onPeerTransfer(memberId, word),
    onConnectionClosed: (memberId) => made.node?.onPeerClosed(memberId),
    onUnreachable: (memberId) => made.node?.onPeerUnreachable(memberId),
    logger,
    ...(peerTls === undefined ? {} : { tls: peerTls }),
  });
}

async function recoverInSlices(
  options: RecoveryOptions,
  onProgress: ((progress: RecoveryProgress) => void) | undefined,
  logger: Logger,
): Promise<StateMachine> {
  const beganMs = performance.now();
  const recovery = recover(options);
  let snapshotPosition: number | undefined;
  let loadedMs = beganMs;
  for (;;) {
    const step = recovery.next();
    if (step.done === true) {
      const { appliedPosition: position } = step.value;
      const loadSeconds = (loadedMs - beganMs) / 1_000;
      const replaySeconds = (performance.now() - loadedMs) / 1_000;
      logger.info({ snapshotPosition, loadSeconds, position, replaySeconds }, "the state is recovered");
      return step.value;
    }
    if (snapshotPosition === undefined) {
      snapshotPosition = step.value.position;
      loadedMs = performance.now();
    }
    onProgress?.(step.value);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** No stdout, no logger: they may be asynchronous, and the process must not acknowledge anything more. */
function endProcess(error: Error): void {
  writeSync(2, `${error.stack ?? error.message}\n`);
  process.exit(1);
}

const NO_PEERS: PeerTransport = {
  send: (message) => {
    throw new Error(`a cluster of one has no member ${message.to}`);
  },
};
