import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import {
  ExchangeProcess,
  lockstep,
  makeDirectory,
  stopProcesses,
} from "../../exchange/test/exchange-process.ts";
import { madeUpMessages, madeUpTops, writeLines } from "./order-flow.ts";

vi.setConfig({ testTimeout: 120_000 });
afterEach(stopProcesses);

const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
const TOOL = "npm run lockstep -- ";

/** The commands of a section, each on one line. */
function commandsIn(heading: string): string[] {
  const from = readme.indexOf(`\n## ${heading}\n`);
  expect(from).toBeGreaterThan(0);
  const section = readme.slice(from, readme.indexOf("\n## ", from + 1)).replaceAll(/ \\\n +/g, " ");
  return section
    .split("\n")
    .filter((line) => line.startsWith("    "))
    .map((line) => line.replace(/ +#.*$/, "").trim());
}

/** What needs a cluster is shown in apps/exchange/test, on three processes. */
const ofClusters = new Set(["node", "members", "init", "transfer-leader"]);

/** As it is written, but for where the node is and which files are imported. */
test("what the README says of the first ten minutes works in the order in which it says it", async () => {
  const node = await ExchangeProcess.start();
  const directory = makeDirectory();
  const messages = madeUpMessages(200);
  const files: Record<string, string> = {
    "messages.csv.gz": writeLines(directory, "messages.csv", messages),
    "bug.capture": join(directory, "bug.capture"),
    "top-of-book.csv.gz": writeLines(directory, "tops.csv", madeUpTops(messages, 1_000)),
  };
  const whereabouts = (name: string): string[] =>
    ({
      status: node.native,
      import: node.native,
      log: ["--data", node.directory],
      replay: ["--data", node.directory],
      history: ["--data", node.directory],
      "state-at": ["--data", node.directory],
      capture: ["--data", node.directory],
    })[name] ?? [];

  const failed: string[] = [];
  const answers: string[] = [];
  const tried = new Set<string>();
  for (const command of commandsIn("The first ten minutes")) {
    if (command.startsWith(TOOL)) {
      const args = command.slice(TOOL.length).split(" ");
      if (ofClusters.has(args[0]!) || args.includes("--break-at")) continue; // Which waits for a debugger.
      const given = args.map((arg) => files[arg] ?? arg);
      const { code, stderr } = await lockstep("--url", node.url, ...given, ...whereabouts(args[0]!));
      if (code !== 0) failed.push(`${command}: ${stderr}`);
      tried.add(args[0]!);
    } else if (command.startsWith("curl ")) {
      const script = command.replace("http://127.0.0.1:8080", node.url);
      for (const _ of ["once", "again"]) {
        answers.push((await promisify(execFile)("sh", ["-c", script])).stdout);
      }
    }
  }
  expect(failed).toEqual([]);
  expect([...tried]).toEqual(
    expect.arrayContaining(["book", "order", "balances", "shows", "hold", "buy", "log", "replay", "status"]),
  );
  expect(JSON.parse(answers[0]!)).toMatchObject({ status: "filled" });
  expect(answers[1]).toBe(answers[0]); // "Run it again: the same answer, and nothing is bought twice."
});
