/** A scenario does not come out as it should; the message is for people and says all. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
