/** What a history and its log must be together; each is broken by its name. */
export type PositionRule =
  | "positions grow and terms do not fall"
  | "each command is in the log once"
  | "the log holds what was asked for"
  | "what was acknowledged is in the log"
  | "replies are those of a replay"
  | "positions agree with real time";

export interface PositionViolation {
  readonly rule: PositionRule;
  /** For people: who, what, where. */
  readonly detail: string;
}

/** Takes what was found. */
export type Report = (rule: PositionRule, detail: string) => void;
