import type { ChangeFault } from "./configuration-change.ts";
import type { ConfigurationChange } from "./configuration.ts";
import type { RaftCore } from "./core.ts";
import type { Message } from "./message.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * What happens inside, told as it happens: the core holds the rest (term, role, log, members). Nothing is built
 * when nobody listens.
 */
export type RaftEvent =
  | { readonly kind: EventKind }
  | { readonly kind: PeerEventKind; readonly peer: number }
  | { readonly kind: MessageEventKind; readonly message: Message }
  | { readonly kind: SnapshotEventKind; readonly snapshot: Snapshot }
  | { readonly kind: "snapshot-sent"; readonly peer: number; readonly snapshot: Snapshot }
  | { readonly kind: "tail-replaced" | "tail-truncated"; readonly index: number }
  | { readonly kind: "change-ignored"; readonly change: ConfigurationChange; readonly reason: ChangeRefusal };

/** Why a configuration change cannot be made now. */
export type ChangeRefusal = "change-pending" | "joint" | "not-joint" | ChangeFault;

type EventKind =
  | "started"
  | "became-follower"
  | "became-pre-candidate"
  | "became-candidate"
  | "became-leader"
  | "configuration-switched"
  | "election-started"
  | "campaign-ignored-leader"
  | "campaign-ignored-unpromotable"
  | "campaign-ignored-pending-change"
  | "quorum-inactive"
  | "leader-forgotten"
  | "forget-leader-refused"
  | "proposal-dropped-no-leader"
  | "proposal-dropped-not-forwarded"
  | "proposal-dropped-transferring"
  | "proposal-dropped-uncommitted"
  | "transfer-dropped-no-leader"
  | "read-dropped-no-leader"
  | "leave-joint-started"
  | "leave-joint-dropped";

type PeerEventKind =
  | "no-progress"
  | "progress-decreased"
  | "replication-paused"
  | "replication-resumed"
  | "snapshot-held-back"
  | "snapshot-unavailable"
  | "snapshot-delivered"
  | "snapshot-failed"
  | "unreachable"
  | "transfer-to-learner-ignored"
  | "transfer-repeated"
  | "transfer-superseded"
  | "transfer-to-self-ignored"
  | "transfer-started"
  | "transfer-immediate"
  | "transfer-caught-up";

type MessageEventKind =
  | "vote-requested"
  | "vote-received"
  | "votes-counted"
  | "vote-cast"
  | "vote-refused"
  | "vote-ignored-in-lease"
  | "higher-term"
  | "lower-term-ignored"
  | "late-completion-ignored"
  | "completion-missing"
  | "completion-overwritten"
  | "append-rejected"
  | "rejection-received"
  | "timeout-now-received"
  | "timeout-now-ignored";

type SnapshotEventKind =
  | "restore-started"
  | "restored"
  | "restore-finished"
  | "snapshot-ignored"
  | "commit-fast-forwarded"
  | "restore-refused-not-follower";

export type Observer = (core: RaftCore, event: RaftEvent) => void;
