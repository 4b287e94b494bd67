import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const rows = readFileSync("docs/the-talk.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| claim"))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, claim = "", shownBy = ""]) => ({ claim, shownBy }));

test("every claim of the talk names a test that exists, or says when it comes", () => {
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter(({ shownBy }) => !isShown(shownBy))).toEqual([]);
});

function isShown(shownBy: string): boolean {
  if (/^comes with \w/.test(shownBy)) return true;
  const [, file, name] = /^`([^`]+)`: (.+)$/.exec(shownBy) ?? [];
  return (
    file !== undefined && name !== undefined && existsSync(file) && readFileSync(file, "utf8").includes(name)
  );
}
