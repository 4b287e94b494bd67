import type { Authenticator, Principal } from "../authenticator.ts";
import type { Catalog } from "../catalog.ts";
import type { EventHub } from "../event-hub.ts";
import type { GatewayLimits } from "../limits.ts";
import { Problem } from "../problem.ts";
import type { Requests } from "../requests.ts";
import { type ClientSocket, CloseCode } from "./client-socket.ts";

/** What all WebSockets of a gateway share. */
export interface WebSocketServices {
  readonly authenticator: Authenticator;
  readonly catalog: Catalog;
  readonly hub: EventHub;
  readonly limits: GatewayLimits;
  readonly requests: Requests;
  readonly monotonicNow: () => number;
  readonly logger: { warn(details: object, message: string): void };
}

/** One WebSocket in one of the two protocols, as the server drives it. */
export interface WebSocketSession {
  onMessage(data: Buffer, isBinary: boolean): void;
  /** Once a second. */
  heartbeat(position: number, timeUs: number): void;
  /** Some times a second: what waited for a slow reader. */
  flush(nowMs: number): void;
  /** The gateway goes down. */
  shutDown(): void;
  onClose(): void;
  /** Requests without an answer. */
  readonly inFlight: number;
}

/** What a WebSocket's login names: as the headers of a signed `GET` of its path, with an empty body. */
export interface Login {
  readonly key: string;
  readonly timestamp?: string;
  readonly signature?: string;
}

/** Who a WebSocket speaks for, as long as its key is good: known at the upgrade by its headers, or after a login message. */
export class WebSocketPrincipal {
  readonly #authenticator: Authenticator;
  readonly #path: string;
  readonly #socket: ClientSocket;
  readonly #timeout: NodeJS.Timeout | undefined;
  #principal: Principal | undefined;

  constructor(
    services: WebSocketServices,
    socket: ClientSocket,
    path: string,
    principal: Principal | undefined,
  ) {
    this.#authenticator = services.authenticator;
    this.#path = path;
    this.#socket = socket;
    this.#principal = principal;
    if (principal !== undefined) return;
    this.#timeout = setTimeout(
      () => socket.close(CloseCode.Unauthenticated, "UNAUTHENTICATED"),
      services.limits.loginTimeoutMs,
    );
    this.#timeout.unref();
  }

  /** @throws Problem before the login */
  get principal(): Principal {
    if (this.#principal === undefined) {
      throw new Problem(
        "UNAUTHENTICATED",
        "Send a login message first, or the key in the upgrade's headers.",
      );
    }
    return this.#principal;
  }

  async logIn(login: unknown): Promise<Principal> {
    const { key, timestamp, signature } = checkLogin(login);
    const parts = { method: "GET", path: this.#path, body: NO_BODY };
    // Not a write: a login changes nothing, and the same one may come again after a reconnect.
    this.#principal = await this.#authenticator.check({ keyId: key, timestamp, signature }, parts, false);
    clearTimeout(this.#timeout);
    return this.#principal;
  }

  /** A key may have changed: who lost it, or may do other things now, has to come again. */
  async revalidate(changedKeyId: string | undefined): Promise<void> {
    const principal = this.#principal;
    if (principal === undefined || (changedKeyId !== undefined && changedKeyId !== principal.keyId)) return;
    const isSame = await this.#authenticator.isCurrent(principal);
    if (!isSame) this.#socket.close(CloseCode.Unauthenticated, "KEY_CHANGED");
  }

  close(): void {
    clearTimeout(this.#timeout);
  }
}

const NO_BODY = new Uint8Array(0);

function checkLogin(login: unknown): Login {
  if (typeof login === "object" && login !== null && "key" in login && typeof login.key === "string") {
    return login as Login;
  }
  throw new Problem("UNAUTHENTICATED", "A login takes {key, timestamp, signature}, all of them text.");
}
