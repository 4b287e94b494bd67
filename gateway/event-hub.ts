import type { Catalog, ChannelEntry, EventEntry } from "./catalog.ts";
import type { ClusterPort, EventListener, EventPlace, Subscription } from "./cluster-port.ts";
import { EventRing } from "./event-ring.ts";
import type { GatewayLimits } from "./limits.ts";

/** One event as subscribers get it: made once, shared by all of them. */
export interface DecodedEvent {
  readonly position: number;
  readonly step: number;
  readonly key: string;
  /** Undefined when its channel does not count. */
  readonly sequence: number | undefined;
  /** Of two with the same identity only the later is needed; undefined when each is needed. */
  readonly identity: string | undefined;
  /** The part of a message that tells it, as JSON: `"event":…,"place":…,"sequence":…,"body":…`. */
  readonly content: string;
  /** The whole message, as UTF-8. */
  readonly message: Uint8Array;
}

/** Who listens to one key of one channel. */
export interface ChannelListener {
  onEvent(event: DecodedEvent): void;
  /** Events are missing: drop what was derived from them. */
  onGap(): void;
}

/**
 * The one listener to the node's events: keeps the recent ones, decodes those that somebody listens
 * to, once, and hands them on by channel and key.
 */
export class EventHub implements EventListener {
  readonly #catalog: Catalog;
  readonly #ring: EventRing;
  readonly #listeners = new Map<ChannelEntry, Map<string, Set<ChannelListener>>>();
  readonly #taps: ((entry: EventEntry, view: DataView, offset: number, length: number) => void)[] = [];
  readonly #gapListeners: (() => void)[] = [];
  #position: number;
  #step: number;
  #subscription: Subscription | undefined;
  #eventCount = 0;
  #gapCount = 0;

  /** @param since events after this place are asked for */
  constructor(catalog: Catalog, limits: GatewayLimits, since: EventPlace) {
    this.#catalog = catalog;
    this.#ring = new EventRing(limits.eventRingBytes, limits.eventRingEventsMax, since);
    this.#position = since.position;
    this.#step = since.step;
  }

  start(port: ClusterPort): void {
    this.#subscription = port.subscribe(this.place, this);
  }

  close(): void {
    this.#subscription?.close();
  }

  /** The last event's place, or where listening began. */
  get place(): EventPlace {
    return { position: this.#position, step: this.#step };
  }

  get eventCount(): number {
    return this.#eventCount;
  }

  get gapCount(): number {
    return this.#gapCount;
  }

  /** Whether a client that saw everything up to `place` can go on from there. */
  covers(place: EventPlace): boolean {
    return this.#ring.covers(place);
  }

  /** Hands the events of a channel and key after `place` that are in memory to `visit`, in order. */
  replay(channel: ChannelEntry, key: string, place: EventPlace, visit: (event: DecodedEvent) => void): void {
    this.#ring.forEachAfter(place, ({ view, offset, position, step }) => {
      const entry = this.#catalog.eventAt(view, offset);
      if (entry?.channel !== channel || entry.readKey(view, offset) !== key) return;
      visit(decode(entry, key, view, offset, position, step));
    });
  }

  listen(channel: ChannelEntry, key: string, listener: ChannelListener): void {
    let keys = this.#listeners.get(channel);
    if (keys === undefined) this.#listeners.set(channel, (keys = new Map<string, Set<ChannelListener>>()));
    const listeners = keys.get(key);
    if (listeners === undefined) keys.set(key, new Set([listener]));
    else listeners.add(listener);
  }

  unlisten(channel: ChannelEntry, key: string, listener: ChannelListener): void {
    const keys = this.#listeners.get(channel);
    const listeners = keys?.get(key);
    if (keys === undefined || listeners === undefined) return;
    listeners.delete(listener);
    if (listeners.size === 0) keys.delete(key);
    if (keys.size === 0) this.#listeners.delete(channel);
  }

  /** Hears every event of every channel, undecoded; for the gateway's own caches. */
  tap(
    onEvent: (entry: EventEntry, view: DataView, offset: number, length: number) => void,
    onGap: () => void,
  ): void {
    this.#taps.push(onEvent);
    this.#gapListeners.push(onGap);
  }

  /** Hot path: an event that nobody listens to costs a copy and a look-up. */
  onEvent(view: DataView, offset: number, length: number, position: number, step: number): void {
    this.#ring.add(view, offset, length, position, step);
    this.#position = position;
    this.#step = step;
    this.#eventCount++;
    const entry = this.#catalog.eventAt(view, offset);
    if (entry === undefined) return; // A newer build's event: not for the clients of this one.
    for (const tap of this.#taps) tap(entry, view, offset, length);
    const keys = this.#listeners.get(entry.channel);
    if (keys === undefined) return;
    const key = entry.readKey(view, offset);
    const listeners = keys.get(key);
    if (listeners === undefined) return;
    const event = decode(entry, key, view, offset, position, step);
    for (const listener of listeners) listener.onEvent(event);
  }

  onResync(place: EventPlace): void {
    this.#ring.clear(place);
    this.#position = place.position;
    this.#step = place.step;
    this.#gapCount++;
    for (const onGap of this.#gapListeners) onGap();
    for (const keys of this.#listeners.values()) {
      for (const listeners of keys.values()) for (const listener of listeners) listener.onGap();
    }
  }
}

function decode(
  entry: EventEntry,
  key: string,
  view: DataView,
  offset: number,
  position: number,
  step: number,
): DecodedEvent {
  const body = entry.toJson(view, offset);
  const { channel } = entry;
  const sequence = channel.sequence === undefined ? undefined : Number(body[channel.sequence]);
  const content =
    `"event":"${entry.name}","place":"${position}.${step}",` +
    (sequence === undefined ? "" : `"sequence":${sequence},`) +
    `"body":${JSON.stringify(body)}`;
  const identity = channel.identity?.map((field) => String(body[field])).join("\n");
  return {
    position,
    step,
    key,
    sequence,
    identity: identity === undefined ? undefined : `${entry.name}\n${identity}`,
    content,
    message: Buffer.from(
      `{"type":"event","channel":"${channel.path}","key":${JSON.stringify(key)},${content}}`,
    ),
  };
}
