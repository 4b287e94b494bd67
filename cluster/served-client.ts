import type { RunOrigin } from "./batch-builder.ts";
import type { EventCursor, EventPlace } from "./event-ring.ts";
import { encodeRefused } from "./frame-codec.ts";
import { RefusalCode } from "./frame.ts";
import type { Connection } from "./transport/connection.ts";
import { type ChunkPool, Outbox } from "./transport/outbox.ts";

/** A subscription of a client: where it is in the ring of events. */
export interface Subscriber {
  readonly id: number;
  cursor: EventCursor;
  /** Set while this node is behind what the client has seen on another: nothing is sent until it is past it. */
  ahead: EventPlace | undefined;
  /** It wants the events of this contract; 0: of all. */
  readonly schemaId: number;
  /** Bytes of events that it passed and did not want since it was last told that it is caught up. */
  passedBytes: number;
}

/** One connected client, as the node sees it: what it proved, what it waits for, what it is to be sent. */
export class ServedClient implements RunOrigin {
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly subscribers: Map<number, Subscriber> = new Map();
  /** It holds the cluster's secret, or is in this process. */
  proven: boolean;
  /**
   * 0, or the first correlation id that was not sequenced: until a run begins there (or before),
   * later runs would only leave a gap, and are refused.
   */
  resendFrom = 0;
  closed = false;
  /** Reading is stopped because it does not take what it is sent. */
  isPausedForEgress = false;

  constructor(connection: Connection, pool: ChunkPool, proven: boolean) {
    this.connection = connection;
    this.outbox = new Outbox(connection, pool);
    this.proven = proven;
  }

  send(frame: Uint8Array): void {
    if (!this.closed) this.outbox.append(frame);
  }

  /** Notes that a run was not sequenced: what follows it must not be either. */
  noteNotSequenced(sessionId: number, first: number): void {
    if (sessionId !== 0 && (this.resendFrom === 0 || first < this.resendFrom)) this.resendFrom = first;
  }

  refuse(
    run: { sessionId: number; first: number; count: number },
    code: RefusalCode,
    text: string,
    badIndex = 0,
  ): void {
    // Only the first of those refused has a reason of its own: the client starts again from there.
    const isFollower = run.sessionId !== 0 && this.resendFrom !== 0 && run.first > this.resendFrom;
    this.noteNotSequenced(run.sessionId, run.first);
    this.send(
      encodeRefused({
        sessionId: run.sessionId,
        firstCorrelationId: run.first,
        count: run.count,
        badIndex,
        code: isFollower ? RefusalCode.OutOfOrder : code,
        text,
      }),
    );
  }

  onNotSequenced(sessionId: number, first: number, count: number, late: boolean): void {
    const run = { sessionId, first, count };
    if (late) this.refuse(run, RefusalCode.Late, "its deadline passed before it was sequenced");
    else this.refuse(run, RefusalCode.NotLeader, "");
  }
}
