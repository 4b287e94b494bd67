import type { BatchOutputs } from "./batch-outputs.ts";
import { type Digest, type DigestWindow, isSameDigest } from "./digest-window.ts";

/** What another member is asked for: its digest at an index, or of what a batch put out up to a position. */
export interface Question {
  readonly index: number;
  /** 0: of all outputs up to the index. */
  readonly position: number;
}

/** Where two nodes begin to differ, as exactly as it could be found. */
export interface FirstDifference {
  /** Batches up to here are known to be the same. */
  readonly afterIndex: number;
  /** By this batch they differ; the first, when it is the one behind `afterIndex`. */
  readonly index: number;
  /** The first command that is not answered alike; undefined when it could not be found, and `why` says why. */
  readonly position: number | undefined;
  readonly why: string | undefined;
}

interface DifferenceSearchParts {
  /** Known to be the same. */
  readonly agreedIndex: number;
  /** Known to differ. */
  readonly index: number;
  /** Members to compare with. */
  readonly majority: readonly number[];
  readonly window: DigestWindow;
  /** Replays up to a batch here. @throws when the log and the snapshots do not reach back so far */
  readonly replay: (index: number) => BatchOutputs;
  readonly ask: (nodeId: number, question: Question) => void;
}

/** Who has not answered by then is passed over. */
const PATIENCE_MS = 1_000;
const ATTEMPTS_MAX = 30;

/**
 * Finds the first command that this node did not answer as the majority did: by halves, first among the batches whose
 * digests are remembered, then among the commands of one batch, which both sides replay for it.
 */
export class DifferenceSearch {
  found: FirstDifference | undefined;
  private readonly parts: DifferenceSearchParts;
  /** The same up to here, different from `differs` on: indexes, then positions. */
  private same: number;
  private differs: number;
  private outputs: BatchOutputs | undefined;
  private asked: Question | undefined;
  private askedMs = 0;
  private attempts = 0;

  constructor(parts: DifferenceSearchParts) {
    this.parts = parts;
    this.same = Math.max(parts.agreedIndex, parts.window.first - 1);
    this.differs = parts.index;
  }

  /** Once per turn. */
  step(nowMs: number): void {
    if (this.found !== undefined) return;
    if (this.outputs === undefined && this.differs - this.same <= 1) this.beginReplay();
    if (this.found !== undefined) return;
    const { outputs } = this;
    if (outputs !== undefined && !outputs.isDone) {
      outputs.step();
      if (outputs.isReplaying) return;
      if (!outputs.isDone) return this.giveUp("a replay of the log halts before it");
      this.same = outputs.firstPosition - 1;
      this.differs = outputs.lastPosition + 1;
      if (this.differs - this.same === 1) return this.finish(); // It holds no command.
    }
    if (this.asked !== undefined && nowMs - this.askedMs < PATIENCE_MS) return;
    this.ask(nowMs);
  }

  get isReplaying(): boolean {
    return this.outputs?.isReplaying === true;
  }

  /** An answer. @param digest undefined: it does not know */
  hear({ index, position }: Question, digest: Digest | undefined): void {
    if (this.asked?.index !== index || this.asked.position !== position) return;
    if (digest === undefined) return; // Another one is asked when the time is over.
    this.asked = undefined;
    this.attempts = 0;
    const { window } = this.parts;
    const own = position === 0 ? window.at(index) : { a: this.outputs!.through(position), b: 0 };
    const place = position === 0 ? index : position;
    if (own !== undefined && isSameDigest(own, digest)) this.same = place;
    else this.differs = place;
    if (this.outputs !== undefined && this.differs - this.same === 1) this.finish();
  }

  private beginReplay(): void {
    try {
      this.outputs = this.parts.replay(this.differs);
    } catch (error) {
      this.giveUp((error as Error).message);
    }
  }

  private finish(): void {
    const { index, firstPosition, lastPosition } = this.outputs!;
    const isFound = this.differs <= lastPosition;
    if (!isFound) {
      const batch = `positions ${firstPosition} to ${lastPosition}`;
      this.giveUp(
        `a replay here gives what the others have: something but the log had an effect on ${batch}`,
      );
    } else {
      this.found = { afterIndex: index - 1, index, position: this.differs, why: undefined };
    }
  }

  private giveUp(why: string): void {
    const isInBatch = this.outputs !== undefined;
    const index = isInBatch ? this.outputs!.index : this.differs;
    this.found = { afterIndex: isInBatch ? index - 1 : this.same, index, position: undefined, why };
  }

  private ask(nowMs: number): void {
    if (++this.attempts > ATTEMPTS_MAX) return this.giveUp("no member of the majority could say more");
    const { majority, ask } = this.parts;
    const middle = Math.floor((this.same + this.differs) / 2);
    const index = this.outputs?.index ?? middle;
    this.asked = { index, position: this.outputs === undefined ? 0 : middle };
    this.askedMs = nowMs;
    ask(majority[this.attempts % majority.length], this.asked);
  }
}
