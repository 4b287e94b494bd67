import { Ledger } from "../accounts/ledger.ts";
import { EXTERNAL_ACCOUNT } from "../accounts/accounts.ts";
import { type Context, Role, type Service, type StateReader, type StateWriter } from "../contract/context.ts";
import { MessageBuffer } from "../contract/message-buffer.ts";
import { type Protocol, protocol } from "../contract/protocol.ts";
import { ticketingContract } from "../ticketing/ticketing-contract.ts";
import type { TicketingLimits } from "../ticketing/ticketing-limits.ts";
import { ticketingLimits } from "../ticketing/ticketing-limits.ts";
import { ticketingCodecs, ticketingService } from "../ticketing/ticketing-messages.ts";
import { Ticketing } from "../ticketing/ticketing-service.ts";

/** A message as a plain object, with its name. */
export interface Message {
  readonly message: string;
  readonly [field: string]: unknown;
}

export interface Caller {
  readonly principalId: number;
  readonly roles: number;
}

export const operator: Caller = { principalId: 9, roles: Role.Operator };

interface Timer {
  readonly deadline: number;
  readonly kind: number;
  readonly key: number;
}

const none = new MessageBuffer();

/** What a cluster is to one service, in memory: a clock that tests move, timers, outputs as objects. */
export class Host {
  now = 1_000_000;
  position = 0;
  readonly timers = new Map<string, Timer>();
  /** Called after every command, query and timer. */
  check: () => void = () => undefined;
  private readonly service: Service;
  private readonly protocol: Protocol;
  private readonly input = new MessageBuffer();

  constructor(service: Service, known: Protocol) {
    this.service = service;
    this.protocol = known;
  }

  /** Applies a command or answers a query, given by name or as bytes; due timers fire first. */
  send(request: string | Uint8Array, value: object = {}, caller: Caller = operator): Message[] {
    this.position++;
    this.fireTimers();
    const bytes = typeof request === "string" ? this.encode(request, value) : request;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const wrong = this.service.validate(view, 0, bytes.length);
    if (wrong !== undefined) throw new Error(`not well-formed: ${wrong}`);
    const isQuery = this.protocol.at(view, 0)?.kind === "query";
    const outputs = new Outputs(this.protocol);
    const context = this.contextFor(caller, outputs);
    if (isQuery) this.service.onQuery(view, 0, bytes.length, context);
    else this.service.onCommand(view, 0, bytes.length, context);
    this.check();
    if (outputs.replies.messages().length !== 1) throw new Error("not exactly one reply");
    return [...outputs.replies.messages(), ...outputs.events.messages()];
  }

  /** Moves the clock; what fires now would otherwise fire before the next command. */
  advanceTo(now: number): Message[] {
    this.now = now;
    this.position++;
    return this.fireTimers();
  }

  private fireTimers(): Message[] {
    const due = [...this.timers.values()].filter(({ deadline }) => deadline <= this.now);
    due.sort((a, b) => a.deadline - b.deadline || a.kind - b.kind || a.key - b.key);
    return due.flatMap(({ kind, key }) => {
      this.timers.delete(`${kind}/${key}`);
      const outputs = new Outputs(this.protocol);
      this.service.onTimer(kind, key, this.contextFor({ principalId: 0, roles: 0 }, outputs));
      this.check();
      if (outputs.replies.messages().length > 0) throw new Error("a timer replied");
      return outputs.events.messages();
    });
  }

  private encode(name: string, value: object): Uint8Array {
    this.protocol.named(name)!.encode(value, this.input);
    return this.input.copy();
  }

  private contextFor(caller: Caller, outputs: Outputs): Context {
    const { timers, now, position } = this;
    return {
      now,
      position,
      version: 0,
      sessionId: 1,
      ...caller,
      replies: outputs.replies,
      events: outputs.events,
      reject: (code, value) => {
        const rejected = value === undefined ? { code } : { code, value };
        this.protocol.named("Rejected")!.encode(rejected, outputs.replies);
      },
      schedule: (deadline, kind, key) => void timers.set(`${kind}/${key}`, { deadline, kind, key }),
      cancel: (kind, key) => void timers.delete(`${kind}/${key}`),
      random: () => {
        throw new Error("not needed");
      },
      nextId: () => {
        throw new Error("not needed");
      },
    };
  }
}

class Outputs {
  readonly replies: Recorder;
  readonly events: Recorder;

  constructor(known: Protocol) {
    this.replies = new Recorder(known);
    this.events = new Recorder(known);
  }
}

/** An output that keeps each message apart. */
class Recorder {
  private readonly buffers: MessageBuffer[] = [];
  private readonly protocol: Protocol;

  constructor(known: Protocol) {
    this.protocol = known;
  }

  get view(): DataView {
    return (this.buffers.at(-1) ?? none).view;
  }

  claim(length: number): number {
    this.buffers.push(new MessageBuffer());
    return this.buffers.at(-1)!.claim(length);
  }

  extend(length: number): number {
    return this.buffers.at(-1)!.extend(length);
  }

  messages(): Message[] {
    return this.buffers.map((buffer) => {
      const known = this.protocol.at(buffer.view, 0)!;
      const wrong = known.validate(buffer.view, 0, buffer.message().length);
      if (wrong !== undefined) throw new Error(`${known.name}: ${wrong}`);
      const value = known.decode(buffer.view, 0) as Record<string, unknown>;
      if (known.kind !== "rejection") return { message: known.name, ...value };
      const reason = this.protocol.rejection(value.code as number)!.name;
      return "value" in value ? { message: reason, value: value.value } : { message: reason };
    });
  }
}

export const ticketingProtocol: Protocol = protocol(ticketingContract, ticketingCodecs);

/** A box office with accounts beside it. Account 1 is paid; 2 and 3 are customers with 1,000.00 each. */
export class BoxOfficeHost extends Host {
  readonly ledger: Ledger;
  readonly ticketing: Ticketing;

  constructor(limits: Partial<TicketingLimits> = {}, ledger: Ledger = customers()) {
    const ticketing = new Ticketing(ledger, { ...ticketingLimits, holdsMax: 1_024, ...limits });
    super(ticketingService(ticketing), ticketingProtocol);
    this.ledger = ledger;
    this.ticketing = ticketing;
    this.check = () => {
      const wrong = [...ticketing.checkInvariants(), ...ledger.checkInvariants()];
      if (wrong.length > 0) throw new Error(wrong.join("; "));
      this.checkTimers();
    };
  }

  /** No orphaned hold: each pending hold has its timer, at its deadline, and no other hold has one. */
  private checkTimers(): void {
    const { holds } = this.ticketing.office;
    const timers = [...this.timers.values()].filter(({ kind }) => kind === 1);
    if (timers.length !== holds.pendingCount) throw new Error("a hold without a timer, or the reverse");
    for (const { key, deadline } of timers) {
      const slot = holds.find(key);
      if (slot < 0 || holds.status[slot] !== 1 || holds.deadline[slot] !== deadline) {
        throw new Error(`the timer of hold ${key} is wrong`);
      }
    }
  }
}

export const payee = 1;
export const customerMoney = 100_000;

function customers(): Ledger {
  const ledger = new Ledger();
  const assetId = ledger.createAsset({ code: "USD", decimals: 2 });
  for (let principalId = 1; principalId <= 3; principalId++) {
    const accountId = ledger.openAccount(principalId);
    if (accountId !== payee) ledger.transfer(EXTERNAL_ACCOUNT, accountId, assetId, customerMoney);
  }
  return ledger;
}

/** The customer whose account has the same number. */
export function customer(principalId: number): Caller {
  return { principalId, roles: Role.Trader };
}

/** State as a list of what was written, to read again, compare, or alter. */
export class StateList implements StateWriter, StateReader {
  readonly items: { kind: "entity" | "number" | "text"; name: string; value: number | string }[] = [];
  private at = 0;

  entity(kind: string, key: number): void;
  entity(kind: string): number | undefined;
  entity(kind: string, key?: number): number | undefined {
    if (key !== undefined) {
      this.items.push({ kind: "entity", name: kind, value: key });
      return undefined;
    }
    const next = this.items[this.at];
    if (next === undefined || next.kind !== "entity" || next.name !== kind) return undefined;
    this.at++;
    return next.value as number;
  }

  number(name: string, value: number): void;
  number(name: string): number;
  number(name: string, value?: number): number {
    return this.field("number", name, value) as number;
  }

  text(name: string, value: string): void;
  text(name: string): string;
  text(name: string, value?: string): string {
    return this.field("text", name, value) as string;
  }

  get isAtEnd(): boolean {
    return this.at === this.items.length;
  }

  private field(kind: "number" | "text", name: string, value?: number | string): number | string {
    if (value !== undefined) {
      this.items.push({ kind, name, value });
      return value;
    }
    const next = this.items[this.at++];
    if (next?.kind !== kind || next.name !== name) throw new Error(`${name} is not next`);
    return next.value;
  }
}
