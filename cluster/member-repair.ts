import { answerFetch, fetchSource } from "./log-fetch.ts";
import type { DamagedLog } from "./log/damaged-log.ts";
import type { LogStore } from "./log/log-store.ts";
import { describeStuck, LogRepair, type RepairStuck } from "./log-repair.ts";
import { raftIdOf } from "./member-id.ts";
import type { Introduction, Logger, PeerMember } from "./ports.ts";
import { processClock, processScheduler } from "./process-ports.ts";
import { MessageType } from "./raft/message.ts";
import type { SnapshotCompletions } from "./snapshots/snapshot-duties.ts";
import { SnapshotFetch } from "./snapshots/snapshot-fetch.ts";
import type { SnapshotInfo, SnapshotStore } from "./snapshots/snapshot-store.ts";
import type { PeerTlsFiles } from "./transport/peer-certificates.ts";
import { TcpPeers, type TcpPeersOptions } from "./transport/peer-tcp.ts";

/** What a node that does not take part yet has to be told to speak with the others. */
interface MemberRepairOptions {
  readonly nodeId: number;
  readonly clusterId: number;
  readonly members: readonly PeerMember[];
  readonly listen: string;
  readonly peerTls?: PeerTlsFiles;
  readonly logger: Logger;
}

/**
 * Others have trimmed what is lost here, and have a leader without this node: as with a disk that is lost, nothing is
 * gone that was acknowledged, and a snapshot of theirs stands for it.
 */
export class RepairTrimmedError extends Error {
  override readonly name = "RepairTrimmedError";
  readonly code = "REPAIR_TRIMMED";

  constructor(stuck: RepairStuck) {
    super(describeStuck(stuck));
  }
}

/**
 * Serves and asks the other members, on this node's peer address, until the log is whole; for as long as it takes.
 *
 * @throws RepairTrimmedError, LogWriteError
 */
export async function repairFromMembers(damaged: DamagedLog, options: MemberRepairOptions): Promise<void> {
  const { logger } = options;
  const peers = outsider(options, damaged.identity.incarnation, {
    onMessage: (message) => repair.onPeerMessage(message),
  });
  let giveUp: (stuck: RepairStuck) => void;
  const isTrimmed = new Promise<never>((_resolve, reject) => {
    giveUp = (stuck) => reject(new RepairTrimmedError(stuck));
  });
  const repair = new LogRepair({
    damaged,
    others: othersOf(options),
    peers,
    clock: processClock,
    scheduler: processScheduler,
    logger,
    onStuck: (stuck) => {
      if (stuck.isReplaced) giveUp(stuck);
    },
  });
  await peers.open();
  repair.start();
  try {
    await Promise.race([damaged.whole, isTrimmed]);
  } finally {
    repair.stop();
    await peers.close();
  }
}

/**
 * Gets a snapshot of another member for a log that begins behind one, none of which loads here; for as long as it
 * takes. When the log does not lead on from it, the log begins anew behind it: what it held is committed in it, or was never
 * acknowledged.
 *
 * @throws LogWriteError
 */
export async function fetchSnapshotFromMembers(
  log: LogStore,
  store: SnapshotStore,
  completions: SnapshotCompletions,
  options: MemberRepairOptions,
): Promise<void> {
  const { logger, nodeId } = options;
  const { incarnation } = log.identity;
  const ownId = raftIdOf(nodeId, incarnation);
  const peers = outsider(options, incarnation, {
    onMessage: (message, wallUs) => {
      if (message.type === MessageType.Fetched) fetch.onPeerMessage(message);
      else if (message.type === MessageType.Fetch && message.index > 0) {
        peers.send(answerFetch(fetchSource(log, log.highWater.index, false), ownId, message), wallUs);
      }
    },
    onTransfer: (memberId, word) => fetch.onTransfer(memberId, word),
  });
  let settle: (snapshot: SnapshotInfo) => void;
  const fetched = new Promise<SnapshotInfo>((resolve) => (settle = resolve));
  const fetch = new SnapshotFetch({
    ownId,
    others: othersOf(options),
    firstIndex: log.firstIndex,
    store,
    completions,
    peers,
    clock: processClock,
    scheduler: processScheduler,
    logger,
    onFetched: (snapshot) => settle(snapshot),
  });
  await peers.open();
  fetch.start();
  try {
    const { index, position, term, hash } = await fetched;
    logger.info({ index, position }, "a snapshot of another member is here: this node starts from it");
    const leadsOn = index >= log.firstIndex - 1 && index <= log.lastIndex && log.hashAt(index) === hash;
    if (leadsOn) return;
    if (log.hardState.term < term) log.saveHardState({ term, vote: 0 });
    log.restartBehind({ index, term, hash });
  } finally {
    fetch.stop();
    await peers.close();
  }
}

/** Connections of a node that takes no part yet: it is heard and hears, and promises nothing. */
function outsider(
  { nodeId, clusterId, members, listen, peerTls, logger }: MemberRepairOptions,
  incarnation: number,
  ears: Pick<TcpPeersOptions, "onMessage" | "onTransfer">,
): TcpPeers {
  const life = incarnation > 0 ? 0 : 1 + Math.floor(Math.random() * 2 ** 52);
  return new TcpPeers({
    nodeId,
    clusterId,
    introductionTo: () => ({ ...NOTHING_TO_SAY, incarnation, life }),
    listen,
    members,
    onConnectionClosed: () => {},
    onUnreachable: () => {},
    logger,
    ...ears,
    ...(peerTls === undefined ? {} : { tls: peerTls }),
  });
}

function othersOf({ nodeId, members }: MemberRepairOptions): number[] {
  return members.map((member) => member.nodeId).filter((id) => id !== nodeId);
}

const NOTHING_TO_SAY: Omit<Introduction, "incarnation" | "life"> = {
  founding: 0,
  given: { incarnation: 0, life: 0, index: 0 },
  membersIndex: 0,
  members: [],
};
