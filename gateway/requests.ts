import type { AnswerDesk, AnswerHandler } from "./answer-desk.ts";
import {
  type Caller,
  type ClusterPort,
  Outcome,
  type QueryOptions,
  type SubmitOptions,
} from "./cluster-port.ts";
import { idempotencyHashes } from "./idempotency.ts";
import type { GatewayLimits } from "./limits.ts";
import { Problem } from "./problem.ts";

/** Puts commands and queries to the cluster and has their answers come back to who asked. */
export class Requests {
  readonly #port: ClusterPort;
  readonly #desk: AnswerDesk;
  readonly #forward: boolean;
  readonly #requestTimeoutMs: number;
  readonly #answerTimeoutMs: number;
  readonly #plainOptions: SubmitOptions;
  readonly #monotonicNow: () => number;

  /** @param forward take writes on every node, and leave it to the port to find the leader */
  constructor(
    port: ClusterPort,
    desk: AnswerDesk,
    limits: GatewayLimits,
    forward: boolean,
    monotonicNow: () => number,
  ) {
    this.#port = port;
    this.#desk = desk;
    this.#forward = forward;
    this.#requestTimeoutMs = limits.requestTimeoutMs;
    this.#answerTimeoutMs = limits.requestTimeoutMs + limits.answerGraceMs;
    this.#plainOptions = { timeoutMs: limits.requestTimeoutMs };
    this.#monotonicNow = monotonicNow;
  }

  /** Whether this gateway passes all writes on, wherever the leader is. */
  get forwardsAlways(): boolean {
    return this.#forward;
  }

  /**
   * Where writes go when not here: the leader's gateway. Undefined: here, or nobody knows where.
   * @param forward the asker wants this node to pass it on
   */
  redirectUrl(forward: boolean): string | undefined {
    if (forward || this.#forward) return undefined;
    const { role, leaderGatewayUrl } = this.#port.status();
    return role === "leader" || role === "none" ? undefined : leaderGatewayUrl;
  }

  /**
   * @param message copied before this returns
   * @param idempotencyKey checked by `checkIdempotencyKey`
   */
  submit(
    caller: Caller,
    message: Uint8Array,
    idempotencyKey: string | undefined,
    handler: AnswerHandler,
  ): void {
    const tag = this.#desk.open(handler, this.#monotonicNow() + this.#answerTimeoutMs);
    if (tag === undefined) {
      handler.onAnswer(Outcome.Overloaded, NOTHING, 0);
      return;
    }
    const options =
      idempotencyKey === undefined
        ? this.#plainOptions
        : {
            timeoutMs: this.#requestTimeoutMs,
            idempotency: idempotencyHashes(caller.principalId, idempotencyKey, message),
          };
    this.#port.submit(caller, message, options, this.#desk, tag);
  }

  query(caller: Caller, message: Uint8Array, read: ReadOptions, handler: AnswerHandler): void {
    const tag = this.#desk.open(handler, this.#monotonicNow() + this.#answerTimeoutMs);
    if (tag === undefined) {
      handler.onAnswer(Outcome.Overloaded, NOTHING, 0);
      return;
    }
    this.#port.query(caller, message, { ...read, timeoutMs: this.#requestTimeoutMs }, this.#desk, tag);
  }
}

export type ReadOptions = Omit<QueryOptions, "timeoutMs">;

/** The error for an outcome without a reply. What is not certain is said to be so. */
export function outcomeProblem(
  outcome: Exclude<Outcome, 0>,
  reason: Uint8Array,
  kind: "command" | "query",
  hasIdempotencyKey: boolean,
): Problem {
  const detail = Buffer.from(reason.buffer, reason.byteOffset, reason.byteLength).toString();
  const nothing = kind === "command" ? "Nothing was applied. " : "";
  switch (outcome) {
    case Outcome.NoLeader:
      return new Problem("NO_LEADER", `${nothing}Retry after a moment. ${detail}`.trim());
    case Outcome.Overloaded:
      return new Problem("OVERLOADED", `${nothing}Retry after a moment. ${detail}`.trim());
    case Outcome.Invalid:
      return new Problem("INVALID_MESSAGE", `${nothing}${detail}`.trim());
    case Outcome.Halted:
      return new Problem("HALTED", detail === "" ? "The apply is halted." : detail);
    case Outcome.OutOfSpace:
      return new Problem("OUT_OF_SPACE", `${nothing}${detail}`.trim());
    case Outcome.Unknown:
      if (kind === "query") {
        return new Problem("TIMED_OUT", "The question was not answered in time. Ask again.");
      }
      return new Problem(
        "OUTCOME_UNKNOWN",
        hasIdempotencyKey
          ? "The command may have been applied, or may be later. A retry with the same Idempotency-Key is safe: it is applied once and gets the first answer."
          : "The command may have been applied, or may be later. It had no Idempotency-Key: query whether it was before you send it again.",
        { retrySafe: hasIdempotencyKey },
      );
  }
}

const NOTHING = new Uint8Array(0);
