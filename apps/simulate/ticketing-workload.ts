import type { ClusteredService } from "@lockstep/cluster/service";
import type { Historian } from "@lockstep/cluster/simulator/historian";
import type { Random } from "@lockstep/cluster/simulator/random";
import type { Workload, WorkloadCommand } from "@lockstep/cluster/simulator/workload";
import { createAccounts } from "@lockstep/domain/accounts/accounts-service";
import { Ledger } from "@lockstep/domain/accounts/ledger";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { demoHallPlan } from "@lockstep/domain/ticketing/demo-hall";
import { chartCommands } from "@lockstep/domain/ticketing/hall-plan";
import { ticketingLimits } from "@lockstep/domain/ticketing/ticketing-limits";
import {
  BuyHoldEncoder,
  CreateShowEncoder,
  decodeTicketingReply,
  ExtendHoldEncoder,
  SeatMapEncoder,
  HoldBestAvailableEncoder,
  HoldPlacesEncoder,
  HoldSeatsEncoder,
  RefundTicketsEncoder,
  ReleaseHoldEncoder,
  ticketingService,
  Together,
} from "@lockstep/domain/ticketing/ticketing-messages";
import { Ticketing } from "@lockstep/domain/ticketing/ticketing-service";
import {
  accountsSetup,
  FIRST_ACCOUNT,
  HOUSE_ACCOUNT,
  LAST_ACCOUNT,
  OPERATOR,
  ownerOf,
} from "./accounts-setup.ts";
import { TicketingHistorian } from "./models/ticketing-historian.ts";

const TICKETING_SCHEMA_ID = 3;
const SHOWS = [1, 2];
const SEATS = 362;
const STANDING_SECTION = 5;
/** Short, so that many holds time out within a run. */
const HOLD_US = 3_000_000;
const EXTENSION_US = 2_000_000;
const REMEMBERED_MAX = 100;
/** Refunds are drawn from the latest purchases. */
const limits = { ...ticketingLimits, holdsMax: 4_096, ticketsMax: 200_000 };

interface KnownHold {
  readonly accountId: number;
  readonly holdId: number;
}

interface KnownTickets {
  readonly ticketId: number;
  readonly ticketCount: number;
}

/** Customers of a small theatre, more of them than it has seats: holds that are bought, given back and time out. */
export class TicketingWorkload implements Workload {
  readonly setup: readonly WorkloadCommand[];
  private readonly buffer = new MessageBuffer();
  private readonly holds: KnownHold[] = [];
  private readonly tickets: KnownTickets[] = [];

  constructor() {
    const shows = SHOWS.map((showId) => {
      new CreateShowEncoder().claim(this.buffer).set({
        showId,
        chartId: 1,
        assetId: 1,
        payeeAccountId: HOUSE_ACCOUNT,
        onSaleAt: 0,
        holdDurationUs: HOLD_US,
        extensionUs: EXTENSION_US,
        accountSeatsMax: 60,
        prices: [650, 450, 800, 200].map((price, at) => ({ category: at + 1, price })),
        name: `Show ${showId}`,
      });
      return this.buffer.copy();
    });
    const commands = [...chartCommands(demoHallPlan()), ...shows];
    this.setup = [...accountsSetup(["EUR"]), ...commands.map((message) => ({ caller: OPERATOR, message }))];
  }

  makeServices(): ClusteredService[] {
    const ledger = new Ledger();
    return [createAccounts(ledger), ticketingService(new Ticketing(ledger, limits))];
  }

  newHistorian(): Historian {
    return new TicketingHistorian(demoHallPlan());
  }

  draw(random: Random): WorkloadCommand {
    const accountId = random.between(FIRST_ACCOUNT, LAST_ACCOUNT);
    const showId = random.pick(SHOWS);
    const hold = this.holds.length === 0 ? undefined : random.pick(this.holds);
    const tickets = this.tickets.length === 0 ? undefined : random.pick(this.tickets);
    const dice = random.below(100);
    if (dice < 10 && tickets !== undefined) return this.refund(tickets);
    if (dice < 40 && hold !== undefined) return this.end(random, hold);
    if (dice < 60) return this.pickSeats(random, accountId, showId);
    if (dice < 75) return this.pickPlaces(random, accountId, showId);
    return this.askForBest(random, accountId, showId);
  }

  ask(random: Random): WorkloadCommand {
    const showSectionId = random.pick(SHOWS) * 1_000 + random.between(1, STANDING_SECTION);
    new SeatMapEncoder().claim(this.buffer).set({ showSectionId });
    return { caller: OPERATOR, message: this.buffer.copy() };
  }

  heard(_command: WorkloadCommand, reply: Uint8Array): void {
    if (new DataView(reply.buffer, reply.byteOffset).getUint16(4, true) !== TICKETING_SCHEMA_ID) return;
    const answer = decodeTicketingReply(reply);
    if (answer.template === "HoldPlaced") {
      this.holds.push({ accountId: answer.accountId, holdId: answer.holdId });
      if (this.holds.length > REMEMBERED_MAX) this.holds.shift();
    } else if (answer.template === "HoldBought") {
      this.tickets.push({ ticketId: answer.firstTicketId, ticketCount: answer.ticketCount });
      if (this.tickets.length > REMEMBERED_MAX) this.tickets.shift();
    }
  }

  private refund(tickets: KnownTickets): WorkloadCommand {
    new RefundTicketsEncoder().claim(this.buffer).set(tickets);
    return { caller: OPERATOR, message: this.buffer.copy() };
  }

  private end(random: Random, { accountId, holdId }: KnownHold): WorkloadCommand {
    const encoder = random.pick([BuyHoldEncoder, BuyHoldEncoder, ReleaseHoldEncoder, ExtendHoldEncoder]);
    new encoder().claim(this.buffer).set({ holdId });
    return this.of(accountId);
  }

  private pickSeats(random: Random, accountId: number, showId: number): WorkloadCommand {
    const first = random.below(SEATS - 4);
    const seats = Array.from({ length: random.between(1, 4) }, (_, at) => ({ seat: first + at }));
    new HoldSeatsEncoder().claim(this.buffer).set({ showId, accountId, seats });
    return this.of(accountId);
  }

  private pickPlaces(random: Random, accountId: number, showId: number): WorkloadCommand {
    const seatCount = random.between(1, 6);
    new HoldPlacesEncoder()
      .claim(this.buffer)
      .set({ showId, accountId, sectionNumber: STANDING_SECTION, seatCount });
    return this.of(accountId);
  }

  private askForBest(random: Random, accountId: number, showId: number): WorkloadCommand {
    const together = random.pick([Together.Row, Together.Section]);
    new HoldBestAvailableEncoder()
      .claim(this.buffer)
      .set({ showId, accountId, seatCount: random.between(1, 6), attributesAllowed: 0, together });
    return this.of(accountId);
  }

  private of(accountId: number): WorkloadCommand {
    return { caller: ownerOf(accountId), message: this.buffer.copy() };
  }
}
