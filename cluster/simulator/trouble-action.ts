/**
 * Something that is done to the simulated cluster from outside, with everything that was drawn for it: a run in
 * which the same actions happen at the same times meets the same trouble, whatever the code draws by then.
 */
export interface TroubleAction {
  readonly kind: TroubleKind;
  /** The site: of a node, or of a client (CLIENT_SITE and more). */
  readonly at?: number;
  /** Of a crash, what is left of the writes; of others, what they hit. */
  readonly salt?: number;
  /** As the kind has it: a factor, milliseconds, the number of a boundary. */
  readonly amount?: number;
  /** From site to site. */
  readonly ways?: readonly (readonly [from: number, to: number])[];
}

export type TroubleKind =
  | "start"
  | "crash"
  /** In the middle of a call to its disk; `amount` is the number of the boundary. */
  | "die"
  | "cut"
  /** All ways between members, or, with `at`, all of a site. */
  | "open"
  /** `amount` milliseconds. */
  | "clog"
  /** The connections of a site, each or not. */
  | "reset"
  /** `amount` is how many times slower the disk is. */
  | "slow"
  | "fail"
  | "fill"
  | "free"
  | "wipe"
  | "copy"
  | "restore"
  | "rot"
  | "misdirect"
  | "pause"
  | "resume"
  /** `amount` seconds, of the wall clock. */
  | "step"
  | "freeze"
  | "thaw"
  | "transfer"
  /** `amount` is the build that the node is started with from now on. */
  | "deploy"
  /** `amount` is the version of the services that somebody asks for. */
  | "activate"
  | "add"
  | "promote"
  | "remove"
  | "restart client";

/** An action and its time in microseconds of the simulation. */
export type TimedAction = readonly [us: number, action: TroubleAction];

/** A run with its trouble written down, so that it is the same run when the code draws differently. */
export interface TroubleScript {
  /** 1 */
  readonly format: number;
  /** What it found, and what was wrong. */
  readonly found: string;
  readonly service: string;
  /** Of what is still drawn: delays, the workload, elections. */
  readonly seed: number;
  readonly seconds: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly actions: readonly TimedAction[];
}

export const SCRIPT_FORMAT = 1;
