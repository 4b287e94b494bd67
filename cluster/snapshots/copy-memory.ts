import type { ArrayCopier, CopiedArray } from "../service.ts";

/**
 * Memory that both threads see, for the copies of one snapshot. Touching new pages costs more than the copy itself,
 * so most of it is got beforehand, by the other thread; what does not fit gets memory of its own.
 */
export class CopyMemory {
  private readonly prepared: SharedArrayBuffer | undefined;
  private used = 0;

  /** @param prepared zeroed by whoever made it, so that its pages are there */
  constructor(prepared?: SharedArrayBuffer) {
    this.prepared = prepared;
  }

  readonly copy: ArrayCopier = <A extends CopiedArray>(array: A, length: number = array.length): A => {
    const Kind = array.constructor as new (buffer: SharedArrayBuffer, offset: number, length: number) => A;
    const bytes = length * array.BYTES_PER_ELEMENT;
    let copy: A;
    if (this.prepared !== undefined && this.used + bytes <= this.prepared.byteLength) {
      copy = new Kind(this.prepared, this.used, length);
      this.used += (bytes + 7) & ~7;
    } else {
      copy = new Kind(new SharedArrayBuffer(bytes), 0, length);
    }
    copy.set(array.subarray(0, length));
    return copy;
  };
}
