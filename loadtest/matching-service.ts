import { OutputBuffer, RecordStamp } from "@lockstep/cluster/outputs";
import { Ledger } from "@lockstep/domain/accounts/ledger";
import { EXTERNAL_ACCOUNT } from "@lockstep/domain/accounts/accounts";
import { type Context, Role, type Service } from "@lockstep/domain/contract/context";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import {
  CancelOrderDecoder,
  CancelOrderEncoder,
  CreateMarketEncoder,
  OrderPlacedDecoder,
  OrderType,
  PlaceOrderDecoder,
  PlaceOrderEncoder,
  SelfTradePrevention,
  type Side,
  TimeInForce,
  exchangeService,
} from "@lockstep/domain/exchange/exchange-messages";
import { Exchange } from "@lockstep/domain/exchange/exchange-service";
import { type Flow, FlowKind } from "./matching-flow.ts";

const ACCOUNTS = 128;
/** The first account gets the fees. */
const FIRST_TRADER = 2;
const BATCH_COMMANDS = 256;
/** Every slot of the flow's bytes: the longest command, padded to 8. */
const COMMAND_BYTES = 64;
const FUNDS = 10_000_000_000_000;

/** A flow as the bytes that a cluster would hand to the service, one command in 64 bytes. */
export interface EncodedFlow {
  view: DataView;
  lengths: Uint8Array;
  accounts: Uint8Array;
  count: number;
}

/** The whole service: a market with fees, 128 accounts with funds, and outputs as a node has them. */
export class ServiceUnderLoad {
  readonly ledger: Ledger = new Ledger();
  readonly context: LoadContext = new LoadContext();
  private readonly exchange: Exchange;
  private readonly service: Service;

  constructor() {
    const { ledger, context } = this;
    ledger.createAsset({ code: "SHARE", decimals: 0 });
    ledger.createAsset({ code: "MONEY", decimals: 2 });
    for (let n = 1; n < FIRST_TRADER + ACCOUNTS; n++) {
      const accountId = ledger.openAccount(1_000 + n);
      ledger.transfer(EXTERNAL_ACCOUNT, accountId, 1, FUNDS);
      ledger.transfer(EXTERNAL_ACCOUNT, accountId, 2, FUNDS);
    }
    this.exchange = new Exchange(ledger);
    this.service = exchangeService(this.exchange);
    const buffer = new MessageBuffer();
    new CreateMarketEncoder().claim(buffer).set({
      symbol: "SHARE-MONEY",
      baseAssetId: 1,
      quoteAssetId: 2,
      feeAccountId: 1,
      lotSize: 1,
      tickSize: 1,
      referencePriceTicks: 1_000_000,
      priceBandPpm: 900_000,
      minimumQuantityLots: 1,
      maximumQuantityLots: 1_000_000,
      minimumNotional: 1,
      maximumNotional: Number.MAX_SAFE_INTEGER,
      openOrdersMax: 10_000,
      makerFeePpm: 100,
      takerFeePpm: 250,
    });
    context.roles = Role.Operator;
    this.service.onCommand(buffer.view, 0, buffer.message().length, context);
    context.roles = Role.Trader;
  }

  get trades(): number {
    return this.exchange.trading.markets.find(1)?.tradeId ?? 0;
  }

  /** Applies commands from `begin` to before `end`, as batches of 256. */
  run(flow: EncodedFlow, begin: number, end: number): void {
    const { service, context } = this;
    const { view, lengths, accounts } = flow;
    for (let n = begin; n < end; n++) {
      if (n % BATCH_COMMANDS === 0) context.beginBatch();
      context.beginCommand(1_000 + FIRST_TRADER + accounts[n]);
      service.onCommand(view, n * COMMAND_BYTES, lengths[n], context);
    }
  }
}

/**
 * Runs a flow once through a service of its own, to learn the order ids that cancels name, and writes
 * the commands down.
 */
export function encodeFlow(flow: Flow, clientOrderIds: boolean): EncodedFlow {
  const load = new ServiceUnderLoad();
  const { context } = load;
  const bytes = new Uint8Array(flow.count * COMMAND_BYTES);
  const encoded: EncodedFlow = {
    view: new DataView(bytes.buffer),
    lengths: new Uint8Array(flow.count),
    accounts: new Uint8Array(flow.count),
    count: flow.count,
  };
  const buffer = new MessageBuffer();
  const placed = new OrderPlacedDecoder();
  const ids: number[] = [];
  const owners: number[] = [];
  for (let n = 0; n < flow.count; n++) {
    let account = n % ACCOUNTS;
    if (flow.kinds[n] === FlowKind.Cancel) {
      account = owners[flow.targets[n]];
      const cancel = new CancelOrderEncoder().claim(buffer);
      cancel.accountId = FIRST_TRADER + account;
      cancel.orderId = ids[flow.targets[n]];
    } else {
      const place = new PlaceOrderEncoder().claim(buffer);
      place.accountId = FIRST_TRADER + account;
      place.marketId = 1;
      if (clientOrderIds) place.clientOrderId = n + 1;
      place.priceTicks = flow.prices[n];
      place.quantityLots = flow.quantities[n];
      place.side = flow.sides[n] as Side;
      place.type = OrderType.Limit;
      place.timeInForce =
        flow.kinds[n] === FlowKind.Add ? TimeInForce.GoodTillCancelled : TimeInForce.ImmediateOrCancel;
      place.selfTradePrevention = SelfTradePrevention.None;
    }
    bytes.set(buffer.message(), n * COMMAND_BYTES);
    encoded.lengths[n] = buffer.message().length;
    encoded.accounts[n] = account;
    load.run(encoded, n, n + 1);
    if (context.rejections > 0) throw new Error(`command ${n} of the flow is rejected: ${context.lastCode}`);
    if (flow.kinds[n] === FlowKind.Add) {
      placed.wrap(context.replies.view, context.lastReplyOffset);
      ids.push(placed.orderId);
      owners.push(account);
    }
  }
  return encoded;
}

/**
 * Reads every field of the commands and does nothing else: the floor to hold the service against.
 * @returns a sum of what was read, so that reading cannot be left out
 */
export function decodeFlow(flow: EncodedFlow, begin: number, end: number): number {
  const place = new PlaceOrderDecoder();
  const cancel = new CancelOrderDecoder();
  const { view } = flow;
  let sum = 0;
  for (let n = begin; n < end; n++) {
    const offset = n * COMMAND_BYTES;
    if (view.getUint16(offset + 2, true) === PlaceOrderDecoder.templateId) {
      place.wrap(view, offset);
      sum += place.accountId + place.marketId + place.priceTicks + place.quantityLots + place.side;
      sum += place.type + place.timeInForce + place.selfTradePrevention;
      if (place.postOnly) sum++;
      if (place.hasClientOrderId) sum += place.clientOrderId;
      if (place.hasExpiresAtUs) sum += place.expiresAtUs;
    } else {
      cancel.wrap(view, offset);
      sum += cancel.accountId;
      if (cancel.hasOrderId) sum += cancel.orderId;
      if (cancel.hasClientOrderId) sum += cancel.clientOrderId;
    }
  }
  return sum;
}

/** The least that a node gives a service: time, caller, and buffers that are reused batch by batch. */
class LoadContext implements Context {
  now = 1_700_000_000_000_000;
  position = 0;
  readonly version = 1;
  readonly sessionId = 1;
  principalId = 0;
  roles = 0;
  private readonly stamp = new RecordStamp();
  readonly replies: OutputBuffer = new OutputBuffer(this.stamp);
  readonly events: OutputBuffer = new OutputBuffer(this.stamp);
  readonly timers: OutputBuffer = new OutputBuffer(this.stamp);
  /** Bytes and records put out in batches that are over. */
  bytes = 0;
  records = 0;
  rejections = 0;
  lastCode = 0;

  get lastReplyOffset(): number {
    return this.replies.end - ((OrderPlacedDecoder.blockLength + 8 + 7) & ~7);
  }

  beginBatch(): void {
    this.bytes += this.replies.end + this.events.end;
    this.records += this.replies.records + this.events.records;
    this.replies.clear();
    this.events.clear();
    this.now += 100;
  }

  beginCommand(principalId: number): void {
    this.position++;
    this.principalId = principalId;
    this.stamp.next();
  }

  reject(code: number): void {
    this.rejections++;
    this.lastCode = code;
  }

  schedule(): void {}
  cancel(): void {}
  call(): never {
    throw new Error("the exchange calls no other service");
  }
  random(): number {
    return 0;
  }
  nextId(): number {
    return this.position;
  }
}
