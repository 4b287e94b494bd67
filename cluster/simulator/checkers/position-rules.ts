/** What the positions of a history must be; each is broken by its name. */
export type PositionRule =
  | "a position holds one command"
  | "terms do not fall"
  | "positions agree with real time"
  | "replies are those of a replay";

export interface PositionViolation {
  readonly rule: PositionRule;
  /** For people: who, what, where. */
  readonly detail: string;
}

/** Takes what was found. */
export type Report = (rule: PositionRule, detail: string) => void;
