/**
 * What the cluster asks of a service and gives to it. The domain declares the same shapes for
 * itself (`domain/contract/context.ts`): neither package imports the other, and the application
 * that joins them is where the compiler compares the two.
 */
export interface ClusteredService {
  readonly name: string;
  /** Messages are routed by it: 1 to 65,535; 0 is the cluster's own. */
  readonly schemaId: number;
  /**
   * Checks foreign bytes in full, before they are sequenced.
   * @returns undefined when well-formed, else what is wrong, for the one who sent it
   */
  validate(view: DataView, offset: number, length: number): string | undefined;
  /**
   * Handles one well-formed message with exactly one reply and any number of events.
   * @param length of the message with its header, and with up to 7 bytes of zero padding
   */
  onCommand(view: DataView, offset: number, length: number, context: ServiceContext): void;
  onQuery(view: DataView, offset: number, length: number, context: ServiceContext): void;
  /** @param payload one SBE message from offset 0; a header of zeros for a timer that was set without one */
  onTimer(kind: number, key: number, payload: DataView, context: ServiceContext): void;
  onSessionOpened(context: ServiceContext): void;
  onSessionClosed(context: ServiceContext): void;
  /** Schema ids of the services that it calls; those that are not in this cluster are in another one. */
  readonly calls?: readonly number[];
  /** What became of a request that it made: once for each. It has nobody to reply to. */
  onOutcome?(outcome: CallOutcome, context: ServiceContext): void;
  /** Checks the answer of another cluster in full. @returns undefined when well-formed, else what is wrong */
  validateOutcome?(
    schemaId: number,
    templateId: number,
    view: DataView,
    offset: number,
    length: number,
  ): string | undefined;
  /** The log has activated `context.version`: from here on it applies. May publish and set timers. */
  onVersionActivated?(context: ServiceContext): void;
  /**
   * Writes the state as this version of the services has it, so that builds that behave alike have equal snapshots.
   *
   * @param version the active one, which may be below what this build supports
   */
  takeSnapshot(writer: StateWriter, version: number): void;
  /** @param version that was active when it was written */
  loadSnapshot(reader: StateReader, version: number): void;
  /**
   * For a large state: copies the arrays that it lies in, so that the apply stands still no longer than that takes.
   * Another thread then writes the snapshot. Without it, `takeSnapshot` runs while the apply stands still.
   *
   * @returns a plain value: numbers, texts, lists, and arrays that came from `copy`
   */
  copyState?(copy: ArrayCopier): unknown;
  /** Makes a new service one that can `takeSnapshot` as the one that was copied, and need do nothing else. */
  adoptState?(copied: unknown): void;
  /** What does not hold of all that must hold after every command, in words; for tests. */
  violations?(): readonly string[];
}

/**
 * Copies an array that state lies in, or the first `length` elements of it, to where another thread can read them.
 */
export type ArrayCopier = <A extends CopiedArray>(array: A, length?: number) => A;
export type CopiedArray = Int32Array | Uint32Array | Float64Array | Uint8Array;

/** Everything here is a function of the log, so that every replica and every replay sees the same. */
export interface ServiceContext {
  /** Cluster time of the batch, microseconds since 1970. */
  readonly now: number;
  readonly position: number;
  /** As activated by the log. */
  readonly version: number;
  /** 0 while a timer fires. */
  readonly sessionId: number;
  readonly principalId: number;
  readonly roles: number;
  readonly replies: ServiceOutput;
  readonly events: ServiceOutput;
  /** Gives the timer set last a payload. */
  readonly timers: ServiceOutput;
  reject(code: number, value?: number): void;
  schedule(deadline: number, kind: number, key: number): void;
  cancel(kind: number, key: number): void;
  /** Begins a request to another service; it is carried out when the handler is over (service-calls.ts). */
  call(caller: ServiceCaller, tag: number): ServiceOutput;
  random(bound: number): number;
  nextId(): number;
}

/** In whose name another service is asked. */
export interface ServiceCaller {
  readonly principalId: number;
  readonly roles: number;
}

/** What became of a request to another service; valid during the call. */
export interface CallOutcome {
  /** Of the service that was asked, and of the command. */
  readonly schemaId: number;
  readonly templateId: number;
  readonly tag: number;
  /** 0: it was answered. Else nobody knows what became of it, and this says why. */
  readonly unknownReason: 0 | 1 | 2 | 3;
  /** The reply or rejection. */
  readonly view: DataView;
  readonly offset: number;
  readonly length: number;
}

/** A place that messages are encoded into; see OutputBuffer, which is the implementation. */
export interface ServiceOutput {
  readonly view: DataView;
  claim(length: number): number;
  extend(length: number): number;
}

/** The one way state leaves a service: entities in key order, never memory layout. */
export interface StateWriter {
  entity(kind: string, key: number): void;
  number(name: string, value: number): void;
  text(name: string, value: string): void;
  /** Nothing but this is looked at, and a service may leave out all else. Absent when all is wanted. */
  readonly only?: SubjectOfState | undefined;
}

export interface SubjectOfState {
  readonly kind: string;
  readonly id: number;
}

/** Mirrors StateWriter; names are checked. */
export interface StateReader {
  entity(kind: string): number | undefined;
  number(name: string): number;
  text(name: string): string;
}
