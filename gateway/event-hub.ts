import { CatchUps, type CatchUpListener } from "./catch-up.ts";
import type { Catalog, ChannelEntry } from "./catalog.ts";
import type { ClusterPort, EventPlace, Subscription } from "./cluster-port.ts";
import { type ChannelListener, type ChannelTap, EventStream } from "./event-stream.ts";

/** All that anybody here hears of the node's events: a stream for each contract that somebody listens to. */
export class EventHub {
  readonly #port: ClusterPort;
  readonly #catalog: Catalog;
  readonly #catchUps: CatchUps;
  /** By schema id. */
  readonly #streams = new Map<number, EventStream>();

  constructor(port: ClusterPort, catalog: Catalog) {
    this.#port = port;
    this.#catalog = catalog;
    this.#catchUps = new CatchUps(port, catalog);
  }

  get eventCount(): number {
    return [...this.#streams.values()].reduce((sum, { eventCount }) => sum + eventCount, 0);
  }

  get gapCount(): number {
    return [...this.#streams.values()].reduce((sum, { gapCount }) => sum + gapCount, 0);
  }

  /** Who listens from now on hears every event of the channel after this place. */
  placeOf(channel: ChannelEntry): EventPlace {
    return this.#streamOf(channel).place;
  }

  listen(channel: ChannelEntry, key: string, listener: ChannelListener): void {
    this.#streamOf(channel).listen(channel, key, listener);
  }

  unlisten(channel: ChannelEntry, key: string, listener: ChannelListener): void {
    this.#streamOf(channel).unlisten(channel, key, listener);
  }

  /** Hears a channel for good. */
  tap(channel: ChannelEntry, tap: ChannelTap): void {
    this.#streamOf(channel).tap(channel, tap);
  }

  /** Tells a listener what it missed after `from`, until it is as far as those who `listen`. */
  catchUp(channel: ChannelEntry, key: string, from: EventPlace, listener: CatchUpListener): Subscription {
    return this.#catchUps.begin(this.#streamOf(channel), channel, key, from, listener);
  }

  close(): void {
    this.#catchUps.close();
    for (const stream of this.#streams.values()) stream.close();
  }

  #streamOf({ schemaId }: ChannelEntry): EventStream {
    let stream = this.#streams.get(schemaId);
    if (stream === undefined) {
      stream = new EventStream(this.#port, this.#catalog, schemaId);
      this.#streams.set(schemaId, stream);
    }
    return stream;
  }
}
