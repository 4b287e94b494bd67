import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Bytes of the secret that nodes and gateways of a cluster share. */
export const SECRET_BYTES = 32;

/** What a client sends to show that it holds the secret, without showing the secret: it fits one nonce of one node. */
export function proofOf(
  secret: Uint8Array,
  nodeId: number,
  clusterId: number,
  nonce: Uint8Array,
): Uint8Array {
  return createHmac("sha256", secret)
    .update(`lockstep client of node ${nodeId} in cluster ${clusterId}\n`)
    .update(nonce)
    .digest();
}

/** A node's side: fresh nonces, and proofs compared in constant time. */
export class SecretGatekeeper {
  private readonly secret: Uint8Array;
  private readonly nodeId: number;
  private readonly clusterId: number;

  constructor(options: { secret: Uint8Array; nodeId: number; clusterId: number }) {
    this.secret = options.secret;
    this.nodeId = options.nodeId;
    this.clusterId = options.clusterId;
  }

  nonce(): Uint8Array {
    return randomBytes(32);
  }

  isProof(proof: Uint8Array, nonce: Uint8Array): boolean {
    return timingSafeEqual(proof, proofOf(this.secret, this.nodeId, this.clusterId, nonce));
  }
}
