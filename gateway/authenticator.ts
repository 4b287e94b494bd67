import type { IncomingHttpHeaders } from "node:http";
import type { Caller } from "./cluster-port.ts";
import type { ApiKey, KeyCache } from "./key-cache.ts";
import { Problem } from "./problem.ts";
import { ReplayGuard } from "./replay-guard.ts";
import {
  equalInConstantTime,
  KEY_HEADER,
  signRequest,
  SIGNATURE_HEADER,
  TIMESTAMP_HEADER,
} from "./request-signature.ts";

/** Who a request speaks for, once its key was checked. */
export interface Principal extends Caller {
  readonly keyId: string;
}

/** A key that needs no signature: for a first `curl` on one's own machine, never in production. */
export interface DevelopmentKey {
  readonly key: string;
  readonly principalId: number;
  readonly roles: number;
}

export interface AuthenticatorOptions {
  readonly keys: KeyCache;
  readonly developmentKeys: readonly DevelopmentKey[];
  readonly production: boolean;
  /** How far a timestamp may be from this node's clock, either way. */
  readonly windowMs: number;
  /** Signatures of writes remembered; more within the window are refused. */
  readonly rememberedMax: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds that never go back. */
  readonly monotonicNow: () => number;
}

/** What the signature covers, byte for byte as received. */
export interface SignedParts {
  readonly method: string;
  readonly path: string;
  readonly body: Uint8Array;
}

/** Checks keys, timestamps and signatures. What it throws is a `Problem` with status 401 or 503. */
export class Authenticator {
  readonly #options: AuthenticatorOptions;
  readonly #replayGuard: ReplayGuard;
  readonly #developmentPrincipals: readonly (readonly [key: string, principal: Principal])[];

  constructor(options: AuthenticatorOptions) {
    if (options.production && options.developmentKeys.length > 0) {
      throw new RangeError(
        "development keys are given in production mode; remove them or leave production mode",
      );
    }
    this.#options = options;
    this.#replayGuard = new ReplayGuard(options.windowMs, options.rememberedMax);
    this.#developmentPrincipals = options.developmentKeys.map(
      ({ key, principalId, roles }) => [key, { keyId: "development", principalId, roles }] as const,
    );
  }

  /**
   * @param isWrite a write's signature is accepted once
   * @returns at once when the key is in memory, which is nearly always
   */
  authenticate(
    headers: IncomingHttpHeaders,
    parts: SignedParts,
    isWrite: boolean,
  ): Principal | Promise<Principal> {
    const keyId = headers[KEY_HEADER] ?? bearer(headers.authorization);
    if (typeof keyId !== "string" || keyId === "") {
      throw new Problem("UNAUTHENTICATED", `Send the key in the header ${KEY_HEADER}.`);
    }
    const signed = { keyId, timestamp: headers[TIMESTAMP_HEADER], signature: headers[SIGNATURE_HEADER] };
    return this.check(signed, parts, isWrite);
  }

  /** As `authenticate`, for what does not come in headers, such as a WebSocket's login. */
  check(
    given: { readonly keyId: string; readonly timestamp: unknown; readonly signature: unknown },
    parts: SignedParts,
    isWrite: boolean,
  ): Principal | Promise<Principal> {
    const development = this.#findDevelopment(given.keyId);
    if (development !== undefined) return development;
    const key = this.#options.keys.get(given.keyId);
    if (key instanceof Promise) return key.then((found) => this.#verify(found, given, parts, isWrite));
    return this.#verify(key, given, parts, isWrite);
  }

  /** Whether the principal's key still stands for the same, as far as can be known. */
  async isCurrent(principal: Principal): Promise<boolean> {
    if (this.#developmentPrincipals.some(([, development]) => development === principal)) return true;
    try {
      const key = await this.#options.keys.get(principal.keyId);
      return key?.principal.principalId === principal.principalId && key.principal.roles === principal.roles;
    } catch {
      return true; // The key cannot be looked up now, which says nothing about it.
    }
  }

  #verify(
    key: ApiKey | undefined,
    given: { readonly keyId: string; readonly timestamp: unknown; readonly signature: unknown },
    parts: SignedParts,
    isWrite: boolean,
  ): Principal {
    const { timestamp, signature } = given;
    if (key === undefined) throw new Problem("UNKNOWN_KEY", "The key is unknown or disabled.");
    if (typeof timestamp !== "string" || typeof signature !== "string") {
      throw new Problem(
        "SIGNATURE_MISSING",
        `Send the headers ${TIMESTAMP_HEADER} and ${SIGNATURE_HEADER} too.`,
      );
    }
    this.#checkTimestamp(timestamp);
    const expected = signRequest(key.secret, timestamp, parts.method, parts.path, parts.body);
    if (!equalInConstantTime(signature.toLowerCase(), expected)) {
      throw new Problem(
        "SIGNATURE_MISMATCH",
        "The signature must be HMAC-SHA256 in hexadecimal over timestamp, method, path with query, and body, joined by line feeds.",
      );
    }
    if (isWrite) this.#checkReplay(expected);
    return key.principal;
  }

  #checkTimestamp(timestamp: string): void {
    if (!/^\d{10,16}$/.test(timestamp)) {
      throw new Problem(
        "TIMESTAMP_INVALID",
        `${TIMESTAMP_HEADER} must be milliseconds since 1970, such as 1767225600000.`,
      );
    }
    const driftMs = Number(timestamp) - this.#options.now();
    if (Math.abs(driftMs) <= this.#options.windowMs) return;
    throw new Problem(
      "TIMESTAMP_OUTSIDE_WINDOW",
      `The timestamp is ${Math.abs(driftMs)} ms ${driftMs < 0 ? "behind" : "ahead of"} this node's clock; at most ${this.#options.windowMs} ms are allowed.`,
      { driftMs, windowMs: this.#options.windowMs },
    );
  }

  #checkReplay(signature: string): void {
    const verdict = this.#replayGuard.admit(signature, this.#options.monotonicNow());
    if (verdict === "new") return;
    if (verdict === "full") {
      throw new Problem(
        "OVERLOADED",
        "Too many signed writes within the window; nothing was applied. Retry later.",
      );
    }
    throw new Problem(
      "SIGNATURE_REPLAYED",
      "A write with this signature was already received. Sign again with a new timestamp, and send an Idempotency-Key to retry safely.",
    );
  }

  #findDevelopment(given: string): Principal | undefined {
    for (const [key, principal] of this.#developmentPrincipals) {
      if (equalInConstantTime(given, key)) return principal;
    }
    return undefined;
  }
}

function bearer(authorization: string | undefined): string | undefined {
  return authorization?.startsWith("Bearer ") === true ? authorization.slice("Bearer ".length) : undefined;
}
