import { EXTERNAL_ACCOUNT } from "../accounts/accounts.ts";
import { Ledger } from "../accounts/ledger.ts";
import { Role } from "../contract/context.ts";
import { protocol } from "../contract/protocol.ts";
import { ticketingContract } from "../ticketing/ticketing-contract.ts";
import { type TicketingLimits, ticketingLimits } from "../ticketing/ticketing-limits.ts";
import {
  HoldEndsDecoder,
  HoldStatus,
  ticketingCodecs,
  ticketingService,
} from "../ticketing/ticketing-messages.ts";
import { Ticketing } from "../ticketing/ticketing-service.ts";
import { type Outcome, Scenario } from "./scenario.ts";

/** A message as a plain object, with its name; of a rejection, the name of its code and its value. */
export interface Message {
  readonly message: string;
  readonly [field: string]: unknown;
}

export interface Caller {
  readonly principalId: number;
  readonly roles: number;
}

export const operator: Caller = { principalId: 9, roles: Role.Operator };

/** The customer whose account has the same number. */
export function customer(principalId: number): Caller {
  return { principalId, roles: Role.Trader };
}

export const payee = 1;
export const customerMoney = 100_000;

const ticketingProtocol = protocol(ticketingContract, ticketingCodecs);

/**
 * A box office with accounts beside it: 1 is paid, 2 and 3 are customers with 1,000.00 each. After
 * everything that happens its invariants, those of the accounts, and its timers are checked.
 */
export class BoxOfficeHost {
  now = 1_000_000;
  readonly ledger: Ledger;
  readonly ticketing: Ticketing;
  private readonly scenario: Scenario;

  constructor(limits: Partial<TicketingLimits> = {}, ledger: Ledger = customers()) {
    this.ledger = ledger;
    this.ticketing = new Ticketing(ledger, { ...ticketingLimits, holdsMax: 1_024, ...limits });
    const service = ticketingService(this.ticketing);
    this.scenario = new Scenario({ service, contract: ticketingContract, codecs: ticketingCodecs });
  }

  /** Applies a command or answers a query, given by name or as bytes; what is due fires first. */
  send(request: string | Uint8Array, value: object = {}, caller: Caller = operator): Message[] {
    const { scenario } = this;
    this.advanceTo(this.now);
    scenario.as(caller.principalId, caller.roles);
    let [name, fields] = [request, value];
    if (typeof name !== "string") {
      const view = new DataView(name.buffer, name.byteOffset, name.length);
      const known = ticketingProtocol.at(view, 0)!;
      [name, fields] = [known.name, known.decode(view, 0)];
    }
    const isQuery = ticketingProtocol.named(name)!.kind === "query";
    if (isQuery) return messagesOf(scenario.ask(name, fields));
    const outcome = scenario.when(name, fields);
    this.check();
    return messagesOf(outcome);
  }

  /** Moves the clock, and time passes in the box office. */
  advanceTo(now: number): Message[] {
    this.now = now;
    const events = messagesOf(this.scenario.at(now));
    if (events.length > 0) this.check(); // Whatever ends a hold is published.
    return events;
  }

  private check(): void {
    const wrong = [...this.ticketing.violations(), ...this.ledger.violations(), ...this.orphans()];
    if (wrong.length > 0) throw new Error(wrong.join("; "));
  }

  /** Pending holds without a timer at their deadline, and timers without a pending hold. */
  private orphans(): string[] {
    const { holds } = this.ticketing.office;
    const timers = this.scenario.pending.filter(([, kind]) => kind === HoldEndsDecoder.templateId);
    const wrong = timers.filter(([deadline, , key]) => {
      const slot = holds.find(key);
      return slot < 0 || holds.status[slot] !== HoldStatus.Pending || holds.deadline[slot] !== deadline;
    });
    if (timers.length !== holds.pendingCount) return ["a hold without a timer"];
    return wrong.map(([, , key]) => `the timer of hold ${key} is wrong`);
  }
}

function customers(): Ledger {
  const ledger = new Ledger();
  const assetId = ledger.createAsset({ code: "USD", decimals: 2 });
  for (let principalId = 1; principalId <= 3; principalId++) {
    const accountId = ledger.openAccount(principalId);
    if (accountId !== payee) ledger.transfer(EXTERNAL_ACCOUNT, accountId, assetId, customerMoney);
  }
  return ledger;
}

function messagesOf({ reply, events }: Outcome): Message[] {
  const all = reply === undefined ? events : [reply, ...events];
  return all.map(({ template, rejection, ...fields }) => {
    if (typeof rejection !== "string") return { ...fields, message: template };
    return "value" in fields ? { message: rejection, value: fields.value } : { message: rejection };
  });
}
