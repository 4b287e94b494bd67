import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const page = readFileSync("docs/programming-model.md", "utf8");

/** Blocks of code, each with the file that was named last before it. */
const snippets = [...page.matchAll(/^(?:`([^`\n]+\.ts)`$|```ts\n([\s\S]*?)^```$)/gm)].reduce<
  { file: string | undefined; code: string }[]
>((found, [, file, code]) => {
  if (code === undefined) return [...found, { file, code: "" }];
  return [...found, { file: found.at(-1)?.file, code }];
}, []);

test.each(snippets.filter(({ code }) => code !== ""))("a snippet is a piece of $file", ({ file, code }) => {
  expect(file).toBeDefined();
  expect(readFileSync(file!, "utf8")).toContain(code);
});

test("there are snippets, and every other page that is named exists", () => {
  expect(snippets.filter(({ code }) => code !== "").length).toBeGreaterThan(10);
  const links = [...page.matchAll(/\]\(([^)#]+\.md)\)/g)].map(([, link]) => link);
  expect(links.filter((link) => !existsSync(`docs/${link}`))).toEqual([]);
});

test("every variant and every word of the test kit is on the page", () => {
  const kit =
    readFileSync("apps/test-kit/scenario.ts", "utf8") + readFileSync("apps/test-kit/outcome.ts", "utf8");
  const words = [
    ...kit.matchAll(/^ {2}(?:readonly (\w+) = <|readonly (\w+) = \(|(expect\w*|all)[<(])/gm),
  ].map(([, generic, plain, method]) => generic ?? plain ?? method);
  const variants = readFileSync("apps/test-kit/variants/choice.ts", "utf8").match(
    /VariantName = ([^;]+);/,
  )![1];
  const names = [...words, ...variants.split("|").map((name) => JSON.parse(name) as string)];
  expect(names.length).toBeGreaterThan(12);
  expect(names.filter((name) => !new RegExp(`[\`.]${name}\\b`).test(page))).toEqual([]);
});
