import { assert } from "./assert.ts";
import type { ClusterStateWriter } from "./digest.ts";
import type { StateReader } from "./service.ts";

/**
 * State as bytes: a sequence of tagged values, little-endian. A name is spelled out where it first
 * occurs and numbered from then on.
 *
 *     u8 Tag.Name    u16 length, UTF-8: the next name
 *     u8 Tag.Entity  u16 name, f64 key
 *     u8 Tag.Number  u16 name, f64
 *     u8 Tag.Text    u16 name, u32 length, UTF-8
 *     u8 Tag.Bytes   u16 name, u32 length, bytes
 */
const Tag = { Name: 0, Entity: 1, Number: 2, Text: 3, Bytes: 4 } as const;
type Tag = (typeof Tag)[keyof typeof Tag];

const tagNames = ["name", "entity", "number", "text", "bytes"];
const INITIAL_BYTES = 65_536;

export class StateBytesWriter implements ClusterStateWriter {
  private data = new Uint8Array(INITIAL_BYTES);
  private view = new DataView(this.data.buffer);
  private end = 0;
  private readonly names = new Map<string, number>();
  private readonly encoder = new TextEncoder();

  entity(kind: string, key: number): void {
    this.double(Tag.Entity, kind, key);
  }

  number(name: string, value: number): void {
    this.double(Tag.Number, name, value);
  }

  text(name: string, value: string): void {
    this.block(Tag.Text, name, this.encoder.encode(value));
  }

  bytes(name: string, value: Uint8Array): void {
    this.block(Tag.Bytes, name, value);
  }

  /** What was written so far, as its own copy. */
  toBytes(): Uint8Array {
    return this.data.slice(0, this.end);
  }

  private double(tag: Tag, name: string, value: number): void {
    assert(Number.isFinite(value));
    this.tag(tag, name, 8);
    this.view.setFloat64(this.end, value + 0, true); // Plus 0 makes -0 the 0 that it equals.
    this.end += 8;
  }

  private block(tag: Tag, name: string, value: Uint8Array): void {
    this.tag(tag, name, 4 + value.length);
    this.view.setUint32(this.end, value.length, true);
    this.data.set(value, this.end + 4);
    this.end += 4 + value.length;
  }

  private tag(tag: Tag, name: string, length: number): void {
    let number = this.names.get(name);
    if (number === undefined) {
      number = this.names.size;
      const spelled = this.encoder.encode(name);
      assert(number < 65_536 && spelled.length < 65_536);
      this.names.set(name, number);
      this.reserve(3 + spelled.length);
      this.view.setUint8(this.end, Tag.Name);
      this.view.setUint16(this.end + 1, spelled.length, true);
      this.data.set(spelled, this.end + 3);
      this.end += 3 + spelled.length;
    }
    this.reserve(3 + length);
    this.view.setUint8(this.end, tag);
    this.view.setUint16(this.end + 1, number, true);
    this.end += 3;
  }

  private reserve(length: number): void {
    if (this.end + length <= this.data.length) return;
    let size = this.data.length * 2;
    while (size < this.end + length) size *= 2;
    const grown = new Uint8Array(size);
    grown.set(this.data.subarray(0, this.end));
    this.data = grown;
    this.view = new DataView(grown.buffer);
  }
}

/** Reads what StateBytesWriter wrote, in the same order, and checks every name on the way. */
export class StateBytesReader implements StateReader {
  private readonly data: Uint8Array;
  private readonly view: DataView;
  private at = 0;
  private readonly names: string[] = [];
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });

  constructor(data: Uint8Array) {
    this.data = data;
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  get isAtEnd(): boolean {
    this.readNames();
    return this.at === this.data.length;
  }

  entity(kind: string): number | undefined {
    if (this.isAtEnd || this.view.getUint8(this.at) !== Tag.Entity) return undefined;
    this.need(11);
    if (this.names[this.view.getUint16(this.at + 1, true)] !== kind) return undefined;
    const key = this.view.getFloat64(this.at + 3, true);
    this.at += 11;
    return key;
  }

  number(name: string): number {
    this.expect(Tag.Number, name);
    this.need(8);
    const value = this.view.getFloat64(this.at, true);
    this.at += 8;
    return value;
  }

  text(name: string): string {
    return this.decoder.decode(this.block(Tag.Text, name));
  }

  /** A copy. */
  bytes(name: string): Uint8Array {
    return this.block(Tag.Bytes, name).slice();
  }

  private block(tag: Tag, name: string): Uint8Array {
    this.expect(tag, name);
    this.need(4);
    const length = this.view.getUint32(this.at, true);
    this.need(4 + length);
    const from = this.at + 4;
    this.at = from + length;
    return this.data.subarray(from, this.at);
  }

  private expect(tag: Tag, name: string): void {
    const wanted = `${tagNames[tag]} "${name}"`;
    if (this.isAtEnd) throw new StateFormatError(`the state ends where ${wanted} is expected`);
    this.need(3);
    const foundTag = this.view.getUint8(this.at);
    const foundName = this.names[this.view.getUint16(this.at + 1, true)];
    if (foundTag !== tag || foundName !== name) {
      const found = `${tagNames[foundTag] ?? `tag ${foundTag}`} "${foundName}"`;
      throw new StateFormatError(`${wanted} is expected at byte ${this.at}, ${found} is there`);
    }
    this.at += 3;
  }

  private readNames(): void {
    while (this.at < this.data.length && this.view.getUint8(this.at) === Tag.Name) {
      this.need(3);
      const length = this.view.getUint16(this.at + 1, true);
      this.need(3 + length);
      this.names.push(this.decoder.decode(this.data.subarray(this.at + 3, this.at + 3 + length)));
      this.at += 3 + length;
    }
  }

  private need(length: number): void {
    if (this.at + length <= this.data.length) return;
    throw new StateFormatError(`the state ends at byte ${this.data.length}, in the middle of a value`);
  }
}

/** Saved state that is not what the reader expects: another format, other services, or damaged bytes. */
export class StateFormatError extends Error {
  override readonly name = "StateFormatError";
  readonly code = "STATE_FORMAT";
}
