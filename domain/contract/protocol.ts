import type { Output } from "./context.ts";

/** A message's codec without its types, for those who know contracts but not this one. */
export interface MessageCodec {
  readonly name: string;
  encode(value: object, output: Output): void;
  decode(view: DataView, offset: number): object;
  validate(view: DataView, offset: number, length: number): string | undefined;
}
