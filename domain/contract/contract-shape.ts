import type { Contract } from "./contract.ts";
import { contractSchema, timerSchema } from "./contract-schema.ts";

/**
 * Everything of a contract that two programs must have in common to understand each other, as one text: what it
 * says of messages, channels and rejections, and how it is laid out in bytes. Texts for people are left out, and
 * so is the order of what has no order, so that neither a better wording nor a moved line is another shape.
 */
export function contractShape(contract: Contract): string {
  const withoutDocs = ([name, definition]: [string, object]) => [name, { ...definition, docs: undefined }];
  const shape = {
    ...contract,
    calls: undefined, // Whom a service calls is nothing to those who call it.
    enums: Object.entries(contract.enums).map(withoutDocs).sort(byName),
    sets: Object.entries(contract.sets).map(withoutDocs).sort(byName),
    layout: [...contractSchema(contract).messages, ...timerSchema(contract).messages].sort(
      (a, b) => a.id - b.id,
    ),
  };
  return JSON.stringify(shape, canonical);
}

/** For JSON.stringify: no doc texts, and names in order, but those of fields as their bytes are. */
function canonical(key: string, value: unknown): unknown {
  if (typeof value === "bigint") return `${value}n`;
  if (key === "doc" && typeof value === "string") return undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return key === "fields"
    ? Object.entries(value)
    : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function byName(one: readonly unknown[], other: readonly unknown[]): number {
  return String(one[0]) < String(other[0]) ? -1 : 1;
}
