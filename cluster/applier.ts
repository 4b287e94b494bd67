import { assert } from "./assert.ts";
import { DigestWindow } from "./consistency/digest-window.ts";
import { Batch } from "./batch.ts";
import type { LogStore } from "./log/log-store.ts";
import type { Outputs } from "./outputs.ts";
import { skipsIn } from "./replay.ts";
import type { StateMachine } from "./state-machine.ts";
import { type Halt, skipFor } from "./state-machine-halt.ts";

/** How much of the log one turn replays while a state is being rebuilt. */
const REBUILD_BYTES = 1_048_576;

interface ApplierOptions {
  log: LogStore;
  /** As far as recovery brought it. */
  machine: StateMachine;
  /** A machine to replay the log on, up to this index: from a snapshot, or new. */
  restore: (toIndex: number) => StateMachine;
  /** A batch was applied: what it put out is to be answered. */
  onOutputs: (outputs: Outputs) => void;
  onHalt: (halt: Halt) => void;
  /** A rebuild is over; `differs`: what was published before may not be what the log says now. */
  onRebuilt: (differs: boolean) => void;
}

/**
 * Applies committed batches on the state machine. When a handler fails, the apply stands still but the
 * log does not: batches are taken note of, and a SkipCommand among them makes a new machine, which
 * replays the log, from a snapshot on, up to where the old one failed and goes on behind it.
 */
export class Applier {
  machine: StateMachine;
  readonly digests: DigestWindow = new DigestWindow();
  private readonly options: ApplierOptions;
  private readonly batch = new Batch();
  /** The last batch that was committed and handed over; the machine may be behind it. */
  private committedIndex: number;
  private reportedHalt: Halt | undefined;
  /** While a machine is rebuilt: batches up to here were answered before. */
  private answeredIndex: number;
  private isRebuilding = false;
  /** Why nothing is to be applied for now. */
  private holdReason: string | undefined;
  private differs = false;

  constructor(options: ApplierOptions) {
    this.options = options;
    this.machine = options.machine;
    this.digests.record(this.machine.appliedIndex, this.machine.outputs);
    this.committedIndex = this.machine.appliedIndex;
    this.answeredIndex = this.machine.appliedIndex;
  }

  /** Why nothing is applied; undefined when all is well. */
  get haltedReason(): string | undefined {
    if (this.holdReason !== undefined) return this.holdReason;
    if (this.isRebuilding) {
      return `the state is being rebuilt; ${this.machine.appliedPosition} commands are replayed`;
    }
    return this.machine.halt?.text;
  }

  /** The state is that behind the batch that was handed over last. */
  get isUpToDate(): boolean {
    return this.machine.halt === undefined && this.machine.appliedIndex === this.committedIndex;
  }

  /** There is something to do without news from outside. */
  get isBehind(): boolean {
    return this.isRebuilding && this.holdReason === undefined;
  }

  /** The state stays as it is, whatever is committed, until it is let go. @param reason undefined: go on */
  hold(reason: string | undefined): void {
    this.holdReason = reason;
    if (reason === undefined && !this.isUpToDate && this.machine.halt === undefined) this.isRebuilding = true;
  }

  /** A machine that halted during recovery says so, once there is somebody to say it to. */
  start(): void {
    if (this.machine.halt !== undefined) this.reportHalt(this.machine.halt);
  }

  /** Takes the next committed batch. Hot path: once per batch. */
  apply(bytes: Uint8Array): void {
    const batch = this.batch.wrap(bytes);
    assert(batch.index === this.committedIndex + 1);
    this.committedIndex = batch.index;
    if (this.isRebuilding) return; // The rebuild comes to it.
    if (this.machine.halt !== undefined) this.lookForSkip(batch);
    else if (this.holdReason === undefined) this.applyOne(batch);
  }

  /** A snapshot of another node stands for what is not applied here, and for a handler that failed. */
  beginBehind(machine: StateMachine): void {
    this.machine = machine;
    this.digests.record(machine.appliedIndex, machine.outputs);
    this.committedIndex = machine.appliedIndex;
    this.answeredIndex = machine.appliedIndex;
    this.reportedHalt = undefined;
    this.isRebuilding = false;
    this.differs = false;
  }

  /** Replays a slice of the log after a skip. Once per turn. */
  rebuild(): void {
    if (!this.isBehind) return;
    this.options.log.read(this.machine.appliedIndex + 1, REBUILD_BYTES, (bytes, index) => {
      if (index > this.committedIndex || this.machine.halt !== undefined) return;
      if (index !== this.machine.appliedIndex + 1) return; // Another skip was met: it begins anew.
      this.applyOne(this.batch.wrap(bytes));
    });
    if (this.machine.halt === undefined && this.machine.appliedIndex < this.committedIndex) return;
    this.isRebuilding = false;
    this.options.onRebuilt(this.differs);
    this.differs = false;
  }

  private applyOne(batch: Batch): void {
    const outputs = this.machine.apply(batch);
    if (outputs === undefined) {
      this.reportHalt(this.machine.halt!);
      if (this.reportedHalt?.kind === "skip") this.begin(this.reportedHalt);
      return;
    }
    this.digests.record(outputs.index, outputs);
    if (outputs.index <= this.answeredIndex) return;
    this.answeredIndex = outputs.index;
    this.options.onOutputs(outputs);
  }

  private reportHalt(halt: Halt): void {
    if (this.reportedHalt?.position === halt.position && this.reportedHalt.kind === halt.kind) return;
    this.reportedHalt = halt;
    this.options.onHalt(halt);
  }

  private lookForSkip(batch: Batch): void {
    const halt = this.machine.halt!;
    const wanted = skipFor(halt);
    const isSkipped = skipsIn(batch).some(
      (skip) =>
        skip.position === wanted.position &&
        skip.timer?.schemaId === wanted.timer?.schemaId &&
        skip.timer?.kind === wanted.timer?.kind &&
        skip.timer?.key === wanted.timer?.key,
    );
    if (isSkipped) this.begin(halt);
  }

  private begin(halt: Halt): void {
    this.isRebuilding = true;
    this.differs ||= halt.kind === "skip";
    this.reportedHalt = undefined;
    this.machine = this.options.restore(this.committedIndex);
    this.digests.beginAgain(this.committedIndex);
  }
}
