import { assert } from "./assert.ts";
import { BatchKind } from "./batch.ts";
import type { LogStore } from "./log/log-store.ts";
import type { Membership, MembershipRefusal, MembershipWish, PlannedChange } from "./membership.ts";
import type { Raft } from "./raft/raft.ts";
import type { Sequencer } from "./sequencer.ts";

/** What an operator is told when the wish is done, or refused. */
export type OnSettled = (refusal: { readonly code: string; readonly message: string } | undefined) => void;

interface Wish {
  readonly wish: MembershipWish;
  readonly onSettled: OnSettled;
}

interface Proposed {
  readonly index: number;
  readonly term: number;
  readonly onSettled: OnSettled;
}

/** Puts changes of the members into the log: those that somebody asks for, and those that are due. */
export class MembershipChanges {
  private readonly raft: Raft;
  private readonly log: LogStore;
  private readonly sequencer: Sequencer;
  private readonly membership: Membership;
  private wishes: Wish[] = [];
  private proposed: Proposed[] = [];

  constructor(parts: { raft: Raft; log: LogStore; sequencer: Sequencer; membership: Membership }) {
    this.raft = parts.raft;
    this.log = parts.log;
    this.sequencer = parts.sequencer;
    this.membership = parts.membership;
  }

  ask(wish: MembershipWish, onSettled: OnSettled): void {
    this.wishes.push({ wish, onSettled });
  }

  /** Leader, before anything else is sealed in this turn: at most one change is under way at a time. */
  propose(): void {
    const due = this.membership.next();
    if (due !== undefined) this.append(due);
    for (const { wish, onSettled } of this.wishes.splice(0)) {
      const planned = this.membership.plan(wish);
      const refusal: MembershipRefusal | undefined = "code" in planned ? planned : undefined;
      if (refusal !== undefined) {
        onSettled(refusal);
        continue;
      }
      const { term } = this.raft;
      const index = this.append(planned as PlannedChange);
      if (index === 0) this.wishes.push({ wish, onSettled });
      else this.proposed.push({ index, term, onSettled });
    }
  }

  /** Tells those whose change is in force, or will never be. Once per turn. */
  settle(): void {
    if (this.wishes.length > 0 && !this.raft.isLeader) {
      const lost = { code: "NOT_LEADER", message: "this node leads no longer: nothing was changed" };
      for (const { onSettled } of this.wishes.splice(0)) onSettled(lost);
    }
    if (this.proposed.length === 0) return;
    this.proposed = this.proposed.filter(({ index, term, onSettled }) => {
      if (this.raft.appliedIndex < index) return true;
      const isInForce = index >= this.log.firstIndex && this.log.termAt(index) === term;
      onSettled(
        isInForce
          ? undefined
          : { code: "LEAD_LOST", message: "the lead was lost: see members list, and try again" },
      );
      return false;
    });
  }

  /** @returns where it is in the log; 0: there is no room just now */
  private append(planned: PlannedChange): number {
    const { raft, sequencer } = this;
    const bytes = this.membership.encode(planned);
    if (raft.proposalRefusal(bytes.byteLength) !== undefined) return 0;
    const index = raft.lastIndex + 1;
    sequencer.seal(bytes, BatchKind.Configuration, 0, index, raft.term, sequencer.lastTimeUs);
    const result = raft.proposeChange(bytes);
    assert(result === "ok");
    return index;
  }
}
