/** A fact that only a bug of ours can make false. Stays on in production; builds no strings. */
export function assert(fact: boolean): asserts fact {
  if (!fact) throw new AssertionError();
}

/** We have a bug: stop, restart, replay. */
export class AssertionError extends Error {
  override readonly name = "AssertionError";
  readonly code = "ASSERTION";

  constructor() {
    super("assertion failed; the stack says where");
  }
}
