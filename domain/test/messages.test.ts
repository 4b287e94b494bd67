import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Contract } from "../contract/contract.ts";
import { generateMessages, generateXml } from "../contract/generator/generate.ts";

/**
 * Generates the codecs of every `<service>/<service>-contract.ts` and holds the checked-in files
 * against them. `npm run generate` writes them.
 */
const domain = join(import.meta.dirname, "..");

describe("generated files are fresh", () => {
  for (const folder of [...serviceFolders(), "test/fixtures"]) {
    for (const file of readdirSync(join(domain, folder)).filter((name) => name.endsWith("-contract.ts"))) {
      test(`${folder}/${file}`, async () => {
        const contract = await contractIn(join(domain, folder, file));
        const runtime = folder.startsWith("test/") ? "../../contract/runtime.ts" : "../contract/runtime.ts";
        const base = join(domain, folder, file.replace(/-contract\.ts$/, ""));
        await expect(generateMessages(contract, runtime)).toMatchFileSnapshot(`${base}-messages.ts`);
        await expect(generateXml(contract)).toMatchFileSnapshot(`${base}.sbe.xml`);
      });
    }
  }
});

function serviceFolders(): string[] {
  return readdirSync(domain, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && existsSync(join(domain, entry.name, `${entry.name}-contract.ts`)),
    )
    .map((entry) => entry.name);
}

/** The one contract that the file exports. */
async function contractIn(path: string): Promise<Contract> {
  const exported: Record<string, unknown> = await import(path);
  const contracts = Object.values(exported).filter(
    (value): value is Contract => typeof value === "object" && value !== null && "schemaId" in value,
  );
  expect(contracts, `${path} exports one contract`).toHaveLength(1);
  return contracts[0] as Contract;
}
