import type { UnknownReason } from "./outcome.ts";

/**
 * What a service may know and do while it handles a command: the only door between a model and the
 * cluster that runs it. Everything here is a function of the log, so that a replay sees the same.
 *
 * The domain declares this interface and the cluster implements it; neither imports the other, and
 * an application joins them (`apps/host/application.ts`), where a mismatch is a compile error.
 */
export interface Context {
  /** Cluster time of the command's batch in microseconds since 1970; it never goes back. */
  readonly now: number;
  /** The command's number in the log, from 1. A timer's position is that of the command it fires before. */
  readonly position: number;
  /** The version of the services that the log has activated; branch on it to change behaviour. */
  readonly version: number;
  /** The caller's session; 0 while a timer fires. */
  readonly sessionId: number;
  /** Who the caller speaks for; 0 while a timer fires. */
  readonly principalId: number;
  /** Bits of `Role` that the gateway vouched for. */
  readonly roles: number;

  /** Where the one reply of this command is encoded. Use a generated encoder's `reply(context)`. */
  readonly replies: Output;
  /** Where events are encoded. Use a generated encoder's `publish(context)`. */
  readonly events: Output;
  /** Where the fields of the timer set last are encoded. Use a generated encoder's `schedule(context, …)`. */
  readonly timers: Output;

  /**
   * The domain says no: the one reply of this command is a rejection.
   * @param code a rejection code of the contract
   * @param value what the caller needs to see why, such as the balance that was too small
   */
  reject(code: number, value?: number): void;

  /**
   * What the generated encoders of timers stand on: sets a timer, replacing one with the same kind and key. It fires
   * once, before the first command at or after the deadline, in (deadline, kind, key) order.
   * @param deadline cluster time in microseconds
   * @param kind the timer's id in the contract
   * @param key the service's entity, below 2^53
   */
  schedule(deadline: number, kind: number, key: number): void;
  /** Removes the timer; nothing happens when there is none. Use a generated encoder's `cancel(context, key)`. */
  cancel(kind: number, key: number): void;

  /**
   * Begins a request to another service; use a binding's methods. It is made when the handler is over: where
   * the other service is in this cluster, at the same position; else it leaves when the handler's command is durable.
   * Its outcome comes to this service's `onOutcome`, after all that was asked before it.
   * @param caller in whose name the other service is asked
   * @param tag comes back with the outcome: this service's entity, below 2^53
   */
  call(caller: Caller, tag: number): Output;

  /** A number in [0, bound), a function of the cluster's seed, the position and the call's order. */
  random(bound: number): number;
  /** A number that no other call returns, increasing, below 2^53. */
  nextId(): number;
}

/**
 * A place that messages are encoded into. The view changes when it grows: read it after each claim and
 * extension. Offsets do not change, and extensions follow the message without a gap.
 */
export interface Output {
  readonly view: DataView;
  /**
   * Begins a message of `length` bytes and ends the one before.
   * @returns the offset of its first byte in `view`
   */
  claim(length: number): number;
  /**
   * Makes the message begun last longer, for groups and variable data.
   * @returns the offset of the first added byte in `view`
   */
  extend(length: number): number;
}

/** In whose name something is asked. */
export interface Caller {
  readonly principalId: number;
  /** Bits of `Role`. */
  readonly roles: number;
}

/** What became of a request to another service; valid during the call. */
export interface CallOutcome {
  /** Of the service that was called, and of the command. */
  readonly schemaId: number;
  readonly templateId: number;
  readonly tag: number;
  /** 0: it was answered. Else nobody knows what became of it, and this says why. */
  readonly unknownReason: UnknownReason | 0;
  /** The reply or rejection, with its message header. */
  readonly view: DataView;
  readonly offset: number;
  readonly length: number;
}

/** What a service is to the cluster. The generated dispatcher implements it over typed handlers. */
export interface Service {
  readonly name: string;
  /** The schema id of its contract: the header of a message routes by it. */
  readonly schemaId: number;
  /**
   * Foreign bytes are checked here, in full, before they are sequenced: template, lengths, enums,
   * group bounds, ranges.
   * @returns undefined when well-formed, else what is wrong, for the one who sent it
   */
  validate(view: DataView, offset: number, length: number): string | undefined;
  /** Handles one well-formed message: exactly one reply or rejection, any number of events. */
  onCommand(view: DataView, offset: number, length: number, context: Context): void;
  /** Answers a question of the state at the applied position; changes nothing, publishes nothing. */
  onQuery(view: DataView, offset: number, length: number, context: Context): void;
  /** @param payload the timer's fields as one message, from offset 0 */
  onTimer(kind: number, key: number, payload: DataView, context: Context): void;
  onSessionOpened(context: Context): void;
  onSessionClosed(context: Context): void;
  /** Schema ids of the services that it calls. */
  readonly calls?: readonly number[];
  /** What became of a request that it made: once for each. It has nobody to reply to. */
  onOutcome?(outcome: CallOutcome, context: Context): void;
  /** Checks the answer of another cluster in full. @returns undefined when well-formed, else what is wrong */
  validateOutcome?(
    schemaId: number,
    templateId: number,
    view: DataView,
    offset: number,
    length: number,
  ): string | undefined;
  /** The log has activated `context.version`: from here on it applies. May publish and set timers. */
  onVersionActivated(context: Context): void;
  /**
   * Writes the whole state as canonical content: entities in key order, never memory layout.
   * @param version the active one: what newer ones have is not written before they are active, so that a snapshot is the
   * same from an older build
   */
  takeSnapshot(writer: StateWriter, version: number): void;
  /** Reads what `takeSnapshot` wrote into an empty service. @param version that was active when it was written */
  loadSnapshot(reader: StateReader, version: number): void;
  /**
   * For a large state: copies the arrays that it lies in, so that another thread can write the snapshot while
   * commands go on. Called between two commands, which wait.
   *
   * @returns a plain value: numbers, texts, lists, and arrays that came from `copy`; undefined: call `takeSnapshot`
   */
  copyState(copy: ArrayCopier): unknown;
  /** Makes an empty service one that can `takeSnapshot` as the one that was copied, and need do nothing else. */
  adoptState(copied: unknown): void;
  /** What does not hold of all that must hold after every command, in words; for tests. */
  violations(): readonly string[];
}

/** Copies an array, or the first `length` elements of it, to where another thread can read them. */
export type ArrayCopier = <A extends CopiedArray>(array: A, length?: number) => A;
export type CopiedArray = Int32Array | Uint32Array | Float64Array | Uint8Array;

/**
 * The one way state leaves a service: for snapshots, for the state hash (a hash of what is written
 * here), for differences between two positions. Names are for people and are checked on reading.
 */
export interface StateWriter {
  /** Begins an entity; those of a kind come together, in key order. A count is not needed. */
  entity(kind: string, key: number): void;
  /** A finite number: integers below 2^53 by magnitude. */
  number(name: string, value: number): void;
  text(name: string, value: string): void;
  /**
   * Nothing but this is looked at: a service with much state may leave out all else, so that a tool can look at one order
   * after each command of a log. Absent when all is wanted, as for snapshots.
   */
  readonly only?: SubjectOfState | undefined;
}

/** A thing that people ask about, as the service calls it: it may be several entities, such as an account with its balances. */
export interface SubjectOfState {
  readonly kind: string;
  readonly id: number;
}

/** Mirrors `StateWriter`. */
export interface StateReader {
  /** The next entity's key when it is of this kind, else undefined (and nothing is consumed). */
  entity(kind: string): number | undefined;
  number(name: string): number;
  text(name: string): string;
}

/** What a principal may do, as bits, so that a command's header carries them. */
export const Role = { Trader: 1, MarketMaker: 2, Operator: 4, Viewer: 8, Gateway: 16 } as const;
