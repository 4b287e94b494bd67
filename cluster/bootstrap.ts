import { checksum } from "./checksum.ts";
import { writeU53 } from "./u53.ts";

/**
 * How a cluster begins. Empty disks must not make one by themselves: two wiped nodes of three would elect a
 * leader and forget what the third holds. So a cluster is founded only under a token that somebody gave for this
 * purpose to every member, and only when every listed member has proven that its log is empty and that it never
 * voted. All of them then have incarnation 1, whoever notices it first.
 *
 * The proof names the token and the list, so that members that were told different lists do not found.
 */
export class Founding {
  /** What this node tells the others while it is empty. Never 0. */
  readonly proof: number;
  readonly members: readonly number[];
  private readonly missing: Set<number>;

  /** @param token above 0, below 2^53 */
  constructor(nodeId: number, members: readonly number[], token: number) {
    this.members = [...members].sort((a, b) => a - b);
    this.missing = new Set(this.members);
    this.missing.delete(nodeId);
    const bytes = new Uint8Array(8 + this.members.length * 8);
    const view = new DataView(bytes.buffer);
    writeU53(view, 0, token);
    this.members.forEach((member, at) => writeU53(view, 8 + at * 8, member));
    this.proof = checksum(bytes) + 1;
  }

  /** A member introduced itself. @param proof 0: it is not empty, or was given no token */
  hear(nodeId: number, proof: number): void {
    if (proof === this.proof) this.missing.delete(nodeId);
  }

  /** Everybody has proven to be empty; a cluster of one needs nobody else. */
  get isProven(): boolean {
    return this.missing.size === 0;
  }

  /** Who has not. */
  get waitsFor(): readonly number[] {
    return [...this.missing];
  }
}
