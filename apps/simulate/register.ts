import type { ClusteredService, ServiceContext, StateReader, StateWriter } from "@lockstep/cluster/service";
import { readU53, writeU53 } from "@lockstep/cluster/u53";

export const REGISTER_BUILDS = 2;
export const REGISTER_SCHEMA_ID = 9;
const BLOCK_BYTES = 24;
export const REGISTER_MESSAGE_BYTES: number = 8 + BLOCK_BYTES;
export const RegisterTemplate = {
  Write: 1,
  CompareAndSet: 2,
  Read: 3,
  /** Its third number is the delay in microseconds. */
  WriteLater: 4,
  Value: 40,
  Changed: 60,
} as const;
/** The timer of a write to come: its key is the register's, its payload has the value. */
const WRITE_COMES = 80;
const TIMER_BYTES = 16;

/**
 * The smallest service there is: numbers under keys that are written, read, written when they are what the
 * client believes, and written later, by a timer; a write that comes first takes that back. All its messages are a
 * template and three numbers. Since version 2 it counts the writes under a key, and its events say how many there were,
 * in place of what was there before.
 */
export class Register implements ClusteredService {
  readonly name = "register";
  readonly schemaId: number = REGISTER_SCHEMA_ID;
  private readonly values = new Map<number, number>();
  private readonly writes = new Map<number, number>();
  private readonly build: number;

  /** @param build of the service: the first knows nothing of version 2 */
  constructor(build: number = REGISTER_BUILDS) {
    this.build = build;
  }

  validate(view: DataView, offset: number, length: number): string | undefined {
    if (length < REGISTER_MESSAGE_BYTES) {
      return `a message has ${REGISTER_MESSAGE_BYTES} bytes, not ${length}`;
    }
    const template = view.getUint16(offset + 2, true);
    const isKnown = template >= RegisterTemplate.Write && template <= RegisterTemplate.WriteLater;
    return isKnown ? undefined : `no template ${template}`;
  }

  onCommand(view: DataView, offset: number, _length: number, context: ServiceContext): void {
    const key = readU53(view, offset + 8);
    const value = readU53(view, offset + 16);
    const believed = readU53(view, offset + 24);
    const template = view.getUint16(offset + 2, true);
    const before = this.values.get(key) ?? 0;
    if (template === RegisterTemplate.WriteLater) this.scheduleWrite(context, key, value, believed);
    const isSet =
      template === RegisterTemplate.Write ||
      (template === RegisterTemplate.CompareAndSet && before === believed);
    if (isSet) {
      context.cancel(WRITE_COMES, key);
      this.set(context, key, value);
    }
    const at = context.replies.claim(REGISTER_MESSAGE_BYTES);
    writeRegisterMessage(
      context.replies.view,
      at,
      RegisterTemplate.Value,
      before,
      isSet ? 1 : 0,
      context.now,
    );
  }

  onQuery(view: DataView, offset: number, _length: number, context: ServiceContext): void {
    const value = this.values.get(readU53(view, offset + 8)) ?? 0;
    writeRegisterMessage(
      context.replies.view,
      context.replies.claim(REGISTER_MESSAGE_BYTES),
      RegisterTemplate.Value,
      value,
      0,
      0,
    );
  }

  onTimer(_kind: number, key: number, payload: DataView, context: ServiceContext): void {
    this.set(context, key, readU53(payload, 8));
  }

  onSessionOpened(): void {}
  onSessionClosed(): void {}

  private scheduleWrite(context: ServiceContext, key: number, value: number, delayUs: number): void {
    context.schedule(context.now + delayUs, WRITE_COMES, key);
    const at = context.timers.claim(TIMER_BYTES);
    writeU53(context.timers.view, at + 8, value);
  }

  private set(context: ServiceContext, key: number, value: number): void {
    const isCounted = this.build >= 2 && context.version >= 2;
    const writes = (this.writes.get(key) ?? 0) + 1;
    if (isCounted) this.writes.set(key, writes);
    const third = isCounted ? writes : (this.values.get(key) ?? 0);
    this.values.set(key, value);
    const at = context.events.claim(REGISTER_MESSAGE_BYTES);
    writeRegisterMessage(context.events.view, at, RegisterTemplate.Changed, key, value, third);
  }

  takeSnapshot(writer: StateWriter, version: number): void {
    for (const key of [...this.values.keys()].sort((a, b) => a - b)) {
      writer.entity("register", key);
      writer.number("value", this.values.get(key)!);
      if (this.build >= 2 && version >= 2) writer.number("writes", this.writes.get(key) ?? 0);
    }
  }

  loadSnapshot(reader: StateReader, version: number): void {
    for (let key = reader.entity("register"); key !== undefined; key = reader.entity("register")) {
      this.values.set(key, reader.number("value"));
      if (this.build >= 2 && version >= 2) this.writes.set(key, reader.number("writes"));
    }
  }
}

/** A message of the register, or of whoever answered in its place. */
export function readRegisterMessage(message: Uint8Array): RegisterMessage {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const numberAt = (offset: number): number => (offset + 8 <= view.byteLength ? readU53(view, offset) : 0);
  return {
    schemaId: view.getUint16(4, true),
    templateId: view.getUint16(2, true),
    numbers: [numberAt(8), numberAt(16), numberAt(24)],
  };
}

export interface RegisterMessage {
  readonly schemaId: number;
  readonly templateId: number;
  readonly numbers: readonly [number, number, number];
}

export function writeRegisterMessage(
  view: DataView,
  at: number,
  template: number,
  a: number,
  b: number,
  c: number,
): void {
  view.setUint16(at, BLOCK_BYTES, true);
  view.setUint16(at + 2, template, true);
  view.setUint16(at + 4, REGISTER_SCHEMA_ID, true);
  view.setUint16(at + 6, 1, true);
  writeU53(view, at + 8, a);
  writeU53(view, at + 16, b);
  writeU53(view, at + 24, c);
}
