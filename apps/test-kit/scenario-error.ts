/** A scenario does not come out as it should; the message is for people and says all. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";

  constructor(message: string, cause?: unknown) {
    // What a scenario error says is in the message already.
    const origin = cause instanceof ScenarioError ? cause.cause : cause;
    super(message, origin === undefined ? undefined : { cause: origin });
  }
}
