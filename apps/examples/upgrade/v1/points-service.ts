import type { Context, StateReader, StateWriter } from "@lockstep/domain/contract/context";
import {
  BoughtEncoder,
  type BuyDecoder,
  type CustomerDecoder,
  CustomerStateEncoder,
  PointsChangedEncoder,
  type PointsHandlers,
} from "./points-messages.ts";

/** A point for every euro. */
export class Points implements PointsHandlers {
  private readonly points = new Map<number, number>();
  private readonly bought = new BoughtEncoder();
  private readonly customerState = new CustomerStateEncoder();
  private readonly pointsChanged = new PointsChangedEncoder();

  onBuy({ customerId, amountCents }: BuyDecoder, context: Context): void {
    const points = (this.points.get(customerId) ?? 0) + Math.floor(amountCents / 100);
    this.points.set(customerId, points);
    this.bought.reply(context).set({ points });
    this.pointsChanged.publish(context).set({ customerId, points });
  }

  onCustomer({ customerId }: CustomerDecoder, context: Context): void {
    this.customerState.reply(context).set({ points: this.points.get(customerId) ?? 0 });
  }

  takeSnapshot(writer: StateWriter): void {
    for (const customerId of [...this.points.keys()].sort((a, b) => a - b)) {
      writer.entity("customer", customerId);
      writer.number("points", this.points.get(customerId)!);
    }
  }

  loadSnapshot(reader: StateReader): void {
    for (let id = reader.entity("customer"); id !== undefined; id = reader.entity("customer")) {
      this.points.set(id, reader.number("points"));
    }
  }
}
