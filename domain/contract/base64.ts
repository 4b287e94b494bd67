/** Base64 as in RFC 4648, section 4, with padding; written here because the domain has no platform. */
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const sextets: ReadonlyMap<string, number> = new Map(Array.from(alphabet, (letter, i) => [letter, i]));

export function base64Encode(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = (bytes[i] << 16) | ((left > 1 ? bytes[i + 1] : 0) << 8) | (left > 2 ? bytes[i + 2] : 0);
    text += alphabet[word >> 18] + alphabet[(word >> 12) & 63];
    text += left > 1 ? alphabet[(word >> 6) & 63] : "=";
    text += left > 2 ? alphabet[word & 63] : "=";
  }
  return text;
}

/** Undefined when the text is not base64, or not the one way of writing these bytes. */
export function base64Decode(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let at = 0;
  for (let i = 0; i < text.length; i += 4) {
    let word = 0;
    for (let j = 0; j < 4; j++) {
      const letter = text.charAt(i + j);
      const sextet = letter === "=" && i + j >= text.length - padding ? 0 : sextets.get(letter);
      if (sextet === undefined) return undefined;
      word = (word << 6) | sextet;
    }
    for (let shift = 16; shift >= 0; shift -= 8) {
      const byte = (word >> shift) & 255;
      if (at < bytes.length) bytes[at++] = byte;
      else if (byte !== 0) return undefined; // Bits beyond the last byte.
    }
  }
  return bytes;
}
