import { createHash } from "node:crypto";
import {
  type Caller,
  type ClusterPort,
  Outcome,
  type SubmitOptions,
} from "@lockstep/cluster/client/cluster-port";
import type { Protocol } from "@lockstep/domain/contract/protocol";
import type { ClientChannel } from "@lockstep/domain/contract/service";

/** The cluster did not answer with a reply or a rejection. */
export class ClusterRequestError extends Error {
  override readonly name = "ClusterRequestError";
  readonly code: string;

  constructor(code: string, reason: string) {
    super(reason === "" ? code : `${code}: ${reason}`);
    this.code = code;
  }
}

export interface ClusterChannelOptions {
  readonly port: ClusterPort;
  readonly caller: Caller;
  readonly protocols: readonly Protocol[];
  readonly timeoutMs: number;
  /**
   * Makes a script of commands safe to run again after it was cut off: its nth command gets the
   * idempotency key "prefix n", so that one that was applied before is answered and not applied.
   */
  readonly idempotencyPrefix?: string;
}

/** Lets a contract's typed client speak to a cluster: `new AuctionClient(new ClusterChannel(…))`. */
export class ClusterChannel implements ClientChannel {
  private readonly port: ClusterPort;
  private readonly caller: Caller;
  private readonly protocols: readonly Protocol[];
  private readonly timeoutMs: number;
  private readonly idempotencyPrefix: string | undefined;
  private commandCount = 0;
  /** Where the last answer's command was applied, or what its query saw. */
  lastPosition = 0;

  constructor(options: ClusterChannelOptions) {
    this.idempotencyPrefix = options.idempotencyPrefix;
    this.port = options.port;
    this.caller = options.caller;
    this.protocols = options.protocols;
    this.timeoutMs = options.timeoutMs;
  }

  /** @throws ClusterRequestError (as a rejection of the promise) when there is no answer of the service */
  request(schemaId: number, message: Uint8Array): Promise<Uint8Array> {
    const { timeoutMs } = this;
    return new Promise((resolve, reject) => {
      const listener = {
        onAnswer: (_tag: number, outcome: Outcome, bytes: Uint8Array, position: number) => {
          this.lastPosition = position;
          if (outcome === Outcome.Replied) return resolve(bytes.slice());
          reject(new ClusterRequestError(nameOf(outcome), new TextDecoder().decode(bytes)));
        },
      };
      if (this.isQuery(schemaId, message)) {
        this.port.query(this.caller, message, { consistency: "linearizable", timeoutMs }, listener, 0);
      } else {
        this.port.submit(this.caller, message, { timeoutMs, ...this.idempotency() }, listener, 0);
      }
    });
  }

  private idempotency(): Pick<SubmitOptions, "idempotency"> {
    if (this.idempotencyPrefix === undefined) return {};
    const keyHash = createHash("sha256")
      .update(`${this.idempotencyPrefix} ${++this.commandCount}`)
      .digest();
    // The content is the script's business: its times differ from run to run.
    return { idempotency: { keyHash: keyHash.subarray(0, 16), contentHash: keyHash.subarray(16, 32) } };
  }

  private isQuery(schemaId: number, message: Uint8Array): boolean {
    const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
    const protocol = this.protocols.find((each) => each.contract.schemaId === schemaId);
    return protocol?.at(view, 0)?.kind === "query";
  }
}

/** @throws Error when the service said no */
export function accepted<Reply extends { readonly template: string }>(
  reply: Reply,
): Exclude<Reply, { readonly template: "Rejected" }> {
  if (reply.template === "Rejected") throw new Error(`the service rejected it: ${JSON.stringify(reply)}`);
  return reply as Exclude<Reply, { readonly template: "Rejected" }>;
}

function nameOf(outcome: Outcome): string {
  return Object.entries(Outcome).find(([, value]) => value === outcome)?.[0] ?? `outcome ${outcome}`;
}
