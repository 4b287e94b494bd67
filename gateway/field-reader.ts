import { readI53, readU53 } from "@lockstep/domain/contract/integers";
import { contractSchema } from "@lockstep/domain/contract/contract-schema";
import type { Contract } from "@lockstep/domain/contract/contract";
import type { MessageProtocol } from "@lockstep/domain/contract/protocol";

/**
 * Prepares reading one field of a message as the text that JSON would show: straight from its bytes
 * when it is a number, so that an event is not decoded only to see that nobody asked for its key.
 */
export function fieldReader(
  contract: Contract,
  message: MessageProtocol,
  name: string,
): (view: DataView, offset: number) => string {
  const block = contractSchema(contract).messages.find(({ id }) => id === message.templateId);
  const field = block?.fields.find((candidate) => candidate.name === name);
  if (field?.type.kind === "encoding" && field.type.length === 1) {
    const at = HEADER_BYTES + field.offset;
    switch (field.type.primitive) {
      case "uint8":
        return (view, offset) => String(view.getUint8(offset + at));
      case "uint16":
        return (view, offset) => String(view.getUint16(offset + at, true));
      case "uint32":
        return (view, offset) => String(view.getUint32(offset + at, true));
      case "int32":
        return (view, offset) => String(view.getInt32(offset + at, true));
      case "uint64":
        return (view, offset) => String(readU53(view, offset + at));
      case "int64":
        return (view, offset) => String(readI53(view, offset + at));
      default: // Text and floating point: decoded below.
    }
  }
  return (view, offset) => textOf(message.toJson(view, offset)[name]);
}

/** A key is a number, text or an enum's name; anything else has no plain text and is written as JSON. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

const HEADER_BYTES = 8;
