import type { Context, StateReader, StateWriter } from "@lockstep/domain/contract/context";
import {
  type AddDecoder,
  AddedEncoder,
  RejectionCode,
  type TemplateHandlers,
  TotalChangedEncoder,
  type TotalDecoder,
  TotalStateEncoder,
} from "./template-messages.ts";
import { Sum } from "./template-model.ts";

/** A handler for each command and query: it refuses before it changes anything, and answers once. */
export class Template implements TemplateHandlers {
  private readonly sum = new Sum();
  private readonly added = new AddedEncoder();
  private readonly totalState = new TotalStateEncoder();
  private readonly totalChanged = new TotalChangedEncoder();

  onAdd({ amount }: AddDecoder, context: Context): void {
    const { sum } = this;
    if (amount === 0) return context.reject(RejectionCode.NothingToAdd);
    if (!sum.canAdd(amount)) return context.reject(RejectionCode.TooMuch, sum.total);
    sum.add(amount);
    this.added.reply(context).set({ total: sum.total });
    this.totalChanged.publish(context).set({ total: sum.total, amount });
  }

  onTotal(_query: TotalDecoder, context: Context): void {
    this.totalState.reply(context).set({ total: this.sum.total });
  }

  /** All of the state, in an order that does not depend on how it came to be. */
  takeSnapshot(writer: StateWriter): void {
    writer.entity("sum", 0);
    writer.number("total", this.sum.total);
  }

  loadSnapshot(reader: StateReader): void {
    reader.entity("sum");
    this.sum.total = reader.number("total");
  }
}
