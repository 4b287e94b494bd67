import type { AnswerHandler } from "../answer-desk.ts";
import type { Answer, RequestEntry } from "../catalog.ts";
import { Outcome } from "../cluster-port.ts";
import { checkIdempotencyKey } from "../idempotency.ts";
import { Problem, type ProblemBody } from "../problem.ts";
import { parsePlace, parseReadOptions } from "../request-options.ts";
import { outcomeProblem } from "../requests.ts";
import { toProblem } from "../to-problem.ts";
import { ChannelSubscription } from "./channel-subscription.ts";
import { type ClientSocket, CloseCode } from "./client-socket.ts";
import { channelOf, fetchImage } from "./image.ts";
import type { WebSocketPrincipal, WebSocketServices, WebSocketSession } from "./websocket-session.ts";

/** What a client names a request by; it comes back with the answer. */
type RequestId = string | number;

type ClientMessage = Readonly<Record<string, unknown>> & { readonly id: RequestId };

/** The members besides `id` that say what a message wants; each message has one. */
const VERBS = ["command", "query", "subscribe", "unsubscribe", "login", "ping"] as const;

/** A WebSocket that speaks JSON. The messages are listed in gateway/README.md. */
export class JsonSession implements WebSocketSession {
  readonly #services: WebSocketServices;
  readonly #socket: ClientSocket;
  readonly #principal: WebSocketPrincipal;
  readonly #subscriptions = new Map<string, ChannelSubscription>();
  #inFlight = 0;

  constructor(services: WebSocketServices, socket: ClientSocket, principal: WebSocketPrincipal) {
    this.#services = services;
    this.#socket = socket;
    this.#principal = principal;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  onMessage(data: Buffer, isBinary: boolean): void {
    if (this.#socket.isClosed) return; // Nothing is done for whom nothing can be told.
    let id: RequestId | null = null;
    try {
      if (isBinary) {
        throw new Problem(
          "UNKNOWN_TYPE",
          "A binary frame came on a connection that speaks JSON; connect with the subprotocol lockstep.sbe.v1 for binary frames.",
        );
      }
      if (data.byteLength > this.#services.limits.frameBytesMax) {
        throw tooLarge(data.byteLength, this.#services.limits.frameBytesMax);
      }
      const message = parseMessage(data);
      id = message.id;
      this.#dispatch(message);
    } catch (error) {
      this.#sendProblem(id, error);
    }
  }

  heartbeat(position: number, timeUs: number): void {
    if (this.#socket.isSlow) return; // What waits tells it more.
    const channels = [...this.#subscriptions.values()].map(({ channel, key, sequence }) => ({
      channel: channel.path,
      key,
      sequence,
    }));
    this.#send({ type: "heartbeat", position, timeUs, channels });
  }

  flush(nowMs: number): void {
    for (const subscription of this.#subscriptions.values()) subscription.flush(nowMs);
    this.#socket.checkPace(nowMs);
  }

  shutDown(): void {
    this.#send({ type: "serverShutdown", detail: "This gateway is closing; go on at another node." });
  }

  onClose(): void {
    this.#socket.closed();
    this.#principal.close();
    for (const subscription of this.#subscriptions.values()) subscription.close();
    this.#subscriptions.clear();
  }

  #dispatch(message: ClientMessage): void {
    const verbs = VERBS.filter((verb) => message[verb] !== undefined);
    if (verbs.length !== 1) {
      throw new Problem(
        "UNKNOWN_TYPE",
        `A message has one of ${VERBS.join(", ")} beside its id; this one has ${verbs.length}.`,
      );
    }
    switch (verbs[0]) {
      case "command":
        this.#request(message, "command");
        break;
      case "query":
        this.#request(message, "query");
        break;
      case "subscribe":
        this.#subscribe(message.id, message.subscribe);
        break;
      case "unsubscribe":
        this.#unsubscribe(message.id, message.unsubscribe);
        break;
      case "login":
        this.#logIn(message.id, message.login);
        break;
      default:
        this.#send({ type: "pong", id: message.id });
    }
  }

  #request(message: ClientMessage, kind: "command" | "query"): void {
    const { catalog, requests, limits } = this.#services;
    const { principal } = this.#principal;
    const entry = catalog.request(kind, message[kind]);
    if (kind === "command") {
      const url = requests.redirectUrl(message.forward === true);
      if (url !== undefined) return this.#redirect(message.id, url);
    }
    if (this.#inFlight >= limits.clientRequestsInFlightMax) {
      throw new Problem(
        "TOO_MANY_REQUESTS_IN_FLIGHT",
        `Wait for answers: ${this.#inFlight} requests have none yet. Nothing was applied.`,
      );
    }
    const bytes = entry.encode(message.body ?? {});
    const handler = this.#handler(message.id, entry, message.idempotencyKey !== undefined);
    if (kind === "query") {
      const { consistency, minPosition } = message;
      const read = parseReadOptions({ consistency, minPosition });
      this.#inFlight++;
      requests.query(principal, bytes, read, handler);
      return;
    }
    const { idempotencyKey } = message;
    if (idempotencyKey !== undefined) {
      if (typeof idempotencyKey !== "string") {
        throw new Problem("INVALID_IDEMPOTENCY_KEY", "idempotencyKey must be text.");
      }
      checkIdempotencyKey(idempotencyKey);
    }
    this.#inFlight++;
    requests.submit(principal, bytes, idempotencyKey, handler);
  }

  #handler(id: RequestId, entry: RequestEntry, hasIdempotencyKey: boolean): AnswerHandler {
    return {
      onAnswer: (outcome, bytes, position) => {
        this.#inFlight--;
        if (outcome !== Outcome.Replied) {
          this.#sendProblem(id, outcomeProblem(outcome, bytes, entry.kind, hasIdempotencyKey));
          return;
        }
        try {
          this.#sendAnswer(id, position, this.#services.catalog.answer(bytes));
        } catch (error) {
          this.#sendProblem(id, error);
        }
      },
    };
  }

  #subscribe(id: RequestId, wish: unknown): void {
    const { catalog, hub, limits, requests } = this.#services;
    const { principal } = this.#principal;
    const { channel, key, from, intervalMs } = parseSubscription(wish);
    const entry = channelOf(catalog, channel, key, principal);
    const name = subscriptionName(channel, key);
    if (this.#subscriptions.size >= limits.clientSubscriptionsMax && !this.#subscriptions.has(name)) {
      throw new Problem(
        "TOO_MANY_SUBSCRIPTIONS",
        `A connection has at most ${limits.clientSubscriptionsMax} subscriptions.`,
      );
    }
    this.#subscriptions.get(name)?.close(); // Subscribing again begins anew.
    const subscription = new ChannelSubscription({
      channel: entry,
      key,
      from,
      intervalMs,
      backlogEventsMax: limits.backlogEventsMax,
      hub,
      socket: this.#socket,
      fetchImage: fetchImage(catalog, requests, principal),
      onFailed: (failed, problem) => {
        failed.close();
        this.#subscriptions.delete(name);
        this.#send({ type: "error", id, channel, key, error: problem });
      },
    });
    this.#subscriptions.set(name, subscription);
    this.#send({ type: "subscribed", id, channel, key, position: hub.placeOf(entry).position });
    subscription.start();
  }

  #unsubscribe(id: RequestId, wish: unknown): void {
    const { channel, key } = parseSubscription(wish);
    const name = subscriptionName(channel, key);
    const subscription = this.#subscriptions.get(name);
    if (subscription === undefined) {
      throw new Problem("NOT_SUBSCRIBED", `There is no subscription to ${channel} ${key}.`);
    }
    subscription.close();
    this.#subscriptions.delete(name);
    this.#send({ type: "unsubscribed", id, channel, key });
  }

  #logIn(id: RequestId, login: unknown): void {
    this.#principal.logIn(login).then(
      ({ principalId }) => this.#send({ type: "loggedIn", id, principalId: String(principalId) }),
      (error: unknown) => this.#sendProblem(id, error),
    );
  }

  /** The last message that this connection takes: the client goes on at the leader. */
  #redirect(id: RequestId, url: string): void {
    this.#send({ type: "redirect", id, url: webSocketUrl(url) });
    this.#socket.close(CloseCode.NotLeader, "NOT_LEADER");
  }

  #sendAnswer(id: RequestId, position: number, answer: Answer): void {
    if (answer.kind === "reply") {
      this.#send({ type: "reply", id, position, name: answer.name, reply: answer.body });
    } else this.#send({ type: "rejection", id, position, rejection: answer.problem });
  }

  #sendProblem(id: RequestId | null, error: unknown): void {
    const body: ProblemBody = toProblem(error, this.#services.logger);
    this.#send({ type: "error", id, error: body });
  }

  #send(message: object): void {
    this.#socket.sendText(JSON.stringify(message));
  }
}

export function tooLarge(bytes: number, bytesMax: number): Problem {
  return new Problem(
    "BODY_TOO_LARGE",
    `The frame has ${bytes} bytes; it takes at most ${bytesMax}. Nothing was applied.`,
  );
}

/** `http://host:port` of a gateway as the address of its WebSocket. */
export function webSocketUrl(gatewayUrl: string): string {
  return `${gatewayUrl.replace(/^http/, "ws").replace(/\/$/, "")}/v1/ws`;
}

function parseMessage(data: Buffer): ClientMessage {
  let message: unknown;
  try {
    message = JSON.parse(data.toString());
  } catch (error) {
    throw new Problem("MALFORMED_JSON", `The frame is not JSON: ${(error as Error).message}`);
  }
  if (typeof message !== "object" || message === null || Array.isArray(message)) {
    throw new Problem("MALFORMED_FRAME", "A message is a JSON object.");
  }
  const { id } = message as { id?: unknown };
  if (Number.isSafeInteger(id) || (typeof id === "string" && id.length <= ID_LENGTH_MAX)) {
    return message as ClientMessage;
  }
  throw new Problem(
    "MALFORMED_FRAME",
    `A message has an id: an integer, or text of at most ${ID_LENGTH_MAX} characters.`,
  );
}

interface SubscriptionWish {
  readonly channel: string;
  readonly key: string;
  readonly from: ReturnType<typeof parsePlace> | undefined;
  readonly intervalMs: number;
}

function parseSubscription(wish: unknown): SubscriptionWish {
  if (typeof wish !== "object" || wish === null) {
    throw new Problem("INVALID_PARAMETER", "A subscription takes {channel, key, from?, intervalMs?}.");
  }
  const { channel, key = "", from, intervalMs = 0 } = wish as Readonly<Record<string, unknown>>;
  if (typeof channel !== "string") {
    throw new Problem("INVALID_PARAMETER", "channel must be text, such as exchange.book.");
  }
  if (typeof key !== "string" && typeof key !== "number") {
    throw new Problem("INVALID_PARAMETER", "key must be text.");
  }
  if (typeof intervalMs !== "number" || !(intervalMs >= 0 && intervalMs <= INTERVAL_MAX_MS)) {
    throw new Problem("INVALID_PARAMETER", `intervalMs must be a number from 0 to ${INTERVAL_MAX_MS}.`);
  }
  return { channel, key: String(key), from: from === undefined ? undefined : parsePlace(from), intervalMs };
}

function subscriptionName(channel: string, key: string): string {
  return `${channel} ${key}`;
}

const ID_LENGTH_MAX = 64;
const INTERVAL_MAX_MS = 60_000;
