import type { StateQuery } from "@lockstep/host/application";

const LEVELS_MAX = 5;

interface Level {
  readonly priceTicks: number;
  readonly quantityLots: number;
}

/** The best price levels of every market. */
export function booksReport(ask: StateQuery): string[] {
  const { markets } = ask("Markets") as { markets: { marketId: number; symbol: string }[] };
  return markets.flatMap(({ marketId, symbol }) => {
    const book = ask("Book", { marketId }) as Record<"bids" | "offers", readonly Level[]>;
    const side = (levels: readonly Level[]): string =>
      levels
        .slice(0, LEVELS_MAX)
        .map(({ quantityLots, priceTicks }) => `${quantityLots} at ${priceTicks}`)
        .join(", ") || "none";
    return [`${symbol} (lots at ticks)`, `  bids   ${side(book.bids)}`, `  offers ${side(book.offers)}`];
  });
}
