import { MessageBuffer } from "../contract/message-buffer.ts";
import { type HallPlan, type RowPlan, type SeatPlan, chartCommands } from "./hall-plan.ts";
import { CreateShowEncoder, SeatAttributes } from "./ticketing-messages.ts";

/** The unit of the plan is a centimetre. */
const seatWidth = 55;
const rowDepth = 90;
const aisleWidth = 120;

const rowNames = "ABCDEFGHJKLMNPQRSTUVWXYZ"; // No I and no O, which people take for 1 and 0.

/**
 * A small theatre of our own: 362 seats and 120 standing places. The stage is at the origin and the
 * house is above it. Twelve rows of stalls widen from 14 to 25 seats around an aisle in the middle,
 * the first of them begins with wheelchair places; the balcony has four straight rows with poor
 * views at their ends; two boxes are beside the stage.
 */
export function demoHallPlan(chartId = 1): HallPlan {
  return {
    chartId,
    name: "Lockstep Theatre",
    focalX: 0,
    focalY: 0,
    sections: [
      { name: "Stalls", rows: Array.from({ length: 12 }, (_, row) => stallsRow(row)) },
      { name: "Balcony", rows: Array.from({ length: 4 }, (_, row) => balconyRow(row)) },
      { name: "Box left", rows: [boxRow("BL", -900)] },
      { name: "Box right", rows: [boxRow("BR", 900)] },
      { name: "Standing", category: 4, capacity: 120 },
    ],
  };
}

/** Of the shows that `demoHall` announces, in order. */
export const DEMO_SHOW_IDS: readonly number[] = [1, 2];

/** The commands that build the hall and announce two shows in it, encoded, in order. */
export function demoHall(options: {
  readonly assetId: number;
  readonly payeeAccountId: number;
  /** Cluster time from which the second show is on sale, in microseconds; the first is at once. */
  readonly onSaleAt: number;
}): Uint8Array[] {
  const buffer = new MessageBuffer();
  const { assetId, payeeAccountId } = options;
  const prices = [6_500, 4_500, 8_000, 2_000].map((price, index) => ({ category: index + 1, price }));
  const terms = { chartId: 1, assetId, payeeAccountId, extensionUs: 120_000_000, accountSeatsMax: 8, prices };
  const shows = [
    {
      showId: DEMO_SHOW_IDS[0]!,
      name: "A Midsummer Night's Dream",
      onSaleAt: 0,
      holdDurationUs: 300_000_000,
    },
    {
      showId: DEMO_SHOW_IDS[1]!,
      name: "The Tempest",
      onSaleAt: options.onSaleAt,
      holdDurationUs: 120_000_000,
    },
  ];
  const announced = shows.map((show) => {
    new CreateShowEncoder().claim(buffer).set({ ...terms, ...show });
    return buffer.copy();
  });
  return [...chartCommands(demoHallPlan()), ...announced];
}

function stallsRow(row: number): RowPlan {
  const seatCount = 14 + row;
  const left = seatCount >> 1;
  const seats = Array.from({ length: seatCount }, (_, index): SeatPlan => {
    const fromAisle = index < left ? index - left : index - left + 1;
    const x = Math.sign(fromAisle) * (aisleWidth / 2) + fromAisle * seatWidth;
    let attributes = 0;
    if (row === 0 && index < 2) attributes = SeatAttributes.Accessible;
    else if (row === 0 && index < 4) attributes = SeatAttributes.Companion;
    else if (row === 5 && (index === left || index === left + 1)) attributes = SeatAttributes.House;
    const label = String(index + 1);
    return {
      label,
      x,
      y: 400 + row * rowDepth,
      category: row < 8 ? 1 : 2,
      attributes,
      besidePrevious: index !== left,
    };
  });
  return { name: rowNames[row], seats: withoutFirstBeside(seats) };
}

function balconyRow(row: number): RowPlan {
  const seatCount = 28;
  const seats = Array.from({ length: seatCount }, (_, index): SeatPlan => {
    const isEnd = index < 2 || index >= seatCount - 2;
    return {
      label: String(index + 1),
      x: (index * 2 - seatCount + 1) * (seatWidth / 2),
      y: 1_700 + row * rowDepth,
      category: 2,
      attributes: isEnd ? SeatAttributes.RestrictedView : 0,
      besidePrevious: true,
    };
  });
  const whole = seats.map((seat) => ({ ...seat, x: Math.floor(seat.x) })); // Half a centimetre matters to nobody.
  return { name: `B${rowNames[row]}`, seats: withoutFirstBeside(whole) };
}

function boxRow(name: string, x: number): RowPlan {
  const seats = Array.from({ length: 8 }, (_, index): SeatPlan => {
    const y = 200 + index * seatWidth;
    return { label: String(index + 1), x, y, category: 3, attributes: 0, besidePrevious: true };
  });
  return { name, seats: withoutFirstBeside(seats) };
}

function withoutFirstBeside(seats: SeatPlan[]): SeatPlan[] {
  return seats.map((seat, index) => (index === 0 ? { ...seat, besidePrevious: false } : seat));
}
