import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { Batch } from "../batch.ts";
import { LogReader } from "../log/log-reader.ts";
import { DirectoryInUseError, WrongDirectoryError } from "../log/log-errors.ts";
import { Reports, closeLog, makeDirectory, openLog } from "./log-directories.ts";

const script = fileURLToPath(new URL("log-appender.mjs", import.meta.url));
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** An appender (see there) and the lines it printed. */
class Appender {
  readonly lines: string[] = [];
  readonly child: ChildProcess;
  private half = "";
  private waiting: (() => void)[] = [];

  constructor(command: string, ...args: string[]) {
    this.child = spawn(command, args, { stdio: ["ignore", "pipe", "ignore"] });
    children.push(this.child);
    this.child.stdout!.setEncoding("utf8").on("data", (text: string) => {
      const lines = (this.half + text).split("\n");
      this.half = lines.pop()!;
      this.lines.push(...lines);
      for (const resolve of this.waiting.splice(0)) resolve();
    });
  }

  async untilLines(count: number): Promise<void> {
    while (this.lines.length < count) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** @returns the exit code and the signal */
  ended(): Promise<unknown[]> {
    return once(this.child, "close");
  }
}

test("what a process reported as durable is there after kill -9, again and again", async () => {
  const directory = makeDirectory();
  const acknowledged = new Map<number, number>();
  for (const [round, lines] of [120, 40, 200].entries()) {
    const appender = new Appender(process.execPath, script, directory, String(2 ** (round + 1)));
    await appender.untilLines(lines);
    appender.child.kill("SIGKILL");
    await appender.ended();
    expect(Number(appender.lines[0].split(" ")[1])).toBeGreaterThanOrEqual(acknowledged.size);
    for (const line of appender.lines.slice(1)) {
      const [index, hash] = line.split(" ").map(Number);
      acknowledged.set(index, hash);
    }
    const reports = new Reports();
    const log = await openLog(directory, reports);
    expect(reports.notices).toEqual([]);
    expect(log.lastIndex).toBeGreaterThanOrEqual(Math.max(...acknowledged.keys()));
    expect([...acknowledged].filter(([index, hash]) => log.hashAt(index) !== hash)).toEqual([]);
    await closeLog(log);
  }
  expect(acknowledged.size).toBeGreaterThan(300);
}, 30_000);

test("nothing is lost between log and archive when a process is killed while it trims", async () => {
  const directory = makeDirectory();
  const acknowledged = new Map<number, number>();
  for (const lines of [150, 90]) {
    const appender = new Appender(process.execPath, script, directory, "8", "1000000", "30");
    await appender.untilLines(lines);
    appender.child.kill("SIGKILL");
    await appender.ended();
    for (const line of appender.lines.slice(1)) {
      const [index, hash] = line.split(" ").map(Number);
      acknowledged.set(index, hash);
    }
    const reader = await LogReader.open(directory);
    const found = new Map<number, number>();
    reader.read(1, Infinity, (bytes, index) => found.set(index, new Batch(bytes).hash));
    await reader.close();
    expect([...acknowledged].filter(([index, hash]) => found.get(index) !== hash)).toEqual([]);
  }
  expect(readdirSync(join(directory, "archive")).length).toBeGreaterThan(2);
}, 30_000);

test("a second process on a directory is refused and told who has it, until that one is dead", async () => {
  const directory = makeDirectory();
  const first = new Appender(process.execPath, script, directory, "1");
  await first.untilLines(2);
  const refused = await openLog(directory, new Reports()).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DirectoryInUseError);
  expect((refused as Error).message).toContain(`pid ${first.child.pid}`);
  const second = new Appender(process.execPath, script, directory, "1");
  expect(await second.ended()).toEqual([2, null]);
  expect(second.lines).toEqual([expect.stringContaining("refused DIRECTORY_IN_USE")]);
  first.child.kill("SIGKILL");
  await first.ended();
  const log = await openLog(directory, new Reports());
  expect(log.lastIndex).toBeGreaterThan(0);
}, 20_000);

test("a directory is open once within one process too, and free again after a failed start", async () => {
  const directory = makeDirectory();
  const log = await openLog(directory, new Reports());
  await expect(openLog(directory, new Reports())).rejects.toThrow(`pid ${process.pid}`);
  await closeLog(log);
  await expect(openLog(directory, new Reports(), { clusterId: 5 })).rejects.toThrow(WrongDirectoryError);
  await expect(openLog(directory, new Reports(), { nodeId: 5 })).rejects.toThrow(
    /belongs to node 1, but the configuration says node 5/,
  );
  await openLog(directory, new Reports());
});

test("a write that fails ends the process, and what was durable before stays", async () => {
  const directory = makeDirectory();
  // A limit on the size of files cuts LMDB's write short, as a full disk does; LMDB calls both an I/O error.
  const appender = new Appender(
    "bash",
    "-c",
    `trap '' XFSZ; ulimit -f 1024; exec "${process.execPath}" "${script}" "${directory}" 4`,
  );
  expect(await appender.ended()).toEqual([3, null]);
  const last = appender.lines.at(-1)!;
  expect(last).toMatch(/^fatal LOG_WRITE .*000000000001\.lmdb: writing the log failed: Input\/output error/);
  const acknowledged = appender.lines.slice(1, -1).map((line) => line.split(" ").map(Number));
  expect(acknowledged.length).toBeGreaterThan(10);
  const log = await openLog(directory, new Reports());
  expect(acknowledged.filter(([index, hash]) => log.hashAt(index) !== hash)).toEqual([]);
}, 20_000);

const hasStrace = spawnSync("strace", ["-V"]).status === 0;
test.skipIf(!hasStrace)(
  "a sync that fails ends the process, and its batches are not there later (needs strace)",
  async () => {
    const directory = makeDirectory();
    const inject = ["-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:when=6"];
    const appender = new Appender(
      "strace",
      "-f",
      "-o",
      "/dev/null",
      ...inject,
      process.execPath,
      script,
      directory,
      "4",
    );
    expect(await appender.ended()).toEqual([3, null]);
    expect(appender.lines.at(-1)).toMatch(/^fatal LOG_WRITE .* Input\/output error/);
    const last = Number(appender.lines.at(-2)!.split(" ")[0]);
    expect(last).toBeGreaterThan(0);
    const log = await openLog(directory, new Reports());
    expect(log.lastIndex).toBe(last);
  },
  20_000,
);

test.skipIf(!hasStrace)(
  "a state file that cannot be written ends the process too (needs strace)",
  async () => {
    const directory = makeDirectory();
    const inject = [
      "-P",
      join(directory, "state"),
      "-e",
      "trace=pwrite64",
      "-e",
      "inject=pwrite64:error=ENOSPC:when=3",
    ];
    await closeLog(await openLog(directory, new Reports()));
    const appender = new Appender(
      "strace",
      "-f",
      "-o",
      "/dev/null",
      ...inject,
      process.execPath,
      script,
      directory,
      "4",
    );
    expect(await appender.ended()).toEqual([3, null]);
    expect(appender.lines.at(-1)).toMatch(/^fatal LOG_WRITE .*state: writing the log failed: ENOSPC/);
    const last = Number(appender.lines.at(-2)!.split(" ")[0]);
    const log = await openLog(directory, new Reports());
    expect(log.lastIndex).toBeGreaterThanOrEqual(last);
  },
  20_000,
);
