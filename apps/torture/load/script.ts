import type { Caller } from "@lockstep/cluster/client/cluster-port";
import type { ModelChoice } from "@lockstep/cluster/simulator/checkers/history-file";
import type { Random } from "@lockstep/cluster/simulator/random";

/** A command or a linearizable query as it is sent. */
export interface Request {
  readonly caller: Caller;
  readonly message: Uint8Array;
  readonly isQuery: boolean;
}

/** What the customers of one object do, a market say, in the words of its model; one for all of them. */
export interface Script<Input, Output> {
  /** Its name in the history. */
  readonly object: string;
  /** What judges it. */
  readonly model: ModelChoice;
  draw(random: Random): Input;
  request(input: Input): Request;
  /** @param reply an SBE message of the service. @throws Error when it is none that the input can have */
  read(input: Input, reply: Uint8Array): Output;
  /** Later inputs may refer to it. */
  heard?(input: Input, output: Output): void;
}

/** A reply that no command of this load may have, whatever happens. */
export function unexpected(input: unknown, reply: unknown): Error {
  return new Error(`${JSON.stringify(input)} was answered with ${JSON.stringify(reply)}`);
}
