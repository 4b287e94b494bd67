import { MessageBuffer } from "../contract/message-buffer.ts";
import { seatsPerCommandMax } from "./ticketing-limits.ts";
import {
  AddSeatsEncoder,
  type AddSeatsSeatsEntry,
  AddSectionEncoder,
  CreateChartEncoder,
  SealChartEncoder,
  SectionKind,
} from "./ticketing-messages.ts";

/** A whole hall as one value, as an importer or a generator has it. */
export interface HallPlan {
  readonly chartId: number;
  readonly name: string;
  readonly focalX: number;
  readonly focalY: number;
  readonly sections: readonly (SeatedSectionPlan | AreaPlan)[];
}

export interface SeatedSectionPlan {
  readonly name: string;
  /** In their physical order: a divided party sits in rows that follow each other. */
  readonly rows: readonly RowPlan[];
}

export type SeatPlan = AddSeatsSeatsEntry;

export interface RowPlan {
  readonly name: string;
  /** In their physical order. */
  readonly seats: readonly SeatPlan[];
}

/** A general-admission area. */
export interface AreaPlan {
  readonly name: string;
  readonly category: number;
  readonly capacity: number;
}

/** The commands that build the chart, encoded, in order: from `CreateChart` to `SealChart`. */
export function chartCommands(plan: HallPlan): Uint8Array[] {
  const { chartId, name, focalX, focalY } = plan;
  const buffer = new MessageBuffer();
  const commands: Uint8Array[] = [];
  new CreateChartEncoder().claim(buffer).set({ chartId, focalX, focalY, name });
  commands.push(buffer.copy());
  let firstSeat = 0;
  let rowNumber = 0;
  for (const [index, section] of plan.sections.entries()) {
    const sectionNumber = index + 1;
    const added = { chartId, sectionNumber, name: section.name };
    const addSection = new AddSectionEncoder().claim(buffer);
    if (!("rows" in section)) {
      const { category, capacity } = section;
      addSection.set({ ...added, sectionKind: SectionKind.GeneralAdmission, category, capacity });
      commands.push(buffer.copy());
      continue;
    }
    addSection.set({ ...added, sectionKind: SectionKind.Seated });
    commands.push(buffer.copy());
    for (const row of section.rows) {
      rowNumber++;
      for (let from = 0; from < row.seats.length; from += seatsPerCommandMax) {
        const seats = row.seats.slice(from, from + seatsPerCommandMax);
        const place = { chartId, firstSeat, rowNumber, sectionNumber, rowName: row.name };
        new AddSeatsEncoder().claim(buffer).set({ ...place, seats });
        commands.push(buffer.copy());
        firstSeat += seats.length;
      }
    }
  }
  new SealChartEncoder().claim(buffer).set({ chartId });
  commands.push(buffer.copy());
  return commands;
}
