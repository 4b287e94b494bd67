import type { Catalog, ChannelEntry } from "./catalog.ts";
import type { ClusterPort, EventListener, EventPlace, Subscription } from "./cluster-port.ts";
import { comparePlaces, decodeEvent } from "./decoded-event.ts";
import type { ChannelListener, EventStream } from "./event-stream.ts";

/** Who wants what it missed, and then goes on with the stream that others hear already. */
export interface CatchUpListener extends ChannelListener {
  /** Everything that the stream has told its listeners was told: it may be one of them. */
  onCaughtUp(): void;
}

/** More of them wait: a node serves only so many subscriptions of one connection. */
const CATCH_UPS_MAX = 8;

/**
 * What clients missed that come back with the place of the last event that they saw: the node keeps
 * recent events, and each client gets a subscription of its own until it is as far as the stream.
 */
export class CatchUps {
  readonly #port: ClusterPort;
  readonly #catalog: Catalog;
  readonly #running = new Set<CatchUp>();
  readonly #waiting = new Set<CatchUp>();

  constructor(port: ClusterPort, catalog: Catalog) {
    this.#port = port;
    this.#catalog = catalog;
  }

  /** @param stream of the channel's contract; the listener hears it already, and drops what it tells until `onCaughtUp` */
  begin(
    stream: EventStream,
    channel: ChannelEntry,
    key: string,
    from: EventPlace,
    listener: CatchUpListener,
  ): Subscription {
    const end = (): void => this.#end(catchUp);
    const catchUp = new CatchUp(this.#catalog, stream, channel, key, from, listener, end);
    this.#waiting.add(catchUp);
    this.#startWaiting();
    return { close: end };
  }

  close(): void {
    this.#waiting.clear();
    for (const catchUp of this.#running) catchUp.subscription?.close();
  }

  #end(catchUp: CatchUp): void {
    catchUp.isOver = true;
    catchUp.subscription?.close();
    this.#waiting.delete(catchUp);
    if (this.#running.delete(catchUp)) this.#startWaiting();
  }

  #startWaiting(): void {
    for (const catchUp of this.#waiting) {
      if (this.#running.size >= CATCH_UPS_MAX) return;
      this.#waiting.delete(catchUp);
      this.#running.add(catchUp);
      const subscription = this.#port.subscribe(catchUp.from, catchUp, catchUp.channel.schemaId);
      if (catchUp.isOver) subscription.close();
      else catchUp.subscription = subscription;
    }
  }
}

class CatchUp implements EventListener {
  readonly channel: ChannelEntry;
  readonly from: EventPlace;
  subscription: Subscription | undefined;
  isOver = false;
  readonly #catalog: Catalog;
  readonly #stream: EventStream;
  readonly #key: string;
  readonly #listener: CatchUpListener;
  readonly #end: () => void;

  constructor(
    catalog: Catalog,
    stream: EventStream,
    channel: ChannelEntry,
    key: string,
    from: EventPlace,
    listener: CatchUpListener,
    end: () => void,
  ) {
    this.#catalog = catalog;
    this.#stream = stream;
    this.channel = channel;
    this.#key = key;
    this.from = from;
    this.#listener = listener;
    this.#end = end;
  }

  onEvent(view: DataView, offset: number, _length: number, position: number, step: number): void {
    if (this.isOver) return;
    const entry = this.#catalog.eventAt(view, offset);
    if (entry?.channel === this.channel && entry.readKey(view, offset) === this.#key) {
      this.#listener.onEvent(decodeEvent(entry, this.#key, view, offset, position, step));
    }
    this.onCaughtUp({ position, step });
  }

  onCaughtUp(place: EventPlace): void {
    if (this.isOver || comparePlaces(place, this.#stream.place) < 0) return;
    this.#end();
    this.#listener.onCaughtUp();
  }

  onResync(): void {
    if (this.isOver) return;
    this.#end();
    this.#listener.onGap();
  }
}
