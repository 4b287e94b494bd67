import { assert } from "./assert.ts";
import type { StateWriter } from "./service.ts";

/** What the cluster's own state needs beyond a service's. */
export interface ClusterStateWriter extends StateWriter {
  bytes(name: string, value: Uint8Array): void;
}

/** Names recur: each is hashed once, and what came after it last time is guessed first. */
interface HashedName {
  readonly name: string;
  readonly hash: number;
  next: HashedName | undefined;
}

/**
 * A 64-bit hash of state, taken as it is written: equal for equal content in equal order. Names,
 * kinds and types count, so that moving a value from one field to another changes it. Not for
 * adversaries: it compares replicas. Two 32-bit lanes, each word mixed into both.
 */
export class StateHasher implements ClusterStateWriter {
  private a = 0x243f6a88;
  private b = 0x13198a2e | 0;
  private words = 0;
  private readonly scratch = new DataView(new ArrayBuffer(8));
  private readonly names = new Map<string, HashedName>();
  private last: HashedName | undefined;

  entity(kind: string, key: number): void {
    this.name(1, kind);
    this.double(key);
  }

  number(name: string, value: number): void {
    this.name(2, name);
    this.double(value);
  }

  text(name: string, value: string): void {
    this.name(3, name);
    this.characters(value);
  }

  bytes(name: string, value: Uint8Array): void {
    this.name(4, name);
    const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
    const whole = value.length & ~3;
    this.word(value.length);
    for (let at = 0; at < whole; at += 4) this.word(view.getInt32(at, true));
    for (let at = whole; at < value.length; at++) this.word(value[at]);
  }

  /** 16 hex digits; the hasher can go on. */
  digest(): string {
    const a = scramble(this.a ^ this.words);
    const b = scramble(this.b + a);
    return hex32(scramble(a + b)) + hex32(b);
  }

  private name(tag: number, name: string): void {
    const guess = this.last?.next;
    const found = guess?.name === name ? guess : this.find(name);
    this.last = found;
    this.word(tag);
    this.word(found.hash);
  }

  private find(name: string): HashedName {
    let found = this.names.get(name);
    if (found === undefined) {
      let hash = name.length;
      for (let at = 0; at < name.length; at++) hash = scramble(Math.imul(hash, 31) + name.charCodeAt(at));
      found = { name, hash, next: undefined };
      this.names.set(name, found);
    }
    if (this.last !== undefined) this.last.next = found;
    return found;
  }

  private characters(value: string): void {
    this.word(value.length);
    for (let at = 0; at < value.length; at++) this.word(value.charCodeAt(at));
  }

  private double(value: number): void {
    assert(Number.isFinite(value));
    this.scratch.setFloat64(0, value + 0, true); // Plus 0 makes -0 the 0 that it equals.
    this.word(this.scratch.getInt32(0, true));
    this.word(this.scratch.getInt32(4, true));
  }

  private word(word: number): void {
    const k = Math.imul(word, 0x9e3779b1);
    let a = this.a ^ Math.imul((k << 15) | (k >>> 17), 0x85ebca77);
    a = (Math.imul((a << 13) | (a >>> 19), 5) + this.b) | 0;
    const l = Math.imul(word ^ 0x5bd1e995, 0xc2b2ae3d);
    let b = this.b ^ Math.imul((l << 17) | (l >>> 15), 0x27d4eb2f);
    b = (Math.imul((b << 11) | (b >>> 21), 9) + a) | 0;
    this.a = a;
    this.b = b;
    this.words++;
  }
}

/** Mixes 32 bits so that each bit in changes about half of the bits out; a permutation. */
export function scramble(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}

export function hex32(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}
