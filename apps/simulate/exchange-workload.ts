import type { ClusteredService } from "@lockstep/cluster/service";
import type { Historian } from "@lockstep/cluster/simulator/historian";
import type { Random } from "@lockstep/cluster/simulator/random";
import type { Workload, WorkloadCommand } from "@lockstep/cluster/simulator/workload";
import { BalancesEncoder, TransferEncoder } from "@lockstep/domain/accounts/accounts-messages";
import { createAccounts } from "@lockstep/domain/accounts/accounts-service";
import { Ledger } from "@lockstep/domain/accounts/ledger";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import {
  AmendOrderEncoder,
  BookEncoder,
  CancelAllOrdersEncoder,
  CancelOrderEncoder,
  CreateMarketEncoder,
  decodeExchangeReply,
  OrderType,
  PlaceOrderDecoder,
  PlaceOrderEncoder,
  ScheduleTradingHoursEncoder,
  SelfTradePrevention,
  Side,
  TimeInForce,
} from "@lockstep/domain/exchange/exchange-messages";
import { createExchange } from "@lockstep/domain/exchange/exchange-service";
import {
  accountsSetup,
  FIRST_ACCOUNT,
  HOUSE_ACCOUNT,
  LAST_ACCOUNT,
  OPERATOR,
  ownerOf,
} from "./accounts-setup.ts";
import { ExchangeHistorian } from "./models/exchange-historian.ts";

const MARKET = 1;
/** Goes by trading hours, short ones, which operators plan as the run goes on. */
const HOURS_MARKET = 2;
const HOURS_WITHIN_US = 20_000_000;
const HOURS_US_MAX = 2_000_000;
const EXCHANGE_SCHEMA_ID = 2;
const REMEMBERED_ORDERS_MAX = 200;
/** The simulation's clocks begin here; orders expire within its first minutes. */
const EPOCH_US = 1_700_000_000_000_000;
const EXPIRY_US_MAX = 120_000_000;

interface KnownOrder {
  readonly accountId: number;
  readonly orderId: number;
}

/** Traders in two markets, one of which opens and closes: orders that rest, meet, expire, are amended and cancelled, and money that moves. */
export class ExchangeWorkload implements Workload {
  readonly setup: readonly WorkloadCommand[];
  private readonly buffer = new MessageBuffer();
  private readonly orders: KnownOrder[] = [];
  private lastClientOrderId = 0;

  constructor() {
    const markets = ["BASE-QUOTE", "HOURS"].map((symbol) => ({
      caller: OPERATOR,
      message: this.market(symbol),
    }));
    this.setup = [...accountsSetup(["BASE", "QUOTE"]), ...markets];
  }

  private market(symbol: string): Uint8Array {
    new CreateMarketEncoder().claim(this.buffer).set({
      symbol,
      baseAssetId: 1,
      quoteAssetId: 2,
      feeAccountId: HOUSE_ACCOUNT,
      lotSize: 10,
      tickSize: 1,
      referencePriceTicks: 0,
      priceBandPpm: 0,
      minimumQuantityLots: 1,
      maximumQuantityLots: 1_000_000,
      minimumNotional: 0,
      maximumNotional: 1_000_000_000,
      openOrdersMax: 100,
      makerFeePpm: 500,
      takerFeePpm: 1_000,
    });
    return this.buffer.copy();
  }

  makeServices(): ClusteredService[] {
    const ledger = new Ledger();
    return [createAccounts(ledger), createExchange(ledger)];
  }

  newHistorian(): Historian {
    return new ExchangeHistorian();
  }

  draw(random: Random): WorkloadCommand {
    const accountId = random.between(FIRST_ACCOUNT, LAST_ACCOUNT);
    const order = this.orders.length === 0 ? undefined : random.pick(this.orders);
    const dice = random.below(100);
    if (dice < 65 || order === undefined) return this.place(random, accountId);
    if (dice < 80) return this.cancel(order);
    if (dice < 92) return this.amend(random, order);
    if (dice < 94) return this.cancelAll(random, accountId);
    if (dice < 96) return this.scheduleHours(random);
    return this.transfer(random, accountId);
  }

  ask(random: Random): WorkloadCommand {
    if (random.chance(0.5)) {
      new BookEncoder().claim(this.buffer).set({ marketId: random.pick([MARKET, HOURS_MARKET]) });
      return { caller: OPERATOR, message: this.buffer.copy() };
    }
    const accountId = random.between(FIRST_ACCOUNT, LAST_ACCOUNT);
    new BalancesEncoder().claim(this.buffer).set({ accountId });
    return this.of(accountId);
  }

  heard({ message }: WorkloadCommand, reply: Uint8Array): void {
    if (new DataView(reply.buffer, reply.byteOffset).getUint16(4, true) !== EXCHANGE_SCHEMA_ID) return;
    const answer = decodeExchangeReply(reply);
    if (answer.template !== "OrderPlaced") return;
    const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
    const { accountId } = new PlaceOrderDecoder().wrap(view, 0);
    this.orders.push({ accountId, orderId: answer.orderId });
    if (this.orders.length > REMEMBERED_ORDERS_MAX) this.orders.shift();
  }

  private place(random: Random, accountId: number): WorkloadCommand {
    const isMarket = random.chance(0.1);
    const timeInForce = random.pick(
      isMarket
        ? [TimeInForce.ImmediateOrCancel, TimeInForce.FillOrKill]
        : [
            TimeInForce.GoodTillCancelled,
            TimeInForce.GoodTillCancelled,
            TimeInForce.GoodTillCancelled,
            TimeInForce.ImmediateOrCancel,
            TimeInForce.FillOrKill,
            TimeInForce.GoodTillDate,
          ],
    );
    const side = random.pick([Side.Buy, Side.Sell]);
    const isDated = timeInForce === TimeInForce.GoodTillDate;
    const expiresAtUs = EPOCH_US + random.below(EXPIRY_US_MAX);
    new PlaceOrderEncoder().claim(this.buffer).set({
      accountId,
      marketId: random.chance(0.2) ? HOURS_MARKET : MARKET,
      side,
      type: isMarket ? OrderType.Market : OrderType.Limit,
      timeInForce,
      selfTradePrevention: random.pick(Object.values(SelfTradePrevention)),
      postOnly: timeInForce === TimeInForce.GoodTillCancelled && random.chance(0.1),
      quantityLots: random.between(1, 50),
      ...(isMarket ? {} : { priceTicks: drawPrice(random, side) }),
      ...(isDated ? { expiresAtUs } : {}),
      ...(random.chance(0.5) ? { clientOrderId: ++this.lastClientOrderId } : {}),
    });
    return this.of(accountId);
  }

  private cancel({ accountId, orderId }: KnownOrder): WorkloadCommand {
    new CancelOrderEncoder().claim(this.buffer).set({ accountId, orderId });
    return this.of(accountId);
  }

  private amend(random: Random, { accountId, orderId }: KnownOrder): WorkloadCommand {
    new AmendOrderEncoder().claim(this.buffer).set({
      accountId,
      orderId,
      quantityLots: random.between(1, 40),
      ...(random.chance(0.5) ? { priceTicks: random.between(95, 105) } : {}),
    });
    return this.of(accountId);
  }

  private cancelAll(random: Random, accountId: number): WorkloadCommand {
    const market = random.chance(0.5) ? {} : { marketId: MARKET };
    new CancelAllOrdersEncoder().claim(this.buffer).set({ accountId, ...market });
    return this.of(accountId);
  }

  private scheduleHours(random: Random): WorkloadCommand {
    const opensAtUs = EPOCH_US + random.below(HOURS_WITHIN_US);
    const closesAtUs = opensAtUs + random.below(HOURS_US_MAX);
    const encoder = new ScheduleTradingHoursEncoder();
    encoder.claim(this.buffer).set({ marketId: HOURS_MARKET, opensAtUs, closesAtUs });
    return { caller: OPERATOR, message: this.buffer.copy() };
  }

  private transfer(random: Random, accountId: number): WorkloadCommand {
    new TransferEncoder().claim(this.buffer).set({
      accountId,
      assetId: random.between(1, 2),
      amount: random.between(1, 5_000),
      toAccountId: random.between(FIRST_ACCOUNT, LAST_ACCOUNT),
    });
    return this.of(accountId);
  }

  private of(accountId: number): WorkloadCommand {
    return { caller: ownerOf(accountId), message: this.buffer.copy() };
  }
}

/** Prices of the two sides overlap a little: most orders rest for a while. */
function drawPrice(random: Random, side: Side): number {
  return side === Side.Buy ? random.between(90, 101) : random.between(99, 110);
}
