import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const example = join(import.meta.dirname, "../apps/examples/upgrade/v2");
const unindented = (text: string): string => text.replace(/\s+/g, " ").trim();

test("what docs/upgrades.md shows of a service is in the example, as it is there", () => {
  const page = readFileSync(join(import.meta.dirname, "upgrades.md"), "utf8");
  const shown = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => unindented(code!));
  const source = readdirSync(example)
    .filter((name) => /-(contract|service)\.ts$/.test(name))
    .map((name) => readFileSync(join(example, name), "utf8").replace(/\/\/.*/g, ""))
    .map(unindented)
    .join(" ");
  expect(shown.length).toBeGreaterThan(3);
  expect(shown.filter((code) => !source.includes(code))).toEqual([]);
});
