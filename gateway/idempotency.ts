import { createHash } from "node:crypto";
import { Problem } from "./problem.ts";

/** What a command carries so that the cluster answers it once: 16 bytes each. */
export interface IdempotencyHashes {
  readonly keyHash: Uint8Array;
  readonly contentHash: Uint8Array;
}

/**
 * Both are the first 128 bits of a SHA-256. The principal is part of the key, so that nobody can
 * meet another's key, and the content is the encoded command, so that JSON with its members in
 * another order is the same content.
 */
export function idempotencyHashes(principalId: number, key: string, message: Uint8Array): IdempotencyHashes {
  return {
    keyHash: hash128(createHash("sha256").update(`${principalId}\n${key}`).digest()),
    contentHash: hash128(createHash("sha256").update(message).digest()),
  };
}

/** @throws Problem unless the key is 1 to 255 visible ASCII characters */
export function checkIdempotencyKey(key: string): void {
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return;
  throw new Problem(
    "INVALID_IDEMPOTENCY_KEY",
    `Idempotency-Key has ${key.length} characters; it takes 1 to 255 visible ASCII characters without a space.`,
    { field: "Idempotency-Key", expected: "1 to 255 visible ASCII characters without a space" },
  );
}

function hash128(digest: Uint8Array): Uint8Array {
  return digest.subarray(0, 16);
}
