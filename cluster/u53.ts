const TWO_TO_32 = 4_294_967_296;

/** Reads an unsigned little-endian 64-bit integer that is known to be below 2^53. */
export function readU53(view: DataView, offset: number): number {
  return view.getUint32(offset, true) + view.getUint32(offset + 4, true) * TWO_TO_32;
}

/** Writes an integer in [0, 2^53) as 64 bits, little-endian. */
export function writeU53(view: DataView, offset: number, value: number): void {
  view.setUint32(offset, value, true); // Takes the low 32 bits.
  view.setUint32(offset + 4, value / TWO_TO_32, true); // Truncates.
}
