import { SeatState, Together } from "../ticketing/ticketing-messages.ts";
import type { SeatWish } from "../ticketing/best-available.ts";

/** A seat as the oracle knows it: an object in an array, with nothing remembered that can be worked out. */
export interface NaiveSeat {
  readonly index: number;
  readonly section: number;
  readonly row: number;
  readonly besidePrevious: boolean;
  readonly category: number;
  readonly attributes: number;
  readonly distance: number;
  state: number;
}

/** Choosing seats by trying everything: slow, and written from the rules, not from the model. */
export class NaiveHall {
  readonly seats: NaiveSeat[];

  constructor(seats: NaiveSeat[]) {
    this.seats = seats;
  }

  /** The best seats for a wish, ascending, or undefined. */
  best(wish: SeatWish): number[] | undefined {
    const rows = this.rowsOf(wish.section);
    const blocks = rows.flatMap((row) => this.blocks(row, wish.count, wish));
    const block = blocks.sort((a, b) => this.compareBlocks(a, b))[0];
    if (block !== undefined) return block;
    if (wish.together !== Together.Section) return undefined;
    const parties = rows.flatMap((row) => {
      const pieces = this.pieces(row, wish);
      return pieces === undefined ? [] : [pieces];
    });
    parties.sort(
      (a, b) =>
        a.length - b.length || this.distanceOf(a.flat()) - this.distanceOf(b.flat()) || a[0][0] - b[0][0],
    );
    return parties[0]?.flat();
  }

  /** Seats that a pick would leave alone although it need not. */
  leftAlone(picked: readonly number[]): number[] {
    return this.singlesAfter(picked).filter((single) => {
      const run = this.freeRun(single);
      const taken = picked.filter((seat) => run.includes(seat)).length;
      const placements = run
        .slice(0, run.length - taken + 1)
        .map((_, start) => run.slice(start, start + taken));
      return placements.some((placement) => this.singlesAfter(placement).length === 0);
    });
  }

  private rowsOf(section: number): number[] {
    const inSection = this.seats.filter((seat) => section < 0 || seat.section === section);
    return [...new Set(inSection.map((seat) => seat.row))];
  }

  private seatsOfRow(row: number): NaiveSeat[] {
    return this.seats.filter((seat) => seat.row === row);
  }

  private isFree(index: number): boolean {
    return this.seats[index]?.state === SeatState.Free;
  }

  /** Seats beside each other, such as 4 and 5. */
  private areBeside(index: number, next: number): boolean {
    const seat = this.seats[next];
    return seat !== undefined && index >= 0 && seat.besidePrevious && seat.row === this.seats[index].row;
  }

  private freeRun(index: number): number[] {
    const run = [index];
    while (this.areBeside(run[0] - 1, run[0]) && this.isFree(run[0] - 1)) run.unshift(run[0] - 1);
    for (let last = index; this.areBeside(last, last + 1) && this.isFree(last + 1); last++) {
      run.push(last + 1);
    }
    return run;
  }

  /** Free seats that have a neighbour among `taken` and would have no free one left. */
  singlesAfter(taken: readonly number[]): number[] {
    return this.seats
      .filter((seat) => this.isFree(seat.index) && !taken.includes(seat.index))
      .filter(({ index }) => {
        const neighbours = [];
        if (this.areBeside(index - 1, index)) neighbours.push(index - 1);
        if (this.areBeside(index, index + 1)) neighbours.push(index + 1);
        const hasFree = neighbours.some((neighbour) => this.isFree(neighbour) && !taken.includes(neighbour));
        return neighbours.some((neighbour) => taken.includes(neighbour)) && !hasFree;
      })
      .map((seat) => seat.index);
  }

  /** All ways to seat `length` side by side in a row. */
  private blocks(row: number, length: number, wish: SeatWish): number[][] {
    const seats = this.seatsOfRow(row);
    return seats.flatMap((_, start) => {
      const block = seats.slice(start, start + length);
      const fits =
        block.length === length &&
        block.every(
          (seat, i) =>
            seat.state === SeatState.Free &&
            (wish.category === 0 || seat.category === wish.category) &&
            (seat.attributes & ~wish.attributesAllowed) === 0 &&
            (i === 0 || seat.besidePrevious),
        );
      return fits ? [block.map((seat) => seat.index)] : [];
    });
  }

  private compareBlocks(a: number[], b: number[]): number {
    return (
      Math.sign(this.singlesAfter(a).length) - Math.sign(this.singlesAfter(b).length) ||
      this.distanceOf(a) - this.distanceOf(b) ||
      a[0] - b[0]
    );
  }

  private distanceOf(seats: readonly number[]): number {
    return seats.reduce((sum, seat) => sum + this.seats[seat].distance, 0);
  }

  private pieces(firstRow: number, wish: SeatWish): number[][] | undefined {
    const section = this.seatsOfRow(firstRow)[0].section;
    const pieces: number[][] = [];
    let remaining = wish.count;
    for (let row = firstRow; remaining > 0; row++) {
      if (this.seatsOfRow(row)[0]?.section !== section) return undefined;
      let length = remaining;
      while (length > 0 && this.blocks(row, length, wish).length === 0) length--;
      if (length === 0) return undefined;
      if (length >= 3 && remaining - length === 1) length--;
      pieces.push(this.blocks(row, length, wish).sort((a, b) => this.compareBlocks(a, b))[0]);
      remaining -= length;
    }
    return pieces;
  }
}
