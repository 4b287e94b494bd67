import { crc32 as native } from "@node-rs/crc32";

/**
 * CRC-32 (IEEE) of the bytes, continuing from `seed`. One call costs 250 ns before its first byte
 * (measured), so it is called per batch and never per command.
 */
export function checksum(bytes: Uint8Array, seed = 0): number {
  return native(bytes, seed);
}
