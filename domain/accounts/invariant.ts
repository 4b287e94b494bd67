/** A fact of the model that only a bug of ours can make false: the handler throws, and the apply halts. */
export function invariant(fact: boolean): asserts fact {
  if (!fact) throw new InvariantError();
}

export class InvariantError extends Error {
  override readonly name = "InvariantError";
  readonly code = "INVARIANT";

  constructor() {
    super("an invariant of the model does not hold; the stack says where");
  }
}
