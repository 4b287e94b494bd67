/** What must hold in every history, whatever is lost, late, doubled or down. (Raft, figure 3, and simulation.) */
export type Invariant =
  | "one leader per term"
  | "one vote per term"
  | "term never goes back"
  | "leader only appends"
  | "log matching"
  | "commit never goes back"
  | "committed is durable on a quorum"
  | "one committed history"
  | "votes after durability"
  | "acknowledgements after durability"
  | "one pending configuration change"
  | "the configuration is that of the applied log"
  | "pre-votes change no term"
  | "reads see what was committed"
  | "memory is bounded"
  | "applied is committed"
  | "equal digests at equal indexes"
  | "replies are those of the committed log"
  | "exactly once"
  | "what is refused is never applied"
  | "replied in real-time order"
  | "events come once and in order"
  | "the services' own invariants"
  | "no handler fails"
  | "nobody is in quarantine without cause"
  | "a version is active when all voters support it"
  | "equal states after a restart"
  | "a whole disk is enough to begin from"
  | "snapshots are of the committed log"
  | "every object is linearizable"
  | "the checker has an answer"
  | "a healed group makes progress"
  | "no assertion breaks";

/** The simulated group broke an invariant. */
export class InvariantViolation extends Error {
  override readonly name = "InvariantViolation";
  readonly code = "INVARIANT";
  readonly invariant: Invariant;

  constructor(invariant: Invariant, detail: string) {
    super(`${invariant}: ${detail}`);
    this.invariant = invariant;
  }
}
