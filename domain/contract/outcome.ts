/** Why nobody knows what became of a request: it may have been done, and it may not. */
export const UnknownReason = {
  /** The session with the other cluster was lost, and with it the number by which a repetition is recognised. */
  SessionLost: 1,
  /** The other cluster no longer keeps its answer. */
  ReplyDropped: 2,
  /** It was answered, with something that this build cannot read. */
  Unreadable: 3,
} as const;
export type UnknownReason = (typeof UnknownReason)[keyof typeof UnknownReason];

/**
 * The outcome of a request of which nobody can say what became. It never happens while both clusters keep their
 * logs; when it does, somebody has to find out, and a request that is made again may be done twice.
 */
export class OutcomeUnknown {
  reason: UnknownReason = UnknownReason.Unreadable;

  get template(): "OutcomeUnknown" {
    return "OutcomeUnknown";
  }

  /** @param reason 0: there is an answer, but it is none that is known here */
  because(reason: UnknownReason | 0): this {
    this.reason = reason === 0 ? UnknownReason.Unreadable : reason;
    return this;
  }
}
