/**
 * What the cluster offers to whoever stands in front of it. The gateway declares the same shape for
 * itself (`gateway/cluster-port.ts`, where every member is explained): neither package imports the
 * other, and the application that joins them is where the compiler compares the two.
 */
export interface ClusterPort {
  submit(
    caller: Caller,
    message: Uint8Array,
    options: SubmitOptions,
    listener: AnswerListener,
    tag: number,
  ): void;
  query(
    caller: Caller,
    message: Uint8Array,
    options: QueryOptions,
    listener: AnswerListener,
    tag: number,
  ): void;
  subscribe(from: EventPlace | undefined, listener: EventListener, schemaId?: number): Subscription;
  status(): ClusterStatus;
}

export interface Caller {
  readonly principalId: number;
  readonly roles: number;
}

export interface SubmitOptions {
  readonly idempotency?: { readonly keyHash: Uint8Array; readonly contentHash: Uint8Array };
  readonly timeoutMs: number;
}

export interface QueryOptions {
  readonly consistency: "linearizable" | "local";
  readonly minPosition?: number;
  readonly timeoutMs: number;
}

/** How a request ended; the numbers are those of a QueryReply frame. */
export const Outcome = {
  Replied: 0,
  /** Certainly not applied, as the next three. */
  NoLeader: 1,
  Overloaded: 2,
  Invalid: 3,
  Halted: 4,
  /** Certainly not applied; the bytes hold the reason. */
  OutOfSpace: 5,
  /** It may or may not have been applied, now or later. */
  Unknown: 6,
} as const;
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

export interface AnswerListener {
  onAnswer(tag: number, outcome: Outcome, bytes: Uint8Array, position: number): void;
}

export interface EventPlace {
  readonly position: number;
  readonly step: number;
}

export interface EventListener {
  onEvent(view: DataView, offset: number, length: number, position: number, step: number): void;
  onResync(place: EventPlace): void;
  onCaughtUp?(place: EventPlace): void;
}

export interface Subscription {
  close(): void;
}

export interface ClusterStatus {
  readonly nodeId: number;
  readonly role: "leader" | "follower" | "candidate" | "learner" | "none";
  readonly term: number;
  readonly leaderId: number;
  readonly leaderGatewayUrl: string | undefined;
  readonly lastPosition: number;
  readonly commitPosition: number;
  readonly appliedPosition: number;
  readonly clusterTimeUs: number;
  readonly ingressLoad: number;
  readonly halted: string | undefined;
  /** Why the node would take no commands if it led: its disk is short of room. */
  readonly shortage: string | undefined;
  /** This node differs from the others, and serves nobody. */
  readonly isQuarantined: boolean;
  /** That this node had lost, and got from others when it started. */
  readonly repairedBatches: number;
  readonly snapshot: SnapshotFigures | undefined;
  readonly snapshotsTaken: number;
  readonly snapshotsFailed: number;
}

export interface SnapshotFigures {
  readonly position: number;
  readonly bytes: number;
  readonly pauseUs: number;
  readonly seconds: number;
}

export const NO_STATUS: ClusterStatus = {
  nodeId: 0,
  role: "none",
  term: 0,
  leaderId: 0,
  leaderGatewayUrl: undefined,
  lastPosition: 0,
  commitPosition: 0,
  appliedPosition: 0,
  clusterTimeUs: 0,
  ingressLoad: 0,
  halted: undefined,
  shortage: undefined,
  isQuarantined: false,
  repairedBatches: 0,
  snapshot: undefined,
  snapshotsTaken: 0,
  snapshotsFailed: 0,
};
