import type { Context } from "@lockstep/domain/contract/context";
import {
  type InspectDecoder,
  InspectedEncoder,
  type KioskHandlers,
  NotedEncoder,
  RangEncoder,
  RejectionCode,
  ReservedEncoder,
  type SearchDecoder,
  SearchResultEncoder,
  type SellDecoder,
  type ShelfDecoder,
  ShelfChangedEncoder,
  ShelfReservedEncoder,
  ShelfStateEncoder,
  SoldEncoder,
  SpentEncoder,
  type StockDecoder,
  StockedEncoder,
  type WalletDecoder,
  WalletStateEncoder,
} from "./fixtures/kiosk-messages.ts";

const OPERATOR = 4;
/** A shelf that makes the handler reject as if it were another's. */
export const TAKEN_SHELF_ID = 99;

/** The service behind the gateway in its tests. */
export class Kiosk implements KioskHandlers {
  readonly shelves = new Map<number, { sequence: number; quantity: number }>();
  advertisement = "";
  readonly #spent = new Map<number, number>();
  #sales = 0;

  onStock(command: StockDecoder, context: Context): void {
    if (command.shelfId === TAKEN_SHELF_ID) return context.reject(RejectionCode.ShelfTaken);
    const shelf = this.shelves.get(command.shelfId) ?? { sequence: 0, quantity: 0 };
    this.shelves.set(command.shelfId, shelf);
    shelf.quantity += command.quantity;
    shelf.sequence++;
    const reply = new StockedEncoder().reply(context);
    reply.receiptId = context.position;
    reply.quantity = shelf.quantity;
    new ShelfChangedEncoder()
      .publish(context)
      .set({ shelfId: command.shelfId, ...shelf, advertisement: this.advertisement });
  }

  onSell(command: SellDecoder, context: Context): void {
    const { shelfId, quantity, reserve } = command;
    const shelf = this.shelves.get(shelfId);
    if (shelf === undefined) return context.reject(RejectionCode.UnknownShelf, shelfId);
    if (shelf.quantity < quantity) return context.reject(RejectionCode.SoldOut, shelf.quantity);
    shelf.quantity -= quantity;
    shelf.sequence++;
    if (reserve) {
      new ReservedEncoder().reply(context).quantity = shelf.quantity;
      new ShelfReservedEncoder().publish(context).set({ shelfId, ...shelf });
      return;
    }
    new SoldEncoder().reply(context).quantity = shelf.quantity;
    new ShelfChangedEncoder().publish(context).set({ shelfId, ...shelf, advertisement: this.advertisement });
    const spent = (this.#spent.get(context.principalId) ?? 0) + quantity;
    this.#spent.set(context.principalId, spent);
    new SpentEncoder().publish(context).set({ ownerId: context.principalId, spent });
    new RangEncoder().publish(context).set({ rings: ++this.#sales, advertisement: this.advertisement });
    new NotedEncoder().publish(context).set({ principalId: context.principalId, rings: this.#sales });
  }

  onInspect(_command: InspectDecoder, context: Context): void {
    new InspectedEncoder().reply(context);
  }

  onShelf(query: ShelfDecoder, context: Context): void {
    const shelf = this.shelves.get(query.shelfId);
    if (shelf === undefined) return context.reject(RejectionCode.UnknownShelf, query.shelfId);
    new ShelfStateEncoder().reply(context).set({ shelfId: query.shelfId, ...shelf });
  }

  onSearch(query: SearchDecoder, context: Context): void {
    const shelves = [...this.shelves].filter(([, { quantity }]) => query.empty || quantity > 0);
    new SearchResultEncoder().reply(context).set({
      shelves: shelves.map(([shelfId, { quantity }]) => ({ shelfId, quantity })),
    });
  }

  onWallet(query: WalletDecoder, context: Context): void {
    const { ownerId } = query;
    if (ownerId !== context.principalId && (context.roles & OPERATOR) === 0) {
      return context.reject(RejectionCode.NotOwner);
    }
    new WalletStateEncoder().reply(context).set({ ownerId, spent: this.#spent.get(ownerId) ?? 0 });
  }

  takeSnapshot(): void {}
  loadSnapshot(): void {}
}
