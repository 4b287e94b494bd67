/**
 * Errors as RFC 9457 `application/problem+json`. `code` is stable and for programs; `title` and
 * `detail` are for people and may change. Every error of the gateway is in this table, and the
 * table is what `/docs` and the README list.
 */
export const PROBLEMS = {
  MALFORMED_JSON: { status: 400, title: "The body is not JSON" },
  WRONG_TYPE: { status: 400, title: "A field has a value of another type than the contract's" },
  OUT_OF_RANGE: { status: 400, title: "A field has a value outside its range" },
  MISSING_FIELD: { status: 400, title: "A field is missing" },
  UNKNOWN_FIELD: { status: 400, title: "A field is not one of the message's" },
  INVALID_PARAMETER: { status: 400, title: "A parameter of the request is not understood" },
  INVALID_MESSAGE: { status: 400, title: "The message is not one of the contract's" },
  INVALID_IDEMPOTENCY_KEY: { status: 400, title: "The Idempotency-Key header is not a usable key" },
  MALFORMED_REQUEST: { status: 400, title: "The request is not well-formed HTTP" },
  UNAUTHENTICATED: { status: 401, title: "The request carries no key" },
  UNKNOWN_KEY: { status: 401, title: "The key is unknown, disabled or mistyped" },
  SIGNATURE_MISSING: { status: 401, title: "This key must sign its requests" },
  SIGNATURE_MISMATCH: { status: 401, title: "The signature does not match the request" },
  TIMESTAMP_INVALID: { status: 401, title: "The timestamp is not milliseconds since 1970" },
  TIMESTAMP_OUTSIDE_WINDOW: { status: 401, title: "The timestamp is too far from this node's clock" },
  SIGNATURE_REPLAYED: { status: 401, title: "This signed request was already received" },
  FORBIDDEN: { status: 403, title: "The principal may not do this" },
  NOT_FOUND: { status: 404, title: "There is nothing at this address" },
  METHOD_NOT_ALLOWED: { status: 405, title: "This address takes another method" },
  BODY_TOO_LARGE: { status: 413, title: "The body is longer than a command may be" },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: "The body must be application/json" },
  REJECTED: { status: 422, title: "The service refused the command" },
  RATE_LIMITED: { status: 429, title: "Too many requests for this key" },
  INTERNAL: { status: 500, title: "The gateway failed" },
  NO_LEADER: { status: 503, title: "The cluster has no leader at the moment" },
  OVERLOADED: { status: 503, title: "The cluster takes no more requests at the moment" },
  OUT_OF_SPACE: { status: 507, title: "The leader's disk has no room for commands" },
  QUARANTINED: { status: 503, title: "This node differs from the others and serves nobody" },
  HALTED: { status: 503, title: "The service stands still on an error and waits for a repair" },
  SHUTTING_DOWN: { status: 503, title: "This gateway is closing" },
  KEYS_UNAVAILABLE: { status: 503, title: "The key cannot be checked at the moment" },
  TIMED_OUT: { status: 504, title: "The question was not answered in time" },
  OUTCOME_UNKNOWN: { status: 504, title: "The command may or may not have been applied" },
  NOT_LEADER: { status: 307, title: "Another node is the leader and takes the writes" },
  // Of the WebSocket only; the status is that of the nearest HTTP error.
  MALFORMED_FRAME: { status: 400, title: "The frame is not one of the protocol's" },
  UNKNOWN_TYPE: { status: 400, title: "The message's type is not one of the protocol's" },
  UNKNOWN_CHANNEL: { status: 404, title: "There is no such channel" },
  NOT_SUBSCRIBED: { status: 404, title: "There is no such subscription" },
  TOO_MANY_SUBSCRIPTIONS: { status: 429, title: "The connection has as many subscriptions as it may" },
  TOO_MANY_REQUESTS_IN_FLIGHT: { status: 429, title: "Too many requests of this connection are unanswered" },
  SLOW_READER: { status: 503, title: "The connection reads too slowly" },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** What goes over the wire. Extra members, such as `field`, say more where there is more to say. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly [member: string]: unknown;
}

/** An error with its answer to the one who asked. */
export class Problem extends Error {
  override readonly name = "Problem";
  /** Fastify reads it when the error is thrown. */
  readonly statusCode: number;
  readonly code: ProblemCode;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, detail: string, members: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.code = code;
    this.statusCode = PROBLEMS[code].status;
    this.members = members;
  }

  body(): ProblemBody {
    return problemBody(
      this.code,
      PROBLEMS[this.code].status,
      PROBLEMS[this.code].title,
      this.message,
      this.members,
    );
  }
}

/** @param code of the gateway, or a rejection's name in its service's contract */
export function problemBody(
  code: string,
  status: number,
  title: string,
  detail: string,
  members: Readonly<Record<string, unknown>> = {},
): ProblemBody {
  return { type: `urn:lockstep:problem:${code}`, title, status, code, detail, ...members };
}

export const PROBLEM_MEDIA_TYPE = "application/problem+json; charset=utf-8";
