import { type Show, noSeat } from "./show.ts";
import { seatsPerHoldMax } from "./ticketing-limits.ts";
import { SeatState, Together } from "./ticketing-messages.ts";

/** What the customer asks for. Mutable, so that one object serves every command. */
export interface SeatWish {
  count: number;
  /** Index of the section, or -1 for any. */
  section: number;
  /** A price category, or 0 for any. */
  category: number;
  /** Bits of `SeatAttributes` that a seat may have; others are passed over. */
  attributesAllowed: number;
  together: number;
}

/**
 * Finds the best free seats: side by side in one row and leaving no single seat alone; else side by
 * side in one row; else, when the wish allows, in pieces, one row behind the other in one section, in
 * as few rows as possible. Among equals the smallest sum of squared distances to the focal point
 * wins, then the lowest seat. Pieces are as long as possible, except that nobody is left to sit alone
 * by a piece of three or more.
 *
 * Hot path: no allocation. Rows are visited by distance and left out by what `Show` knows of them,
 * so that most rows of a large hall are never looked into.
 */
export class BestAvailable {
  /** The seats found, ascending, in `seats[0..count)`. */
  readonly seats: Int32Array = new Int32Array(seatsPerHoldMax);
  private show!: Show;
  private wish!: SeatWish;
  /** Best block so far: its first seat and the sum of its distances. */
  private blockFirst = noSeat;
  private blockSum = Infinity;
  private readonly pieces: Int32Array = new Int32Array(seatsPerHoldMax);
  private pieceRows = 0;
  private pieceSum = 0;

  /** @returns whether seats were found; `seats` then has `wish.count` of them */
  find(show: Show, wish: SeatWish): boolean {
    this.show = show;
    this.wish = wish;
    if (this.findBlock(false) || this.findBlock(true)) {
      for (let i = 0; i < wish.count; i++) this.seats[i] = this.blockFirst + i;
      return true;
    }
    return wish.together === Together.Section && wish.count > 1 && this.findPieces();
  }

  private findBlock(mayLeaveSingle: boolean): boolean {
    const { plan, rowLongestRun, rowNearestFree } = this.show;
    const { count, section } = this.wish;
    const rows = section < 0 ? plan.rowsByDistance : plan.sectionRowsByDistance;
    const end = section < 0 ? plan.rowCount : plan.sectionFirstRow[section + 1];
    this.blockFirst = noSeat;
    this.blockSum = Infinity;
    for (let i = section < 0 ? 0 : plan.sectionFirstRow[section]; i < end; i++) {
      const row = rows[i];
      if (plan.rowNearest[row] * count > this.blockSum) break; // So are all rows after it.
      if (rowLongestRun[row] < count || rowNearestFree[row] * count > this.blockSum) continue;
      this.findBlockInRow(row, count, mayLeaveSingle);
    }
    return this.blockFirst !== noSeat;
  }

  /** Improves the best block by those of one row. */
  private findBlockInRow(row: number, length: number, mayLeaveSingle: boolean): void {
    const { state } = this.show;
    const { rowFirstSeat, besidePrevious } = this.show.plan;
    const rowEnd = rowFirstSeat[row + 1];
    let seat = rowFirstSeat[row];
    while (seat < rowEnd) {
      if (state[seat] !== SeatState.Free) {
        seat++;
        continue;
      }
      let end = seat + 1;
      while (end < rowEnd && besidePrevious[end] === 1 && state[end] === SeatState.Free) end++;
      if (end - seat >= length) this.findBlockInRun(seat, end, length, mayLeaveSingle);
      seat = end;
    }
  }

  /** `first` up to `end` are free and side by side, but not all need suit the wish. */
  private findBlockInRun(first: number, end: number, length: number, mayLeaveSingle: boolean): void {
    const { distance } = this.show.plan;
    let suited = 0;
    let sum = 0;
    for (let last = first; last < end; last++) {
      if (!this.suits(last)) {
        suited = 0;
        sum = 0;
        continue;
      }
      sum += distance[last];
      if (suited < length) suited++;
      else sum -= distance[last - length];
      if (suited < length) continue;
      const start = last - length + 1;
      if (!mayLeaveSingle && (start - first === 1 || end - last === 2)) continue;
      if (sum < this.blockSum || (sum === this.blockSum && start < this.blockFirst)) {
        this.blockSum = sum;
        this.blockFirst = start;
      }
    }
  }

  private suits(seat: number): boolean {
    const { plan } = this.show;
    const { category, attributesAllowed } = this.wish;
    return (
      (plan.attributes[seat] & ~attributesAllowed) === 0 &&
      (category === 0 || plan.category[seat] === category)
    );
  }

  /** Tries each row as the first of the party's rows. */
  private findPieces(): boolean {
    const { plan } = this.show;
    const { section } = this.wish;
    const firstRow = section < 0 ? 0 : plan.sectionFirstRow[section];
    const endRow = section < 0 ? plan.rowCount : plan.sectionFirstRow[section + 1];
    let bestRows = seatsPerHoldMax + 1;
    let bestSum = Infinity;
    for (let row = firstRow; row < endRow; row++) {
      if (!this.mayImprove(row, bestRows, bestSum) || !this.takePieces(row)) continue;
      if (this.pieceRows > bestRows || (this.pieceRows === bestRows && this.pieceSum >= bestSum)) continue;
      bestRows = this.pieceRows;
      bestSum = this.pieceSum;
      this.seats.set(this.pieces);
    }
    return bestRows <= seatsPerHoldMax;
  }

  /** Judges by the summaries of the rows alone: the seats of a row that suit may be fewer, never more. */
  private mayImprove(firstRow: number, bestRows: number, bestSum: number): boolean {
    const { plan, rowLongestRun, rowNearestFree } = this.show;
    const { count } = this.wish;
    const endRow = plan.sectionFirstRow[plan.rowSection[firstRow] + 1];
    let nearest = Infinity;
    let places = 0;
    let row = firstRow;
    while (places < count) {
      if (row === endRow || rowLongestRun[row] === 0 || row - firstRow === bestRows) return false;
      places += rowLongestRun[row];
      nearest = Math.min(nearest, rowNearestFree[row]);
      row++;
    }
    return row - firstRow < bestRows || nearest * count < bestSum;
  }

  /** Takes one piece in each row, from `firstRow` on, until the party has seats. */
  private takePieces(firstRow: number): boolean {
    const { plan } = this.show;
    const { count } = this.wish;
    const endRow = plan.sectionFirstRow[plan.rowSection[firstRow] + 1];
    let taken = 0;
    this.pieceSum = 0;
    for (let row = firstRow; row < endRow && taken < count; row++) {
      let length = Math.min(count - taken, this.longestSuited(row));
      if (length === 0) return false;
      if (length >= 3 && count - taken - length === 1) length--; // So that two sit in the next row.
      this.blockFirst = noSeat;
      this.blockSum = Infinity;
      this.findBlockInRow(row, length, false);
      if (this.blockFirst === noSeat) this.findBlockInRow(row, length, true);
      for (let i = 0; i < length; i++) this.pieces[taken++] = this.blockFirst + i;
      this.pieceSum += this.blockSum;
      this.pieceRows = row - firstRow + 1;
    }
    return taken === count;
  }

  /** The longest run in a row of free seats, side by side, that suit the wish. */
  private longestSuited(row: number): number {
    const { state } = this.show;
    const { rowFirstSeat, besidePrevious } = this.show.plan;
    let longest = 0;
    let run = 0;
    for (let seat = rowFirstSeat[row]; seat < rowFirstSeat[row + 1]; seat++) {
      if (state[seat] !== SeatState.Free || !this.suits(seat)) {
        run = 0;
        continue;
      }
      run = besidePrevious[seat] === 1 ? run + 1 : 1;
      if (run > longest) longest = run;
    }
    return longest;
  }
}
