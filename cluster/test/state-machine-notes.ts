import { Batch } from "../batch.ts";
import type { ClusteredService, ServiceContext, StateReader, StateWriter } from "../service.ts";
import { StateMachine, type StateMachineOptions } from "../state-machine.ts";
import type { StateSection } from "../state-machine-snapshot.ts";
import { decodeSessionOpened, encodeOpenSession } from "../system-messages.ts";
import { readU53, writeU53 } from "../u53.ts";
import { BatchMaker, CLUSTER_ID, framesOf } from "./state-machine-batches.ts";

/** What a note can ask for; a message is a template and two numbers. */
export const Note = {
  /** Remembers b under a, publishes it, replies with how many notes there are. */
  Write: 1,
  /** Sets timer a to fire in b microseconds. */
  Remind: 2,
  CancelReminder: 3,
  Fail: 4,
  SayNothing: 5,
  SayTwice: 6,
  Refuse: 7,
  /** Replies with two random numbers below a. */
  Roll: 8,
  NextId: 9,
  /** Publishes a events. */
  Flood: 10,
  /** Publishes an event of 8 + a bytes in two parts. */
  Long: 11,
  /** Sets timer a, which fails when it fires in b microseconds. */
  Bomb: 12,
  /** Query: the value under a. */
  Read: 13,
  /** Replies with now, position, version, session, principal and roles. */
  WhoAmI: 14,
  Reply: 100,
  Written: 101,
  Reminded: 102,
  Opened: 103,
  Closed: 104,
} as const;

export const NOTES_SCHEMA_ID = 9;
export const REFUSED = 42;
const BOMB_KIND = 2;

export function note(templateId: number, a = 0, b = 0, schemaId: number = NOTES_SCHEMA_ID): Uint8Array {
  const bytes = new Uint8Array(24);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 16, true);
  view.setUint16(2, templateId, true);
  view.setUint16(4, schemaId, true);
  writeU53(view, 8, a);
  writeU53(view, 16, b);
  return bytes;
}

/** A service that does whatever a test asks of it, with state that shows what was done. */
export class Notes implements ClusteredService {
  readonly name: string;
  readonly schemaId: number;
  readonly values = new Map<number, number>();
  written = 0;
  remindersFired = 0;
  /** Of all reminders that fired, as their payloads said. */
  delaysUs = 0;

  constructor(schemaId: number = NOTES_SCHEMA_ID, name = "notes") {
    this.schemaId = schemaId;
    this.name = name;
  }

  validate(view: DataView, offset: number, length: number): string | undefined {
    if (length < 24) return "too short";
    const templateId = view.getUint16(offset + 2, true);
    return templateId >= Note.Write && templateId <= Note.WhoAmI ? undefined : `no template ${templateId}`;
  }

  onCommand(view: DataView, offset: number, _length: number, context: ServiceContext): void {
    const a = readU53(view, offset + 8);
    const b = readU53(view, offset + 16);
    switch (view.getUint16(offset + 2, true)) {
      case Note.Write:
        this.written++;
        this.values.set(a, b);
        this.publish(context, Note.Written, a, b);
        return this.reply(context, this.written);
      case Note.Remind:
        context.schedule(context.now + b, 1, a);
        this.rememberDelay(context, b);
        return this.reply(context, a);
      case Note.CancelReminder:
        context.cancel(1, a);
        return this.reply(context, a);
      case Note.Fail:
        this.values.set(a, -1); // Half of a change: it must not be seen again.
        this.publish(context, Note.Written, a, b);
        throw new RangeError(`note ${a} cannot be taken`);
      case Note.SayNothing:
        return;
      case Note.SayTwice:
        this.reply(context, 1);
        return this.reply(context, 2);
      case Note.Refuse:
        return context.reject(REFUSED, a);
      case Note.Roll:
        return this.reply(context, context.random(a), context.random(a));
      case Note.NextId:
        return this.reply(context, context.nextId(), context.nextId());
      case Note.Flood:
        for (let nth = 0; nth < a; nth++) this.publish(context, Note.Written, a, nth);
        return this.reply(context, a);
      case Note.Long:
        this.publishLong(context, a);
        return this.reply(context, a);
      case Note.Bomb:
        context.schedule(context.now + b, BOMB_KIND, a);
        return this.reply(context, a);
      case Note.WhoAmI:
        return this.reply(context, context.sessionId, context.principalId * 256 + context.roles);
      default:
        throw new Error("validate let it through");
    }
  }

  onQuery(view: DataView, offset: number, _length: number, context: ServiceContext): void {
    const a = readU53(view, offset + 8);
    switch (view.getUint16(offset + 2, true)) {
      case Note.Read:
        return this.reply(context, this.values.get(a) ?? 0, context.position);
      case Note.Write:
        return this.publish(context, Note.Written, a, 0);
      case Note.Remind:
        return context.schedule(context.now, 1, a);
      case Note.CancelReminder:
        return context.cancel(1, a);
      case Note.NextId:
        return this.reply(context, context.nextId());
      case Note.Refuse:
        return context.reject(REFUSED, a);
      default:
        throw new Error("no such question");
    }
  }

  onTimer(kind: number, key: number, payload: DataView, context: ServiceContext): void {
    if (kind === BOMB_KIND) throw new Error(`bomb ${key}`);
    this.remindersFired++;
    this.delaysUs += readU53(payload, 8);
    this.publish(context, Note.Reminded, key, context.now);
  }

  onSessionOpened(context: ServiceContext): void {
    this.publish(context, Note.Opened, context.sessionId, context.principalId);
  }

  onSessionClosed(context: ServiceContext): void {
    this.publish(context, Note.Closed, context.sessionId, context.principalId);
  }

  takeSnapshot(writer: StateWriter): void {
    writer.entity("notes", 0);
    writer.number("written", this.written);
    writer.number("remindersFired", this.remindersFired);
    writer.number("delaysUs", this.delaysUs);
    for (const key of [...this.values.keys()].sort((a, b) => a - b)) {
      writer.entity("note", key);
      writer.number("value", this.values.get(key)!);
      writer.text("title", `note ${key}`);
    }
  }

  loadSnapshot(reader: StateReader): void {
    if (reader.entity("notes") === undefined) throw new Error("no notes");
    this.written = reader.number("written");
    this.remindersFired = reader.number("remindersFired");
    this.delaysUs = reader.number("delaysUs");
    for (let key = reader.entity("note"); key !== undefined; key = reader.entity("note")) {
      this.values.set(key, reader.number("value"));
      reader.text("title");
    }
  }

  /** The payload of the timer set last. */
  private rememberDelay(context: ServiceContext, delayUs: number): void {
    const at = context.timers.claim(16);
    writeU53(context.timers.view, at + 8, delayUs);
  }

  private reply(context: ServiceContext, a: number, b = 0): void {
    const at = context.replies.claim(24);
    context.replies.view.setUint16(at + 2, Note.Reply, true);
    context.replies.view.setUint16(at + 4, this.schemaId, true);
    writeU53(context.replies.view, at + 8, a);
    writeU53(context.replies.view, at + 16, b);
  }

  private publish(context: ServiceContext, templateId: number, a: number, b: number): void {
    const at = context.events.claim(24);
    context.events.view.setUint16(at + 2, templateId, true);
    context.events.view.setUint16(at + 4, this.schemaId, true);
    writeU53(context.events.view, at + 8, a);
    writeU53(context.events.view, at + 16, b);
  }

  private publishLong(context: ServiceContext, length: number): void {
    const at = context.events.claim(8);
    context.events.view.setUint16(at + 2, Note.Written, true);
    const more = context.events.extend(length);
    for (let byte = 0; byte < length; byte++) context.events.view.setUint8(more + byte, byte & 0xff);
  }
}

/** First and second number of a Reply, or of an event. */
export function numbersOf(record: { message: DataView }): [number, number] {
  return [readU53(record.message, 8), readU53(record.message, 16)];
}

export function newMachine(options: Partial<StateMachineOptions> = {}): StateMachine {
  return new StateMachine({ services: () => [new Notes()], seed: 5, clusterId: CLUSTER_ID, ...options });
}

export function openSession(nonce: number, principalId = 1, replyRingBytes = 0): Uint8Array {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint32(0, nonce, true);
  return encodeOpenSession({
    nonce: bytes,
    principalId,
    roles: 3,
    timeoutMs: 5_000,
    replyRingBytes,
    flags: 0,
  });
}

/** A machine and the maker of its batches, with an open session. */
export function machineWithSession(options: Partial<StateMachineOptions> = {}): {
  machine: StateMachine;
  maker: BatchMaker;
  sessionId: number;
} {
  const machine = newMachine(options);
  const maker = new BatchMaker();
  const [frame] = framesOf(machine.apply(maker.system([openSession(1)])));
  return { machine, maker, sessionId: decodeSessionOpened(frame.records[0].message, 0).sessionId };
}

/** A batch's bytes as a new batch: what another node got. */
export function copyOf(batch: Batch): Batch {
  return new Batch(batch.bytes.slice());
}

/** All sections that the machine's state is saved in. */
export function savedBy(machine: StateMachine): StateSection[] {
  const sections: StateSection[] = [];
  machine.save((section) => sections.push(section));
  return sections;
}
