import type { DamagedLog } from "./log/damaged-log.ts";
import { describeStuck, LogRepair, type RepairStuck } from "./log-repair.ts";
import type { Introduction, Logger, PeerMember } from "./ports.ts";
import { processClock, processScheduler } from "./process-ports.ts";
import type { PeerTlsFiles } from "./transport/peer-certificates.ts";
import { TcpPeers } from "./transport/peer-tcp.ts";

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
  const { nodeId, clusterId, members, listen, peerTls, logger } = options;
  const others = members.map((member) => member.nodeId).filter((id) => id !== nodeId);
  const { incarnation } = damaged.identity;
  const life = incarnation > 0 ? 0 : 1 + Math.floor(Math.random() * 2 ** 52);
  const peers = new TcpPeers({
    nodeId,
    clusterId,
    introductionTo: () => ({ ...NOTHING_TO_SAY, incarnation, life }),
    listen,
    members,
    onMessage: (message) => repair.onPeerMessage(message),
    onConnectionClosed: () => {},
    onUnreachable: () => {},
    logger,
    ...(peerTls === undefined ? {} : { tls: peerTls }),
  });
  let giveUp: (stuck: RepairStuck) => void;
  const isTrimmed = new Promise<never>((_resolve, reject) => {
    giveUp = (stuck) => reject(new RepairTrimmedError(stuck));
  });
  const repair = new LogRepair({
    damaged,
    others,
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

const NOTHING_TO_SAY: Omit<Introduction, "incarnation" | "life"> = {
  founding: 0,
  given: { incarnation: 0, life: 0, index: 0 },
  membersIndex: 0,
  members: [],
};
