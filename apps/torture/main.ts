import { mkdirSync, mkdtempSync, rmdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release } from "node:os";
import { join } from "node:path";
import { PROJECT } from "./node-process.ts";
import { type Options, parseOptions } from "./options.ts";
import { type NotRun, reportText, resultLine } from "./report.ts";
import { type Result, runScenario } from "./run-scenario.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios/all.ts";
import { run } from "./shell.ts";
import { missingNeeds, type Need, NEEDS } from "./tools.ts";
import { UndoList } from "./undo-list.ts";

/** Of each scenario: start, setup, the ten seconds after all is well, and the checks. */
const SECONDS_BESIDE_TROUBLE = 20;
const TROUBLE_SECONDS = { min: 3, max: 300 };

const options = parseOptions(
  process.argv,
  scenarios.map(({ name }) => name),
);
if (options.list) {
  for (const { name, nodes, promise, steps } of scenarios) {
    console.log(`${name} (${nodes} nodes): ${promise}\n    ${steps.map(({ text }) => text).join("; ")}`);
  }
} else {
  process.exitCode = await torture(options);
}

/** @returns the exit code */
async function torture(options: Options): Promise<number> {
  const undo = new UndoList();
  cleanUpWhenEnded(undo);
  const startedMs = performance.now();
  const date = new Date().toISOString().slice(0, 16).replace("T", " ");
  const parent = join(PROJECT, "data"); // Ignored by git, and no memory disk as /tmp may be.
  mkdirSync(parent, { recursive: true });
  const directory = mkdtempSync(join(parent, "torture-"));
  const missing = await missingNeeds();
  const where = await versions();
  const wanted = scenarios.filter(
    ({ name }) => options.scenarios.length === 0 || options.scenarios.includes(name),
  );
  const results: Result[] = [];
  const notRun: NotRun[] = [];
  for (const scenario of wanted) {
    const why = whyNot(scenario, missing, options);
    if (why !== undefined) {
      console.log(`NOT RUN ${scenario.name}: ${why}`);
      notRun.push({ scenario, why });
      continue;
    }
    console.log(`\n${scenario.name}: ${scenario.promise}`);
    const beganMs = performance.now();
    const result = await runScenario(scenario, {
      directory: join(directory, scenario.name),
      seed: options.seed,
      seconds: troubleSeconds(options.minutes, wanted.length),
      mode: modeOf(scenario, missing, options),
      keep: options.keep,
      undo,
      tell: (text) => {
        console.log(`  ${((performance.now() - beganMs) / 1_000).toFixed(1).padStart(5)} s  ${text}`);
      },
    });
    results.push(result);
    console.log(resultLine(result));
    for (const problem of result.problems) console.log(`  ${problem}`);
    if (result.problems.length > 0) console.log(`  its files are in ${result.directory}`);
  }
  const text = reportText({
    circumstances: {
      date,
      command: `npm run torture -- ${process.argv.slice(2).join(" ")}`,
      versions: where,
      seed: options.seed,
      minutes: (performance.now() - startedMs) / 60_000,
    },
    results,
    notRun,
  });
  console.log(`\n${text}`);
  if (options.report !== undefined) writeFileSync(options.report, text);
  const isClean = results.every(({ problems }) => problems.length === 0);
  if (isClean && !options.keep) rmdirSync(directory);
  else console.log(`files are in ${directory}`);
  return isClean && (notRun.length === 0 || options.allowMissing) ? 0 : 1;
}

function whyNot(scenario: Scenario, missing: ReadonlySet<Need>, { loopback }: Options): string | undefined {
  const lacking = (scenario.needs ?? []).filter((need) => missing.has(need)).map((need) => NEEDS[need]);
  if (scenario.onNamespaces === true && loopback) return "needs network namespaces, and --loopback was given";
  if (scenario.onNamespaces === true && missing.has("namespaces")) lacking.push(NEEDS.namespaces);
  return lacking.length === 0 ? undefined : `needs ${lacking.join("; ")}`;
}

function modeOf(scenario: Scenario, missing: ReadonlySet<Need>, { loopback }: Options): Result["mode"] {
  const isLoopback = loopback || scenario.onProxies === true || missing.has("namespaces");
  return isLoopback ? "loopback proxies" : "network namespaces";
}

function troubleSeconds(minutes: number, count: number): number {
  const seconds = (minutes * 60) / count - SECONDS_BESIDE_TROUBLE;
  return Math.min(Math.max(seconds, TROUBLE_SECONDS.min), TROUBLE_SECONDS.max);
}

async function versions(): Promise<[string, string][]> {
  const commit = await run("git", ["-C", PROJECT, "describe", "--always", "--dirty"]).catch(() => "unknown");
  return [
    ["commit", commit.trim()],
    ["node", process.version],
    ["Linux", release()],
    ["load average", loadavg()[0]!.toFixed(1)],
    ["processors", `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`],
  ];
}

/** Also when somebody ends this process, or it fails. */
function cleanUpWhenEnded(undo: UndoList): void {
  let isEnding = false;
  const endWith = (code: number): void => {
    if (isEnding) return;
    isEnding = true;
    void undo.end().then((failures) => {
      for (const failure of failures) console.error(`not cleaned up: ${failure}`);
      process.exit(code);
    });
  };
  process.on("SIGINT", () => endWith(130));
  process.on("SIGTERM", () => endWith(143));
  process.on("uncaughtException", (error) => {
    console.error(error);
    endWith(1);
  });
}
