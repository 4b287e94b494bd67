/**
 * All that a gateway needs of a cluster. `cluster/client` has this shape, over a socket or inside the
 * node's process; tests use one in memory. Nothing here knows a contract or a transport.
 */
export interface ClusterPort {
  /**
   * Queues one command; all commands of one event-loop turn leave in one frame. The listener hears
   * of it exactly once.
   * @param message an SBE message, header included; copied before this returns
   * @param tag handed back to the listener, so that one listener serves many requests
   */
  submit(
    caller: Caller,
    message: Uint8Array,
    options: SubmitOptions,
    listener: AnswerListener,
    tag: number,
  ): void;

  /** Asks a question of the state; changes nothing. */
  query(
    caller: Caller,
    message: Uint8Array,
    options: QueryOptions,
    listener: AnswerListener,
    tag: number,
  ): void;

  /**
   * Hears every event after `from`, in order, without a gap or a repetition over reconnects. When the
   * node no longer holds what lies between, `onResync` comes first.
   * @param from undefined means from now on
   * @param schemaId only this contract's events; 0, the default: all
   */
  subscribe(from: EventPlace | undefined, listener: EventListener, schemaId?: number): Subscription;

  /** What this node and its client know of the cluster, now. */
  status(): ClusterStatus;

  /** Where the time of commands went while the node led; absent where nobody knows. */
  stages?(): readonly StageFigures[];
}

/** Who asks, vouched for by the gateway. */
export interface Caller {
  readonly principalId: number;
  /** Bits of the domain's `Role`. */
  readonly roles: number;
}

export interface SubmitOptions {
  /** 16 bytes over (principal, key) and 16 bytes over the content: the same key again gets the first answer. */
  readonly idempotency?: { readonly keyHash: Uint8Array; readonly contentHash: Uint8Array };
  /** Shed before it is sequenced when it waited longer than this; milliseconds. */
  readonly timeoutMs: number;
}

export interface QueryOptions {
  readonly consistency: "linearizable" | "local";
  /** Wait until this position is applied (read your own writes on any node). */
  readonly minPosition?: number;
  readonly timeoutMs: number;
}

/** How a request ended. */
export const Outcome = {
  /** Applied or refused by the model: the bytes are its reply, or a rejection. */
  Replied: 0,
  /** Certainly not applied: there is no leader to take it. */
  NoLeader: 1,
  /** Certainly not applied: a bound was reached, or it waited longer than its time-out. */
  Overloaded: 2,
  /** Certainly not applied: the node refused the bytes; they hold the reason in UTF-8. */
  Invalid: 3,
  /** Not answered because the apply is halted; the bytes hold the reason in UTF-8. */
  Halted: 4,
  /** Certainly not applied: the leader's disk is short of room; the bytes hold the reason in UTF-8. */
  OutOfSpace: 5,
  /** It may or may not have been applied, now or later. With an idempotency key a retry is safe. */
  Unknown: 6,
} as const;
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

export interface AnswerListener {
  /**
   * @param bytes the reply's SBE message (valid during the call), or a reason
   * @param position where it was applied; for a query, the applied position it saw; 0 when not applied
   */
  onAnswer(tag: number, outcome: Outcome, bytes: Uint8Array, position: number): void;
}

/** An event's place: the same on every node. */
export interface EventPlace {
  readonly position: number;
  readonly step: number;
}

export interface EventListener {
  /** @param message an SBE message in `view` at `offset`, valid during the call */
  onEvent(view: DataView, offset: number, length: number, position: number, step: number): void;
  /** Events between what was seen and `place` are gone from memory: drop derived state, take images anew. */
  onResync(place: EventPlace): void;
  /**
   * All of the subscription's events up to `place` were told. Told when what was there is told, and
   * now and then when events came that are not of the subscription.
   */
  onCaughtUp?(place: EventPlace): void;
}

export interface Subscription {
  close(): void;
}

/** How long commands were in one stage of their way through the leader, since the node started. */
export interface StageFigures {
  readonly stage: string;
  /** Commands. */
  readonly count: number;
  readonly meanUs: number;
  /** Those that took less than 2, 4, 8 … microseconds. */
  readonly belowPowersOfTwo: readonly number[];
}

export interface ClusterStatus {
  readonly nodeId: number;
  readonly role: "leader" | "follower" | "candidate" | "learner" | "none";
  readonly term: number;
  /** 0 when unknown. */
  readonly leaderId: number;
  /** Where the leader's gateway listens, when known: `http://host:port`. */
  readonly leaderGatewayUrl: string | undefined;
  readonly lastPosition: number;
  readonly commitPosition: number;
  readonly appliedPosition: number;
  readonly clusterTimeUs: number;
  /** How full the ingress queue is, 0 to 1. */
  readonly ingressLoad: number;
  /** Why the apply stands still, when it does. */
  readonly halted: string | undefined;
  /** Why the node would take no commands if it led: its disk is short of room. */
  readonly shortage: string | undefined;
  /** This node differs from the others, and serves nobody; `halted` says more. */
  readonly isQuarantined: boolean;
  /** Batches of the log that this node had lost, and got from others when it started. */
  readonly repairedBatches: number;
  /** The newest snapshot; undefined before the first. */
  readonly snapshot: SnapshotFigures | undefined;
  /** In this life of the node: that count, and of which nothing came. */
  readonly snapshotsTaken: number;
  readonly snapshotsFailed: number;
}

/** What is measured of a snapshot. */
export interface SnapshotFigures {
  readonly position: number;
  readonly bytes: number;
  /** How long commands stood still for it. */
  readonly pauseUs: number;
  /** Until it counted. */
  readonly seconds: number;
}
