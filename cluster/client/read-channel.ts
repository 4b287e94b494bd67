import { comparePlaces } from "../event-ring.ts";
import { encodeQuery, encodeSubscribe, encodeUnsubscribe } from "../frame-codec.ts";
import { Consistency, EVENTS_OFFSET, FRAME_HEADER_BYTES, FrameType, QUERY_REPLY_OFFSET } from "../frame.ts";
import { RECORD_HEADER_BYTES, recordLength, recordPosition, recordStep } from "../outputs.ts";
import { readU53, writeU53 } from "../u53.ts";
import {
  type AnswerListener,
  type Caller,
  type EventListener,
  type EventPlace,
  Outcome,
  type QueryOptions,
  type Subscription,
} from "./cluster-port.ts";
import { type LinkOptions, NodeLink } from "./node-link.ts";

/** What a node may take longer than the deadline to say that it has passed. */
const NODE_GRACE_MS = 150;

export interface ReadChannelOptions extends LinkOptions {
  readonly requestFlush: () => void;
  readonly onOtherFrame: (type: number, view: DataView, offset: number, length: number) => void;
  readonly onReady: () => void;
}

interface PendingQuery {
  readonly frame: Uint8Array;
  readonly listener: AnswerListener;
  readonly tag: number;
  readonly deadlineMs: number;
  wasSent: boolean;
}

interface EventStream {
  readonly listener: EventListener;
  readonly schemaId: number;
  /** The last event seen, or what the node said that it is behind; undefined until the node has said where the stream begins. */
  place: EventPlace | undefined;
}

/** Queries and events, from any node: asked again, and resumed, on the next one when one fails. */
export class ReadChannel {
  readonly link: NodeLink;
  private readonly options: ReadChannelOptions;
  private readonly queries = new Map<number, PendingQuery>();
  private readonly streams = new Map<number, EventStream>();
  private lastId = 0;

  constructor(options: ReadChannelOptions) {
    this.options = options;
    this.link = new NodeLink(options, {
      onReady: () => this.onReady(),
      onLost: () => options.requestFlush(),
      onFrame: (type, bytes, view, offset, length) => this.onFrame(type, bytes, view, offset, length),
    });
  }

  query(
    caller: Caller,
    message: Uint8Array,
    options: QueryOptions,
    listener: AnswerListener,
    tag: number,
  ): void {
    const queryId = ++this.lastId;
    const frame = encodeQuery(
      {
        queryId,
        minPosition: options.minPosition ?? 0,
        deadlineMs: 0,
        consistency: options.consistency === "local" ? Consistency.Local : Consistency.Linearizable,
        roles: caller.roles,
        principalId: caller.principalId,
      },
      message,
    );
    const deadlineMs = this.options.nowMs() + options.timeoutMs;
    const query = { frame, listener, tag, deadlineMs, wasSent: false };
    this.queries.set(queryId, query);
    this.send(query);
    this.options.requestFlush();
  }

  subscribe(from: EventPlace | undefined, listener: EventListener, schemaId: number): Subscription {
    const subscriptionId = ++this.lastId;
    this.streams.set(subscriptionId, { listener, schemaId, place: from });
    this.link.send(encodeSubscribe({ subscriptionId, schemaId, from }));
    this.options.requestFlush();
    return {
      close: () => {
        if (!this.streams.delete(subscriptionId)) return;
        this.link.send(encodeUnsubscribe(subscriptionId));
        this.options.requestFlush();
      },
    };
  }

  flush(): void {
    if (!this.link.isReady) this.link.tick();
    this.link.flush();
  }

  tick(): void {
    this.link.tick();
    const nowMs = this.options.nowMs();
    for (const [queryId, query] of this.queries) {
      // A node that has the question says itself why it has no answer.
      if (query.deadlineMs + (query.wasSent ? NODE_GRACE_MS : 0) >= nowMs) continue;
      this.queries.delete(queryId);
      const outcome = query.wasSent ? Outcome.Overloaded : Outcome.NoLeader;
      query.listener.onAnswer(query.tag, outcome, query.wasSent ? unanswered : unconnected, 0);
    }
  }

  stop(): void {
    this.link.stop();
    const queries = [...this.queries.values()];
    this.queries.clear();
    this.streams.clear();
    for (const query of queries) query.listener.onAnswer(query.tag, Outcome.NoLeader, stopped, 0);
  }

  private send(query: PendingQuery): void {
    if (!this.link.isReady) return;
    query.wasSent = true;
    const nodeDeadlineMs = Math.max(1, Math.floor(query.deadlineMs + this.link.clockOffsetMs));
    writeU53(new DataView(query.frame.buffer), 24, nodeDeadlineMs);
    this.link.send(query.frame);
  }

  private onReady(): void {
    for (const query of this.queries.values()) this.send(query);
    for (const [subscriptionId, { schemaId, place }] of this.streams) {
      this.link.send(encodeSubscribe({ subscriptionId, schemaId, from: place }));
    }
    this.options.onReady();
    this.link.flush();
  }

  private onFrame(type: number, bytes: Uint8Array, view: DataView, offset: number, length: number): void {
    switch (type) {
      case FrameType.QueryReply:
        this.onQueryReply(bytes, view, offset);
        return;
      case FrameType.Events:
        this.onEvents(view, offset, length);
        return;
      case FrameType.CaughtUp: {
        const stream = this.streams.get(view.getUint32(offset + FRAME_HEADER_BYTES, true));
        if (stream === undefined) return;
        stream.place = placeAt(view, offset);
        stream.listener.onCaughtUp?.(stream.place);
        return;
      }
      case FrameType.Resync: {
        const stream = this.streams.get(view.getUint32(offset + FRAME_HEADER_BYTES, true));
        if (stream === undefined) return;
        stream.place = placeAt(view, offset);
        stream.listener.onResync(stream.place);
        return;
      }
      case FrameType.KeepAlive:
        return;
    }
    this.options.onOtherFrame(type, view, offset, length);
  }

  private onQueryReply(bytes: Uint8Array, view: DataView, offset: number): void {
    const queryId = readU53(view, offset + 8);
    const query = this.queries.get(queryId);
    if (query === undefined) return;
    this.queries.delete(queryId);
    const position = readU53(view, offset + 16);
    const outcome = view.getUint8(offset + 24) as Outcome;
    const from = offset + QUERY_REPLY_OFFSET;
    const body = bytes.subarray(from, from + view.getUint32(offset + 28, true));
    query.listener.onAnswer(query.tag, outcome, body, position);
  }

  /** Hot path: a loop over the records of one frame. */
  private onEvents(view: DataView, offset: number, length: number): void {
    const subscriptionId = view.getUint32(offset + FRAME_HEADER_BYTES, true);
    const stream = this.streams.get(subscriptionId);
    if (stream === undefined) return;
    const end = offset + length;
    let seenPosition = stream.place?.position ?? 0;
    let seenStep = stream.place?.step ?? 0;
    for (let record = offset + EVENTS_OFFSET; record < end;) {
      const recordBytes = recordLength(view, record);
      const position = recordPosition(view, record);
      const step = recordStep(view, record);
      if (comparePlaces(position, step, seenPosition, seenStep) > 0) {
        seenPosition = position;
        seenStep = step;
        const message = record + RECORD_HEADER_BYTES;
        stream.listener.onEvent(view, message, recordBytes - RECORD_HEADER_BYTES, position, step);
        if (!this.streams.has(subscriptionId)) return; // The listener closed it.
      }
      record += recordBytes;
    }
    stream.place = { position: seenPosition, step: seenStep };
  }
}

function placeAt(view: DataView, offset: number): EventPlace {
  return { position: readU53(view, offset + 16), step: view.getUint32(offset + 12, true) };
}

const utf8 = new TextEncoder();
const unanswered = utf8.encode("the node did not answer the query in time");
const unconnected = utf8.encode("no node could be reached in time");
const stopped = utf8.encode("the client was stopped");
