import fc from "fast-check";
import { expect, test } from "vitest";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { Catalog, type ChannelEntry } from "../catalog.ts";
import type { ClusterPort, EventListener, EventPlace, Subscription } from "../cluster-port.ts";
import { EventHub } from "../event-hub.ts";
import { ChannelSubscription } from "../websocket/channel-subscription.ts";
import type { ClientSocket } from "../websocket/client-socket.ts";
import { RangEncoder } from "./fixtures/kiosk-messages.ts";
import { kioskProtocol } from "./test-gateway.ts";

const KIOSK_SCHEMA_ID = 70;
const catalog = new Catalog([kioskProtocol]);
const bell: ChannelEntry = catalog.channel("kiosk.till-bell")!;

interface Feed {
  readonly listener: EventListener;
  nextPosition: number;
  hasCaughtUp: boolean;
}

/** A node with one event at every position, that feeds each of its subscriptions when a test says so. */
class SteppedNode {
  position = 0;
  readonly feeds = new Set<Feed>();

  readonly port = {
    status: () => ({ appliedPosition: this.position }),
    subscribe: (from: EventPlace | undefined, listener: EventListener, schemaId?: number): Subscription => {
      expect(schemaId).toBe(KIOSK_SCHEMA_ID);
      const feed = { listener, nextPosition: from!.position + 1, hasCaughtUp: false };
      this.feeds.add(feed);
      return { close: () => this.feeds.delete(feed) };
    },
  } as unknown as ClusterPort;

  /** Tells one subscription its next event, or that there is none. */
  feed(nth: number): void {
    const feed = [...this.feeds][nth % Math.max(1, this.feeds.size)];
    if (feed === undefined) return;
    if (feed.nextPosition <= this.position) {
      const message = new MessageBuffer();
      new RangEncoder().claim(message).set({ rings: feed.nextPosition, advertisement: "" });
      feed.listener.onEvent(message.view, 0, message.message().byteLength, feed.nextPosition++, 0);
    } else if (!feed.hasCaughtUp) {
      feed.hasCaughtUp = true;
      feed.listener.onCaughtUp?.({ position: this.position, step: 65_535 });
    }
  }

  feedAll(): void {
    for (let round = 0; round < 2 * (this.position + 1) * (this.feeds.size + 1); round++) this.feed(round);
  }
}

/** A subscriber to the till's bell, and the positions of the events that it was told. */
class Listener {
  readonly heard: number[] = [];
  readonly subscription: ChannelSubscription;

  constructor(hub: EventHub, from: EventPlace | undefined) {
    const sendText = (text: string | Uint8Array): void => {
      const { type, place } = JSON.parse(text.toString()) as { type: string; place: string };
      expect(type).toBe("event");
      this.heard.push(parseInt(place));
    };
    this.subscription = new ChannelSubscription({
      channel: bell,
      key: "",
      from,
      intervalMs: 0,
      backlogEventsMax: 10,
      hub,
      socket: { sendText, isSlow: false } as unknown as ClientSocket,
      fetchImage: () => expect.unreachable("the bell has no image"),
      onFailed: () => expect.unreachable("nothing can fail"),
    });
    this.subscription.start();
  }
}

test("the node is asked for a contract's events while somebody listens, and not otherwise", () => {
  const node = new SteppedNode();
  const hub = new EventHub(node.port, catalog);
  expect(node.feeds.size).toBe(0);
  const first = new Listener(hub, undefined);
  const second = new Listener(hub, undefined);
  expect(node.feeds.size).toBe(1);
  first.subscription.close();
  expect(node.feeds.size).toBe(1);
  second.subscription.close();
  expect(node.feeds.size).toBe(0);
});

test("a subscriber that was cut off while it caught up leaves nothing behind", () => {
  const node = new SteppedNode();
  const hub = new EventHub(node.port, catalog);
  node.position = 5;
  const listeners = Array.from({ length: 20 }, () => new Listener(hub, { position: 1, step: 0 }));
  expect(node.feeds.size).toBe(9); // The hub's own, and eight that catch up; the others wait.
  for (const { subscription } of listeners.slice(0, 15)) subscription.close();
  node.feedAll();
  expect(node.feeds.size).toBe(1);
  expect(listeners.map(({ heard }) => heard.length)).toEqual([
    ...Array.from({ length: 15 }, () => 0),
    ...Array.from({ length: 5 }, () => 4),
  ]);
});

test("whoever comes at any moment, with any place, hears what follows it, each event once and in order", () => {
  const action = fc.oneof(
    { arbitrary: fc.constant("publish" as const), weight: 3 },
    { arbitrary: fc.record({ feed: fc.nat(20) }), weight: 6 },
    { arbitrary: fc.record({ subscribe: fc.nat(12) }), weight: 2 },
    { arbitrary: fc.constant("subscribe" as const), weight: 1 },
    { arbitrary: fc.record({ leave: fc.nat(20) }), weight: 1 },
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
      const node = new SteppedNode();
      const hub = new EventHub(node.port, catalog);
      const listeners: { listener: Listener; from: number }[] = [];
      for (const step of actions) {
        if (step === "publish") node.position++;
        else if (step === "subscribe") {
          listeners.push({ from: hub.placeOf(bell).position, listener: new Listener(hub, undefined) });
        } else if ("feed" in step) node.feed(step.feed);
        else if ("subscribe" in step) {
          const from = Math.min(step.subscribe, node.position);
          listeners.push({ from, listener: new Listener(hub, { position: from, step: 0 }) });
        } else if (listeners.length > 0) {
          listeners.splice(step.leave % listeners.length, 1)[0].listener.subscription.close();
        }
      }
      node.feedAll();
      for (const { listener, from } of listeners) {
        const expected = Array.from({ length: node.position - from }, (_, nth) => from + 1 + nth);
        expect(listener.heard).toEqual(expected);
      }
    }),
    { numRuns: 500 },
  );
});
