import type { Result } from "./run-scenario.ts";
import type { Scenario } from "./scenario.ts";

/** Why a scenario was not run. */
export interface NotRun {
  readonly scenario: Scenario;
  readonly why: string;
}

export interface Circumstances {
  readonly date: string;
  readonly command: string;
  /** Name and value: node, kernel, commit, processors. */
  readonly versions: readonly (readonly [string, string])[];
  readonly seed: number;
  readonly minutes: number;
}

export interface Report {
  readonly circumstances: Circumstances;
  readonly results: readonly Result[];
  readonly notRun: readonly NotRun[];
}

/** In Markdown: a table with one line for each scenario, and what does not hold. */
export function reportText({ circumstances, results, notRun }: Report): string {
  const { date, command, versions, seed, minutes } = circumstances;
  const failed = results.filter(({ problems }) => problems.length > 0);
  const rows = [
    [
      "scenario",
      "nodes",
      "promise",
      "outcome",
      "mode",
      "acked",
      "unknown",
      "refused",
      "gap",
      "elections",
      "took",
    ],
    ["--", "--:", "--", "--", "--", "--:", "--:", "--:", "--:", "--:", "--:"],
    ...results.map(resultRow),
    ...notRun.map(({ scenario: { name, nodes, promise }, why }) => [
      name,
      `${nodes}`,
      promise,
      `**not run**: ${why}`,
      ...Array.from({ length: 7 }, () => ""),
    ]),
  ];
  return [
    "# Torture",
    "",
    `${date}, \`${command}\`, seed ${seed}, ${minutes.toFixed(1)} minutes.`,
    "",
    `${versions.map(([name, value]) => `${name} ${value}`).join(", ")}.`,
    "",
    `${results.length} scenarios ran: ${results.length - failed.length} passed, ${failed.length} failed, ` +
      `${notRun.length} were not run.`,
    "",
    ...rows.map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`),
    "",
    "Acked, unknown and refused are commands and linearizable queries of the clients; gap is the longest time without an",
    "acknowledged command; elections are the terms that came after the first leader's.",
    ...failed.flatMap(problemLines),
    "",
  ].join("\n");
}

/** For the terminal, when a scenario is over. */
export function resultLine({
  scenario,
  problems,
  seconds,
  acknowledged,
  unknown,
  refused,
  gapMs,
  elections,
}: Result): string {
  const outcome = problems.length === 0 ? "passed" : "FAILED";
  return (
    `${outcome}  ${scenario.name}: ${acknowledged} acked, ${unknown} unknown, ${refused} refused, ` +
    `gap ${secondsText(gapMs / 1_000)}, ${elections} elections, took ${secondsText(seconds)}`
  );
}

function resultRow({
  scenario: { name, nodes, promise },
  problems,
  mode,
  acknowledged,
  unknown,
  refused,
  gapMs,
  elections,
  seconds,
}: Result): string[] {
  return [
    name,
    `${nodes}`,
    promise,
    problems.length === 0 ? "passed" : "**failed**",
    mode === "network namespaces" ? "namespaces" : "proxies",
    ...[acknowledged, unknown, refused].map(String),
    secondsText(gapMs / 1_000),
    `${elections}`,
    secondsText(seconds),
  ];
}

function problemLines({ scenario, problems, directory }: Result): string[] {
  const what = problems.map((problem) => `- ${problem.split("\n").join("\n  ")}`);
  return ["", `## ${scenario.name} failed`, "", `Its files are in \`${directory}\`.`, "", ...what];
}

function secondsText(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}
