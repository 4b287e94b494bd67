import type { FieldDefinition } from "@lockstep/domain/contract/contract";
import type { Protocol } from "@lockstep/domain/contract/protocol";
import { ScenarioError } from "./scenario-error.ts";
import type { Message, Vocabulary } from "./vocabulary.ts";

const LINE_MAX = 100;

type Fields = Readonly<Record<string, FieldDefinition>>;

/** `PlaceBid { auctionId: 1, amount: 120 }`, or one field a line when that is long; enums and sets by name. */
export function inWords(vocabulary: Vocabulary, { template, ...fields }: Message): string {
  if (template === "Rejected") {
    const { rejection, value } = fields as { rejection: string; value?: number };
    return value === undefined ? `rejection ${rejection}` : `rejection ${rejection}, value ${value}`;
  }
  const { protocol, message } = vocabulary.term(template);
  const parts = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${valueInWords(protocol, message.definition.fields[name], value)}`);
  if (parts.length === 0) return template;
  const line = `${template} { ${parts.join(", ")} }`;
  return line.length <= LINE_MAX ? line : `${template}\n${parts.map((part) => `  ${part}`).join("\n")}`;
}

function valueInWords(protocol: Protocol, definition: FieldDefinition | undefined, value: unknown): string {
  if (typeof value === "number" && definition?.kind === "enum") {
    const values = Object.entries(protocol.contract.enums[definition.of].values);
    return values.find(([, known]) => known === value)?.[0] ?? String(value);
  }
  if (typeof value === "number" && definition?.kind === "set") {
    const bits = Object.entries(protocol.contract.sets[definition.of].bits);
    const names = bits.filter(([, bit]) => Math.floor(value / 2 ** bit) % 2 === 1).map(([name]) => name);
    return names.length === 0 ? "none" : names.join(" + ");
  }
  if (Array.isArray(value) && definition?.kind === "group") {
    return `[${value.map((entry) => entryInWords(protocol, definition.fields, entry as object)).join(", ")}]`;
  }
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString("hex")}`;
  return String(value);
}

function entryInWords(protocol: Protocol, fields: Fields, entry: object): string {
  const parts = Object.entries(entry).map(
    ([name, value]) => `${name}: ${valueInWords(protocol, fields[name], value)}`,
  );
  return `{ ${parts.join(", ")} }`;
}

/**
 * Where a message differs from the fields that were expected, a line each; empty when it has them all.
 * @throws ScenarioError when the message has no such field at all
 */
export function differences(vocabulary: Vocabulary, message: Message, expected: object): string[] {
  const { protocol, message: known } = vocabulary.term(message.template);
  const lines: string[] = [];
  const compare = (
    path: string,
    definition: FieldDefinition | undefined,
    is: unknown,
    should: unknown,
  ): void => {
    if (matches(is, should)) return;
    if (
      Array.isArray(is) &&
      Array.isArray(should) &&
      definition?.kind === "group" &&
      is.length === should.length
    ) {
      should.forEach((entry: object, at) => {
        for (const [name, value] of Object.entries(entry)) {
          const came = (is[at] as Record<string, unknown>)[name];
          compare(`${path}[${at}].${name}`, definition.fields[name], came, value);
        }
      });
      return;
    }
    const words = (value: unknown): string =>
      value === undefined ? "nothing" : valueInWords(protocol, definition, value);
    lines.push(`  ${path}: expected ${words(should)}, came ${words(is)}`);
  };
  for (const [name, should] of Object.entries(expected)) {
    const definition = known.definition.fields[name];
    if (definition === undefined) throw new ScenarioError(`${message.template} has no field ${name}`);
    compare(name, definition, message[name], should);
  }
  return lines;
}

/** Whether a value has all that is expected of it. */
function matches(is: unknown, should: unknown): boolean {
  if (Object.is(is, should)) return true;
  if (typeof is !== "object" || typeof should !== "object" || is === null || should === null) return false;
  if (is instanceof Uint8Array && should instanceof Uint8Array) return Buffer.compare(is, should) === 0;
  if (Array.isArray(is) || Array.isArray(should)) {
    if (!Array.isArray(is) || !Array.isArray(should) || is.length !== should.length) return false;
    return should.every((entry, at) => matches(is[at], entry));
  }
  return Object.entries(should).every(([name, value]) =>
    matches((is as Record<string, unknown>)[name], value),
  );
}
