import { assert } from "../../assert.ts";
import type { Operation, Reply } from "./operation.ts";

/** What `History.call` gives back; it says later how the call ended. */
export type CallNumber = number;

/**
 * Records what clients ask and are told. A call that nothing more is said of stays open: its outcome is unknown.
 * The recorder adds nothing of its own, so a simulator passes its virtual time and a test its event number.
 *
 * `Output` may be wider than what the model looks at; position and term belong into the reply (position-check.ts).
 */
export class History<Input, Output, Told extends Reply<Output> = Reply<Output>> {
  private readonly calls: {
    readonly client: number;
    readonly input: Input;
    readonly calledAt: number;
    reply: Told | undefined;
    isVoid: boolean;
  }[] = [];

  call(client: number, input: Input, calledAt: number): CallNumber {
    return this.calls.push({ client, input, calledAt, reply: undefined, isVoid: false }) - 1;
  }

  /** The client has its answer. */
  returned(call: CallNumber, reply: Told): void {
    const one = this.calls[call];
    assert(one !== undefined && one.reply === undefined && !one.isVoid); // A call returns once.
    assert(reply.returnedAt >= one.calledAt);
    one.reply = reply;
  }

  /** It certainly had no effect and never will: nothing was sent. Being told "not the leader" is no proof of that. */
  neverSent(call: CallNumber): void {
    const one = this.calls[call];
    assert(one !== undefined && one.reply === undefined);
    one.isVoid = true;
  }

  /** In the order of the calls. */
  operations(): (Operation<Input, Output> & { readonly reply: Told | undefined })[] {
    return this.calls
      .filter(({ isVoid }) => !isVoid)
      .map(({ client, input, calledAt, reply }) => ({ client, input, calledAt, reply }));
  }
}
