import { primitiveSize } from "../primitives.ts";
import type { Encoding, Enumeration, FlagSet, Primitive, Schema } from "../schema.ts";
import { pascal } from "../names.ts";
import { literal } from "./source.ts";

/**
 * How a value of a scalar type (or a fixed text) is read, written and checked: fragments of source.
 * `view`, `at` and `value` below are expressions.
 */
export interface Scalar {
  /** Its type in TypeScript. */
  readonly host: string;
  readonly size: number;
  /** The null value as a literal of the host type, when it has one. */
  readonly nullLiteral: string;
  /** Says what values it takes, for people. */
  readonly range: string;
  read(view: string, at: string): string;
  /** What `valid` and `isNull` look at: the number before it becomes a boolean, the first byte of a text. */
  raw(view: string, at: string): string;
  write(view: string, at: string, value: string): string;
  /** True when the program's value fits; undefined when every value of the host type does. */
  fits(value: string): string | undefined;
  /** True when the raw value is well-formed; undefined when all are. */
  valid(value: string, optional: boolean): string | undefined;
  /** True when the raw value is the null value. */
  isNull(value: string): string;
  /** A statement that writes the null value. */
  writeNull(view: string, at: string): string;
}

type ByteOrder = Schema["byteOrder"];

/** Whether 64 bits are a number in programs: when all its values are exact as one. */
export function isNumber(type: Encoding): boolean {
  if (type.primitive !== "int64" && type.primitive !== "uint64") return true;
  const exact = BigInt(Number.MAX_SAFE_INTEGER);
  return BigInt(type.min) >= -exact && BigInt(type.max) <= exact;
}

export function scalarOf(type: Encoding | Enumeration | FlagSet, order: ByteOrder): Scalar {
  if (type.kind === "enum") {
    return type.semanticType === "Boolean" ? booleanScalar(type, order) : enumScalar(type, order);
  }
  if (type.kind === "set") return setScalar(type, order);
  if (type.primitive === "char") return textScalar(type);
  return isNumber(type) ? numberScalar(type, order) : bigintScalar(type, order);
}

const accessors: Readonly<Record<Exclude<Primitive, "char" | "int64" | "uint64">, string>> = {
  int8: "Int8",
  uint8: "Uint8",
  int16: "Int16",
  uint16: "Uint16",
  int32: "Int32",
  uint32: "Uint32",
  float: "Float32",
  double: "Float64",
};

function endian(primitive: Primitive, order: ByteOrder): string {
  return primitiveSize[primitive] === 1 ? "" : `, ${order === "littleEndian"}`;
}

/** An expression that reads a number. */
export function readNumber(primitive: Primitive, order: ByteOrder, view: string, at: string): string {
  const suffix = order === "littleEndian" ? "" : "BigEndian";
  if (primitive === "uint64") return `readU53${suffix}(${view}, ${at})`;
  if (primitive === "int64") return `readI53${suffix}(${view}, ${at})`;
  const accessor = primitive === "char" ? "Uint8" : accessors[primitive];
  return `${view}.get${accessor}(${at}${endian(primitive, order)})`;
}

/** A statement that writes a number. */
export function writeNumber(
  primitive: Primitive,
  order: ByteOrder,
  view: string,
  at: string,
  value: string,
): string {
  const suffix = order === "littleEndian" ? "" : "BigEndian";
  if (primitive === "uint64") return `writeU53${suffix}(${view}, ${at}, ${value});`;
  if (primitive === "int64") return `writeI53${suffix}(${view}, ${at}, ${value});`;
  const accessor = primitive === "char" ? "Uint8" : accessors[primitive];
  return `${view}.set${accessor}(${at}, ${value}${endian(primitive, order)});`;
}

/** One comparison where the range is that of the machine's type; NaN and fractions fail all of them. */
function integerFits(primitive: Primitive, min: number, max: number, value: string): string {
  if (primitive === "uint8" && min === 0 && max === 255) return `(${value} & 255) === ${value}`;
  if (primitive === "uint16" && min === 0 && max === 65_535) return `(${value} & 65535) === ${value}`;
  if (primitive === "uint32" && min === 0 && max === 4_294_967_295) return `${value} >>> 0 === ${value}`;
  if (primitive === "int32" && min === -2_147_483_648 && max === 2_147_483_647) {
    return `(${value} | 0) === ${value}`;
  }
  return `${value} >= ${min} && ${value} <= ${max} && Math.floor(${value}) === ${value}`;
}

/** Comparisons that bytes of the primitive can fail at all. */
function rangeOf(
  primitive: Primitive,
  min: number | bigint,
  max: number | bigint,
  value: string,
): string | undefined {
  const [least, most] = machineRange[primitive];
  const tests = [];
  if (BigInt(min) > least) tests.push(`${value} >= ${literal(min)}`);
  if (BigInt(max) < most) tests.push(`${value} <= ${literal(max)}`);
  return tests.length === 0 ? undefined : tests.join(" && ");
}

const machineRange: Readonly<Record<Primitive, readonly [bigint, bigint]>> = {
  char: [0n, 255n],
  int8: [-128n, 127n],
  uint8: [0n, 255n],
  int16: [-32_768n, 32_767n],
  uint16: [0n, 65_535n],
  int32: [-2_147_483_648n, 2_147_483_647n],
  uint32: [0n, 4_294_967_295n],
  int64: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
  uint64: [0n, 18_446_744_073_709_551_615n],
  float: [0n, 0n],
  double: [0n, 0n],
};

function numberScalar(type: Encoding, order: ByteOrder): Scalar {
  const { primitive } = type;
  if (primitive === "float" || primitive === "double") return floatScalar(type, order);
  const min = Number(type.min);
  const max = Number(type.max);
  const nullLiteral = literal(Number(type.nullValue));
  return {
    host: "number",
    size: primitiveSize[primitive],
    nullLiteral,
    range: `an integer from ${min} to ${max}`,
    read: (view, at) => readNumber(primitive, order, view, at),
    raw: (view, at) => readNumber(primitive, order, view, at),
    write: (view, at, value) => writeNumber(primitive, order, view, at, value),
    fits: (value) => integerFits(primitive, min, max, value),
    valid: (value, optional) =>
      orNull(rangeOf(primitive, min, max, value), `${value} === ${nullLiteral}`, optional),
    isNull: (value) => `${value} === ${nullLiteral}`,
    writeNull: (view, at) => writeConstant(primitive, order, view, at, type.nullValue),
  };
}

function floatScalar(type: Encoding, order: ByteOrder): Scalar {
  const { primitive } = type;
  const nan = Number.isNaN(type.nullValue);
  const range = `${literal(type.min)} to ${literal(type.max)}`;
  return {
    host: "number",
    size: primitiveSize[primitive],
    nullLiteral: nan ? "NaN" : literal(type.nullValue),
    range: `a number from ${range}`,
    read: (view, at) => readNumber(primitive, order, view, at),
    raw: (view, at) => readNumber(primitive, order, view, at),
    write: (view, at, value) => writeNumber(primitive, order, view, at, value),
    fits: (value) => `${value} >= ${literal(type.min)} && ${value} <= ${literal(type.max)}`,
    valid: () => undefined,
    isNull: (value) => (nan ? `Number.isNaN(${value})` : `${value} === ${literal(type.nullValue)}`),
    writeNull: (view, at) => writeNumber(primitive, order, view, at, nan ? "NaN" : literal(type.nullValue)),
  };
}

function bigintScalar(type: Encoding, order: ByteOrder): Scalar {
  const accessor = type.primitive === "uint64" ? "BigUint64" : "BigInt64";
  const little = order === "littleEndian";
  const isNull = (value: string): string => `${value} === ${literal(type.nullValue)}`;
  return {
    host: "bigint",
    size: 8,
    nullLiteral: literal(type.nullValue),
    range: `a bigint from ${type.min} to ${type.max}`,
    read: (view, at) => `${view}.get${accessor}(${at}, ${little})`,
    raw: (view, at) => `${view}.get${accessor}(${at}, ${little})`,
    write: (view, at, value) => `${view}.set${accessor}(${at}, ${value}, ${little});`,
    fits: (value) => `typeof ${value} === "bigint" && ${value} >= ${type.min}n && ${value} <= ${type.max}n`,
    valid: (value, optional) =>
      orNull(rangeOf(type.primitive, type.min, type.max, value), isNull(value), optional),
    isNull,
    writeNull: (view, at) => writeConstant(type.primitive, order, view, at, type.nullValue),
  };
}

function booleanScalar(type: Enumeration, order: ByteOrder): Scalar {
  const isNull = (value: string): string => `${value} === ${type.nullValue}`;
  return {
    host: "boolean",
    size: primitiveSize[type.primitive],
    nullLiteral: "false",
    range: "true or false",
    read: (view, at) => `${readNumber(type.primitive, order, view, at)} === 1`,
    raw: (view, at) => readNumber(type.primitive, order, view, at),
    write: (view, at, value) => writeNumber(type.primitive, order, view, at, `${value} ? 1 : 0`),
    fits: (value) => `typeof ${value} === "boolean"`,
    valid: (value, optional) => orNull(`${value} <= 1`, isNull(value), optional),
    isNull,
    writeNull: (view, at) => writeConstant(type.primitive, order, view, at, type.nullValue),
  };
}

function enumScalar(type: Enumeration, order: ByteOrder): Scalar {
  const numbers = type.values.map(({ value }) => value).toSorted((a, b) => a - b);
  const first = numbers[0];
  const last = numbers.at(-1) as number;
  const dense = last - first + 1 === numbers.length;
  const known = (value: string): string =>
    dense
      ? `${value} >= ${first} && ${value} <= ${last}`
      : numbers.map((number) => `${value} === ${number}`).join(" || ");
  const isNull = (value: string): string => `${value} === ${type.nullValue}`;
  return {
    host: pascal(type.name),
    size: primitiveSize[type.primitive],
    nullLiteral: `${type.nullValue} as ${pascal(type.name)}`,
    range: `one of ${type.name}: ${type.values.map(({ name, value }) => `${name} ${value}`).join(", ")}`,
    read: (view, at) => `${readNumber(type.primitive, order, view, at)} as ${pascal(type.name)}`,
    raw: (view, at) => readNumber(type.primitive, order, view, at),
    write: (view, at, value) => writeNumber(type.primitive, order, view, at, value),
    // A fraction between two values would be cut off in writing; foreign enums may have gaps.
    fits: (value) => (dense ? `${known(value)} && Math.floor(${value}) === ${value}` : known(value)),
    valid: (value, optional) => orNull(`(${known(value)})`, isNull(value), optional),
    isNull,
    writeNull: (view, at) => writeConstant(type.primitive, order, view, at, type.nullValue),
  };
}

function setScalar(type: FlagSet, order: ByteOrder): Scalar {
  const mask = type.choices.reduce((bits, { value }) => bits + (1n << BigInt(value)), 0n);
  const range = `flags of ${type.name}: ${type.choices.map(({ name }) => name).join(", ")}`;
  if (type.primitive === "uint64") {
    return {
      host: pascal(type.name),
      size: 8,
      nullLiteral: "0n",
      range,
      read: (view, at) => `${view}.getBigUint64(${at}, ${order === "littleEndian"})`,
      raw: (view, at) => `${view}.getBigUint64(${at}, ${order === "littleEndian"})`,
      write: (view, at, value) => `${view}.setBigUint64(${at}, ${value}, ${order === "littleEndian"});`,
      fits: (value) => `typeof ${value} === "bigint" && (${value} & ${mask}n) === ${value}`,
      valid: (value) => `(${value} & ${mask}n) === ${value}`,
      isNull: () => "false",
      writeNull: (view, at) => writeConstant(type.primitive, order, view, at, 0),
    };
  }
  return {
    host: pascal(type.name),
    size: primitiveSize[type.primitive],
    nullLiteral: "0",
    range,
    read: (view, at) => readNumber(type.primitive, order, view, at),
    raw: (view, at) => readNumber(type.primitive, order, view, at),
    write: (view, at, value) => writeNumber(type.primitive, order, view, at, value),
    fits: (value) => `(${value} & ${mask}) >>> 0 === ${value}`,
    valid: (value) => `(${value} & ${mask}) >>> 0 === ${value}`,
    isNull: () => "false",
    writeNull: (view, at) => writeConstant(type.primitive, order, view, at, 0),
  };
}

function textScalar(type: Encoding): Scalar {
  const { length } = type;
  const utf8 = /^utf-?8$/i.test(type.characterEncoding ?? "");
  return {
    host: "string",
    size: length,
    nullLiteral: '""',
    range: utf8
      ? `text of at most ${length} bytes of UTF-8`
      : `printable ASCII of at most ${length} characters`,
    read: (view, at) =>
      utf8 ? `readFixedUtf8(${view}, ${at}, ${length})` : `readAscii(${view}, ${at}, ${length})`,
    raw: (view, at) => `${view}.getUint8(${at})`,
    write: (view, at, value) => `write${utf8 ? "FixedUtf8" : "Ascii"}(${view}, ${at}, ${length}, ${value});`,
    fits: (value) => `is${utf8 ? "Utf8" : "Ascii"}Text(${value}, ${length})`,
    valid: () => undefined, // Looks at all bytes: the validator does it.
    isNull: (value) => `${value} === 0`, // Of the first byte.
    writeNull: () => "", // Blocks begin as zeros.
  };
}

function orNull(test: string | undefined, isNull: string, optional: boolean): string | undefined {
  return test === undefined || !optional ? test : `${test} || ${isNull}`;
}

/** Writes a constant, 64 bits as two words so that nothing needs a bigint. */
function writeConstant(
  primitive: Primitive,
  order: ByteOrder,
  view: string,
  at: string,
  value: number | bigint,
): string {
  if (primitiveSize[primitive] < 8) return writeNumber(primitive, order, view, at, literal(value));
  const bits = BigInt.asUintN(64, BigInt(value));
  const low = bits & 0xffff_ffffn;
  const high = bits >> 32n;
  const little = order === "littleEndian";
  const [first, second] = little ? [low, high] : [high, low];
  return `${view}.setUint32(${at}, ${first}, ${little}); ${view}.setUint32(${at} + 4, ${second}, ${little});`;
}
