import type { AnyModel } from "@lockstep/cluster/simulator/checkers/history-check";
import { toSequential } from "@lockstep/cluster/simulator/checkers/sequential-model";
import type { AskedMessage, Historian, Part } from "@lockstep/cluster/simulator/historian";
import { protocol } from "@lockstep/domain/contract/protocol";
import { exchangeContract } from "@lockstep/domain/exchange/exchange-contract";
import { exchangeCodecs } from "@lockstep/domain/exchange/exchange-messages";
import type {
  AmendOrder,
  CancelAllOrders,
  CancelOrder,
  PlaceOrder,
  ScheduleTradingHours,
} from "@lockstep/domain/exchange/exchange-messages";
import type { OrderReference } from "./book-orders.ts";
import { type ReadMessage, readMessage } from "./messages.ts";
import { type BookOutput, orderBookModel } from "./order-book-model.ts";
import { type HoursInput, type HoursOutput, tradingHoursModel } from "./trading-hours-model.ts";

const HOURS_OF = "trading hours of market ";
const exchange = protocol(exchangeContract, exchangeCodecs);

/** Reads the exchange's messages as operations on order books, one for each market, and on markets' trading hours. */
export class ExchangeHistorian implements Historian {
  /** By market. */
  private readonly tickSizes = new Map<number, number>();
  /** By order id and by client order id. */
  private readonly marketOf = new Map<string, number>();

  modelOf(object: string): AnyModel {
    if (object.startsWith(HOURS_OF)) return toSequential(tradingHoursModel) as AnyModel;
    const marketId = Number(object.slice("market ".length));
    return orderBookModel(this.tickSizes.get(marketId)!) as AnyModel;
  }

  partsOf({ message, nowUs }: AskedMessage, reply: Uint8Array): Part[] {
    const asked = readMessage(exchange, message);
    const answer = readMessage(exchange, reply);
    if (asked === undefined || answer === undefined) return [];
    const part = (marketId: number, input: object, output: BookOutput): Part => {
      return { object: `market ${marketId}`, input: { ...input, marketId, nowUs }, output };
    };
    const { fields } = asked;
    switch (asked.name) {
      case "CreateMarket":
        if (answer.rejection === undefined) {
          this.tickSizes.set(answer.fields["marketId"] as number, fields["tickSize"] as number);
        }
        return [];
      case "PlaceOrder": {
        const order = fields as unknown as PlaceOrder;
        const { marketId } = order;
        if (!this.tickSizes.has(marketId)) return [];
        const hours = this.takesOrders(order, answer, nowUs);
        this.remember(order, answer);
        return [part(marketId, { kind: "place", order }, outputOf("placed", answer)), ...hours];
      }
      case "ScheduleTradingHours": {
        const { marketId, ...hours } = fields as unknown as ScheduleTradingHours;
        return this.hoursPart(marketId, { kind: "schedule", nowUs, ...hours }, hoursOutputOf(answer));
      }
      case "CancelOrder": {
        const cancel = fields as unknown as CancelOrder;
        const input = { kind: "cancel", cancel };
        return this.marketsOf(cancel).map((marketId) => part(marketId, input, outputOf("cancelled", answer)));
      }
      case "AmendOrder": {
        const amend = fields as unknown as AmendOrder;
        const input = { kind: "amend", amend };
        return this.marketsOf(amend).map((marketId) => part(marketId, input, outputOf("amended", answer)));
      }
      case "CancelAllOrders":
        return this.cancelAll(fields as unknown as CancelAllOrders, answer).map(([marketId, output]) =>
          part(marketId, { kind: "cancelAll", accountId: fields["accountId"] }, output),
        );
      case "TopOfBook":
      case "Book": {
        if (answer.rejection !== undefined) return [];
        const kind = asked.name === "Book" ? "book" : "top";
        return [part(fields["marketId"] as number, { kind }, { ...answer.fields, kind } as BookOutput)];
      }
      default:
        return [];
    }
  }

  /** An order that is known by its client order id is answered whether the market is open or not. */
  private takesOrders(order: PlaceOrder, { rejection }: ReadMessage, nowUs: number): Part[] {
    const { accountId, clientOrderId } = order;
    if (clientOrderId !== undefined && this.marketOf.has(nameOf({ accountId, clientOrderId }))) return [];
    if (rejection !== undefined && rejection !== "MarketClosed") return [];
    const output = rejection === undefined ? "open" : "closed";
    return this.hoursPart(order.marketId, { kind: "order", nowUs }, output);
  }

  private hoursPart(marketId: number, input: HoursInput, output: HoursOutput | undefined): Part[] {
    return output === undefined ? [] : [{ object: `${HOURS_OF}${marketId}`, input, output }];
  }

  private remember(
    { accountId, marketId, clientOrderId }: PlaceOrder,
    { rejection, fields }: ReadMessage,
  ): void {
    if (rejection !== undefined) return;
    this.marketOf.set(nameOf({ accountId, orderId: fields["orderId"] as number }), marketId);
    if (clientOrderId !== undefined) this.marketOf.set(nameOf({ accountId, clientOrderId }), marketId);
  }

  /** Of an order that was never placed: every market, in which it is not open. */
  private marketsOf(reference: OrderReference): number[] {
    const marketId = this.marketOf.get(nameOf(reference));
    return marketId === undefined ? [...this.tickSizes.keys()] : [marketId];
  }

  private cancelAll({ marketId }: CancelAllOrders, answer: ReadMessage): [number, BookOutput][] {
    const markets = marketId === undefined ? [...this.tickSizes.keys()] : [marketId];
    const isOne = markets.length === 1;
    const output = outputOf("cancelledAll", answer);
    const told: BookOutput = output.kind === "cancelledAll" && !isOne ? { kind: output.kind } : output;
    return markets.filter((one) => this.tickSizes.has(one)).map((one) => [one, told]);
  }
}

function hoursOutputOf({ rejection, fields }: ReadMessage): HoursOutput | undefined {
  if (rejection === undefined) return fields["isNew"] === true ? "new" : "known";
  return ({ BadTradingHours: "bad", TradingHoursOverlap: "overlap" } as const)[rejection];
}

function nameOf({ accountId, orderId, clientOrderId }: OrderReference): string {
  return orderId === undefined ? `${accountId} ${clientOrderId}` : `${orderId}`;
}

function outputOf(kind: BookOutput["kind"], { rejection, fields }: ReadMessage): BookOutput {
  if (rejection === undefined) return { ...fields, kind } as BookOutput;
  if (rejection === "PostOnlyWouldTrade") return { kind: "would trade" };
  return { kind: rejection === "OrderClosed" || rejection === "UnknownOrder" ? "not open" : "refused" };
}
