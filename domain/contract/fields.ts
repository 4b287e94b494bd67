import type { EnumDefinition, FieldDefinition, IntegerKind, SetDefinition } from "./contract.ts";

/** Builders of fields: `priceTicks: u53("limit price", "ticks")`. The last word of a name is its unit. */
type Builder = (doc: string, unit?: string) => FieldDefinition;

/** 0 to 255. */
export const u8: Builder = integer("u8");
/** 0 to 65,535. */
export const u16: Builder = integer("u16");
/** 0 to 2^32 - 1. */
export const u32: Builder = integer("u32");
/** -(2^31 - 1) to 2^31 - 1 when optional, else from -2^31. */
export const i32: Builder = integer("i32");
/** 0 to 2^53 - 1: amounts, prices, quantities, times. A number in JSON. */
export const u53: Builder = integer("u53");
/** Less than 2^53 by magnitude. */
export const i53: Builder = integer("i53");
/** As u53, but a decimal string in JSON: identities. */
export const id: Builder = integer("id");
/** 0 to 2^64 - 1 as a bigint: hashes. Not for the hot path. A decimal string in JSON. */
export const u64: Builder = integer("u64");
/** One byte, 0 or 1. */
export const bool: (doc: string) => FieldDefinition = (doc) => ({ kind: "bool", doc });

/** One of the contract's enums. In JSON its name, beginning in lower case: "buy". */
export function enumOf(of: string, doc: string): FieldDefinition {
  return { kind: "enum", of, doc };
}

/** One of the contract's sets of flags. In JSON an array of names, beginning in lower case. */
export function setOf(of: string, doc: string): FieldDefinition {
  return { kind: "set", of, doc };
}

/** Printable ASCII of at most `length` characters in a fixed place: symbols, clients' own ids. */
export function ascii(length: number, doc: string): FieldDefinition {
  return { kind: "ascii", length, doc };
}

/** Text of any length up to `bytesMax` bytes of UTF-8: names for people. After fields and groups. */
export function utf8(bytesMax: number, doc: string): FieldDefinition {
  return { kind: "utf8", bytesMax, doc };
}

/** Bytes of any length up to `bytesMax`; base64 in JSON. After fields and groups. */
export function data(bytesMax: number, doc: string): FieldDefinition {
  return { kind: "data", bytesMax, doc };
}

/** A list of at most `entriesMax` entries with fields of their own, after the fixed fields. */
export function group(
  entriesMax: number,
  doc: string,
  fields: Readonly<Record<string, FieldDefinition>>,
): FieldDefinition {
  return { kind: "group", entriesMax, doc, fields };
}

/** The field may be absent: `undefined` in objects, left out or null in JSON. Not for groups and data, which may be empty. */
export function optional(field: FieldDefinition): FieldDefinition {
  return { ...field, optional: true };
}

/**
 * The field was added in a version of the contract, at the end of its block.
 * @param fallback what readers see in older messages; needed unless the field is optional, a group or data
 */
export function since(
  version: number,
  field: FieldDefinition,
  fallback?: number | bigint | boolean | string,
): FieldDefinition {
  return fallback === undefined ? { ...field, since: version } : { ...field, since: version, fallback };
}

/** `enumeration("u8", { Buy: 1, Sell: 2 })`, or `{ Buy: [1, "what it means"] }`. */
export function enumeration(
  encoding: EnumDefinition["encoding"],
  values: Readonly<Record<string, number | readonly [number, string]>>,
): EnumDefinition {
  const { numbers, docs } = split(values);
  return { encoding, values: numbers, docs };
}

/** `flags("u8", { PostOnly: 0 })`: names and numbers of bits, or `{ PostOnly: [0, "what it means"] }`. */
export function flags(
  encoding: SetDefinition["encoding"],
  bits: Readonly<Record<string, number | readonly [number, string]>>,
): SetDefinition {
  const { numbers, docs } = split(bits);
  return { encoding, bits: numbers, docs };
}

function integer(kind: IntegerKind): Builder {
  return (doc, unit) => (unit === undefined ? { kind, doc } : { kind, doc, unit });
}

function split(values: Readonly<Record<string, number | readonly [number, string]>>): {
  numbers: Record<string, number>;
  docs: Record<string, string>;
} {
  const numbers: Record<string, number> = {};
  const docs: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "number") numbers[name] = value;
    else [numbers[name], docs[name]] = value;
  }
  return { numbers, docs };
}
