import { readFileSync, writeFileSync } from "node:fs";
import { generateCodecs } from "@lockstep/domain/contract/generator/generate";
import type { Schema } from "@lockstep/domain/contract/schema";
import { readSbeSchema } from "./read-sbe-schema.ts";

/** Where generated codecs find the few functions that they share, unless told otherwise. */
export const DEFAULT_RUNTIME = "@lockstep/domain/contract/runtime";

/**
 * TypeScript codecs for a schema: constants, plain interfaces, flyweight decoders and encoders,
 * validators. 64-bit integers are bigints unless the schema bounds them below 2^53.
 *
 * @param runtime the module that the source imports; copy `domain/contract/runtime.ts` and what it
 *   exports to be independent of this package
 */
export function generateSbeCodecs(schema: Schema, runtime: string = DEFAULT_RUNTIME): string {
  return generateCodecs(schema, runtime);
}

/**
 * Reads a schema file and writes codecs for it.
 * @throws SbeSchemaError when the schema is wrong; the output is then not touched
 */
export function generateFromSbe(path: string, outPath: string, runtime?: string): void {
  writeFileSync(outPath, generateSbeCodecs(readSbeSchema(readFileSync(path, "utf8"), path), runtime));
}
