import { WebSocket } from "ws";
import { LatencyRecorder } from "../latency.ts";
import { type Book, BookCopy, type BookMessage } from "./book-copy.ts";
import type { SubscribersAnswer, SubscribersRequest, SubscribersTally } from "./subscribers.ts";

/**
 * A process with many subscribers, each with a WebSocket of its own, told by its parent what to do. It ends when its
 * parent does.
 */
const OPENING_AT_ONCE = 50;

interface Subscriber {
  readonly marketId: number;
  readonly copy: BookCopy;
  heardMs: number;
}

const subscribers: Subscriber[] = [];
const intervals = new LatencyRecorder();
let messages = 0;
let bytes = 0;
let closed = 0;
let errors = 0;

process.on("disconnect", () => process.exit());
process.on("message", (request: SubscribersRequest) => {
  if (request.do === "open") {
    open(request).then(
      () => answer({ opened: subscribers.length }),
      (error: unknown) => answer({ failed: String(error) }),
    );
  } else if (request.do === "reset") {
    tally();
    answer({ opened: subscribers.length });
  } else if (request.do === "tally") answer({ tally: tally() });
  else if (request.do === "compare") answer({ compared: compare(request.books) });
});

async function open({
  url,
  headers,
  count,
  marketIds,
  intervalMs,
}: SubscribersRequest & { do: "open" }): Promise<void> {
  for (let opened = 0; opened < count; opened += OPENING_AT_ONCE) {
    const some = Array.from({ length: Math.min(OPENING_AT_ONCE, count - opened) }, (_, nth) => {
      const marketId = marketIds[(opened + nth) % marketIds.length]!;
      return subscribe(url, headers, marketId, intervalMs);
    });
    await Promise.all(some);
  }
}

/** Resolves when the first image is here. */
function subscribe(
  url: string,
  headers: Readonly<Record<string, string>>,
  marketId: number,
  intervalMs: number,
): Promise<void> {
  const subscriber = { marketId, copy: new BookCopy(), heardMs: 0 };
  subscribers.push(subscriber);
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers, perMessageDeflate: false });
    const wish = { channel: "exchange.book", key: `${marketId}`, intervalMs };
    socket.once("open", () => socket.send(JSON.stringify({ id: 1, subscribe: wish })));
    socket.on("error", reject);
    socket.on("close", (code) => {
      closed++;
      reject(new Error(`a subscriber's connection was closed with ${code}`));
    });
    socket.on("message", (data: Buffer) => {
      const message = JSON.parse(data.toString()) as BookMessage;
      hear(subscriber, message, data.byteLength);
      if (message.type === "image") resolve();
    });
  });
}

function hear(subscriber: Subscriber, message: BookMessage, size: number): void {
  messages++;
  bytes += size;
  if (message.type === "error") errors++;
  subscriber.copy.hear(message);
  if (message.type !== "events" && message.type !== "event") return;
  const nowMs = performance.now();
  if (subscriber.heardMs > 0) intervals.record((nowMs - subscriber.heardMs) * 1_000, 1);
  subscriber.heardMs = nowMs;
}

/** What was heard since the last tally. */
function tally(): SubscribersTally {
  const sum = (of: (copy: BookCopy) => number): number =>
    subscribers.reduce((total, { copy }) => total + of(copy), 0);
  const taken: SubscribersTally = {
    messages,
    bytes,
    levels: sum(({ levels }) => levels),
    changes: sum(({ changes }) => changes),
    gaps: sum(({ gaps }) => gaps),
    resyncs: sum(({ resyncs }) => resyncs),
    closed,
    errors,
    intervalUs: intervals.summary(),
  };
  messages = bytes = closed = errors = 0;
  intervals.reset();
  for (const { copy } of subscribers) copy.levels = copy.changes = copy.gaps = copy.resyncs = 0;
  for (const subscriber of subscribers) subscriber.heardMs = 0;
  return taken;
}

function compare(books: Readonly<Record<number, Book>>): {
  behind: number;
  equal: number;
  different: number;
} {
  const found = { behind: 0, equal: 0, different: 0 };
  for (const { marketId, copy } of subscribers) {
    const isEqual = copy.equals(books[marketId]!);
    if (isEqual === undefined) found.behind++;
    else if (isEqual) found.equal++;
    else found.different++;
  }
  return found;
}

function answer(word: SubscribersAnswer): void {
  process.send!(word);
}
