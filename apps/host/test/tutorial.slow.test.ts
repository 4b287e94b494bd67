import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { snippetsOf } from "../../../docs/page-snippets.ts";
import { repositoryRoot } from "../application-folder.ts";
import { CleanClone } from "./clean-clone.ts";

vi.setConfig({ testTimeout: 300_000 });

let clone: CleanClone | undefined;
afterEach(() => clone?.remove());

/** Times and hashes are others with every run. */
const comparable = (text: string): string => text.replaceAll(/\d{10,}|\b[0-9a-f]{16}\b/g, "…");

test("docs/tutorial.md, to the letter, in a clean clone", async () => {
  clone = await CleanClone.make();
  const startedMs = performance.now();
  const failures: string[] = [];
  let printed = "";
  for (const { language, text, file, line } of snippetsOf(
    readFileSync(join(repositoryRoot, "docs/tutorial.md"), "utf8"),
  )) {
    if (file !== undefined) writeFileSync(join(clone.directory, file), text);
    if (language === "sh") printed = await followed(clone, text);
    if (language === "text") {
      const expected = text.trim().split("\n").map(comparable);
      const missing = expected.filter((each) => !comparable(printed).includes(each));
      if (missing.length > 0) failures.push(`line ${line}: ${missing.join("; ")} is not in\n${printed}`);
    }
  }
  expect(failures).toEqual([]);
  console.log(`the tutorial was followed in ${Math.round((performance.now() - startedMs) / 1_000)} s`);
});

/** What stands in a block for a terminal, line by line; nodes go on in a terminal of their own. */
async function followed(there: CleanClone, block: string): Promise<string> {
  let printed = "";
  for (const command of block.trim().split("\n")) {
    const setting = /^export (\w+)=(\S+)$/.exec(command);
    const start = /^npm run (saleroom)$/.exec(command);
    if (setting !== null) there.env[setting[1]!] = setting[2];
    else if (start !== null) await there.start(start[1]!);
    else printed += await there.run("sh", "-c", command.replace("http://127.0.0.1:8080", there.url));
    printed += "\n";
  }
  return printed;
}
