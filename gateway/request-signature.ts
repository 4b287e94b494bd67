import { createHmac, timingSafeEqual } from "node:crypto";

/** The headers of a signed request. Our own names, because `fetch` drops `Authorization` on a redirect. */
export const KEY_HEADER = "x-lockstep-key";
export const TIMESTAMP_HEADER = "x-lockstep-timestamp";
export const SIGNATURE_HEADER = "x-lockstep-signature";

/**
 * HMAC-SHA256 in hexadecimal over `timestamp LF method LF path-with-query LF body`, byte for byte as sent.
 *
 * @param timestamp milliseconds since 1970, in decimal
 * @param path with its query string, such as `/v1/exchange/book?marketId=1`
 */
export function signRequest(
  secret: Uint8Array,
  timestamp: string,
  method: string,
  path: string,
  body: Uint8Array | string,
): string {
  return createHmac("sha256", secret).update(`${timestamp}\n${method}\n${path}\n`).update(body).digest("hex");
}

/** Takes the same time wherever the texts differ. */
export function equalInConstantTime(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  // The lengths are no secret: an expected signature is always 64 digits.
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
