import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { snippetsOf } from "./page-snippets.ts";

const page = readFileSync("docs/tutorial.md", "utf8");
const snippets = snippetsOf(page);

/** The name that the reader gives to it, and the one under which it is compiled and tested here. */
const inExample = (text: string): string =>
  text
    .replaceAll("saleroom", "auction")
    .replaceAll("Saleroom", "Auction")
    .replace("schemaId: 100", "schemaId: 20"); // The first that is free, where `create` chooses one.

test.each(snippets.filter(({ language }) => language === "ts").map((each) => [each.file, each] as const))(
  "the tutorial's %s is the example's",
  (file, { text }) => {
    const example = readFileSync(inExample(file!).replace("apps/auction", "apps/examples/auction"), "utf8");
    const lines = example.split("\n").filter((line) => !line.includes("startCommand:")); // It is no `npm run` of its own.
    expect(inExample(text)).toBe(lines.join("\n"));
  },
);

test("it names every file that is written by hand, and runs what it talks of", () => {
  const files = snippets.flatMap(({ file }) => file ?? []);
  const named = ["-contract", "-model", "-service"].map((part) => `apps/saleroom/saleroom${part}.ts`);
  expect(files).toEqual([...named, "apps/saleroom/application.ts", "apps/saleroom/test/saleroom.test.ts"]);
  const commands = snippets
    .filter(({ language }) => language === "sh")
    .flatMap(({ text }) => text.trim().split("\n"));
  expect(commands.length).toBeGreaterThan(15);
});
