import type { CallOutcome, ClusteredService, ServiceContext, StateReader, StateWriter } from "../service.ts";
import { decodeRejected } from "../system-messages.ts";
import { readU53, writeU53 } from "../u53.ts";
import { Note, note, NOTES_SCHEMA_ID } from "./state-machine-notes.ts";

export const ASKER_SCHEMA_ID = 12;
/** In whose name it asks. */
export const ASKING = { principalId: 33, roles: 7 } as const;

export const Ask = {
  /** Asks the notes for template a with b and 1, under the tag b. */
  Notes: 1,
  /** The same, twice: with b, then with b + 1. */
  Twice: 2,
  /** Asks with b as many times as a says, each when the one before is answered. */
  Chain: 3,
  /** The same for ever. */
  ForEver: 4,
  /** Asks for Note.Write with a when the timer fires. */
  Later: 5,
  /** Asks, and then fails. */
  Fail: 6,
  /** Asks a service that its contract does not name. */
  Stranger: 7,
  /** A command that it gives no reply to. */
  Outcome: 100,
} as const;

export function ask(templateId: number, a = 0, b = 0): Uint8Array {
  return note(templateId, a, b, ASKER_SCHEMA_ID);
}

/** A service that asks the notes, wherever they are, and remembers what came of it. */
export class Asker implements ClusteredService {
  readonly name = "asker";
  readonly schemaId = ASKER_SCHEMA_ID;
  readonly calls: readonly number[] = [NOTES_SCHEMA_ID];
  readonly outcomes: string[] = [];
  private left = 0;

  validate(): string | undefined {
    return undefined;
  }

  validateOutcome(
    _schemaId: number,
    _templateId: number,
    view: DataView,
    offset: number,
  ): string | undefined {
    const templateId = view.getUint16(offset + 2, true);
    return templateId === Note.Reply || templateId === 65_535 ? undefined : `${templateId} is no answer`;
  }

  onCommand(view: DataView, offset: number, _length: number, context: ServiceContext): void {
    const a = readU53(view, offset + 8);
    const b = readU53(view, offset + 16);
    switch (view.getUint16(offset + 2, true)) {
      case Ask.Notes:
        this.ask(context, a, b, b);
        break;
      case Ask.Twice:
        this.ask(context, a, b, b);
        this.ask(context, a, b + 1, b + 1);
        break;
      case Ask.Chain:
        this.left = a;
        this.ask(context, Note.Write, b, b);
        break;
      case Ask.ForEver:
        this.left = Infinity;
        this.ask(context, Note.Write, b, b);
        break;
      case Ask.Later:
        context.schedule(context.now + 1_000, 1, a);
        break;
      case Ask.Fail:
        this.ask(context, Note.Write, a, a);
        throw new Error("half of it");
      case Ask.Stranger:
        this.ask(context, Note.Write, a, a, 999);
    }
    this.put(context.replies, this.outcomes.length);
  }

  onOutcome(outcome: CallOutcome, context: ServiceContext): void {
    const { view, offset, tag, templateId, unknownReason } = outcome;
    const rejected = unknownReason === 0 ? decodeRejected(view, offset) : undefined;
    const numbers = (): string => `${readU53(view, offset + 8)} ${readU53(view, offset + 16)}`;
    const value = (): string =>
      rejected === undefined ? numbers().replace(/ 0$/, "") : `no ${rejected.code}`;
    this.outcomes.push(`${tag}: ${templateId} ${unknownReason === 0 ? value() : `unknown ${unknownReason}`}`);
    this.put(context.events, tag);
    if (--this.left > 0) this.ask(context, Note.Write, tag + 1, tag + 1);
  }

  onQuery(): void {}

  onTimer(_kind: number, key: number, _payload: DataView, context: ServiceContext): void {
    this.ask(context, Note.Write, key, key);
  }

  onSessionOpened(): void {}
  onSessionClosed(): void {}

  takeSnapshot(writer: StateWriter): void {
    writer.entity("asker", 0);
    for (const outcome of this.outcomes) writer.text("outcome", outcome);
    writer.text("outcome", "");
  }

  loadSnapshot(reader: StateReader): void {
    reader.entity("asker");
    for (let text = reader.text("outcome"); text !== ""; text = reader.text("outcome")) {
      this.outcomes.push(text);
    }
  }

  private ask(
    context: ServiceContext,
    templateId: number,
    a: number,
    tag: number,
    schemaId: number = NOTES_SCHEMA_ID,
  ): void {
    const output = context.call(ASKING, tag);
    const message = note(templateId, a, 1, schemaId);
    const at = output.claim(message.length);
    message.forEach((byte, n) => output.view.setUint8(at + n, byte));
  }

  private put(output: ServiceContext["replies"], value: number): void {
    const at = output.claim(24);
    output.view.setUint16(at + 2, Ask.Outcome, true);
    output.view.setUint16(at + 4, ASKER_SCHEMA_ID, true);
    writeU53(output.view, at + 8, value);
  }
}
