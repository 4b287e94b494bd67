import type { HistoryEvent } from "./history-events.ts";
import { LinkedNumbers } from "./linked-numbers.ts";

/**
 * The operations that are not linearized yet, and which of them may come next: those called before the first return
 * that is left. Completed ones first, since unknown ones can wait for ever.
 */
export class OpenOperations {
  completedCount = 0;
  /** Of each operation, its events' places in the history; the return's is -1 when the outcome is unknown. */
  private readonly callEvent: Int32Array;
  private readonly returnEvent: Int32Array;
  private readonly completedCalls: LinkedNumbers;
  private readonly returns: LinkedNumbers;
  private readonly unknownCalls: LinkedNumbers;

  constructor(events: readonly HistoryEvent[], operationCount: number) {
    this.callEvent = new Int32Array(operationCount);
    this.returnEvent = new Int32Array(operationCount).fill(-1);
    for (const [event, { operation, isReturn }] of events.entries()) {
      (isReturn ? this.returnEvent : this.callEvent)[operation] = event;
      if (isReturn) this.completedCount++;
    }
    const calls = events.filter(({ isReturn }) => !isReturn).map(({ operation }) => operation);
    const returns = events.filter(({ isReturn }) => isReturn).map(({ operation }) => operation);
    const linked = (numbers: readonly number[]) => new LinkedNumbers(operationCount, numbers);
    this.returns = linked(returns);
    this.completedCalls = linked(calls.filter((operation) => !this.isUnknown(operation)));
    this.unknownCalls = linked(calls.filter((operation) => this.isUnknown(operation)));
  }

  isUnknown(operation: number): boolean {
    return this.returnEvent[operation] < 0;
  }

  firstCandidate(): number | undefined {
    return this.candidate(this.completedCalls.first()) ?? this.candidate(this.unknownCalls.first());
  }

  /** The candidate that follows another, which may have been taken and put back meanwhile. */
  candidateAfter(operation: number): number | undefined {
    if (this.isUnknown(operation)) return this.candidate(this.unknownCalls.after(operation));
    const next = this.candidate(this.completedCalls.after(operation));
    return next ?? this.candidate(this.unknownCalls.first());
  }

  /** The event that nothing called after it may come before. There is one while completed operations are left. */
  firstReturn(): number {
    return this.returnEvent[this.returns.first()!];
  }

  take(operation: number): void {
    if (this.isUnknown(operation)) return this.unknownCalls.take(operation);
    this.completedCalls.take(operation);
    this.returns.take(operation);
    this.completedCount--;
  }

  /** What was taken last is put back first. */
  putBack(operation: number): void {
    if (this.isUnknown(operation)) return this.unknownCalls.putBack(operation);
    this.completedCalls.putBack(operation);
    this.returns.putBack(operation);
    this.completedCount++;
  }

  private candidate(operation: number | undefined): number | undefined {
    if (operation === undefined || this.callEvent[operation] > this.firstReturn()) return undefined;
    return operation;
  }
}
