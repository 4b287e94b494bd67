/**
 * Something a client asked for, and what it was told. Times are any numbers that grow: event numbers, or a
 * clock that all clients share. A return and a call at the same time count as overlapping.
 */
export interface Operation<Input, Output> {
  readonly client: number;
  readonly input: Input;
  readonly calledAt: number;
  /**
   * Undefined when nobody knows: a time-out, a lost connection, or the history ended first. Such an operation may
   * take effect at any time after its call, or never.
   */
  readonly reply: Reply<Output> | undefined;
}

export interface Reply<Output> {
  readonly output: Output;
  /** Not before the call. */
  readonly returnedAt: number;
}
