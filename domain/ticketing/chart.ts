import { SectionKind } from "./ticketing-messages.ts";

export interface ChartSection {
  readonly name: string;
  readonly kind: SectionKind;
  /** The price category of a general-admission area; 0 when seated, where each seat has its own. */
  readonly category: number;
  /** Places of a general-admission area; 0 when seated. */
  readonly capacity: number;
}

export interface ChartRow {
  readonly name: string;
  /** Index of the section, from 0. */
  readonly section: number;
}

export interface ChartSeat {
  readonly label: string;
  /** Index of the row in the chart, from 0. */
  readonly row: number;
  /** Position on the plan, in the chart's own unit; the focal point is on the same plan. */
  readonly x: number;
  readonly y: number;
  readonly category: number;
  /** Bits of `SeatAttributes`. */
  readonly attributes: number;
  /** No aisle, pillar or gap between this seat and the one before it in its row. */
  readonly besidePrevious: boolean;
}

/**
 * A hall as operators describe it: sections hold rows, rows hold seats, each in the order of the plan,
 * so that the seats of a row and the rows of a section are contiguous. A seat is known by its index in
 * the chart, from 0. Sealed, it never changes again and shows may use it.
 */
export class Chart {
  readonly id: number;
  readonly name: string;
  /** Where the best seats look: usually the middle of the stage. */
  readonly focalX: number;
  readonly focalY: number;
  sealed = false;
  readonly sections: ChartSection[] = [];
  readonly rows: ChartRow[] = [];
  readonly seats: ChartSeat[] = [];

  constructor(id: number, name: string, focalX: number, focalY: number) {
    this.id = id;
    this.name = name;
    this.focalX = focalX;
    this.focalY = focalY;
  }

  /** How many seats the section has so far. */
  seatsOfSection(section: number): number {
    let count = 0;
    // Its seats are the last ones, or it has none: sections come in order.
    while (
      count < this.seats.length &&
      this.rows[this.seats[this.seats.length - 1 - count].row].section === section
    ) {
      count++;
    }
    return count;
  }

  /** The categories that a show of this chart must price, as bits: category 1 is bit 0. */
  categories(): number {
    let bits = 0;
    for (const seat of this.seats) bits |= 1 << (seat.category - 1);
    for (const section of this.sections) {
      if (section.kind === SectionKind.GeneralAdmission) bits |= 1 << (section.category - 1);
    }
    return bits >>> 0;
  }
}
