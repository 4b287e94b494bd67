import type { ModelChoice } from "@lockstep/cluster/simulator/checkers/history-file";
import type { Random } from "@lockstep/cluster/simulator/random";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import {
  CancelOrderEncoder,
  decodeExchangeReply,
  OrderType,
  PlaceOrderEncoder,
  SelfTradePrevention,
  Side,
  TimeInForce,
  TopOfBookEncoder,
} from "@lockstep/domain/exchange/exchange-messages";
import type { BookInput, BookOutput } from "@lockstep/simulate/models/order-book-model";
import { ACCOUNT, ownerOf } from "./people.ts";
import { type Request, type Script, unexpected } from "./script.ts";

const marketId = 1;
/** The market's: minor units of the quote asset. */
export const TICK_SIZE = 1;
const REMEMBERED_ORDERS = 20;
const QUANTITY_MAX = 6;
const PRICE = { min: 98, max: 102 };

type TradingInput = BookInput & { readonly kind: "place" | "cancel" | "top" };

/** Traders in one market: limit orders that rest and meet, cancels, and looks at the best prices. */
export class TradingScript implements Script<TradingInput, BookOutput> {
  readonly object: string = `market ${marketId}`;
  readonly model: ModelChoice = { model: "order book", tickSize: TICK_SIZE };
  private readonly buffer = new MessageBuffer();
  private readonly orders: { readonly accountId: number; readonly clientOrderId: number }[] = [];
  private lastClientOrderId = 0;

  draw(random: Random): TradingInput {
    const dice = random.below(100);
    if (dice < 15) return { kind: "top", marketId };
    if (dice < 50 && this.orders.length > 0) {
      return { kind: "cancel", marketId, cancel: random.pick(this.orders) };
    }
    const order = { accountId: random.pick(ACCOUNT.traders), clientOrderId: ++this.lastClientOrderId };
    this.orders.push(order);
    if (this.orders.length > REMEMBERED_ORDERS) this.orders.shift();
    return {
      kind: "place",
      marketId,
      order: {
        ...order,
        marketId,
        side: random.pick([Side.Buy, Side.Sell]),
        type: OrderType.Limit,
        timeInForce: random.pick([TimeInForce.GoodTillCancelled, TimeInForce.ImmediateOrCancel]),
        selfTradePrevention: SelfTradePrevention.None,
        postOnly: false,
        priceTicks: random.between(PRICE.min, PRICE.max),
        quantityLots: random.between(1, QUANTITY_MAX),
      },
    };
  }

  request(input: TradingInput): Request {
    const { buffer } = this;
    if (input.kind === "top") {
      new TopOfBookEncoder().claim(buffer).set({ marketId });
      return { caller: ownerOf(ACCOUNT.traders[0]!), message: buffer.copy(), isQuery: true };
    }
    if (input.kind === "place") new PlaceOrderEncoder().claim(buffer).set(input.order);
    else new CancelOrderEncoder().claim(buffer).set(input.cancel);
    const { accountId } = input.kind === "place" ? input.order : input.cancel;
    return { caller: ownerOf(accountId), message: buffer.copy(), isQuery: false };
  }

  read(input: TradingInput, bytes: Uint8Array): BookOutput {
    const reply = decodeExchangeReply(bytes);
    if (reply.template === "TopOfBookState") return { ...reply, kind: "top" };
    if (reply.template === "OrderPlaced") return { ...reply, kind: "placed" };
    if (reply.template === "CancelConfirmed") return { ...reply, kind: "cancelled" };
    if (reply.template === "Rejected" && input.kind === "cancel") return { kind: "not open" };
    throw unexpected(input, reply);
  }
}
