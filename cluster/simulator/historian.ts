import type { AnyModel } from "./checkers/history-check.ts";

/** What a client asked, and when the cluster took it. */
export interface AskedMessage {
  readonly message: Uint8Array;
  /** Cluster time at its position. */
  readonly nowUs: number;
}

/** What an operation was for one object. */
export interface Part {
  readonly object: string;
  readonly input: unknown;
  readonly output: unknown;
}

/**
 * Reads messages of services as operations on objects that models know. It is shown the commands in the order of the
 * log, and may remember, such as which order is in which market.
 */
export interface Historian {
  /** None when no model knows anything of it. @param reply may have padding behind it */
  partsOf(asked: AskedMessage, reply: Uint8Array): readonly Part[];
  modelOf(object: string): AnyModel;
}
