import { assert } from "../../assert.ts";

/** What `History.call` gives back, to say later how the call ended. */
export type CallNumber = number;

/**
 * Records what clients ask and what they are told. A call that nothing more is said of stays open: its outcome is
 * unknown. The recorder has no clock: a simulator passes its virtual time, a test its event number.
 *
 * `Called` and `Told` are those of `Operation`, or of `PositionedOperation` where replies carry positions.
 */
export class History<
  Called extends { readonly calledAt: number },
  Told extends { readonly returnedAt: number },
> {
  private readonly calls: { readonly called: Called; reply: Told | undefined; isVoid: boolean }[] = [];

  call(called: Called): CallNumber {
    return this.calls.push({ called, reply: undefined, isVoid: false }) - 1;
  }

  /** The client has its answer. */
  returned(call: CallNumber, reply: Told): void {
    const one = this.calls[call];
    assert(one !== undefined && one.reply === undefined && !one.isVoid); // A call returns once.
    assert(reply.returnedAt >= one.called.calledAt);
    one.reply = reply;
  }

  /**
   * It had no effect and never will have: it was not sent, or turned away before the log. A time-out, or a node that
   * does not lead any more, is no proof of that.
   */
  hadNoEffect(call: CallNumber): void {
    const one = this.calls[call];
    assert(one !== undefined && one.reply === undefined);
    one.isVoid = true;
  }

  /** In the order of the calls. */
  operations(): (Called & { readonly reply: Told | undefined })[] {
    return this.calls.filter(({ isVoid }) => !isVoid).map(({ called, reply }) => ({ ...called, reply }));
  }
}
