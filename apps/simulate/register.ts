import type { ClusteredService, ServiceContext, StateReader, StateWriter } from "@lockstep/cluster/service";
import { readU53, writeU53 } from "@lockstep/cluster/u53";
import type { Random } from "@lockstep/cluster/simulator/random";
import type { Workload, WorkloadCommand, WorkloadServices } from "@lockstep/cluster/simulator/workload";

const SCHEMA_ID = 9;
const BLOCK_BYTES = 24;
const MESSAGE_BYTES = 8 + BLOCK_BYTES;
const KEYS = 8;
const VALUES = 1_000_000_000;
/** Every value that is written is remembered to be a new one. */
const Template = { Write: 1, CompareAndSet: 2, Read: 3, Value: 40, Changed: 60 } as const;

/**
 * The smallest service there is: numbers under keys that are written, read, and written when they are what the
 * client believes. All its messages are a template and three numbers.
 */
export class Register implements ClusteredService {
  readonly name = "register";
  readonly schemaId: number = SCHEMA_ID;
  private readonly values = new Map<number, number>();

  validate(view: DataView, offset: number, length: number): string | undefined {
    if (length < MESSAGE_BYTES) return `a message has ${MESSAGE_BYTES} bytes, not ${length}`;
    const template = view.getUint16(offset + 2, true);
    return template >= Template.Write && template <= Template.Read ? undefined : `no template ${template}`;
  }

  onCommand(view: DataView, offset: number, _length: number, context: ServiceContext): void {
    const key = readU53(view, offset + 8);
    const value = readU53(view, offset + 16);
    const believed = readU53(view, offset + 24);
    const template = view.getUint16(offset + 2, true);
    const before = this.values.get(key) ?? 0;
    const isSet = template === Template.Write || (template === Template.CompareAndSet && before === believed);
    if (isSet) {
      this.values.set(key, value);
      write(context.events.view, context.events.claim(MESSAGE_BYTES), Template.Changed, key, value, before);
    }
    const at = context.replies.claim(MESSAGE_BYTES);
    write(context.replies.view, at, Template.Value, before, isSet ? 1 : 0, context.now);
  }

  onQuery(view: DataView, offset: number, _length: number, context: ServiceContext): void {
    const value = this.values.get(readU53(view, offset + 8)) ?? 0;
    write(context.replies.view, context.replies.claim(MESSAGE_BYTES), Template.Value, value, 0, 0);
  }

  onTimer(): void {}
  onSessionOpened(): void {}
  onSessionClosed(): void {}

  takeSnapshot(writer: StateWriter): void {
    for (const key of [...this.values.keys()].sort((a, b) => a - b)) {
      writer.entity("register", key);
      writer.number("value", this.values.get(key)!);
    }
  }

  loadSnapshot(reader: StateReader): void {
    for (let key = reader.entity("register"); key !== undefined; key = reader.entity("register")) {
      this.values.set(key, reader.number("value"));
    }
  }
}

export class RegisterWorkload implements Workload {
  readonly setup: readonly WorkloadCommand[] = [];
  private readonly seen = new Map<number, number>();

  makeServices(): WorkloadServices {
    return { services: [new Register()], violations: () => [] };
  }

  draw(random: Random, client: number): WorkloadCommand {
    const key = random.below(KEYS);
    const template = random.pick([Template.Write, Template.CompareAndSet, Template.Read]);
    const bytes = new Uint8Array(MESSAGE_BYTES);
    write(
      new DataView(bytes.buffer),
      0,
      template,
      key,
      random.below(VALUES),
      random.chance(0.8) ? (this.seen.get(key) ?? 0) : random.below(VALUES),
    );
    return { caller: { principalId: client + 1, roles: 0 }, message: bytes };
  }

  ask(random: Random): WorkloadCommand {
    const message = new Uint8Array(MESSAGE_BYTES);
    write(new DataView(message.buffer), 0, Template.Read, random.below(KEYS), 0, 0);
    return { caller: { principalId: 1, roles: 0 }, message };
  }

  heard({ message }: WorkloadCommand, reply: Uint8Array): void {
    const asked = new DataView(message.buffer, message.byteOffset);
    const answered = new DataView(reply.buffer, reply.byteOffset);
    const isSet = readU53(answered, 16) === 1;
    this.seen.set(readU53(asked, 8), isSet ? readU53(asked, 16) : readU53(answered, 8));
  }
}

function write(view: DataView, at: number, template: number, a: number, b: number, c: number): void {
  view.setUint16(at, BLOCK_BYTES, true);
  view.setUint16(at + 2, template, true);
  view.setUint16(at + 4, SCHEMA_ID, true);
  view.setUint16(at + 6, 1, true);
  writeU53(view, at + 8, a);
  writeU53(view, at + 16, b);
  writeU53(view, at + 24, c);
}
