import { existsSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PROJECT, Workplace } from "../workplace.ts";

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(async () => {
  await workplace.close();
});

/** A script in the workplace's own directory, as a path from the project. */
function script(text: string): string {
  const path = join(workplace.directory, "script.mjs");
  writeFileSync(path, text);
  return relative(PROJECT, path);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("a server is there when it says so, with what it said", async () => {
  const path = script(`console.log("hello " + process.argv[2]); setInterval(() => {}, 1000);`);
  const server = await workplace.start({ script: path, args: ["you"], ready: /hello/ });
  expect(server.greeting).toBe("hello you\n");
  expect(isAlive(server.pid)).toBe(true);
  await server.stop();
  expect(isAlive(server.pid)).toBe(false);
});

test("a server that ends before it is ready is an error with what it printed", async () => {
  const path = script(`console.log("no disk"); process.exit(3);`);
  const starting = workplace.start({ script: path, args: [], ready: /hello/ });
  await expect(starting).rejects.toThrow(/ended with 3[^]*no disk/);
});

test("close ends what still runs and removes the directory", async () => {
  const path = script(`console.log("hello"); setInterval(() => {}, 1000);`);
  const server = await workplace.start({ script: path, args: [], ready: /hello/ });
  await workplace.close();
  expect(isAlive(server.pid)).toBe(false);
  expect(existsSync(workplace.directory)).toBe(false);
});
