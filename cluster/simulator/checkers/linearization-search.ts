import { BitSet } from "./bit-set.ts";
import type { HistoryEvent } from "./history-events.ts";
import { OpenOperations } from "./open-operations.ts";
import type { Operation } from "./operation.ts";
import { SeenConfigurations } from "./seen-configurations.ts";
import type { SequentialModel } from "./sequential-model.ts";

export type Verdict = "linearizable" | "not linearizable" | "undecided";

/** What a search may cost. A search that is stopped is undecided: that is not a pass. */
export interface SearchBounds {
  /** Calls of the model's step; each may cost as much memory as a state and a few words. */
  readonly stepsMax: number;
  /** Asked now and then, for callers who have a clock. */
  readonly isOver?: () => boolean;
}

export interface SearchResult<State> {
  readonly verdict: Verdict;
  readonly steps: number;
  /**
   * Indices of operations in an order that explains the replies: all of them when linearizable, otherwise those up
   * to `blockedAt`, which is as far as any order got.
   */
  readonly order: readonly number[];
  /** What the order leads to. */
  readonly state: State;
  /** The event, a return, that no order got past; undefined when linearizable, or stopped before any was met. */
  readonly blockedAt: number | undefined;
}

interface Choice<State> {
  readonly operation: number;
  readonly before: State;
  /** Which of the states that may follow. */
  readonly branch: number;
}

const STEPS_BETWEEN_LOOKS = 256;

/**
 * Looks for an order of the operations that explains every reply and agrees with real time (Wing and Gong: any
 * operation may come next that was called before the first return that is left; Lowe: no place is visited twice).
 *
 * @param events of these operations, from `eventsOf`
 */
export class LinearizationSearch<State, Input, Output> {
  private readonly model: SequentialModel<State, Input, Output>;
  private readonly operations: readonly Operation<Input, Output>[];
  private readonly bounds: SearchBounds;
  private readonly open: OpenOperations;
  private readonly seen = new SeenConfigurations();
  private readonly choices: Choice<State>[] = [];
  /** The operation's place in its bit set: completed and unknown ones are numbered apart, in the order of calls. */
  private readonly bit: Int32Array;
  /** Of some operations, one that is as good and may come first. */
  private readonly twin: ReadonlyMap<number, number>;
  private readonly completed: BitSet;
  private readonly unknown: BitSet;
  private state: State;
  private steps = 0;
  private blockedAt: number | undefined;
  private readonly longest: number[] = [];
  /** So many of the longest order's operations are those of the choices, so that noting it copies only the rest. */
  private longestShared = 0;
  private longestState: State;

  constructor(
    model: SequentialModel<State, Input, Output>,
    operations: readonly Operation<Input, Output>[],
    events: readonly HistoryEvent[],
    bounds: SearchBounds,
  ) {
    this.model = model;
    this.operations = operations;
    this.bounds = bounds;
    this.open = new OpenOperations(events, operations.length);
    this.bit = new Int32Array(operations.length);
    let completedCount = 0;
    let unknownCount = 0;
    for (const { operation, isReturn } of events) {
      if (isReturn) continue;
      this.bit[operation] = this.open.isUnknown(operation) ? unknownCount++ : completedCount++;
    }
    this.twin = twinsOf(model, operations, events);
    this.completed = BitSet.ofSize(completedCount);
    this.unknown = BitSet.ofSize(unknownCount);
    this.state = model.initial;
    this.longestState = model.initial;
    this.seen.add(this.completed, this.unknown, model.identify(model.initial));
  }

  run(): SearchResult<State> {
    if (this.open.completedCount === 0) return this.result("linearizable");
    let candidate = this.open.firstCandidate();
    while (!this.isStopped()) {
      let branch = 0;
      if (candidate === undefined) {
        this.noteBlocked();
        const choice = this.choices.pop();
        if (choice === undefined) return this.result("not linearizable");
        this.takeBack(choice);
        candidate = choice.operation;
        branch = choice.branch + 1;
      }
      if (!this.choose(candidate, branch)) {
        candidate = this.open.candidateAfter(candidate);
      } else if (this.open.completedCount === 0) {
        return this.result("linearizable");
      } else {
        candidate = this.open.firstCandidate();
      }
    }
    return this.result("undecided");
  }

  /** Linearizes an operation next, if that is possible and leads to a new place. */
  private choose(operation: number, firstBranch: number): boolean {
    const { input, reply } = this.operations[operation]!;
    const twin = this.twin.get(operation);
    if (twin !== undefined && !this.unknown.has(this.bit[twin])) return false;
    const before = this.state;
    const states = this.model.step(before, input, reply?.output);
    this.steps++;
    const bits = this.bitsOf(operation);
    bits.add(this.bit[operation]);
    for (let branch = firstBranch; branch < states.length; branch++) {
      const state = states[branch]!;
      if (!this.seen.add(this.completed, this.unknown, this.model.identify(state))) continue;
      this.choices.push({ operation, before, branch });
      this.state = state;
      this.open.take(operation);
      return true;
    }
    bits.delete(this.bit[operation]);
    return false;
  }

  private takeBack({ operation, before }: Choice<State>): void {
    this.state = before;
    this.longestShared = Math.min(this.longestShared, this.choices.length);
    this.open.putBack(operation);
    this.bitsOf(operation).delete(this.bit[operation]);
  }

  private bitsOf(operation: number): BitSet {
    return this.open.isUnknown(operation) ? this.unknown : this.completed;
  }

  private noteBlocked(): void {
    const event = this.open.firstReturn();
    if (this.blockedAt !== undefined && event <= this.blockedAt) return;
    this.blockedAt = event;
    this.longest.length = this.longestShared;
    while (this.longest.length < this.choices.length) {
      this.longest.push(this.choices[this.longest.length]!.operation);
    }
    this.longestShared = this.longest.length;
    this.longestState = this.state;
  }

  private isStopped(): boolean {
    if (this.steps >= this.bounds.stepsMax) return true;
    return this.steps % STEPS_BETWEEN_LOOKS === 0 && this.bounds.isOver?.() === true;
  }

  private result(verdict: Verdict): SearchResult<State> {
    const isDone = verdict === "linearizable";
    return {
      verdict,
      steps: this.steps,
      order: isDone ? this.choices.map(({ operation }) => operation) : this.longest,
      state: isDone ? this.state : this.longestState,
      blockedAt: isDone ? undefined : this.blockedAt,
    };
  }
}

/** Of operations of unknown outcome, the one with the same input that was called last before it. */
function twinsOf<Input>(
  model: Pick<SequentialModel<unknown, Input, unknown>, "identifyInput">,
  operations: readonly Operation<Input, unknown>[],
  events: readonly HistoryEvent[],
): Map<number, number> {
  const twins = new Map<number, number>();
  const latest = new Map<string, number>();
  for (const { operation, isReturn } of events) {
    const { input, reply } = operations[operation]!;
    if (isReturn || reply !== undefined) continue;
    const key = model.identifyInput?.(input);
    if (key === undefined) continue;
    const before = latest.get(key);
    if (before !== undefined) twins.set(operation, before);
    latest.set(key, operation);
  }
  return twins;
}
