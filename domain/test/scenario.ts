import { guardHandlers } from "@lockstep/cluster/simulator/determinism-guard";
import { expect } from "vitest";
import type { Context, Output, Service } from "../contract/context.ts";
import type { Contract } from "../contract/contract.ts";
import { messagesOf } from "../contract/define-contract.ts";
import { MessageBuffer, NO_OUTPUT } from "../contract/message-buffer.ts";
import type { MessageCodec } from "../contract/protocol.ts";

/** A service with what is needed to speak to it. */
export interface Hosted {
  service: Service;
  contract: Contract;
  codecs: readonly MessageCodec[];
}

/** A message as tests see it: its fields, and which message it is. */
export type Message = { template: string; [field: string]: unknown };

/** What came of one command, query or timer. */
export class Outcome {
  readonly reply: Message | undefined;
  readonly events: readonly Message[];

  constructor(reply: Message | undefined, events: readonly Message[]) {
    this.reply = reply;
    this.events = events;
  }

  /** The reply is this message and has at least these fields. */
  replies(template: string, fields: object = {}): this {
    expect(this.reply).toMatchObject({ template, ...fields });
    return this;
  }

  /** The reply is a rejection with this name of a code, and nothing was published. */
  isRejected(label: string, value?: number): this {
    expect(this.reply).toMatchObject({ template: "Rejected", rejection: label });
    if (value !== undefined) expect(this.reply).toMatchObject({ value });
    expect(this.events).toEqual([]);
    return this;
  }

  /** There is an event with at least these fields. */
  publishes(template: string, fields: object = {}): this {
    expect(this.all(template)).toContainEqual(expect.objectContaining({ template, ...fields }));
    return this;
  }

  publishesNo(template: string): this {
    expect(this.all(template)).toEqual([]);
    return this;
  }

  all(template: string): Message[] {
    return this.events.filter((event) => event.template === template);
  }
}

/** The time at which scenarios begin: a round number of microseconds. */
export const START_US = 1_000_000_000;

/**
 * Runs services on encoded bytes as a cluster would, on one thread without a cluster: plain objects
 * go in, replies and events come out as plain objects. Queries, validation and timers included.
 */
export class Scenario {
  now = START_US;
  position = 0;
  /** Sees the bytes of every message that a service puts out, for tests of bytes. */
  inspect: ((codec: MessageCodec, bytes: Uint8Array) => void) | undefined;
  private readonly hosts: Host[];
  private readonly context = new ScenarioContext();
  private readonly timers: Timer[] = [];

  constructor(...hosted: Hosted[]) {
    this.hosts = hosted.map((each) => new Host(each));
  }

  /** Who speaks from now on. */
  as(principalId: number, roles: number): this {
    this.context.principalId = principalId;
    this.context.roles = roles;
    return this;
  }

  /** Sends a command, well-formed ones only. */
  when(name: string, fields: object): Outcome {
    return this.send(name, fields, false);
  }

  /** Asks a query. */
  ask(name: string, fields: object = {}): Outcome {
    return this.send(name, fields, true);
  }

  /** What the service says of the bytes of a message; undefined when they are well-formed. */
  validate(schemaId: number, bytes: Uint8Array): string | undefined {
    const host = this.hosts.find((each) => each.hosted.service.schemaId === schemaId)!;
    return host.hosted.service.validate(
      new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      0,
      bytes.byteLength,
    );
  }

  /** Bytes of a command or query. */
  encode(name: string, fields: object): Uint8Array {
    const buffer = new MessageBuffer();
    this.hostOf(name).codec(name).encode(fields, buffer);
    return buffer.copy();
  }

  /** Lets cluster time pass; the timers that are due fire in order of deadline, kind and key. */
  at(now: number): Outcome {
    this.now = now;
    const events: Message[] = [];
    for (;;) {
      const due = this.timers
        .filter((timer) => timer.deadline <= now)
        .toSorted((a, b) => a.deadline - b.deadline || a.kind - b.kind || a.key - b.key)[0];
      if (due === undefined) return new Outcome(undefined, events);
      this.timers.splice(this.timers.indexOf(due), 1);
      const host = due.host;
      const { principalId, roles } = this.context;
      this.as(0, 0);
      this.begin(host);
      const { view } = due.payload;
      host.hosted.service.onTimer(due.kind, due.key, view.byteLength === 0 ? NO_FIELDS : view, this.context);
      this.as(principalId, roles);
      events.push(...host.decodeAll(this.context.events));
    }
  }

  /** Timers that are set, as [deadline, kind, key], in the order in which they will fire. */
  get pending(): [deadline: number, kind: number, key: number][] {
    return this.timers
      .toSorted((a, b) => a.deadline - b.deadline || a.kind - b.kind || a.key - b.key)
      .map(({ deadline, kind, key }) => [deadline, kind, key]);
  }

  private send(name: string, fields: object, query: boolean): Outcome {
    const host = this.hostOf(name);
    const { service } = host.hosted;
    const bytes = this.encode(name, fields);
    const wrong = this.validate(service.schemaId, bytes);
    if (wrong !== undefined) throw new Error(`${name} is not well-formed: ${wrong}`);
    // The service reads at an offset that is not 0, as it will in a batch.
    const view = new DataView(new ArrayBuffer(bytes.length + 24));
    new Uint8Array(view.buffer).set(bytes, 24);
    if (!query) this.position++;
    this.begin(host);
    if (query) service.onQuery(view, 24, bytes.length, this.context);
    else service.onCommand(view, 24, bytes.length, this.context);
    if (this.inspect !== undefined) host.show(this.context, this.inspect);
    const replies = host.decodeAll(this.context.replies);
    if (replies.length !== 1) throw new Error(`${name} has ${replies.length} replies, not one`);
    return new Outcome(replies[0], host.decodeAll(this.context.events));
  }

  private begin(host: Host): void {
    this.context.begin(this.now, this.position, host.hosted, this.timersOf(host));
  }

  private timersOf(host: Host): TimerSet {
    const cancel = (kind: number, key: number): void => {
      const at = this.timers.findIndex(
        (timer) => timer.host === host && timer.kind === kind && timer.key === key,
      );
      if (at >= 0) this.timers.splice(at, 1);
    };
    return {
      cancel,
      schedule: (deadline, kind, key) => {
        cancel(kind, key);
        const payload = new MessageBuffer(0);
        this.context.timers = payload;
        this.timers.push({ host, deadline, kind, key, payload });
      },
    };
  }

  private hostOf(name: string): Host {
    const host = this.hosts.find((each) => each.has(name));
    if (host === undefined) throw new Error(`no service of this scenario knows ${name}`);
    return host;
  }
}

interface Timer {
  host: Host;
  deadline: number;
  kind: number;
  key: number;
  payload: MessageBuffer;
}

/** The header that a cluster shows of a timer without fields. */
const NO_FIELDS = new DataView(new ArrayBuffer(8));

type TimerSet = Pick<Context, "schedule" | "cancel">;

class Host {
  readonly hosted: Hosted;
  private readonly names = new Map<number, string>();
  private readonly labels = new Map<number, string>();

  constructor(hosted: Hosted) {
    this.hosted = hosted;
    guardHandlers(hosted.service, (templateId) => this.names.get(templateId));
    for (const [, name, { id }] of messagesOf(hosted.contract)) this.names.set(id, name);
    this.names.set(65_535, "Rejected");
    for (const [label, { code }] of Object.entries(hosted.contract.rejections)) this.labels.set(code, label);
  }

  has(name: string): boolean {
    return name in this.hosted.contract.commands || name in this.hosted.contract.queries;
  }

  codec(name: string): MessageCodec {
    return this.hosted.codecs.find((codec) => codec.name === name)!;
  }

  show(context: ScenarioContext, inspect: (codec: MessageCodec, bytes: Uint8Array) => void): void {
    for (const { starts, view, end } of [context.replies, context.events]) {
      starts.forEach((start, n) => {
        const name = this.names.get(view.getUint16(start + 2, true))!;
        inspect(this.codec(name), new Uint8Array(view.buffer, start, (starts[n + 1] ?? end) - start));
      });
    }
  }

  decodeAll(output: MessageList): Message[] {
    return output.starts.map((start) => {
      const name = this.names.get(output.view.getUint16(start + 2, true))!;
      const fields = this.codec(name).decode(output.view, start) as Record<string, unknown>;
      if (name !== "Rejected") return { template: name, ...fields };
      return { template: name, rejection: this.labels.get(fields["code"] as number), ...fields };
    });
  }
}

class ScenarioContext implements Context {
  now = 0;
  position = 0;
  readonly version = 1;
  readonly sessionId = 1;
  principalId = 0;
  roles = 0;
  readonly replies: MessageList = new MessageList();
  readonly events: MessageList = new MessageList();
  /** The payload of the timer set last. */
  timers: Output = NO_OUTPUT;
  private hosted!: Hosted;
  private timerSet!: TimerSet;
  private draws = 0;

  begin(now: number, position: number, hosted: Hosted, timers: TimerSet): void {
    this.now = now;
    this.position = position;
    this.hosted = hosted;
    this.timerSet = timers;
    this.draws = 0;
    this.replies.clear();
    this.events.clear();
  }

  reject(code: number, value?: number): void {
    const rejected = this.hosted.codecs.find((codec) => codec.name === "Rejected")!;
    rejected.encode(value === undefined ? { code } : { code, value }, this.replies);
  }

  schedule(deadline: number, kind: number, key: number): void {
    this.timerSet.schedule(deadline, kind, key);
  }

  cancel(kind: number, key: number): void {
    this.timerSet.cancel(kind, key);
  }

  call(): never {
    throw new Error("nobody can be called here");
  }

  random(bound: number): number {
    return (Math.imul(this.nextId(), 0x9e3779b1) % bound) >>> 0;
  }

  nextId(): number {
    return this.position * 1_000 + this.draws++;
  }
}

/** An output that keeps all messages of a command. */
class MessageList implements Output {
  readonly starts: number[] = [];
  view: DataView = new DataView(new ArrayBuffer(4_096));
  private length = 0;

  get end(): number {
    return this.length;
  }

  claim(length: number): number {
    this.starts.push(this.length);
    return this.extend(length);
  }

  extend(length: number): number {
    const offset = this.length;
    this.length += length;
    if (this.length > this.view.byteLength) {
      const larger = new Uint8Array(this.length * 2);
      larger.set(new Uint8Array(this.view.buffer, 0, offset));
      this.view = new DataView(larger.buffer);
    }
    return offset;
  }

  clear(): void {
    this.length = 0;
    this.starts.length = 0;
  }
}
