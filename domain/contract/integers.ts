/**
 * 64-bit integers on the wire that are numbers in the program: below 2^53 by magnitude. Both byte
 * orders, because other venues' schemas may be big-endian. Hot path: no allocation, no bigint.
 */
export const U53_MAX = 9_007_199_254_740_991;
/** What an absent u53 reads as: 2^64 - 1 on the wire, as the standard says, rounded to a number. */
export const U53_NULL = 18_446_744_073_709_551_616;
/** What an absent i53 reads as: -2^63, as the standard says. */
export const I53_NULL = -9_223_372_036_854_775_808;

const TWO_TO_32 = 4_294_967_296;

/** Reads an unsigned 64-bit integer; exact below 2^53. */
export function readU53(view: DataView, offset: number): number {
  return view.getUint32(offset, true) + view.getUint32(offset + 4, true) * TWO_TO_32;
}

/** Writes an integer in [0, 2^53). */
export function writeU53(view: DataView, offset: number, value: number): void {
  view.setUint32(offset, value, true); // Takes the low 32 bits.
  view.setUint32(offset + 4, value / TWO_TO_32, true); // Truncates.
}

/** Reads a signed 64-bit integer; exact below 2^53 by magnitude. */
export function readI53(view: DataView, offset: number): number {
  return view.getUint32(offset, true) + view.getInt32(offset + 4, true) * TWO_TO_32;
}

/** Writes an integer in (-2^53, 2^53). */
export function writeI53(view: DataView, offset: number, value: number): void {
  view.setUint32(offset, value, true);
  view.setInt32(offset + 4, Math.floor(value / TWO_TO_32), true); // Two's complement borrows downwards.
}

export function readU53BigEndian(view: DataView, offset: number): number {
  return view.getUint32(offset + 4) + view.getUint32(offset) * TWO_TO_32;
}

export function writeU53BigEndian(view: DataView, offset: number, value: number): void {
  view.setUint32(offset + 4, value);
  view.setUint32(offset, value / TWO_TO_32);
}

export function readI53BigEndian(view: DataView, offset: number): number {
  return view.getUint32(offset + 4) + view.getInt32(offset) * TWO_TO_32;
}

export function writeI53BigEndian(view: DataView, offset: number, value: number): void {
  view.setUint32(offset + 4, value);
  view.setInt32(offset, Math.floor(value / TWO_TO_32));
}
