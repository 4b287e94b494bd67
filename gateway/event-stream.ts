import type { Catalog, ChannelEntry, EventEntry } from "./catalog.ts";
import type { ClusterPort, EventListener, EventPlace, Subscription } from "./cluster-port.ts";
import { type DecodedEvent, decodeEvent } from "./decoded-event.ts";
import { STEP_MAX } from "./request-options.ts";

/** Who listens to one key of one channel. */
export interface ChannelListener {
  onEvent(event: DecodedEvent): void;
  /** Events are missing: drop what was derived from them. */
  onGap(): void;
}

/** Who listens to all keys of a channel, undecoded: the gateway's own caches. */
export interface ChannelTap {
  onEvent(entry: EventEntry, view: DataView, offset: number): void;
  onGap(): void;
}

/**
 * One contract's events. The node is asked for them while somebody listens, and not otherwise: with
 * nobody there an event costs the gateway nothing. What somebody listens to is decoded once.
 */
export class EventStream implements EventListener {
  eventCount = 0;
  gapCount = 0;
  readonly #port: ClusterPort;
  readonly #catalog: Catalog;
  readonly #schemaId: number;
  readonly #listeners = new Map<ChannelEntry, Map<string, Set<ChannelListener>>>();
  readonly #taps: { readonly channel: ChannelEntry; readonly tap: ChannelTap }[] = [];
  #subscription: Subscription | undefined;
  #position = 0;
  #step = 0;

  constructor(port: ClusterPort, catalog: Catalog, schemaId: number) {
    this.#port = port;
    this.#catalog = catalog;
    this.#schemaId = schemaId;
  }

  /** Everything after this place is heard: the last event's, or where listening began, or would begin now. */
  get place(): EventPlace {
    if (this.#subscription !== undefined) return { position: this.#position, step: this.#step };
    return { position: this.#port.status().appliedPosition, step: STEP_MAX };
  }

  listen(channel: ChannelEntry, key: string, listener: ChannelListener): void {
    let keys = this.#listeners.get(channel);
    if (keys === undefined) this.#listeners.set(channel, (keys = new Map<string, Set<ChannelListener>>()));
    const listeners = keys.get(key);
    if (listeners === undefined) keys.set(key, new Set([listener]));
    else listeners.add(listener);
    this.#begin();
  }

  unlisten(channel: ChannelEntry, key: string, listener: ChannelListener): void {
    const keys = this.#listeners.get(channel);
    const listeners = keys?.get(key);
    if (keys === undefined || listeners === undefined) return;
    listeners.delete(listener);
    if (listeners.size === 0) keys.delete(key);
    if (keys.size === 0) this.#listeners.delete(channel);
    if (this.#listeners.size === 0 && this.#taps.length === 0) this.close();
  }

  tap(channel: ChannelEntry, tap: ChannelTap): void {
    this.#taps.push({ channel, tap });
    this.#begin();
  }

  close(): void {
    this.#subscription?.close();
    this.#subscription = undefined;
  }

  /** Hot path: an event that nobody listens to costs a look-up. */
  onEvent(view: DataView, offset: number, _length: number, position: number, step: number): void {
    this.#position = position;
    this.#step = step;
    this.eventCount++;
    const entry = this.#catalog.eventAt(view, offset);
    if (entry === undefined) return; // A newer build's event: not for the clients of this one.
    for (const { channel, tap } of this.#taps) {
      if (channel === entry.channel) tap.onEvent(entry, view, offset);
    }
    const keys = this.#listeners.get(entry.channel);
    if (keys === undefined) return;
    const key = entry.readKey(view, offset);
    const listeners = keys.get(key);
    if (listeners === undefined) return;
    const event = decodeEvent(entry, key, view, offset, position, step);
    for (const listener of listeners) listener.onEvent(event);
  }

  onResync(place: EventPlace): void {
    this.#position = place.position;
    this.#step = place.step;
    this.gapCount++;
    for (const { tap } of this.#taps) tap.onGap();
    for (const keys of this.#listeners.values()) {
      for (const listeners of keys.values()) for (const listener of listeners) listener.onGap();
    }
  }

  #begin(): void {
    if (this.#subscription !== undefined) return;
    const { place } = this;
    this.#position = place.position;
    this.#step = place.step;
    this.#subscription = this.#port.subscribe(place, this, this.#schemaId);
  }
}
