import type { IntegerKind } from "./contract.ts";
import { U64_LIMIT } from "./primitives.ts";
import type { Primitive } from "./schema.ts";

const U53_LIMIT = 9_007_199_254_740_991n;

/** What kinds of integer fields are on the wire; 64-bit ones in bigints. */
export interface IntegerLayout {
  readonly primitive: Primitive;
  readonly min: number | bigint;
  readonly max: number | bigint;
  readonly nullValue: number | bigint;
  readonly semanticType?: string;
}

export const integerKinds: Readonly<Record<IntegerKind, IntegerLayout>> = {
  u8: { primitive: "uint8", min: 0, max: 255, nullValue: 255 },
  u16: { primitive: "uint16", min: 0, max: 65_535, nullValue: 65_535 },
  u32: { primitive: "uint32", min: 0, max: 4_294_967_295, nullValue: 4_294_967_295 },
  i32: { primitive: "int32", min: -2_147_483_648, max: 2_147_483_647, nullValue: -2_147_483_648 },
  u53: { primitive: "uint64", min: 0n, max: U53_LIMIT, nullValue: U64_LIMIT },
  id: { primitive: "uint64", min: 0n, max: U53_LIMIT, nullValue: U64_LIMIT, semanticType: "id" },
  i53: { primitive: "int64", min: -U53_LIMIT, max: U53_LIMIT, nullValue: -9_223_372_036_854_775_808n },
  u64: { primitive: "uint64", min: 0n, max: U64_LIMIT, nullValue: U64_LIMIT },
};

/** Smallest and largest value. An optional field gives up the end of its range that is its null value. */
export function integerRange(
  kind: IntegerKind,
  optional: boolean,
): [min: number | bigint, max: number | bigint] {
  const { min, max, nullValue } = integerKinds[kind];
  if (!optional || (nullValue !== min && nullValue !== max)) return [min, max];
  if (typeof nullValue === "bigint") return nullValue === min ? [nullValue + 1n, max] : [min, nullValue - 1n];
  return nullValue === min ? [nullValue + 1, max] : [min, nullValue - 1];
}
