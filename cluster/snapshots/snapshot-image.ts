import type { StateMachine } from "../state-machine.ts";
import { type SnapshotSource, writeSnapshot } from "./snapshot-format.ts";
import type { SnapshotPlace } from "./snapshot-store.ts";

/** A snapshot in memory, with the bytes that a file of it would have. */
export class SnapshotImage implements SnapshotSource {
  readonly name: string;
  readonly image: Uint8Array;
  readonly createdMs = 0;

  constructor(name: string, image: Uint8Array) {
    this.name = name;
    this.image = image;
  }

  /** At the end of a batch. */
  static of(machine: StateMachine, place: SnapshotPlace): SnapshotImage {
    const pieces: { offset: number; bytes: Uint8Array }[] = [];
    const { bytes } = writeSnapshot(machine, place, {
      write: (offset, piece) => pieces.push({ offset, bytes: piece }),
    });
    const image = new Uint8Array(bytes);
    for (const piece of pieces) image.set(piece.bytes, piece.offset);
    return new SnapshotImage(nameOf(machine.appliedIndex), image);
  }

  get bytes(): number {
    return this.image.byteLength;
  }

  read(offset: number, length: number): Uint8Array {
    return this.image.slice(offset, offset + length);
  }
}

function nameOf(index: number): string {
  return `snapshot ${index} in memory`;
}
