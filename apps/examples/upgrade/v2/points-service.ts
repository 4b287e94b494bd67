import type { Context, StateReader, StateWriter } from "@lockstep/domain/contract/context";
import {
  BoughtEncoder,
  type BuyDecoder,
  type CustomerDecoder,
  CustomerStateEncoder,
  PointsChangedEncoder,
  type PointsHandlers,
  type RedeemDecoder,
  RedeemedEncoder,
  RejectionCode,
} from "./points-messages.ts";

const LARGE_CENTS = 5_000;
const PRESENT_POINTS = 10;

interface Customer {
  points: number;
  /** Since version 2. */
  redeemed: number;
}

/** A point for every euro; since version 2 two in a large purchase, some for a present, and they can be redeemed. */
export class Points implements PointsHandlers {
  private readonly customers = new Map<number, Customer>();
  private readonly bought = new BoughtEncoder();
  private readonly redeemed = new RedeemedEncoder();
  private readonly customerState = new CustomerStateEncoder();
  private readonly pointsChanged = new PointsChangedEncoder();

  onBuy(command: BuyDecoder, context: Context): void {
    const { customerId, amountCents } = command;
    const customer = this.customerOf(customerId);
    const points = Math.floor(amountCents / 100);
    let extraPoints = 0;
    if (context.version >= 2) {
      // What a build does otherwise than the one before, it does under such a branch.
      if (amountCents >= LARGE_CENTS) extraPoints += points;
      if (command.isPresent) extraPoints += PRESENT_POINTS;
    }
    customer.points += points + extraPoints;
    this.bought.reply(context).set({ points: customer.points, extraPoints }); // Left out until version 2 is active.
    this.pointsChanged.publish(context).set({ customerId, points: customer.points });
  }

  /** Comes only when version 2 is active: no branch is needed. */
  onRedeem({ customerId, points }: RedeemDecoder, context: Context): void {
    const customer = this.customerOf(customerId);
    if (customer.points < points) return context.reject(RejectionCode.TooFewPoints, customer.points);
    customer.points -= points;
    customer.redeemed += points;
    this.redeemed.reply(context).set({ points: customer.points });
    this.pointsChanged.publish(context).set({ customerId, points: customer.points });
  }

  onCustomer({ customerId }: CustomerDecoder, context: Context): void {
    const { points = 0, redeemed = 0 } = this.customers.get(customerId) ?? {};
    this.customerState.reply(context).set({ points, redeemed });
  }

  takeSnapshot(writer: StateWriter, version: number): void {
    for (const customerId of [...this.customers.keys()].sort((a, b) => a - b)) {
      const { points, redeemed } = this.customers.get(customerId)!;
      writer.entity("customer", customerId);
      writer.number("points", points);
      if (version >= 2) writer.number("redeemed", redeemed);
    }
  }

  loadSnapshot(reader: StateReader, version: number): void {
    for (let id = reader.entity("customer"); id !== undefined; id = reader.entity("customer")) {
      const points = reader.number("points");
      this.customers.set(id, { points, redeemed: version >= 2 ? reader.number("redeemed") : 0 });
    }
  }

  private customerOf(customerId: number): Customer {
    let customer = this.customers.get(customerId);
    if (customer === undefined) this.customers.set(customerId, (customer = { points: 0, redeemed: 0 }));
    return customer;
  }
}
