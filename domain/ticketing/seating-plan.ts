import type { Chart } from "./chart.ts";
import { SeatAttributes, SeatState } from "./ticketing-messages.ts";

/**
 * A sealed chart as integer arrays, shared by all shows of the chart: what choosing seats reads.
 * Rows, seats and sections are indexes from 0. The seats of row r are `rowFirstSeat[r]` up to, not
 * including, `rowFirstSeat[r + 1]`; the rows of a section alike.
 */
export class SeatingPlan {
  readonly chart: Chart;
  readonly seatCount: number;
  readonly rowCount: number;
  readonly sectionCount: number;
  readonly sectionFirstRow: Int32Array;
  /** Places of a general-admission area; 0 of a seated section. */
  readonly sectionCapacity: Int32Array;
  readonly rowFirstSeat: Int32Array;
  readonly rowSection: Int32Array;
  readonly seatRow: Int32Array;
  /** 1 when nothing but an armrest is between the seat and the one before. */
  readonly besidePrevious: Uint8Array;
  readonly category: Uint8Array;
  readonly attributes: Uint8Array;
  /** The state of a seat that nobody holds: free, kept by the house, or blocked. */
  readonly restingState: Uint8Array;
  /** Squared distance to the focal point: an integer, so that sums are exact. */
  readonly distance: Float64Array;
  /** Distance of the row's nearest seat. */
  readonly rowNearest: Float64Array;
  /** All rows, the nearest first. */
  readonly rowsByDistance: Int32Array;
  /** The rows of each section, the nearest first, at the places of the section's rows. */
  readonly sectionRowsByDistance: Int32Array;

  constructor(chart: Chart) {
    const { seats, rows, sections } = chart;
    this.chart = chart;
    this.seatCount = seats.length;
    this.rowCount = rows.length;
    this.sectionCount = sections.length;
    this.sectionCapacity = Int32Array.from(sections, (section) => section.capacity);
    this.rowSection = Int32Array.from(rows, (row) => row.section);
    this.seatRow = Int32Array.from(seats, (seat) => seat.row);
    this.category = Uint8Array.from(seats, (seat) => seat.category);
    this.attributes = Uint8Array.from(seats, (seat) => seat.attributes);
    this.restingState = Uint8Array.from(seats, (seat) => restingState(seat.attributes));
    this.distance = Float64Array.from(seats, ({ x, y }) => {
      const across = x - chart.focalX;
      const away = y - chart.focalY;
      return across * across + away * away;
    });
    this.sectionFirstRow = firsts(this.rowSection, this.sectionCount);
    this.rowFirstSeat = firsts(this.seatRow, this.rowCount);
    // The first seat of a row is beside none, whatever the chart says.
    this.besidePrevious = Uint8Array.from(seats, (seat, index) =>
      seat.besidePrevious && index > 0 && this.seatRow[index - 1] === seat.row ? 1 : 0,
    );
    this.rowNearest = new Float64Array(this.rowCount).fill(Infinity);
    for (let seat = 0; seat < this.seatCount; seat++) {
      const row = this.seatRow[seat];
      this.rowNearest[row] = Math.min(this.rowNearest[row], this.distance[seat]);
    }
    const nearestFirst = (a: number, b: number): number => this.rowNearest[a] - this.rowNearest[b] || a - b;
    this.rowsByDistance = Int32Array.from(rows.keys()).sort(nearestFirst);
    this.sectionRowsByDistance = Int32Array.from(rows.keys());
    for (let section = 0; section < this.sectionCount; section++) {
      this.sectionRowsByDistance
        .subarray(this.sectionFirstRow[section], this.sectionFirstRow[section + 1])
        .sort(nearestFirst);
    }
  }
}

function restingState(attributes: number): number {
  if ((attributes & SeatAttributes.Blocked) !== 0) return SeatState.Blocked;
  if ((attributes & SeatAttributes.House) !== 0) return SeatState.House;
  return SeatState.Free;
}

/** For ascending `groups`, where each group's members begin; one more entry says where the last ends. */
function firsts(groups: Int32Array, groupCount: number): Int32Array {
  const first = new Int32Array(groupCount + 1);
  for (const group of groups) first[group + 1]++;
  for (let group = 0; group < groupCount; group++) first[group + 1] += first[group];
  return first;
}
