import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { createChangeHandler } from "./change-handler.ts";
import { readDirectives } from "./data-driven.ts";
import type { Directive } from "./data-driven.ts";
import { createInteractionHandler } from "./interaction-handler.ts";
import { handleQuorum } from "./quorum-handler.ts";

/**
 * The core against the data-driven tests of etcd-io/raft: quorum and confchange as they are (grade G0),
 * interaction with the lines of the logger left out (grade G1). How many agree with those lines as well (grade
 * G2) is printed. The files are read where they lie; their expectations are never written.
 */
const repository = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const otherFolder = process.env["ETCD_RAFT_TESTDATA"];
const folder = otherFolder ?? join(repository, "../shared/conformance/etcd-raft");

const handlers: Readonly<Record<string, () => (directive: Directive) => string>> = {
  quorum: () => handleQuorum,
  confchange: createChangeHandler,
  interaction: createInteractionHandler,
};

const files = Object.keys(handlers).flatMap((kind) => {
  const path = join(folder, kind);
  const names = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith(".txt")) : [];
  return names.sort().map((name) => ({ kind, name, path: join(path, name) }));
});

const totals = { directives: 0, passed: 0, failed: 0, exactFiles: 0, interactionFiles: 0 };

test.skipIf(files.length > 0)("skipped: set ETCD_RAFT_TESTDATA to a folder with etcd-raft's files", () => {
  console.log(`etcd-raft: skipped, there are no test files in ${folder}`);
  expect(otherFolder).toBe(undefined); // A folder that was asked for must not be passed over in silence.
});

test.each(files)("etcd-io/raft: $kind/$name", ({ kind, path }) => {
  const handle = handlers[kind]!();
  const graded = kind === "interaction" ? withoutLogLines : (text: string) => text;
  const directives = readDirectives(path);
  const failures: string[] = [];
  let isExact = true;
  for (const directive of directives) {
    const printed = normalise(runOrExplain(handle, directive));
    totals.directives++;
    isExact &&= printed === directive.expected;
    if (graded(printed) === graded(directive.expected)) {
      totals.passed++;
    } else {
      totals.failed++;
      failures.push(describeFailure(path, directive, printed));
    }
  }
  if (kind === "interaction") totals.interactionFiles++;
  if (kind === "interaction" && isExact) totals.exactFiles++;
  expect(failures.slice(0, 3).join("\n")).toBe("");
  expect(directives.length).toBeGreaterThan(0);
});

test.runIf(files.length > 0 && otherFolder === undefined)(
  "the logger's lines agree too, byte for byte",
  () => {
    expect(totals.exactFiles).toBe(totals.interactionFiles);
  },
);

afterAll(() => {
  if (files.length === 0) return;
  const { directives, passed, failed, exactFiles, interactionFiles } = totals;
  console.log(
    `etcd-raft: ${files.length} files, ${directives} directives, ${passed} passed, ${failed} failed`,
  );
  console.log(`etcd-raft: log lines too agree in ${exactFiles} of ${interactionFiles} interaction files`);
});

/** A broken assertion in the core is a failure of this directive, not of the whole run. */
function runOrExplain(handle: (directive: Directive) => string, directive: Directive): string {
  try {
    return handle(directive);
  } catch (error) {
    return `threw ${error instanceof Error ? error.stack : String(error)}`;
  }
}

function normalise(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** A command that prints nothing but log lines would have printed `ok` at a higher log level. */
function withoutLogLines(text: string): string {
  const lines = text.split("\n").filter((line) => !/^\s*(DEBUG|INFO|WARN|ERROR|FATAL) /.test(line));
  const rest = lines.join("\n").trim();
  return rest === "" ? "ok" : rest;
}

function describeFailure(path: string, directive: Directive, printed: string): string {
  const { line, command, arguments: args, expected } = directive;
  const words = args.map(({ key, values }) => (values.length > 0 ? `${key}=${values.join(",")}` : key));
  const title = `${basename(path)}:${line}: ${[command, ...words].join(" ")}`;
  return `${title}\n--- expected\n${expected}--- printed\n${printed}`;
}
