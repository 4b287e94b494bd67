import type { AnyModel } from "@lockstep/cluster/simulator/checkers/history-check";
import type { AskedMessage, Historian, Part } from "@lockstep/cluster/simulator/historian";
import { protocol } from "@lockstep/domain/contract/protocol";
import type { HallPlan } from "@lockstep/domain/ticketing/hall-plan";
import { ticketingContract } from "@lockstep/domain/ticketing/ticketing-contract";
import {
  type HoldPlaced,
  SeatState,
  type SeatMapImage,
  ticketingCodecs,
} from "@lockstep/domain/ticketing/ticketing-messages";
import { type ReadMessage, readMessage } from "./messages.ts";
import { type SeatInput, seatMapModel, type SeatOutput } from "./seat-map-model.ts";

const ticketing = protocol(ticketingContract, ticketingCodecs);

interface Section {
  /** From 1, in the chart. */
  readonly number: number;
  readonly firstSeat: number;
  readonly seatCount: number;
}

/** Seats of one section, counted within it. */
interface Picked {
  readonly object: string;
  readonly seats: readonly number[];
}

/** Why a hold cannot be ended or extended: it has ended. */
const NOT_PENDING = ["HoldPosted", "HoldVoided", "HoldTimedOut", "UnknownHold"];
const LETTERS: Readonly<Record<SeatState, string>> = {
  [SeatState.Free]: "f",
  [SeatState.Held]: "h",
  [SeatState.Sold]: "s",
  // Nobody has them, though not everybody may.
  [SeatState.House]: "f",
  [SeatState.Blocked]: "f",
};

/**
 * Reads the box office's messages as operations on seat maps, one for each seated section of each show of one hall.
 * Places in areas without seats are not looked at.
 */
export class TicketingHistorian implements Historian {
  private readonly sections: readonly Section[];
  private readonly holds = new Map<number, readonly Picked[]>();
  private readonly tickets = new Map<number, string>();

  constructor(hall: HallPlan) {
    const sections: Section[] = [];
    let firstSeat = 0;
    for (const [index, section] of hall.sections.entries()) {
      if (!("rows" in section)) continue;
      const seatCount = section.rows.reduce((sum, row) => sum + row.seats.length, 0);
      sections.push({ number: index + 1, firstSeat, seatCount });
      firstSeat += seatCount;
    }
    this.sections = sections;
  }

  modelOf(object: string): AnyModel {
    const number = Number(object.slice(object.lastIndexOf(" ")));
    const { seatCount } = this.sections.find((one) => one.number === number)!;
    return seatMapModel(seatCount, { holdsTimeOut: false }) as AnyModel;
  }

  partsOf({ message, nowUs }: AskedMessage, reply: Uint8Array): Part[] {
    const asked = readMessage(ticketing, message);
    const answer = readMessage(ticketing, reply);
    if (asked === undefined || answer === undefined) return [];
    const parts = this.parts(asked, answer);
    return parts.map(([object, input, output]) => {
      return { object, input: { ...input, section: object, nowUs }, output };
    });
  }

  private parts({ name, fields }: ReadMessage, answer: ReadMessage): [string, object, SeatOutput][] {
    switch (name) {
      case "HoldSeats":
      case "HoldBestAvailable":
        return this.hold(fields, answer);
      case "ReleaseHold":
        return this.change("release", fields, answer);
      case "BuyHold":
        return this.buy(fields, answer);
      case "ExtendHold":
        return this.change("extend", fields, answer);
      case "RefundTickets":
        return answer.rejection === undefined ? this.refund(fields) : [];
      case "SeatMap":
        return answer.rejection === undefined ? this.map(fields, answer) : [];
      default:
        return [];
    }
  }

  private hold(fields: ReadMessage["fields"], answer: ReadMessage): [string, object, SeatOutput][] {
    const { rejection } = answer;
    if (rejection === "SeatTaken") {
      const seat = answer.fields["value"] as number;
      return this.picked(fields["showId"] as number, [seat]).map(({ object, seats }) => {
        return [object, { kind: "hold", seats }, { kind: "taken" }];
      });
    }
    if (rejection !== undefined) return [];
    const { holdId, deadline, seats } = answer.fields as unknown as HoldPlaced;
    const showId = fields["showId"] as number;
    const held = this.picked(showId, seatsOf(seats));
    const wanted = "seats" in fields ? this.picked(showId, seatsOf(fields["seats"] as Seats)) : held;
    this.holds.set(holdId, held);
    return wanted.map(({ object, seats: within }) => {
      const told = held.find((one) => one.object === object)?.seats ?? [];
      const output: SeatOutput = { kind: "held", holdId, deadlineUs: deadline, seats: told };
      return [object, { kind: "hold", seats: within }, output];
    });
  }

  private change(
    kind: (SeatInput & { readonly holdId: number })["kind"],
    fields: ReadMessage["fields"],
    { rejection, fields: told }: ReadMessage,
  ): [string, object, SeatOutput][] {
    const holdId = fields["holdId"] as number;
    const deadlineUs = told["deadline"] as number | undefined;
    const picked = this.holds.get(holdId) ?? [];
    if (rejection !== undefined && !NOT_PENDING.includes(rejection)) return [];
    const done: SeatOutput = { kind: "done", ...(deadlineUs === undefined ? {} : { deadlineUs }) };
    const output: SeatOutput = rejection === undefined ? done : { kind: "taken" };
    return picked.map(({ object }) => [object, { kind, holdId }, output]);
  }

  /** Tickets are numbered in the order of the seats, over all sections. */
  private buy(fields: ReadMessage["fields"], answer: ReadMessage): [string, object, SeatOutput][] {
    if (answer.rejection !== undefined) return this.change("buy", fields, answer);
    const holdId = fields["holdId"] as number;
    let ticket = answer.fields["firstTicketId"] as number;
    return (this.holds.get(holdId) ?? []).map(({ object, seats }) => {
      const tickets = seats.map(() => ticket++);
      for (const one of tickets) this.tickets.set(one, object);
      return [object, { kind: "buy", holdId }, { kind: "done", tickets }];
    });
  }

  private refund({ ticketId, ticketCount }: ReadMessage["fields"]): [string, object, SeatOutput][] {
    const byObject = new Map<string, number[]>();
    for (let ticket = Number(ticketId); ticket < Number(ticketId) + Number(ticketCount); ticket++) {
      const object = this.tickets.get(ticket);
      if (object !== undefined) byObject.set(object, [...(byObject.get(object) ?? []), ticket]);
    }
    return [...byObject].map(([object, tickets]) => [object, { kind: "refund", tickets }, { kind: "done" }]);
  }

  private map(asked: ReadMessage["fields"], { fields }: ReadMessage): [string, object, SeatOutput][] {
    const showSectionId = asked["showSectionId"] as number;
    const { runs } = fields as unknown as SeatMapImage;
    const number = showSectionId % 1_000;
    if (!this.sections.some((one) => one.number === number)) return [];
    const seats = runs.map(({ seatCount, state }) => LETTERS[state].repeat(seatCount)).join("");
    const object = objectOf(Math.floor(showSectionId / 1_000), number);
    return [[object, { kind: "map" }, { kind: "map", seats }]];
  }

  /** Ascending seats of the chart, by the sections they are in. */
  private picked(showId: number, seats: readonly number[]): Picked[] {
    return this.sections.flatMap(({ number, firstSeat, seatCount }) => {
      const own = seats.filter((seat) => seat >= firstSeat && seat < firstSeat + seatCount);
      const within = own.map((seat) => seat - firstSeat);
      return own.length === 0 ? [] : [{ object: objectOf(showId, number), seats: within }];
    });
  }
}

type Seats = readonly { readonly seat: number }[];

function seatsOf(seats: Seats): number[] {
  return seats.map(({ seat }) => seat).sort((a, b) => a - b);
}

function objectOf(showId: number, sectionNumber: number): string {
  return `show ${showId} section ${sectionNumber}`;
}
