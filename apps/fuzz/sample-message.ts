import type { Contract, FieldDefinition } from "@lockstep/domain/contract/contract";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import type { MessageProtocol, Protocol } from "@lockstep/domain/contract/protocol";
import type { Random } from "@lockstep/cluster/simulator/random";

/** A valid message of any kind, drawn from its contract. */
export function sampleBytes(protocol: Protocol, message: MessageProtocol, random: Random): Uint8Array {
  const buffer = new MessageBuffer();
  message.encode(sampleObject(protocol.contract, message.definition.fields, random), buffer);
  return buffer.copy();
}

export function sampleObject(
  contract: Contract,
  fields: Readonly<Record<string, FieldDefinition>>,
  random: Random,
): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, field]) => [name, sampleValue(contract, field, random)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function sampleValue(contract: Contract, field: FieldDefinition, random: Random): unknown {
  if (field.optional === true && random.chance(0.3)) return undefined;
  switch (field.kind) {
    case "bool":
      return random.chance(0.5);
    case "enum":
      return random.pick(Object.values(contract.enums[field.of]!.values));
    case "set":
      return Object.values(contract.sets[field.of]!.bits).reduce(
        (bits, bit) => (random.chance(0.4) ? bits + 2 ** bit : bits),
        0,
      );
    case "ascii":
      return "A1-z".repeat(9).slice(0, random.below(field.length + 1));
    case "utf8":
      return ["", "a", "Grüße 🎟", "ß"][random.below(field.bytesMax < 16 ? 2 : 4)];
    case "data":
      return Uint8Array.from({ length: random.below(Math.min(16, field.bytesMax)) }, () => random.below(256));
    case "group": {
      const count = random.below(Math.min(3, field.entriesMax) + 1);
      return Array.from({ length: count }, () => sampleObject(contract, field.fields, random));
    }
    case "u64":
      return BigInt(random.nextUint32());
    default:
      return random.below(random.pick([3, 100, 250]));
  }
}
