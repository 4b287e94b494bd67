import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { applicationFolder, applicationNames } from "../application-folder.ts";

vi.setConfig({ testTimeout: 300_000 });

const examples = applicationNames().filter((name) => existsSync(join(applicationFolder(name), "play.ts")));

// One after the other: their people bid and move against a clock.
test.each(examples)(
  "npm run example -- %s: the play comes to its end, and nothing is wrong",
  async (name) => {
    const child = spawn(process.execPath, ["--enable-source-maps", "apps/host/dist/example/main.js", name], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0) throw new Error(`it ended with ${code}:\n${output}`);
    expect(output).toContain("good ");
  },
);
