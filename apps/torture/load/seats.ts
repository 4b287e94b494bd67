import type { ModelChoice } from "@lockstep/cluster/simulator/checkers/history-file";
import type { Random } from "@lockstep/cluster/simulator/random";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import {
  BuyHoldEncoder,
  decodeTicketingReply,
  HoldSeatsEncoder,
  ReleaseHoldEncoder,
  SeatMapEncoder,
  SeatState,
} from "@lockstep/domain/ticketing/ticketing-messages";
import type { SeatInput, SeatOutput } from "@lockstep/simulate/models/seat-map-model";
import { ACCOUNT, OPERATOR, ownerOf } from "./people.ts";
import { type Request, type Script, unexpected } from "./script.ts";

export const SEATS = 40;
export const SHOW = 1;
/** The show's first section; the only one. */
const SHOW_SECTION = SHOW * 1_000 + 1;
const section = "section 1";
const SEATS_PER_HOLD_MAX = 3;
const LETTERS: Readonly<Record<number, string>> = {
  [SeatState.Free]: "f",
  [SeatState.Held]: "h",
  [SeatState.Sold]: "s",
};

type SectionInput = SeatInput & { readonly kind: "hold" | "release" | "buy" | "map" };

/** Guests of one section: they hold seats, give most of them back, and buy few, so that there are seats till the end. */
export class SeatsScript implements Script<SectionInput, SeatOutput> {
  readonly object: string = `show ${SHOW} section 1`;
  readonly model: ModelChoice = { model: "seat map", seatCount: SEATS, holdsTimeOut: false };
  private readonly buffer = new MessageBuffer();
  private readonly holds: { readonly holdId: number; readonly accountId: number }[] = [];
  private readonly accountOf = new Map<SectionInput, number>();

  draw(random: Random): SectionInput {
    const dice = random.below(200);
    if (dice < 30) return this.by(OPERATOR.principalId, { kind: "map", section });
    // What nobody was told of is not asked for; what is held by many is given back.
    if (this.holds.length > 0 && (dice < 110 || this.holds.length > 6)) {
      const hold = this.holds.splice(random.below(this.holds.length), 1)[0]!;
      const kind = dice === 31 ? "buy" : "release";
      return this.by(hold.accountId, { kind, section, holdId: hold.holdId });
    }
    const first = random.below(SEATS - SEATS_PER_HOLD_MAX);
    const seats = Array.from({ length: random.between(1, SEATS_PER_HOLD_MAX) }, (_, at) => first + at);
    return this.by(random.pick(ACCOUNT.guests), { kind: "hold", section, seats });
  }

  request(input: SectionInput): Request {
    const { buffer } = this;
    const accountId = this.accountOf.get(input)!;
    if (input.kind === "map") {
      new SeatMapEncoder().claim(buffer).set({ showSectionId: SHOW_SECTION });
      return { caller: OPERATOR, message: buffer.copy(), isQuery: true };
    }
    if (input.kind === "hold") {
      const seats = input.seats.map((seat) => ({ seat }));
      new HoldSeatsEncoder().claim(buffer).set({ showId: SHOW, accountId, seats });
    } else {
      const { holdId } = input;
      if (input.kind === "buy") new BuyHoldEncoder().claim(buffer).set({ holdId });
      else new ReleaseHoldEncoder().claim(buffer).set({ holdId });
    }
    return { caller: ownerOf(accountId), message: buffer.copy(), isQuery: false };
  }

  read(input: SectionInput, bytes: Uint8Array): SeatOutput {
    const reply = decodeTicketingReply(bytes);
    switch (reply.template) {
      case "HoldPlaced":
        return { kind: "held", holdId: reply.holdId };
      case "HoldReleased":
      case "HoldBought":
        return { kind: "done" };
      case "SeatMapImage":
        return {
          kind: "map",
          seats: reply.runs.map((run) => (LETTERS[run.state] ?? "?").repeat(run.seatCount)).join(""),
        };
      case "Rejected":
        if (input.kind !== "map") return { kind: "taken" };
    }
    throw unexpected(input, reply);
  }

  heard(input: SectionInput, output: SeatOutput): void {
    if (output.kind === "held") {
      this.holds.push({ holdId: output.holdId, accountId: this.accountOf.get(input)! });
    }
    this.accountOf.delete(input);
  }

  private by(accountId: number, input: SectionInput): SectionInput {
    this.accountOf.set(input, accountId);
    return input;
  }
}
