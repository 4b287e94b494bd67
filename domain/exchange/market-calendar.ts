import type { Context } from "../contract/context.ts";
import {
  type CancelTradingHoursDecoder,
  MarketPhase,
  MarketPhaseChangedEncoder,
  type MarketTurnsDecoder,
  MarketTurnsEncoder,
  RejectionCode,
  type ScheduleTradingHoursDecoder,
  type TradingHoursDecoder,
  TradingHoursCancelledEncoder,
  TradingHoursListEncoder,
  TradingHoursScheduledEncoder,
} from "./exchange-messages.ts";
import type { Market } from "./market.ts";
import type { Markets } from "./markets.ts";

/**
 * When markets trade. Hours come as instants: calendars and zones are resolved before they enter the log, so that no
 * replay depends on what a machine knows of zones. One timer a market wakes at its next opening or closing. Cold.
 */
export class MarketCalendar {
  private readonly markets: Markets;
  private readonly hoursMax: number;
  private readonly marketTurns = new MarketTurnsEncoder();
  private readonly phaseChanged = new MarketPhaseChangedEncoder();

  constructor(markets: Markets, hoursMax: number) {
    this.markets = markets;
    this.hoursMax = hoursMax;
  }

  schedule(command: ScheduleTradingHoursDecoder, context: Context): void {
    const { marketId, ...wanted } = command.toObject();
    const { opensAtUs, closesAtUs } = wanted;
    const market = this.markets.find(marketId);
    if (market === undefined) return context.reject(RejectionCode.UnknownMarket, marketId);
    if (opensAtUs >= closesAtUs || closesAtUs <= context.now) {
      return context.reject(RejectionCode.BadTradingHours, context.now);
    }
    const met = market.hours.meeting(wanted);
    const isKnown = met?.opensAtUs === opensAtUs && met.closesAtUs === closesAtUs;
    if (met !== undefined && !isKnown) {
      return context.reject(RejectionCode.TradingHoursOverlap, met.opensAtUs);
    }
    if (!isKnown && market.hours.all.length >= this.hoursMax) {
      return context.reject(RejectionCode.TooManyTradingHours, this.hoursMax);
    }
    new TradingHoursScheduledEncoder().reply(context).set({ marketId, ...wanted, isNew: !isKnown });
    if (isKnown) return;
    market.hours.add(wanted);
    this.turn(market, context);
  }

  cancel(command: CancelTradingHoursDecoder, context: Context): void {
    const { marketId, opensAtUs } = command.toObject();
    const market = this.markets.find(marketId);
    if (market === undefined) return context.reject(RejectionCode.UnknownMarket, marketId);
    const removed = market.hours.remove(opensAtUs);
    if (removed === undefined) return context.reject(RejectionCode.UnknownTradingHours, opensAtUs);
    new TradingHoursCancelledEncoder().reply(context).set({ marketId, ...removed });
    this.turn(market, context);
  }

  onMarketTurns(timer: MarketTurnsDecoder, context: Context): void {
    this.turn(this.markets.find(timer.key)!, context); // Markets are never removed.
  }

  hours(query: TradingHoursDecoder, context: Context): void {
    const market = this.markets.find(query.marketId);
    if (market === undefined) return context.reject(RejectionCode.UnknownMarket, query.marketId);
    const phase = phaseOf(market);
    new TradingHoursListEncoder().reply(context).set({ marketId: market.id, phase, hours: market.hours.all });
  }

  /** Opens or closes a market as its hours say, and sets the timer for when they say something else. */
  private turn(market: Market, context: Context): void {
    const { hours, id } = market;
    const isOpen = hours.advance(context.now);
    const turnsAtUs = isOpen ? hours.next?.closesAtUs : hours.next?.opensAtUs;
    if (turnsAtUs === undefined) this.marketTurns.cancel(context, id);
    else this.marketTurns.schedule(context, turnsAtUs, id);
    if (isOpen === market.isOpen) return;
    market.isOpen = isOpen;
    const changed = this.phaseChanged.publish(context);
    changed.marketId = id;
    changed.phase = phaseOf(market);
    if (turnsAtUs !== undefined) changed.untilUs = turnsAtUs;
  }
}

export function phaseOf(market: Market): MarketPhase {
  return market.isOpen ? MarketPhase.Open : MarketPhase.Closed;
}
