import type { Primitive, Type } from "./schema.ts";

export const U64_LIMIT = 18_446_744_073_709_551_615n;

/** Bytes of a value of the type in a block. */
export function sizeOf(type: Type): number {
  if (type.kind === "composite") return type.size;
  if (type.kind === "encoding") {
    return type.presence === "constant" ? 0 : primitiveSize[type.primitive] * type.length;
  }
  return primitiveSize[type.primitive];
}

export const primitiveSize: Readonly<Record<Primitive, number>> = {
  char: 1,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  float: 4,
  int64: 8,
  uint64: 8,
  double: 8,
};

/** Ranges and null values that the standard gives the primitives. */
export const primitiveRange: Readonly<
  Record<Primitive, { min: number | bigint; max: number | bigint; nullValue: number | bigint }>
> = {
  char: { min: 0x20, max: 0x7e, nullValue: 0 },
  int8: { min: -127, max: 127, nullValue: -128 },
  uint8: { min: 0, max: 254, nullValue: 255 },
  int16: { min: -32_767, max: 32_767, nullValue: -32_768 },
  uint16: { min: 0, max: 65_534, nullValue: 65_535 },
  int32: { min: -2_147_483_647, max: 2_147_483_647, nullValue: -2_147_483_648 },
  uint32: { min: 0, max: 4_294_967_294, nullValue: 4_294_967_295 },
  int64: {
    min: -9_223_372_036_854_775_807n,
    max: 9_223_372_036_854_775_807n,
    nullValue: -9_223_372_036_854_775_808n,
  },
  uint64: { min: 0n, max: U64_LIMIT - 1n, nullValue: U64_LIMIT },
  float: { min: -3.4028234663852886e38, max: 3.4028234663852886e38, nullValue: NaN },
  double: { min: -Number.MAX_VALUE, max: Number.MAX_VALUE, nullValue: NaN },
};
