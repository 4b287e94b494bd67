import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Contract } from "../contract/contract.ts";
import { generateMessages, generateXml } from "../contract/generator/generate.ts";

/**
 * Generates the codecs of every `*-contract.ts` of domain and applications, and holds the checked-in files
 * against them. `npm run generate` writes them.
 */
const root = join(import.meta.dirname, "../..");
const contractFiles = ["domain", "apps"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("-contract.ts") && !/(^|\/)(node_modules|dist)\//.test(path))
    .filter((path) => basename(path) !== "define-contract.ts")
    .map((path) => `${folder}/${path}`),
);

describe("generated files are fresh", () => {
  test.each(contractFiles)("%s", async (file) => {
    const contract = await contractIn(join(root, file));
    const base = join(root, file.replace(/-contract\.ts$/, ""));
    await expect(generateMessages(contract, runtimeOf(file))).toMatchFileSnapshot(`${base}-messages.ts`);
    await expect(generateXml(contract)).toMatchFileSnapshot(`${base}.sbe.xml`);
  });
});

test("every contract has a schema id of its own, so that no service takes another one's messages", async () => {
  const served = contractFiles.filter((file) => !file.includes("/test/"));
  const contracts = await Promise.all(served.map((file) => contractIn(join(root, file))));
  const taken = contracts.filter(({ schemaId, name }, at) =>
    contracts.slice(0, at).some((other) => other.schemaId === schemaId && other.name !== name),
  );
  expect(taken.map(({ schemaId, name }) => `${name} has ${schemaId}, which is taken`)).toEqual([]);
});

/** Where the generated code finds its few helpers. */
function runtimeOf(file: string): string {
  if (file.startsWith("apps/")) return "@lockstep/domain/contract/runtime";
  return `${"../".repeat(dirname(file).split("/").length - 1)}contract/runtime.ts`;
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
