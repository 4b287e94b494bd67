import { assert } from "../assert.ts";

/** A request to a service of another cluster that is not answered yet. */
export interface LinkRequest {
  /** Of the service that asked. */
  readonly callerSchemaId: number;
  readonly tag: number;
  readonly principalId: number;
  readonly roles: number;
  /** An SBE message. */
  readonly message: Uint8Array;
}

const NO_NONCE = new Uint8Array(0);

/**
 * What a cluster remembers of a service that is in another one: the session there, which belongs to this cluster and not to
 * one of its nodes, and the requests that are not answered yet. The same on every node. Requests are numbered
 * without a gap; the number is the correlation id in the session, so that one that is sent again, by whoever leads
 * now, is not applied again.
 *
 * Nothing is sent before the log holds the session. So without one, nothing that waits was ever sent.
 */
export class Link {
  /** Of the service in the other cluster. */
  readonly schemaId: number;
  /** What the session is opened with; empty until the first request. */
  nonce: Uint8Array = NO_NONCE;
  /** In the other cluster; 0 while none is known. */
  sessionId = 0;
  /** Of the oldest request that is not answered; all before it are, and in the log. */
  firstNumber = 1;
  /** In the order of their numbers. */
  readonly requests: LinkRequest[] = [];
  private bytes = 0;
  private readonly limits: LinkLimits;

  constructor(schemaId: number, limits: LinkLimits) {
    this.schemaId = schemaId;
    this.limits = limits;
  }

  get lastNumber(): number {
    return this.firstNumber + this.requests.length - 1;
  }

  hasRoom(messageBytes: number): boolean {
    const { linkRequestsMax, linkBytesMax } = this.limits;
    return this.requests.length < linkRequestsMax && this.bytes + messageBytes <= linkBytesMax;
  }

  add(request: LinkRequest): void {
    this.requests.push(request);
    this.bytes += request.message.length;
  }

  /** The oldest one is answered. */
  take(): LinkRequest {
    const request = this.requests.shift();
    assert(request !== undefined);
    this.firstNumber++;
    this.bytes -= request.message.length;
    return request;
  }

  /**
   * Goes on with another session.
   * @returns requests that may have been done in the one before, and are not made again
   */
  begin(nonce: Uint8Array): LinkRequest[] {
    const inDoubt = this.sessionId === 0 ? [] : this.requests.splice(0);
    for (const { message } of inDoubt) this.bytes -= message.length;
    this.nonce = nonce;
    this.sessionId = 0;
    this.firstNumber = 1;
    return inDoubt;
  }
}

/** Bounds of the replicated state. */
export interface LinkLimits {
  linkRequestsMax: number;
  linkBytesMax: number;
}
