import type { Command } from "commander";
import { generateFromSbe } from "../sbe/generate-from-sbe.ts";

/** Codecs for somebody else's SBE schema. Those of our own contracts are made by `npm run generate`. */
export function addSchemaCommands(program: Command): void {
  program
    .command("generate")
    .description("write TypeScript codecs for an SBE schema file (FIX Simple Binary Encoding, XML)")
    .argument("<schema>", "SBE XML file")
    .requiredOption("--out <file>", "TypeScript file to write")
    .option("--runtime <specifier>", "where the generated file imports its few helpers from")
    .action((schema: string, options: { out: string; runtime?: string }) => {
      generateFromSbe(schema, options.out, options.runtime);
      console.log(`${options.out} written from ${schema}`);
    });
}
