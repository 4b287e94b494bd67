import { invariant } from "../accounts/invariant.ts";

/** Bytes as two lower-case hexadecimal digits each. */
export function hexOfBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param hex what `hexOfBytes` wrote */
export function bytesOfHex(hex: string): Uint8Array {
  invariant(/^([0-9a-f]{2})*$/.test(hex));
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.slice(i * 2, i * 2 + 2), 16));
}
