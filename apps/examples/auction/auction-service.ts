import type { Context, StateReader, StateWriter } from "@lockstep/domain/contract/context";
import {
  type AuctionHandlers,
  BidPlacedEncoder,
  HammerFellEncoder,
  HighestBidChangedEncoder,
  type LotClosesDecoder,
  LotClosesEncoder,
  type LotDecoder,
  LotOpenedEncoder,
  LotStateEncoder,
  type OpenLotDecoder,
  type PlaceBidDecoder,
  RejectionCode,
} from "./auction-messages.ts";
import { leastBid, type Lot, takeBid } from "./auction-model.ts";

const SECOND_US = 1_000_000;

/** Lots are sold to whoever offers most. A handler refuses before it changes anything. */
export class Auction implements AuctionHandlers {
  /** In the order they were opened, which is that of their ids. */
  private readonly lots = new Map<number, Lot>();
  private readonly lotOpened = new LotOpenedEncoder();
  private readonly bidPlaced = new BidPlacedEncoder();
  private readonly lotState = new LotStateEncoder();
  private readonly highestBidChanged = new HighestBidChangedEncoder();
  private readonly hammerFell = new HammerFellEncoder();
  private readonly lotCloses = new LotClosesEncoder();

  onOpenLot(command: OpenLotDecoder, context: Context): void {
    const { startingPrice, increment, durationSeconds, softCloseSeconds, title } = command;
    if (startingPrice === 0 || increment === 0 || durationSeconds === 0) {
      return context.reject(RejectionCode.BadTerms);
    }
    const lotId = this.lots.size + 1;
    const closesAtUs = context.now + durationSeconds * SECOND_US;
    const softCloseUs = softCloseSeconds * SECOND_US;
    const terms = { lotId, title, startingPrice, increment, softCloseUs, closesAtUs };
    this.lots.set(lotId, { ...terms, isOpen: true, highestBid: 0, bidderId: 0, bidCount: 0 });
    this.lotCloses.schedule(context, closesAtUs, lotId);
    this.lotOpened.reply(context).set({ lotId, closesAtUs });
  }

  onPlaceBid(command: PlaceBidDecoder, context: Context): void {
    const { lotId, amount } = command;
    const lot = this.lots.get(lotId);
    if (lot === undefined) return context.reject(RejectionCode.UnknownLot, lotId);
    if (!lot.isOpen) return context.reject(RejectionCode.BiddingIsOver, lot.highestBid);
    if (lot.bidderId === context.principalId) return context.reject(RejectionCode.AlreadyHighest);
    const least = leastBid(lot);
    if (amount < least) return context.reject(RejectionCode.BidTooLow, least);

    takeBid(lot, context.principalId, amount, context.now);
    const { bidderId, closesAtUs } = lot;
    this.lotCloses.schedule(context, closesAtUs, lotId); // Moves the one that is set.
    this.bidPlaced.reply(context).set({ lotId, amount, closesAtUs });
    this.highestBidChanged.publish(context).set({ lotId, amount, bidderId, closesAtUs });
  }

  onLotCloses(timer: LotClosesDecoder, context: Context): void {
    const lot = this.lots.get(timer.key)!;
    lot.isOpen = false;
    const { lotId, highestBid: amount, bidderId: winnerId } = lot;
    this.hammerFell.publish(context).set({ lotId, amount, winnerId });
  }

  onLot({ lotId }: LotDecoder, context: Context): void {
    const lot = this.lots.get(lotId);
    if (lot === undefined) return context.reject(RejectionCode.UnknownLot, lotId);
    this.lotState.reply(context).set({ ...lot, leastBid: leastBid(lot) });
  }

  takeSnapshot(writer: StateWriter): void {
    for (const lot of this.lots.values()) {
      writer.entity("lot", lot.lotId);
      writer.text("title", lot.title);
      writer.number("startingPrice", lot.startingPrice);
      writer.number("increment", lot.increment);
      writer.number("softCloseUs", lot.softCloseUs);
      writer.number("closesAtUs", lot.closesAtUs);
      writer.number("isOpen", lot.isOpen ? 1 : 0);
      writer.number("highestBid", lot.highestBid);
      writer.number("bidderId", lot.bidderId);
      writer.number("bidCount", lot.bidCount);
    }
  }

  loadSnapshot(reader: StateReader): void {
    for (let lotId = reader.entity("lot"); lotId !== undefined; lotId = reader.entity("lot")) {
      this.lots.set(lotId, {
        lotId,
        title: reader.text("title"),
        startingPrice: reader.number("startingPrice"),
        increment: reader.number("increment"),
        softCloseUs: reader.number("softCloseUs"),
        closesAtUs: reader.number("closesAtUs"),
        isOpen: reader.number("isOpen") === 1,
        highestBid: reader.number("highestBid"),
        bidderId: reader.number("bidderId"),
        bidCount: reader.number("bidCount"),
      });
    }
  }
}
