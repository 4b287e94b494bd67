import type { ChannelEntry } from "../catalog.ts";
import type { CatchUpListener } from "../catch-up.ts";
import type { EventPlace, Subscription } from "../cluster-port.ts";
import { comparePlaces, type DecodedEvent } from "../decoded-event.ts";
import type { EventHub } from "../event-hub.ts";
import type { ChannelListener } from "../event-stream.ts";
import type { ProblemBody } from "../problem.ts";
import { Backlog } from "./backlog.ts";
import type { ClientSocket } from "./client-socket.ts";

/** Gets the state that a channel's events change, as the subscriber may see it. */
export type FetchImage = (
  channel: ChannelEntry,
  key: string,
  /** The image must not be older than this. */
  minPosition: number,
  onImage: (body: Readonly<Record<string, unknown>>, position: number) => void,
  onProblem: (problem: ProblemBody) => void,
) => void;

export interface ChannelSubscriptionOptions {
  readonly channel: ChannelEntry;
  readonly key: string;
  /** The last event the client saw; it wants those after. */
  readonly from: EventPlace | undefined;
  /** Events are told together in this interval; 0 tells each at once. */
  readonly intervalMs: number;
  readonly backlogEventsMax: number;
  readonly hub: EventHub;
  readonly socket: ClientSocket;
  readonly fetchImage: FetchImage;
  /** The subscription ended by itself: the client may not have it, or the image cannot be had. */
  readonly onFailed: (subscription: ChannelSubscription, problem: ProblemBody) => void;
}

/**
 * One client's view of one key of one channel: an image, then every event after it, or every event
 * after `from`. What the client hears is without a gap and without a repetition; where that cannot
 * be kept it hears `resync`, drops its state, and gets an image again.
 */
export class ChannelSubscription implements ChannelListener {
  readonly channel: ChannelEntry;
  readonly key: string;
  readonly #options: ChannelSubscriptionOptions;
  readonly #backlog: Backlog;
  /** Subscribers of one key are told at the same time, and so the same; those of different keys one after the other. */
  readonly #phaseMs: number;
  /** Waiting: for an image or a permission, or, when behind, for a client that reads again. */
  #state: "waiting" | "catchingUp" | "live" | "behind" | "closed" = "waiting";
  /** The last event that the client saw elsewhere, or that was told while catching up. */
  #seen: EventPlace | undefined;
  #catchUp: Subscription | undefined;
  /** Came while an image was under way: undefined when there were too many. */
  #pending: DecodedEvent[] | undefined = [];
  /** Counts the images asked for: only the last one counts. */
  #imageNumber = 0;
  /** The interval in which it was told last, counted from a beginning that all subscribers of a key have in common. */
  #lastInterval = 0;
  #sequence: number | undefined;

  constructor(options: ChannelSubscriptionOptions) {
    this.channel = options.channel;
    this.key = options.key;
    this.#options = options;
    this.#seen = options.from;
    this.#backlog = new Backlog(options.backlogEventsMax);
    this.#phaseMs = phaseOf(options.key);
  }

  /** The last sequence the client was told of, for the heartbeat. */
  get sequence(): number | undefined {
    return this.#sequence;
  }

  /** Call once, after the client was told that it is subscribed. */
  start(): void {
    const { hub, channel, key, from } = this.#options;
    hub.listen(channel, key, this);
    if (channel.image === undefined || (from !== undefined && !channel.isPrivate)) this.#resume(from);
    else this.#requestImage(from);
  }

  close(): void {
    this.#state = "closed";
    this.#catchUp?.close();
    this.#backlog.clear();
    this.#options.hub.unlisten(this.channel, this.key, this);
  }

  onEvent(event: DecodedEvent): void {
    if (this.#seen !== undefined && comparePlaces(event, this.#seen) <= 0) return;
    if (this.#state === "live") this.#deliver(event);
    else if (this.#state === "waiting") this.#hold(event);
  }

  onGap(): void {
    if (this.#state === "closed" || this.#state === "catchingUp") return; // Catching up goes its own way.
    this.#resync("this node missed events");
  }

  /** Called some times a second: tells what waits, when the client can take it. */
  flush(nowMs: number): void {
    const { socket, intervalMs } = this.#options;
    const interval = intervalMs === 0 ? nowMs : Math.floor((nowMs + this.#phaseMs) / intervalMs);
    if (socket.isSlow || interval === this.#lastInterval) return;
    this.#lastInterval = interval;
    if (this.#state === "behind") this.#resync("the connection read too slowly");
    else if (this.#state === "live" && this.#backlog.count > 0) {
      socket.sendText(this.#backlog.take(this.#address()));
    }
  }

  #deliver(event: DecodedEvent): void {
    const { socket, intervalMs } = this.#options;
    this.#sequence = event.sequence;
    if (intervalMs === 0 && this.#backlog.count === 0 && !socket.isSlow) {
      socket.sendText(event.message);
    } else if (!this.#backlog.add(event)) {
      this.#backlog.clear();
      this.#catchUp?.close();
      this.#state = "behind";
    }
  }

  #hold(event: DecodedEvent): void {
    if (this.#pending === undefined) return;
    if (this.#pending.length < this.#options.backlogEventsMax) this.#pending.push(event);
    else this.#pending = undefined;
  }

  #resync(reason: string): void {
    this.#backlog.clear();
    this.#seen = undefined;
    const detail = JSON.stringify(reason);
    this.#options.socket.sendText(`{"type":"resync",${this.#address()},"detail":${detail}}`);
    if (this.channel.image === undefined) this.#state = "live";
    else this.#requestImage(undefined);
  }

  /** @param from the client has seen these events and may only need the permission */
  #requestImage(from: EventPlace | undefined): void {
    this.#state = "waiting";
    this.#pending = [];
    const imageNumber = ++this.#imageNumber;
    const isCurrent = (): boolean => this.#state === "waiting" && this.#imageNumber === imageNumber;
    const { hub, fetchImage, onFailed } = this.#options;
    fetchImage(
      this.channel,
      this.key,
      hub.placeOf(this.channel).position,
      (body, position) => {
        if (!isCurrent()) return; // A gap came in between and asked for another image.
        if (from !== undefined) this.#resume(from);
        else if (this.#pending === undefined) this.#requestImage(undefined);
        else this.#goLive(body, position, this.#pending);
      },
      (problem) => {
        if (isCurrent()) onFailed(this, problem);
      },
    );
  }

  #goLive(body: Readonly<Record<string, unknown>>, position: number, pending: readonly DecodedEvent[]): void {
    const { socket } = this.#options;
    const sequence = this.channel.sequence === undefined ? undefined : body[this.channel.sequence];
    this.#sequence = sequence === undefined ? undefined : Number(sequence);
    socket.sendText(
      `{"type":"image",${this.#address()},"position":${position},` +
        (this.#sequence === undefined ? "" : `"sequence":${this.#sequence},`) +
        `"image":${JSON.stringify(body)}}`,
    );
    this.#state = "live";
    // What the image already contains must not be applied to it again.
    for (const event of pending) if (event.position > position) this.#deliver(event);
  }

  /** What the hub tells meanwhile comes by the other way too, so it need not be kept. */
  #resume(from: EventPlace | undefined): void {
    const { hub, channel, key } = this.#options;
    this.#state = from === undefined ? "live" : "catchingUp";
    if (from !== undefined) this.#catchUp = hub.catchUp(channel, key, from, this.#whileCatchingUp);
  }

  readonly #whileCatchingUp: CatchUpListener = {
    onEvent: (event) => {
      if (this.#state !== "catchingUp") return;
      this.#seen = event;
      this.#deliver(event);
    },
    onGap: () => {
      if (this.#state === "catchingUp") this.#resync("the events after `from` are no longer in memory");
    },
    onCaughtUp: () => {
      if (this.#state === "catchingUp") this.#state = "live";
    },
  };

  #address(): string {
    return `"channel":"${this.channel.path}","key":${JSON.stringify(this.key)}`;
  }
}

/** Spreads keys: any number, the same for the same key. */
function phaseOf(key: string): number {
  let phase = 0;
  for (let at = 0; at < key.length; at++) phase = (phase * 31 + key.charCodeAt(at) * 37) % 65_536;
  return phase;
}
