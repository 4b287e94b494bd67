import type { AnswerHandler } from "../answer-desk.ts";
import { Outcome } from "../cluster-port.ts";
import { Problem } from "../problem.ts";
import { LINEARIZABLE } from "../request-options.ts";
import { outcomeProblem } from "../requests.ts";
import { toProblem } from "../to-problem.ts";
import { AnswerFrame, AnswerKind, RequestItem, RequestKind } from "./binary-frame.ts";
import { type ClientSocket, CloseCode, type TurnEnd } from "./client-socket.ts";
import { tooLarge, webSocketUrl } from "./json-session.ts";
import type { WebSocketPrincipal, WebSocketServices, WebSocketSession } from "./websocket-session.ts";

/**
 * A WebSocket that speaks `lockstep.sbe.v1`: many commands in one frame, validated as a whole and
 * passed on as they are. A frame in which anything is wrong is refused whole.
 */
export class BinarySession implements WebSocketSession {
  readonly #services: WebSocketServices;
  readonly #socket: ClientSocket;
  readonly #principal: WebSocketPrincipal;
  readonly #turnEnd: TurnEnd;
  readonly #item = new RequestItem();
  readonly #answers = new AnswerFrame();
  #inFlight = 0;

  constructor(
    services: WebSocketServices,
    socket: ClientSocket,
    principal: WebSocketPrincipal,
    turnEnd: TurnEnd,
  ) {
    this.#services = services;
    this.#socket = socket;
    this.#principal = principal;
    this.#turnEnd = turnEnd;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  onMessage(data: Buffer, isBinary: boolean): void {
    if (this.#socket.isClosed) return; // Nothing is done for whom nothing can be told.
    const item = this.#item;
    let id = 0;
    try {
      const { frameBytesMax } = this.#services.limits;
      if (!isBinary) {
        throw new Problem("UNKNOWN_TYPE", "A text frame came on a connection that speaks lockstep.sbe.v1.");
      }
      if (data.byteLength > frameBytesMax) throw tooLarge(data.byteLength, frameBytesMax);
      if (data.byteLength === 0) {
        throw new Problem("MALFORMED_FRAME", "The frame is empty; it takes at least one item.");
      }
      const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
      let count = 0;
      let firstCommandId: number | undefined;
      for (let offset = 0; offset < view.byteLength; offset = item.nextOffset) {
        id = 0;
        item.wrap(view, offset);
        id = item.id;
        this.#check(item);
        if (item.kind === RequestKind.Command) firstCommandId ??= id;
        count++;
      }
      id = 0;
      this.#admit(count);
      if (firstCommandId !== undefined && this.#redirect(firstCommandId)) return;
      for (let offset = 0; offset < view.byteLength; offset = item.nextOffset) {
        this.#take(item.wrap(view, offset));
      }
    } catch (error) {
      this.#addProblem(id, error);
    }
  }

  heartbeat(position: number, timeUs: number): void {
    if (this.#socket.isSlow) return;
    const payload = new Uint8Array(8);
    new DataView(payload.buffer).setBigUint64(0, BigInt(timeUs), true);
    this.#add(AnswerKind.Heartbeat, 0, position, payload);
  }

  flush(nowMs: number): void {
    this.#socket.checkPace(nowMs);
  }

  shutDown(): void {
    this.#add(AnswerKind.ServerShutdown, 0, 0, NOTHING);
    this.endTurn(); // The close follows.
  }

  onClose(): void {
    this.#socket.closed();
    this.#principal.close();
  }

  /** All answers of a turn leave as one message. */
  endTurn(): void {
    if (!this.#answers.isEmpty) this.#socket.sendBinary(this.#answers.take());
  }

  /** Looks at everything about an item before anything of its frame is done. */
  #check(item: RequestItem): void {
    if (item.kind === RequestKind.Ping) return;
    if (item.kind === RequestKind.Login) {
      parseLogin(item.payload);
      return;
    }
    if (item.kind !== RequestKind.Command && item.kind !== RequestKind.Query) {
      throw new Problem(
        "UNKNOWN_TYPE",
        `An item's kind is ${item.kind}; it takes 1 command, 2 query, 3 login or 4 ping. Nothing of the frame was applied.`,
      );
    }
    void this.#principal.principal;
    const kind = item.kind === RequestKind.Command ? "command" : "query";
    this.#services.catalog.check(kind, item.view, item.payloadOffset, item.payloadLength);
  }

  #admit(count: number): void {
    const { frameItemsMax, clientRequestsInFlightMax } = this.#services.limits;
    if (count > frameItemsMax) {
      throw new Problem(
        "MALFORMED_FRAME",
        `The frame has ${count} items; it takes at most ${frameItemsMax}. Nothing was applied.`,
      );
    }
    if (this.#inFlight + count > clientRequestsInFlightMax) {
      throw new Problem(
        "TOO_MANY_REQUESTS_IN_FLIGHT",
        `Wait for answers: ${this.#inFlight} requests have none yet. Nothing was applied.`,
      );
    }
  }

  #take(item: RequestItem): void {
    const { requests } = this.#services;
    const { id, kind } = item;
    switch (kind) {
      case RequestKind.Command: {
        this.#inFlight++;
        const key = item.hasIdempotencyKey ? Buffer.from(item.idempotencyKey).toString("hex") : undefined;
        requests.submit(
          this.#principal.principal,
          item.payload,
          key,
          this.#handler(id, "command", key !== undefined),
        );
        return;
      }
      case RequestKind.Query:
        this.#inFlight++;
        requests.query(
          this.#principal.principal,
          item.payload,
          LINEARIZABLE,
          this.#handler(id, "query", false),
        );
        return;
      case RequestKind.Login:
        this.#logIn(id, item.payload);
        return;
      default:
        this.#add(AnswerKind.Pong, id, 0, NOTHING);
    }
  }

  #handler(id: number, kind: "command" | "query", hasIdempotencyKey: boolean): AnswerHandler {
    return {
      onAnswer: (outcome, bytes, position) => {
        this.#inFlight--;
        if (outcome === Outcome.Replied) this.#add(AnswerKind.Reply, id, position, bytes);
        else this.#addProblem(id, outcomeProblem(outcome, bytes, kind, hasIdempotencyKey));
      },
    };
  }

  #logIn(id: number, payload: Uint8Array): void {
    this.#principal.logIn(parseLogin(payload)).then(
      () => this.#add(AnswerKind.LoggedIn, id, 0, NOTHING),
      (error: unknown) => this.#addProblem(id, error),
    );
  }

  /** Another node leads: the whole frame is for that one, and so are the frames to come. */
  #redirect(id: number): boolean {
    const url = this.#services.requests.redirectUrl(false);
    if (url === undefined) return false;
    this.#add(AnswerKind.Redirect, id, 0, Buffer.from(webSocketUrl(url)));
    this.endTurn();
    this.#socket.close(CloseCode.NotLeader, "NOT_LEADER");
    return true;
  }

  #addProblem(id: number, error: unknown): void {
    const body = toProblem(error, this.#services.logger);
    this.#add(AnswerKind.Error, id, 0, Buffer.from(JSON.stringify(body)));
  }

  #add(kind: AnswerKind, id: number, position: number, payload: Uint8Array): void {
    if (this.#answers.isEmpty) this.#turnEnd.add(this);
    this.#answers.add(kind, id, position, payload);
  }
}

function parseLogin(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString());
  } catch (error) {
    throw new Problem("MALFORMED_JSON", `A login's payload is JSON: ${(error as Error).message}`);
  }
}

const NOTHING = new Uint8Array(0);
