import { encodeQueryReply } from "./frame-codec.ts";
import { Consistency, type QueryHeader } from "./frame.ts";
import { limits } from "./limits.ts";
import type { ServedClient } from "./served-client.ts";

/** How a query ended: the numbers of the client's `Outcome`. */
export const QueryOutcome = { Replied: 0, NoLeader: 1, Overloaded: 2, Invalid: 3, Halted: 4 } as const;
export type QueryOutcome = (typeof QueryOutcome)[keyof typeof QueryOutcome];

interface PendingQuery {
  readonly client: ServedClient;
  readonly header: QueryHeader;
  /** A copy. */
  readonly message: Uint8Array;
  readonly view: DataView;
  /** The log index that must be applied; Infinity until the leader has named it. */
  index: number;
  /** Of the read that asks the leader; 0 for a local query. */
  request: number;
}

/** What queries need of the node. */
export interface QueryHost {
  readonly nowMs: number;
  readonly appliedIndex: number;
  readonly appliedPosition: number;
  readonly haltedReason: string | undefined;
  /** Asks the leader up to where a linearizable read must see the log. */
  readIndex(request: number): void;
  runQuery(view: DataView, length: number, principalId: number, roles: number): Uint8Array;
}

const text = new TextEncoder();
const RETRY_MS = 500;

/**
 * Questions of the state. A local one is answered at once, or when the position it names is applied. A
 * linearizable one waits for the leader's word that it still leads, and until this node has applied
 * what was committed when it asked. All that arrived in one turn share one such read: it is asked
 * after they came.
 */
export class PendingQueries {
  private readonly host: QueryHost;
  private waiting: PendingQuery[] = [];
  private lastRequest = 0;
  private askedAtMs = 0;

  constructor(host: QueryHost) {
    this.host = host;
  }

  add(client: ServedClient, header: QueryHeader, message: Uint8Array): void {
    if (this.waiting.length >= limits.queriesWaitingMax) {
      this.finish(client, header, QueryOutcome.Overloaded, `${this.waiting.length} queries wait already`);
      return;
    }
    const copy = new Uint8Array(message); // A Buffer's slice() would not copy.
    const isLocal = header.consistency === Consistency.Local;
    this.waiting.push({
      client,
      header,
      message: copy,
      view: new DataView(copy.buffer),
      index: isLocal ? 0 : Infinity,
      request: 0,
    });
  }

  /** Asks for the linearizable ones that came since; again for those that got no answer. Once per turn. */
  ask(): void {
    if (this.waiting.length === 0) return;
    const { nowMs } = this.host;
    const isRetry = nowMs - this.askedAtMs > RETRY_MS;
    const unasked = this.waiting.filter(
      (query) => query.index === Infinity && (query.request === 0 || isRetry),
    );
    if (unasked.length === 0) return;
    this.lastRequest++;
    this.askedAtMs = nowMs;
    for (const query of unasked) query.request = this.lastRequest;
    this.host.readIndex(this.lastRequest);
  }

  /** The leader's word. @param index 0: leadership was lost meanwhile */
  onReadIndex(request: number, index: number): void {
    for (const query of this.waiting) {
      if (query.request !== request || query.index !== Infinity) continue;
      if (index === 0) query.request = 0;
      else query.index = index;
    }
  }

  /** Answers all that can be answered now. Once per turn. */
  answer(): void {
    if (this.waiting.length === 0) return;
    const { appliedIndex, appliedPosition, nowMs, haltedReason } = this.host;
    this.waiting = this.waiting.filter((query) => {
      const { client, header } = query;
      if (client.closed) return false;
      if (haltedReason !== undefined) {
        this.finish(client, header, QueryOutcome.Halted, haltedReason);
        return false;
      }
      if (query.index <= appliedIndex && header.minPosition <= appliedPosition) {
        this.run(query, appliedPosition);
        return false;
      }
      if (header.deadlineMs === 0 || nowMs <= header.deadlineMs) return true;
      const isUnled = query.index === Infinity;
      this.finish(
        client,
        header,
        isUnled ? QueryOutcome.NoLeader : QueryOutcome.Overloaded,
        isUnled
          ? "no leader confirmed the read in time"
          : `position ${appliedPosition} is applied here, ${header.minPosition} is not yet`,
      );
      return false;
    });
  }

  private run(query: PendingQuery, appliedPosition: number): void {
    const { header, client, view, message } = query;
    const reply = this.host.runQuery(view, message.byteLength, header.principalId, header.roles);
    client.send(encodeQueryReply(header.queryId, appliedPosition, QueryOutcome.Replied, reply));
  }

  private finish(client: ServedClient, header: QueryHeader, outcome: QueryOutcome, reason: string): void {
    client.send(encodeQueryReply(header.queryId, 0, outcome, text.encode(reason)));
  }
}
