import type { Report } from "./position-rules.ts";
import { isClientCommand } from "./positioned-operation.ts";
import type { LogRecord, PositionedOperation } from "./positioned-operation.ts";
import type { DeterministicModel } from "./sequential-model.ts";

/** Replays the log through a model, and holds every reply against what the model says. */
export class ReplayCheck<State, Input, Output> {
  state: State;
  repliesCompared = 0;
  private readonly model: DeterministicModel<State, Input, Output>;
  /** Answered ones, by position. */
  private readonly queries: readonly PositionedOperation<Input, Output>[];
  private readonly report: Report;
  private nextQuery = 0;
  /** Applied already; a second time is another rule's business and must not spoil the rest. */
  private readonly applied = new Set<string>();

  constructor(
    model: DeterministicModel<State, Input, Output>,
    operations: readonly PositionedOperation<Input, Output>[],
    report: Report,
  ) {
    this.model = model;
    this.state = model.initial;
    this.report = report;
    this.queries = operations
      .filter(({ isQuery, reply }) => isQuery && reply !== undefined)
      .sort((a, b) => a.reply!.position - b.reply!.position);
  }

  apply(
    { position, source }: LogRecord<Input>,
    commands: ReadonlyMap<string, PositionedOperation<Input, Output>>,
  ): void {
    this.answerQueriesBefore(position);
    if (!isClientCommand(source)) {
      this.state = this.model.apply(this.state, source.input).state;
      return;
    }
    const command = commands.get(source.id);
    if (command === undefined || this.applied.has(source.id)) return;
    this.applied.add(source.id);
    const { state, output } = this.model.apply(this.state, command.input);
    this.state = state;
    if (command.reply !== undefined) this.compare(command, output);
  }

  /** After the last record. */
  finish(): void {
    this.answerQueriesBefore(Infinity);
  }

  private answerQueriesBefore(position: number): void {
    for (; this.nextQuery < this.queries.length; this.nextQuery++) {
      const query = this.queries[this.nextQuery]!;
      if (query.reply!.position >= position) return;
      this.compare(query, this.model.apply(this.state, query.input).output);
    }
  }

  private compare({ id, reply }: PositionedOperation<Input, Output>, expected: Output): void {
    this.repliesCompared++;
    if (this.model.isSame(expected, reply!.output)) return;
    this.report(
      "replies are those of a replay",
      `${id} at ${reply!.position} was told ${JSON.stringify(reply!.output)}, a replay says ${JSON.stringify(expected)}`,
    );
  }
}
