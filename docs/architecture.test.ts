import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { violations } from "./architecture-rules.ts";

const skipped = /(^|\/)(node_modules|dist|test)\//;
const files = ["domain", "cluster", "gateway", "loadtest", "apps"]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  )
  .filter((path) => path.endsWith(".ts") && !skipped.test(path));

test("every file keeps to the import table and calls nothing that is banned", () => {
  expect(files.length).toBeGreaterThan(5);
  expect(files.flatMap((file) => violations(file, readFileSync(file, "utf8")))).toEqual([]);
});

test.each([
  ["domain/exchange/book.ts", `import { readFileSync } from "node:fs";`, "may not import node:fs"],
  [
    "domain/exchange/book.ts",
    `export * from "@lockstep/cluster/node";`,
    "may not import @lockstep/cluster/node",
  ],
  [
    "domain/exchange/book.ts",
    `import type { Node } from "../../cluster/node.ts";`,
    "may not import ../../cluster/node.ts",
  ],
  ["cluster/raft/raft.ts", `import { Batch } from "../batch.ts";`, "may not import ../batch.ts"],
  ["cluster/node.ts", `import { Exchange } from "@lockstep/domain/exchange/exchange";`, "may not import"],
  ["gateway/server.ts", `import { Exchange } from "@lockstep/domain/exchange/exchange";`, "may not import"],
  ["loadtest/http.ts", `import { application } from "@lockstep/exchange/application";`, "may not import"],
  ["domain/exchange/book.ts", `const now = Date.now();`, ":1: Date"],
  ["domain/exchange/book.ts", `const now = new Date();`, "Date"],
  ["domain/exchange/book.ts", `\n\nconst r = Math.random();`, ":3: Math.random"],
  ["domain/exchange/book.ts", `const r = Math.sin(1);`, "Math.sin"],
  ["domain/exchange/book.ts", `const r = 2 ** 0.5;`, "**"],
  ["domain/exchange/book.ts", `names.sort((a, b) => a.localeCompare(b));`, "localeCompare"],
  ["domain/exchange/book.ts", `for (const key in object) use(key);`, "for … in"],
  ["domain/exchange/book.ts", `setTimeout(f, 10);`, "setTimeout"],
  ["domain/exchange/book.ts", `const load = async () => 1;`, "async"],
  ["domain/exchange/book.ts", `const m = import("./other.ts");`, "import()"],
  ["cluster/raft/raft.ts", `const t = performance.now();`, "performance"],
  ["apps/examples/auction/auction-service.ts", `const now = Date.now();`, "Date"],
  ["apps/thing/thing-model.ts", `const load = async () => 1;`, "async"],
  ["apps/thing/thing-contract.ts", `import { hash } from "node:crypto";`, "may not import node:crypto"],
  ["apps/thing/thing-service.ts", `import { Node } from "@lockstep/cluster/node";`, "may not import"],
  ["cluster/state-machine.ts", `crypto.getRandomValues(bytes);`, "crypto"],
])("%s may not hold %j", (path, source, complaint) => {
  expect(violations(path, source).join("\n")).toContain(complaint);
});

test("what is allowed is not complained of", () => {
  expect(
    violations("domain/exchange/book.ts", `import { a } from "../accounts/accounts.ts"; Math.floor(1);`),
  ).toEqual([]);
  expect(violations("cluster/node.ts", `import { setTimeout } from "node:timers"; Date.now();`)).toEqual([]);
  expect(violations("apps/thing/main.ts", `Date.now();`)).toEqual([]);
  expect(
    violations(
      "apps/thing/thing-service.ts",
      `import type { Context } from "@lockstep/domain/contract/context"; import { a } from "./thing-model.ts";`,
    ),
  ).toEqual([]);
  expect(violations("apps/cli/main.ts", `import { Command } from "commander";`)).toEqual([]);
});
