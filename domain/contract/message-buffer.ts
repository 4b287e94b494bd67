import type { Output } from "./context.ts";

/** An `Output` of one message at a time, for clients, gateways and tests. Reused; grows by doubling. */
export class MessageBuffer implements Output {
  view: DataView;
  private bytes: Uint8Array;
  private length = 0;

  constructor(capacityBytes = 256) {
    this.bytes = new Uint8Array(capacityBytes);
    this.view = new DataView(this.bytes.buffer);
  }

  claim(length: number): number {
    this.length = 0;
    return this.extend(length);
  }

  extend(length: number): number {
    const offset = this.length;
    this.length += length;
    if (this.length > this.bytes.length) this.grow();
    return offset;
  }

  /** The message encoded last: a window that the next claim overwrites. */
  message(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** The message encoded last, in bytes of its own. */
  copy(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private grow(): void {
    const larger = new Uint8Array(Math.max(this.length, this.bytes.length * 2));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

/** What flyweights look at before they are wrapped: reading it throws a RangeError. */
export const NO_VIEW: DataView = new DataView(new ArrayBuffer(0));

/** Where encoders write before they claim: nowhere. */
export const NO_OUTPUT: Output = new MessageBuffer(0);
