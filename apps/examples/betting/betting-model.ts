import { Side } from "./betting-messages.ts";

/** What was offered of a bet, and what of it is left. */
export interface Bet {
  readonly betId: number;
  readonly accountId: number;
  readonly runner: number;
  readonly side: Side;
  readonly odds: number;
  offered: number;
}

/** Two bets against each other, at the odds of the one that was there first. */
export interface Match {
  readonly runner: number;
  readonly backerId: number;
  readonly layerId: number;
  readonly odds: number;
  readonly stake: number;
}

/** What a layer may have to pay. Stakes are multiples of 100: it is whole. */
export function liability(odds: number, stake: number): number {
  return (stake / 100) * (odds - 100);
}

/** What is held for a bet while it is open: the stake of a backer, the liability of a layer. */
export function heldFor(side: Side, odds: number, stake: number): number {
  return side === Side.Back ? stake : liability(odds, stake);
}

/** The best first for whoever takes it: a backer wants high odds, a layer low ones; then the oldest. */
export function inOrderOfOffer(a: Bet, b: Bet): number {
  const better = a.side === Side.Lay ? b.odds - a.odds : a.odds - b.odds;
  return a.runner - b.runner || a.side - b.side || better || a.betId - b.betId;
}

/** What can be taken by a bet, the best first. */
export function takeable(bet: Bet, offers: Iterable<Bet>): Bet[] {
  const { runner, side, odds } = bet;
  const isGoodEnough = (offer: Bet): boolean =>
    side === Side.Back ? offer.odds >= odds : offer.odds <= odds;
  return [...offers]
    .filter((offer) => offer.runner === runner && offer.side !== side && isGoodEnough(offer))
    .sort(inOrderOfOffer);
}

/** Takes what it can of the offers; what is left of both, their `offered` says. */
export function take(bet: Bet, offers: Iterable<Bet>): Match[] {
  const matches: Match[] = [];
  for (const offer of takeable(bet, offers)) {
    if (bet.offered === 0) break;
    const stake = Math.min(bet.offered, offer.offered);
    const [back, lay] = bet.side === Side.Back ? [bet, offer] : [offer, bet];
    const { runner, odds } = offer;
    matches.push({ runner, backerId: back.accountId, layerId: lay.accountId, odds, stake });
    bet.offered -= stake;
    offer.offered -= stake;
  }
  return matches;
}

/** What each account wins or loses by the matches when this runner wins, in the order of accounts. */
export function profits(matches: readonly Match[], winner: number): Map<number, number> {
  const found = new Map<number, number>();
  const add = (accountId: number, amount: number): void => {
    found.set(accountId, (found.get(accountId) ?? 0) + amount);
  };
  for (const { runner, backerId, layerId, odds, stake } of matches) {
    const toBacker = runner === winner ? liability(odds, stake) : -stake;
    add(backerId, toBacker);
    add(layerId, -toBacker);
  }
  return new Map([...found].sort(([a], [b]) => a - b));
}
