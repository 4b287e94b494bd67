import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { applicationFolder, applicationNames, loadApplication } from "../application-folder.ts";
import { ExampleRun } from "./example-run.ts";
import type { Play } from "./stage.ts";

const isExample = (name: string): boolean => existsSync(join(applicationFolder(name), "play.ts"));

/** `npm run example -- NAME`. @returns whether everything came out right */
async function run(name: string | undefined, args: readonly string[]): Promise<boolean> {
  const names = applicationNames().filter(isExample);
  if (name === undefined || !names.includes(name)) {
    throw new RangeError(
      `${name === undefined ? "say which example" : `there is no example ${name}`}: npm run example -- ${names.join(" | ")}`,
    );
  }
  const application = await loadApplication(name);
  const path = join(applicationFolder(name), "dist", "play.js");
  const { play } = (await import(pathToFileURL(path).href)) as { play: Play };
  const example = new ExampleRun(name, args);
  process.once("SIGINT", () => void example.stop().finally(() => process.exit(130)));
  try {
    return await example.play(application, play);
  } finally {
    await example.stop();
  }
}

try {
  const [name, ...args] = process.argv.slice(2);
  process.exitCode = (await run(name, args)) ? 0 : 1;
} catch (error) {
  // What a user can act on is a line; a stack is for bugs.
  console.error(
    error instanceof Error ? (process.env["DEBUG"] ? error.stack : error.message) : String(error),
  );
  process.exitCode = 1;
}
