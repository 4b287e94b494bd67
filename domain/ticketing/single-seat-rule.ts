import type { Show } from "./show.ts";
import { noSeat } from "./show.ts";
import { SeatState } from "./ticketing-messages.ts";

/**
 * No single seat is left alone: taking seats must not leave one free seat with none free beside it.
 *
 * The seats of a choice that lie in one run of free seats, side by side, are judged together. When the
 * run has exactly one seat more than are taken from it, one seat is left however they sit, so that is
 * allowed; in every longer run as many seats, side by side from its end, would leave none alone.
 *
 * @param seats ascending, in `seats[0..count)`, free; seats of the house are no neighbours
 * @returns the lowest seat that would be left alone although it can be avoided, or `noSeat`
 */
export function seatLeftAlone(show: Show, seats: Int32Array, count: number): number {
  const { state } = show;
  const { besidePrevious, seatCount } = show.plan;
  let i = 0;
  while (i < count) {
    if (state[seats[i]] !== SeatState.Free) {
      i++; // A seat of the house: its neighbours were never beside a free seat here.
      continue;
    }
    let first = seats[i];
    while (besidePrevious[first] === 1 && state[first - 1] === SeatState.Free) first--;
    let end = seats[i] + 1;
    while (end < seatCount && besidePrevious[end] === 1 && state[end] === SeatState.Free) end++;

    let alone = noSeat;
    let taken = 0;
    let gapStart = first;
    while (i < count && seats[i] < end) {
      if (alone === noSeat && seats[i] - gapStart === 1) alone = gapStart;
      gapStart = seats[i] + 1;
      taken++;
      i++;
    }
    if (alone === noSeat && end - gapStart === 1) alone = gapStart;
    if (alone !== noSeat && end - first - taken !== 1) return alone;
  }
  return noSeat;
}
