import { memberOf } from "./member-id.ts";
import type { Raft } from "./raft/raft.ts";

/** A successor that has not taken over by then will not. */
const HAND_OVER_MS_MAX = 600;

interface SuccessionParts {
  readonly raft: Raft;
  /** The Raft id of a member that votes, or 0. */
  readonly voterOf: (nodeId: number) => number;
  /** Its state may be wrong: it does not get the lead. */
  readonly isInDoubt: (nodeId: number) => boolean;
  /** Waits for something, looking now and then, but not longer than that. */
  readonly until: (isDone: () => boolean, waitMsMax: number) => Promise<void>;
}

/** Who leads after this node, and how the lead gets there without an election time-out. */
export class Succession {
  private readonly parts: SuccessionParts;

  constructor(parts: SuccessionParts) {
    this.parts = parts;
  }

  /** There is somebody to hand the lead to. */
  get hasHeir(): boolean {
    return this.furthestFollower !== 0;
  }

  /**
   * Asks a follower to take the lead: the one that is furthest, unless one is named. Clients are told of it, and
   * what waits here goes to it.
   *
   * @param nodeId of a member that votes
   * @returns whether another leads now
   */
  async handOver(nodeId?: number): Promise<boolean> {
    const { raft, voterOf, until } = this.parts;
    const successor = nodeId === undefined ? this.furthestFollower : voterOf(nodeId);
    if (!raft.isLeader || successor === 0 || successor === raft.id) return false;
    raft.transferLeadership(successor);
    const hasHappened = (): boolean => !raft.isLeader && raft.leader !== 0;
    await until(hasHappened, HAND_OVER_MS_MAX);
    return hasHappened();
  }

  /** What this node makes of the log is wrong: it leads no longer than it must. */
  yieldLead(): void {
    const successor = this.furthestFollower;
    if (successor !== 0 && this.parts.raft.transferee === 0) this.parts.raft.transferLeadership(successor);
  }

  /** 0 when nobody answers, or another leads. */
  private get furthestFollower(): number {
    const { raft, isInDoubt } = this.parts;
    if (!raft.isLeader) return 0;
    let furthest = 0;
    let match = -1;
    for (const id of raft.configuration.voters) {
      const progress = id === raft.id ? undefined : raft.progressOf(id);
      if (progress === undefined || !progress.isRecentlyActive || progress.match <= match) continue;
      if (isInDoubt(memberOf(id))) continue;
      furthest = id;
      match = progress.match;
    }
    return furthest;
  }
}
