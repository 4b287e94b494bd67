import type { Socket } from "node:net";
import type { WebSocket } from "@fastify/websocket";
import type { GatewayLimits } from "../limits.ts";

/** Why the gateway closes a WebSocket: codes of our own in the range for applications. */
export const CloseCode = {
  /** A write came to a node that is not the leader; the redirect message before has the leader's URL. */
  NotLeader: 4001,
  /** No valid login in time. */
  Unauthenticated: 4002,
  /** The client does not read what it is sent. */
  SlowReader: 4003,
  /** The gateway goes down; any other node serves as well. */
  GoingAway: 1001,
} as const;

/**
 * What is corked during a turn of the event loop and leaves at its end in one write per client:
 * measured six times faster than a write per message.
 */
export class TurnEnd {
  #waiting: AtTurnEnd[] = [];
  readonly #flush = (): void => {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const one of waiting) one.endTurn();
  };

  /** Called once for each `add`. */
  add(one: AtTurnEnd): void {
    if (this.#waiting.push(one) === 1) setImmediate(this.#flush);
  }
}

export interface AtTurnEnd {
  endTurn(): void;
}

/** The sending half of one WebSocket, with a bounded queue in the operating system and this process. */
export class ClientSocket implements AtTurnEnd {
  readonly #webSocket: WebSocket;
  readonly #socket: Socket;
  readonly #turnEnd: TurnEnd;
  readonly #limits: GatewayLimits;
  #isCorked = false;
  #isClosed = false;
  #isPaused = false;
  #hasAnswered = true;
  #slowSinceMs: number | undefined;

  constructor(webSocket: WebSocket, socket: Socket, turnEnd: TurnEnd, limits: GatewayLimits) {
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.#turnEnd = turnEnd;
    this.#limits = limits;
    socket.setNoDelay(true);
    socket.on("drain", () => this.#resume());
    webSocket.on("pong", () => {
      this.#hasAnswered = true;
    });
  }

  /**
   * Whether so much waits for the client that events should be conflated instead of sent. What was
   * only held back until the end of the turn does not count: the operating system gets it first.
   */
  get isSlow(): boolean {
    if (this.#socket.writableLength <= this.#limits.clientHighWaterBytes) return false;
    if (this.#isCorked) {
      this.#socket.uncork();
      this.#socket.cork();
    }
    return this.#socket.writableLength > this.#limits.clientHighWaterBytes;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * Sends at the end of the turn, with whatever else is sent until then.
   * @param message JSON text, or its UTF-8 bytes shared with other clients
   */
  sendText(message: string | Uint8Array): void {
    if (this.#isClosed) return;
    if (!this.#isCorked) {
      this.#isCorked = true;
      this.#socket.cork();
      this.#turnEnd.add(this);
    }
    this.#send(message, TEXT);
  }

  /**
   * Sends at once: the caller has put together what belongs together.
   * @param message not changed afterwards
   */
  sendBinary(message: Uint8Array): void {
    if (!this.#isClosed) this.#send(message, BINARY);
  }

  /** Called now and then: cuts off who has been slow for too long. */
  checkPace(nowMs: number): void {
    if (!this.isSlow) {
      this.#slowSinceMs = undefined;
      return;
    }
    this.#slowSinceMs ??= nowMs;
    if (nowMs - this.#slowSinceMs > this.#limits.slowReaderMs) {
      this.close(CloseCode.SlowReader, "SLOW_READER");
    }
  }

  /** Called now and then: ends the connection of a client that is gone without a word. */
  ping(): void {
    if (this.#isClosed || this.#isPaused) return; // What is not read from cannot answer.
    if (!this.#hasAnswered) {
      this.#webSocket.terminate();
      return;
    }
    this.#hasAnswered = false;
    this.#webSocket.ping();
  }

  close(code: number, reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#webSocket.close(code, reason);
    this.endTurn();
    // A client that does not read does not see the close either.
    setTimeout(() => this.#webSocket.terminate(), TERMINATE_AFTER_MS).unref();
  }

  /** The client went: nothing can be sent any more. */
  closed(): void {
    this.#isClosed = true;
  }

  endTurn(): void {
    if (!this.#isCorked) return;
    this.#isCorked = false;
    this.#socket.uncork();
  }

  #send(message: string | Uint8Array, kind: { readonly binary: boolean }): void {
    this.#webSocket.send(message, kind);
    if (!this.isSlow) return;
    if (this.#socket.writableLength > this.#limits.clientQueueBytesMax) {
      this.close(CloseCode.SlowReader, "SLOW_READER");
    } else if (!this.#isPaused) {
      // Who does not read its answers is not asked for more questions.
      this.#isPaused = true;
      this.#webSocket.pause();
    }
  }

  #resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#webSocket.resume();
  }
}

const TERMINATE_AFTER_MS = 2_000;
const BINARY = { binary: true };
const TEXT = { binary: false };
