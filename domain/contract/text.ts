/**
 * Text in messages. Written here because the domain has no `TextDecoder`, and because what is
 * foreign must be refused in one defined way on every platform.
 */
const SPACE = 0x20;
const TILDE = 0x7e;

/** Reads up to the first zero byte. Allocates: keep it off the hot path. */
export function readAscii(view: DataView, offset: number, length: number): string {
  let text = "";
  for (let i = 0; i < length; i++) {
    const code = view.getUint8(offset + i);
    if (code === 0) break;
    text += String.fromCharCode(code);
  }
  return text;
}

/** Writes text that `isAsciiText` accepts, padded with zeros. */
export function writeAscii(view: DataView, offset: number, length: number, text: string): void {
  for (let i = 0; i < length; i++) view.setUint8(offset + i, i < text.length ? text.charCodeAt(i) : 0);
}

/** Whether text is printable ASCII of at most `length` characters. */
export function isAsciiText(text: string, length: number): boolean {
  if (typeof text !== "string" || text.length > length) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < SPACE || code > TILDE) return false;
  }
  return true;
}

/** Whether the bytes are printable ASCII followed by nothing but zeros. */
export function isAscii(view: DataView, offset: number, length: number): boolean {
  let i = 0;
  for (; i < length; i++) {
    const code = view.getUint8(offset + i);
    if (code === 0) break;
    if (code < SPACE || code > TILDE) return false;
  }
  return isZero(view, offset + i, offset + length);
}

/** Whether the bytes from `offset` to before `end` are all zero. */
export function isZero(view: DataView, offset: number, end: number): boolean {
  for (let i = offset; i < end; i++) if (view.getUint8(i) !== 0) return false;
  return true;
}

/** Copies a fixed ASCII field from one message into another, without a string. Hot path. */
export function copyBytes(
  to: DataView,
  toOffset: number,
  from: DataView,
  fromOffset: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) to.setUint8(toOffset + i, from.getUint8(fromOffset + i));
}

/** Whether text is well-formed Unicode (no lone surrogate) of at most `bytesMax` bytes as UTF-8. */
export function isUtf8Text(text: string, bytesMax: number): boolean {
  return (
    typeof text === "string" && text.length <= bytesMax && wellFormed(text) && utf8Length(text) <= bytesMax
  );
}

/** The bytes that well-formed text takes as UTF-8. */
export function utf8Length(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) length += 1;
    else if (code < 0x800) length += 2;
    else if (isHighSurrogate(code)) {
      length += 4;
      i++;
    } else length += 3;
  }
  return length;
}

/** Writes well-formed text as UTF-8. */
export function writeUtf8(view: DataView, offset: number, text: string): void {
  let at = offset;
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i) as number;
    if (code < 0x80) view.setUint8(at++, code);
    else if (code < 0x800) {
      view.setUint8(at++, 0xc0 | (code >> 6));
      view.setUint8(at++, 0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
      view.setUint8(at++, 0xe0 | (code >> 12));
      view.setUint8(at++, 0x80 | ((code >> 6) & 0x3f));
      view.setUint8(at++, 0x80 | (code & 0x3f));
    } else {
      view.setUint8(at++, 0xf0 | (code >> 18));
      view.setUint8(at++, 0x80 | ((code >> 12) & 0x3f));
      view.setUint8(at++, 0x80 | ((code >> 6) & 0x3f));
      view.setUint8(at++, 0x80 | (code & 0x3f));
      i++;
    }
  }
}

/** Reads bytes that `isUtf8` accepts; others read as some text, never beyond `length`. Allocates. */
export function readUtf8(view: DataView, offset: number, length: number): string {
  let text = "";
  const end = offset + length;
  for (let at = offset; at < end;) {
    const first = view.getUint8(at);
    const size = Math.min(sequenceLength(first), end - at);
    let code = size === 1 ? first : first & (0xff >> (size + 1));
    for (let i = 1; i < size; i++) code = (code << 6) | (view.getUint8(at + i) & 0x3f);
    text += String.fromCodePoint(Math.min(code, 0x10ffff));
    at += size;
  }
  return text;
}

/** Whether the bytes are UTF-8: shortest forms only, no surrogates, nothing above U+10FFFF. */
export function isUtf8(view: DataView, offset: number, length: number): boolean {
  const end = offset + length;
  for (let at = offset; at < end;) {
    const first = view.getUint8(at);
    if (first < 0x80) {
      at++;
      continue;
    }
    const size = sequenceLength(first);
    if (size === 1 || at + size > end) return false;
    let code = first & (0xff >> (size + 1));
    for (let i = 1; i < size; i++) {
      const next = view.getUint8(at + i);
      if ((next & 0xc0) !== 0x80) return false;
      code = (code << 6) | (next & 0x3f);
    }
    const least = size === 2 ? 0x80 : size === 3 ? 0x800 : 0x10000;
    if (code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false;
    at += size;
  }
  return true;
}

/** Bytes of the sequence that a first byte announces; 1 for what cannot begin one. */
function sequenceLength(first: number): number {
  if (first >= 0xf0 && first < 0xf8) return 4;
  if (first >= 0xe0 && first < 0xf0) return 3;
  if (first >= 0xc0 && first < 0xe0) return 2;
  return 1;
}

function wellFormed(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0xd800 || code > 0xdfff) continue;
    if (!isHighSurrogate(code) || !isLowSurrogate(text.charCodeAt(i + 1))) return false;
    i++;
  }
  return true;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff; // False for NaN, beyond the end.
}

/** Reads UTF-8 in a fixed place up to the first zero byte. Allocates. */
export function readFixedUtf8(view: DataView, offset: number, length: number): string {
  let used = 0;
  while (used < length && view.getUint8(offset + used) !== 0) used++;
  return readUtf8(view, offset, used);
}

/** Writes text that `isUtf8Text` accepts for this length, padded with zeros. */
export function writeFixedUtf8(view: DataView, offset: number, length: number, text: string): void {
  writeUtf8(view, offset, text);
  for (let i = utf8Length(text); i < length; i++) view.setUint8(offset + i, 0);
}

/** Whether the bytes are UTF-8 followed by nothing but zeros. */
export function isFixedUtf8(view: DataView, offset: number, length: number): boolean {
  let used = 0;
  while (used < length && view.getUint8(offset + used) !== 0) used++;
  return isUtf8(view, offset, used) && isZero(view, offset + used, offset + length);
}
