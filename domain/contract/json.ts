import { base64Decode, base64Encode } from "./base64.ts";
import type { Contract, FieldDefinition } from "./contract.ts";
import { ContractError } from "./contract-error.ts";
import type { ContractErrorCode } from "./contract-error.ts";
import { camel } from "./names.ts";
import { integerRange } from "./integer-kinds.ts";
import { isAsciiText, isUtf8Text } from "./text.ts";

/**
 * The JSON form of messages. Numbers are numbers; identities and 64-bit hashes are decimal strings,
 * because other languages' JSON cannot be trusted with them; enums are their names beginning in
 * lower case, sets arrays of such names; bytes are base64; what is absent is left out.
 */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [field: string]: Json;
}

type Plain = Record<string, unknown>;

/** Between plain objects, as decoders make them, and JSON. */
export interface JsonForm {
  toJson(value: object): JsonObject;
  /**
   * @param json what a client sent, parsed
   * @throws ContractError naming the field: unknown, missing, of the wrong type, out of range
   */
  fromJson(json: unknown): object;
}

/** Prepares the JSON form of a message once, so that a request only runs through its fields. */
export function jsonForm(
  contract: Contract,
  path: string,
  fields: Readonly<Record<string, FieldDefinition>>,
): JsonForm {
  const forms = Object.entries(fields).map(([name, field]) => ({
    name,
    path: `${path}.${name}`,
    field,
    form: fieldForm(contract, `${path}.${name}`, field),
    missing: valueWhenMissing(contract, field),
  }));
  return {
    toJson(value) {
      const json: Record<string, Json> = {};
      for (const { name, form } of forms) {
        const part = (value as Plain)[name];
        if (part !== undefined) json[name] = form.toJson(part);
      }
      return json;
    },
    fromJson(json) {
      if (typeof json !== "object" || json === null || Array.isArray(json)) {
        throw new ContractError("WRONG_TYPE", path, json, "an object");
      }
      const value: Plain = {};
      for (const { name, path: at, field, form, missing } of forms) {
        const part = Object.hasOwn(json, name) ? (json as Plain)[name] : undefined;
        if (part !== undefined && !(part === null && field.optional === true)) {
          value[name] = form.fromJson(part);
        } else if (missing !== undefined) value[name] = missing;
        else if (field.optional !== true) throw new ContractError("MISSING_FIELD", at, part, "a value");
      }
      for (const name of Object.keys(json)) {
        if (!Object.hasOwn(fields, name)) {
          const expected = `no such field, but ${Object.keys(fields).join(", ") || "none"}`;
          throw new ContractError("UNKNOWN_FIELD", `${path}.${name}`, (json as Plain)[name], expected);
        }
      }
      return value;
    },
  };
}

/** What a field that a client left out is: lists are empty, and younger fields have a value for older clients. */
function valueWhenMissing(contract: Contract, field: FieldDefinition): unknown {
  if (field.kind === "group") return [];
  if (field.kind === "utf8") return "";
  if (field.kind === "data") return new Uint8Array(0);
  if (field.optional === true) return undefined;
  if (field.kind === "enum" && typeof field.fallback === "string") {
    return contract.enums[field.of].values[field.fallback];
  }
  if (field.kind === "set") return field.fallback ?? 0;
  return field.fallback;
}

interface FieldForm {
  toJson(value: unknown): Json;
  fromJson(json: unknown): unknown;
}

function fieldForm(contract: Contract, path: string, field: FieldDefinition): FieldForm {
  switch (field.kind) {
    case "bool":
      return {
        toJson: (value) => value as boolean,
        fromJson: (json) => (typeof json === "boolean" ? json : wrongType(path, json, "true or false")),
      };
    case "enum":
      return enumForm(path, contract.enums[field.of].values);
    case "set":
      return setForm(path, contract.sets[field.of].bits);
    case "ascii":
      return textForm(path, `printable ASCII of at most ${field.length} characters`, (text) =>
        isAsciiText(text, field.length),
      );
    case "utf8":
      return textForm(path, `well-formed text of at most ${field.bytesMax} bytes of UTF-8`, (text) =>
        isUtf8Text(text, field.bytesMax),
      );
    case "data":
      return dataForm(path, field.bytesMax);
    case "group":
      return groupForm(path, field.entriesMax, jsonForm(contract, path, field.fields));
    case "id":
    case "u64":
      return decimalForm(path, field.kind, field.optional === true);
    default:
      return numberForm(path, field.kind, field.optional === true);
  }
}

function numberForm(
  path: string,
  kind: "u8" | "u16" | "u32" | "i32" | "u53" | "i53",
  optional: boolean,
): FieldForm {
  const [min, max] = integerRange(kind, optional).map(Number);
  const expected = `an integer from ${min} to ${max}`;
  return {
    toJson: (value) => value as number,
    fromJson(json) {
      if (typeof json !== "number") return wrongType(path, json, expected);
      if (!Number.isInteger(json) || json < min || json > max) return outOfRange(path, json, expected);
      return json;
    },
  };
}

const DECIMAL_DIGITS_MAX = 20;

function decimalForm(path: string, kind: "id" | "u64", optional: boolean): FieldForm {
  const [min, max] = integerRange(kind, optional).map(BigInt);
  const expected = `an integer from ${min} to ${max} as a string`;
  return {
    toJson: (value) => String(value),
    fromJson(json) {
      if (typeof json !== "string") return wrongType(path, json, expected);
      if (json.length > DECIMAL_DIGITS_MAX || !/^(0|[1-9][0-9]*)$/.test(json) || BigInt(json) > max) {
        return outOfRange(path, json, expected);
      }
      return kind === "id" ? Number(json) : BigInt(json);
    },
  };
}

function enumForm(path: string, values: Readonly<Record<string, number>>): FieldForm {
  const numbers = new Map(Object.entries(values).map(([name, number]) => [camel(name), number]));
  const names = new Map([...numbers].map(([name, number]) => [number, name]));
  const expected = `one of ${[...numbers.keys()].join(", ")}`;
  return {
    toJson: (value) => names.get(value as number) ?? (value as number), // A newer writer's value is shown as it is.
    fromJson(json) {
      if (typeof json !== "string") return wrongType(path, json, expected);
      return numbers.get(json) ?? outOfRange(path, json, expected);
    },
  };
}

function setForm(path: string, bits: Readonly<Record<string, number>>): FieldForm {
  const masks = new Map(Object.entries(bits).map(([name, bit]) => [camel(name), (1 << bit) >>> 0]));
  const expected = `an array of different ones of ${[...masks.keys()].join(", ")}`;
  return {
    toJson: (value) =>
      [...masks].filter(([, mask]) => ((value as number) & mask) !== 0).map(([name]) => name),
    fromJson(json) {
      if (!Array.isArray(json)) return wrongType(path, json, expected);
      if (new Set(json).size !== json.length) return outOfRange(path, json, expected);
      return json.reduce(
        (sum: number, name) => sum + (masks.get(name) ?? outOfRange(path, name, expected)),
        0,
      );
    },
  };
}

function textForm(path: string, expected: string, fits: (text: string) => boolean): FieldForm {
  return {
    toJson: (value) => value as string,
    fromJson(json) {
      if (typeof json !== "string") return wrongType(path, json, expected);
      return fits(json) ? json : outOfRange(path, json, expected);
    },
  };
}

function dataForm(path: string, bytesMax: number): FieldForm {
  const expected = `at most ${bytesMax} bytes as base64`;
  return {
    toJson: (value) => base64Encode(value as Uint8Array),
    fromJson(json) {
      if (typeof json !== "string") return wrongType(path, json, expected);
      const bytes = base64Decode(json);
      return bytes !== undefined && bytes.length <= bytesMax ? bytes : outOfRange(path, json, expected);
    },
  };
}

function groupForm(path: string, entriesMax: number, entry: JsonForm): FieldForm {
  const expected = `an array of at most ${entriesMax} entries`;
  return {
    toJson: (value) => (value as object[]).map((part) => entry.toJson(part)),
    fromJson(json) {
      if (!Array.isArray(json)) return wrongType(path, json, expected);
      if (json.length > entriesMax) return outOfRange(path, json.length, expected);
      return json.map((part) => entry.fromJson(part));
    },
  };
}

function wrongType(path: string, value: unknown, expected: string): never {
  return fail("WRONG_TYPE", path, value, expected);
}

function outOfRange(path: string, value: unknown, expected: string): never {
  return fail("OUT_OF_RANGE", path, value, expected);
}

function fail(code: ContractErrorCode, path: string, value: unknown, expected: string): never {
  throw new ContractError(code, path, value, expected);
}
