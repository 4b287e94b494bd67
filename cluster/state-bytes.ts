import { assert } from "./assert.ts";
import type { ClusterStateWriter } from "./digest.ts";
import type { StateReader } from "./service.ts";

/**
 * State as bytes: a sequence of tagged values. A tag and a name together have a number, from 1, which is defined
 * where it first occurs. Whole numbers are varints: seven bits a byte, the lowest first, the eighth says that more come.
 *
 *     varint 0       u8 tag, varint length, UTF-8 of the name: the next number
 *     varint number, by its tag:
 *       Entity       varint key
 *       Number       varint
 *       Negative     varint of the magnitude
 *       Float        f64, little-endian: what is not whole, or beyond 2^53
 *       Text         varint length, UTF-8
 *       Bytes        varint length, bytes
 */
const Tag = { Entity: 1, Number: 2, Negative: 3, Float: 4, Text: 5, Bytes: 6 } as const;
type Tag = (typeof Tag)[keyof typeof Tag];

const tagNames = ["", "entity", "number", "number", "number", "text", "bytes"];
const INITIAL_BYTES = 65_536;
/** Of a number and a value with its varints, without texts and bytes. */
const VALUE_BYTES_MAX = 32;
const TWO_TO_28 = 268_435_456;

/** A tag and a name. What came after it last time is guessed first: entities of a kind have the same fields. */
interface Label {
  readonly tag: Tag;
  readonly name: string;
  readonly number: number;
  next: Label | undefined;
}

export class StateBytesWriter implements ClusterStateWriter {
  private data = new Uint8Array(INITIAL_BYTES);
  private view = new DataView(this.data.buffer);
  private end = 0;
  private readonly labels = new Map<string, Label>();
  private last: Label | undefined;
  private readonly encoder = new TextEncoder();

  entity(kind: string, key: number): void {
    assert(Number.isSafeInteger(key) && key >= 0);
    this.label(Tag.Entity, kind);
    this.varint(key);
  }

  number(name: string, value: number): void {
    if (!Number.isSafeInteger(value)) {
      assert(Number.isFinite(value));
      this.label(Tag.Float, name);
      this.view.setFloat64(this.end, value, true);
      this.end += 8;
    } else if (value >= 0) {
      this.label(Tag.Number, name);
      this.varint(value + 0); // Plus 0 makes -0 the 0 that it equals.
    } else {
      this.label(Tag.Negative, name);
      this.varint(-value);
    }
  }

  text(name: string, value: string): void {
    this.block(Tag.Text, name, this.encoder.encode(value));
  }

  bytes(name: string, value: Uint8Array): void {
    this.block(Tag.Bytes, name, value);
  }

  /** What was written so far: a view, valid until more is written. */
  toBytes(): Uint8Array {
    return this.data.subarray(0, this.end);
  }

  private block(tag: Tag, name: string, value: Uint8Array): void {
    this.label(tag, name);
    this.varint(value.length);
    this.reserve(value.length);
    this.data.set(value, this.end);
    this.end += value.length;
  }

  private label(tag: Tag, name: string): void {
    this.reserve(VALUE_BYTES_MAX);
    const guess = this.last?.next;
    const label =
      guess !== undefined && guess.name === name && guess.tag === tag ? guess : this.find(tag, name);
    this.last = label;
    this.varint(label.number);
  }

  private find(tag: Tag, name: string): Label {
    const key = `${tag}${name}`;
    let label = this.labels.get(key);
    if (label === undefined) {
      label = { tag, name, number: this.labels.size + 1, next: undefined };
      this.labels.set(key, label);
      const spelled = this.encoder.encode(name);
      this.reserve(spelled.length + 2 * VALUE_BYTES_MAX);
      this.varint(0);
      this.data[this.end++] = tag;
      this.varint(spelled.length);
      this.data.set(spelled, this.end);
      this.end += spelled.length;
    }
    if (this.last !== undefined) this.last.next = label;
    return label;
  }

  private varint(value: number): void {
    const { data } = this;
    let end = this.end;
    let high = value;
    while (high >= TWO_TO_28) {
      data[end++] = (high % 128) | 128;
      high = Math.floor(high / 128);
    }
    let low = high | 0;
    while (low >= 128) {
      data[end++] = (low & 127) | 128;
      low >>>= 7;
    }
    data[end++] = low;
    this.end = end;
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
  private readonly tags: Tag[] = [];
  private readonly names: string[] = [];
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });

  constructor(data: Uint8Array) {
    this.data = data;
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  get isAtEnd(): boolean {
    this.readDefinitions();
    return this.at === this.data.length;
  }

  entity(kind: string): number | undefined {
    if (this.isAtEnd) return undefined;
    const before = this.at;
    const number = this.label();
    if (this.tags[number] === Tag.Entity && this.names[number] === kind) return this.varint();
    this.at = before;
    return undefined;
  }

  number(name: string): number {
    const isEnded = this.isAtEnd;
    const before = this.at;
    const number = isEnded ? -1 : this.label();
    if (this.names[number] === name) {
      const tag = this.tags[number];
      if (tag === Tag.Number) return this.varint();
      if (tag === Tag.Negative) return -this.varint();
      if (tag === Tag.Float) {
        this.need(8);
        this.at += 8;
        return this.view.getFloat64(this.at - 8, true);
      }
    }
    throw this.unexpected(Tag.Number, name, number, before);
  }

  text(name: string): string {
    return this.textOf(this.block(Tag.Text, name));
  }

  /** A copy. */
  bytes(name: string): Uint8Array {
    return this.block(Tag.Bytes, name).slice();
  }

  /** Whatever comes next, for tools that know no service; undefined at the end. */
  next(): StateValue | undefined {
    if (this.isAtEnd) return undefined;
    const before = this.at;
    const number = this.label();
    const name = this.names[number]!;
    const tag = this.tags[number]!;
    if (tag === Tag.Entity) return { tag: "entity", name, value: this.varint() };
    this.at = before;
    if (tag === Tag.Text) return { tag: "text", name, value: this.text(name) };
    if (tag === Tag.Bytes) return { tag: "bytes", name, value: this.bytes(name) };
    return { tag: "number", name, value: this.number(name) };
  }

  private block(tag: Tag, name: string): Uint8Array {
    const isEnded = this.isAtEnd;
    const before = this.at;
    const number = isEnded ? -1 : this.label();
    if (this.tags[number] !== tag || this.names[number] !== name) {
      throw this.unexpected(tag, name, number, before);
    }
    const length = this.varint();
    this.need(length);
    this.at += length;
    return this.data.subarray(this.at - length, this.at);
  }

  private unexpected(tag: Tag, name: string, found: number, at: number): StateFormatError {
    const wanted = `${tagNames[tag]} "${name}"`;
    if (found === -1) return new StateFormatError(`the state ends where ${wanted} is expected`);
    const what = `${tagNames[this.tags[found]!]} "${this.names[found]}"`;
    return new StateFormatError(`${wanted} is expected at byte ${at}, ${what} is there`);
  }

  /** The number of a label that is defined, less 1. */
  private label(): number {
    const before = this.at;
    const number = this.varint() - 1;
    if (number >= 0 && number < this.names.length) return number;
    throw new StateFormatError(
      `byte ${before} of the state has value ${number + 1}, which is not defined before`,
    );
  }

  private readDefinitions(): void {
    while (this.at < this.data.length && this.data[this.at] === 0) {
      this.need(2);
      const tag = this.data[this.at + 1] as Tag;
      if (tag < Tag.Entity || tag > Tag.Bytes) {
        throw new StateFormatError(`byte ${this.at + 1} of the state is ${tag}, which is no tag`);
      }
      this.at += 2;
      const length = this.varint();
      this.need(length);
      this.tags.push(tag);
      this.names.push(this.textOf(this.data.subarray(this.at, this.at + length)));
      this.at += length;
    }
  }

  private varint(): number {
    const { data } = this;
    const first = data[this.at];
    if (first !== undefined && first < 128) {
      this.at++; // As most are.
      return first;
    }
    let value = 0;
    let factor = 1;
    for (let at = this.at; at < data.length; at++) {
      const byte = data[at]!;
      value += (byte & 127) * factor;
      if (byte < 128) {
        this.at = at + 1;
        return value;
      }
      factor *= 128;
      if (factor > Number.MAX_SAFE_INTEGER) break;
    }
    throw new StateFormatError(
      this.data.length - this.at < 8
        ? `the state ends at byte ${this.data.length}, in the middle of a value`
        : `byte ${this.at} of the state begins a number beyond 2^53`,
    );
  }

  private textOf(bytes: Uint8Array): string {
    try {
      return this.decoder.decode(bytes);
    } catch (error) {
      throw new StateFormatError(`the text before byte ${this.at} is not UTF-8`, { cause: error });
    }
  }

  private need(length: number): void {
    if (this.at + length <= this.data.length) return;
    throw new StateFormatError(`the state ends at byte ${this.data.length}, in the middle of a value`);
  }
}

export type StateValue =
  | { readonly tag: "entity" | "number"; readonly name: string; readonly value: number }
  | { readonly tag: "text"; readonly name: string; readonly value: string }
  | { readonly tag: "bytes"; readonly name: string; readonly value: Uint8Array };

/** Saved state that is not what the reader expects: another format, other services, or damaged bytes. */
export class StateFormatError extends Error {
  override readonly name = "StateFormatError";
  readonly code = "STATE_FORMAT";
}
