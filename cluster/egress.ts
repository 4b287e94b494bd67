import type { BatchBuffer } from "./batch-builder.ts";
import { EventFilter } from "./event-filter.ts";
import { comparePlaces, type EventPlace, type EventRing } from "./event-ring.ts";
import { encodePlace } from "./frame-codec.ts";
import { EVENTS_OFFSET, FrameType, type SubscribeFrame, writeFrameHeader } from "./frame.ts";
import { limits } from "./limits.ts";
import type { Outputs } from "./outputs.ts";
import type { ServedClient, Subscriber } from "./served-client.ts";

/** Events of one frame to a subscriber; a longer event has a frame of its own. */
const EVENTS_FRAME_BYTES = 65_536;
/** Who wants few events is told after so many others how far it is: or it would come back to a place long gone. */
const PASSED_BYTES_MAX = 1_048_576;

const NO_RECORDS = new Uint8Array(0);

/**
 * Answers: replies go to who asked, events to all that listen. Everything of a turn is gathered per
 * client, and `flush` writes it once. Hot path: a copy per run, none per command.
 */
export class Egress {
  private readonly events: EventRing;
  private readonly filter = new EventFilter();
  private readonly eventsHeader = new Uint8Array(EVENTS_OFFSET);
  private readonly eventsHeaderView = new DataView(this.eventsHeader.buffer);

  constructor(events: EventRing) {
    this.events = events;
  }

  /**
   * Sends the replies of a batch to the connections that its runs came from.
   * @param buffer the batch as this node built it; undefined when another member led: nobody asked here
   */
  reply(outputs: Outputs, buffer: BatchBuffer | undefined): void {
    if (buffer === undefined) return;
    for (let run = 0; run < outputs.runCount; run++) {
      const client = buffer.runOrigins[run] as ServedClient | undefined;
      if (client === undefined || client.closed) continue;
      client.outbox.append(
        outputs.replies.bytes.subarray(outputs.runOffsets[run], outputs.runOffsets[run + 1]),
      );
    }
  }

  /** Keeps the events of a batch for all that listen, now or later. */
  publish(outputs: Outputs): void {
    this.events.append(outputs.events, outputs.position);
  }

  subscribe(client: ServedClient, subscribe: SubscribeFrame): void {
    const { from } = subscribe;
    const { end } = this.events;
    const isAhead = from !== undefined && comparePlaces(from.position, from.step, end.position, end.step) > 0;
    const cursor = from === undefined || isAhead ? this.events.endCursor() : this.events.cursorAfter(from);
    const subscriber: Subscriber = {
      id: subscribe.subscriptionId,
      cursor: cursor ?? this.events.endCursor(),
      ahead: isAhead ? from : undefined,
      schemaId: subscribe.schemaId,
      passedBytes: PASSED_BYTES_MAX,
    };
    if (cursor === undefined) this.resync(client, subscriber);
    else if (from === undefined) this.tellCaughtUp(client, subscriber);
    client.subscribers.set(subscriber.id, subscriber);
  }

  /** Fills the clients' sockets with the events that they have room for, and writes each client once. */
  flush(clients: Iterable<ServedClient>): void {
    for (const client of clients) {
      if (client.subscribers.size > 0) {
        for (const subscriber of client.subscribers.values()) this.feed(client, subscriber);
      }
      client.outbox.flush();
    }
  }

  /** The ring was refilled from another point: everybody's cursor is void. */
  resyncAll(clients: Iterable<ServedClient>): void {
    for (const client of clients) {
      for (const subscriber of client.subscribers.values()) this.resync(client, subscriber);
    }
  }

  private feed(client: ServedClient, subscriber: Subscriber): void {
    const { ahead } = subscriber;
    if (ahead !== undefined) {
      const { end } = this.events;
      if (comparePlaces(ahead.position, ahead.step, end.position, end.step) > 0) return;
      subscriber.ahead = undefined;
      const cursor = this.events.cursorAfter(ahead);
      if (cursor === undefined) this.resync(client, subscriber);
      else subscriber.cursor = cursor;
    }
    if (client.outbox.pendingBytes >= limits.subscriberHighWaterBytes) return;
    if (this.events.isGone(subscriber.cursor)) this.resync(client, subscriber);
    while (
      client.outbox.pendingBytes < limits.subscriberHighWaterBytes &&
      this.events.hasMore(subscriber.cursor)
    ) {
      const records = this.next(subscriber);
      if (records.byteLength === 0) continue;
      const view = this.eventsHeaderView;
      writeFrameHeader(view, 0, FrameType.Events, EVENTS_OFFSET + records.byteLength);
      view.setUint32(8, subscriber.id, true);
      client.outbox.append(this.eventsHeader);
      client.outbox.append(records);
    }
    if (subscriber.passedBytes < PASSED_BYTES_MAX || this.events.hasMore(subscriber.cursor)) return;
    this.tellCaughtUp(client, subscriber);
  }

  /** @returns the next records that are for it, or none of what it has passed now */
  private next(subscriber: Subscriber): Uint8Array {
    const { cursor, schemaId } = subscriber;
    if (schemaId !== 0) subscriber.passedBytes += this.events.pass(cursor, schemaId);
    const all = this.events.read(cursor, EVENTS_FRAME_BYTES) ?? NO_RECORDS;
    if (schemaId === 0) return all;
    const wanted = this.filter.take(all, schemaId);
    subscriber.passedBytes += all.byteLength - wanted.byteLength;
    return wanted;
  }

  private tellCaughtUp(client: ServedClient, subscriber: Subscriber): void {
    subscriber.passedBytes = 0;
    client.send(encodePlace(FrameType.CaughtUp, subscriber.id, this.events.end));
  }

  /** What lies between is gone: the stream goes on from its end. */
  private resync(client: ServedClient, subscriber: Subscriber): void {
    subscriber.cursor = this.events.endCursor();
    subscriber.ahead = undefined;
    const place: EventPlace = this.events.end;
    client.send(encodePlace(FrameType.Resync, subscriber.id, place));
  }
}
