import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Report, reportText } from "../report.ts";
import type { Result } from "../run-scenario.ts";
import { scenarios } from "../scenarios/all.ts";

const [scenario, other, third] = scenarios as [Result["scenario"], Result["scenario"], Result["scenario"]];
const passed: Result = {
  scenario,
  mode: "network namespaces",
  problems: [],
  seconds: 21.26,
  acknowledged: 7_000,
  unknown: 3,
  refused: 4,
  gapMs: 1_260,
  elections: 2,
  directory: "data/x",
};
const report: Report = {
  circumstances: {
    date: "2026-01-02 03:04",
    command: "npm run torture -- --minutes 1",
    versions: [["node", "v20"]],
    seed: 5,
    minutes: 1,
  },
  results: [passed, { ...passed, scenario: other, problems: ["account 6: not\nlinearizable"] }],
  notRun: [{ scenario: third, why: "needs strace" }],
};

test("a report has a line for each scenario with its outcome and figures", () => {
  const text = reportText(report);
  expect(text).toContain("2 scenarios ran: 1 passed, 1 failed, 1 were not run.");
  expect(text).toContain(
    `| ${scenario.name} | 3 | ${scenario.promise} | passed | namespaces | 7000 | 3 | 4 | 1.3 s | 2 | 21.3 s |`,
  );
  expect(text).toContain(`| ${other.name} | ${other.nodes} | ${other.promise} | **failed** |`);
});

test("a scenario that was not run says why, and nowhere that it passed", () => {
  const line = reportText(report)
    .split("\n")
    .find((one) => one.startsWith(`| ${third.name} |`));
  expect(line).toContain("**not run**: needs strace");
  expect(line).not.toContain("passed");
});

test("what failed is told with all its lines and where its files are", () => {
  const text = reportText(report);
  expect(text).toContain(`## ${other.name} failed`);
  expect(text).toContain("- account 6: not\n  linearizable");
  expect(text).toContain("`data/x`");
  expect(text).not.toContain(`## ${scenario.name} failed`);
});

test("scenarios have names of their own, and a promise", () => {
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
  for (const { name, promise, steps } of scenarios) {
    expect(name).toMatch(/^[a-z0-9-]+$/);
    expect([promise.length > 10, steps.length > 0]).toEqual([true, true]);
  }
});

test("the page about torture has a line for each scenario, with its promise", () => {
  const page = readFileSync("docs/torture.md", "utf8");
  const missing = scenarios
    .map(({ name, nodes, promise }) => `| ${name} | ${nodes} | ${promise} |`)
    .filter((line) => !page.includes(line));
  expect(missing).toEqual([]);
});
