import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, closeSync, openSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { until } from "./pause.ts";
import type { CommandLine } from "./network.ts";

/** The project's directory, from the sources and from `dist` alike. */
export const PROJECT: string = join(
  import.meta.dirname,
  basename(import.meta.dirname) === "dist" ? "../../.." : "../..",
);

const START_SECONDS_MAX = 60;
const STOP_SECONDS_MAX = 20;
const TAIL_CHARACTERS = 2_000;

/** How a process ended: `code 1`, or the signal's name. */
export type Ending = string;

/** A node in a process of its own, whose output goes into a file. */
export class NodeProcess {
  private readonly child: ChildProcess;
  private readonly logPath: string;
  private readonly logBytesBefore: number;
  /** Undefined while it runs. */
  ending: Ending | undefined;
  /** Somebody ended it, so that its end is no news. */
  isToEnd = false;

  /** @param environment beside this process's own */
  constructor(line: CommandLine, logPath: string, environment: Readonly<Record<string, string>>) {
    this.logPath = logPath;
    appendFileSync(logPath, `--- ${new Date().toISOString()} ${line.command} ${line.args.join(" ")}\n`);
    this.logBytesBefore = statSync(logPath).size;
    const log = openSync(logPath, "a");
    this.child = spawn(line.command, line.args, {
      stdio: ["ignore", log, log],
      env: { ...process.env, ...environment },
      // Ctrl-C in the terminal is for this process, which ends its nodes in order.
      detached: true,
    });
    closeSync(log);
    this.child.once("error", (error) => (this.ending = error.message));
    this.child.once("exit", (code, signal) => (this.ending = signal ?? `code ${code}`));
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** What it printed since it was started. */
  get output(): string {
    return readFileSync(this.logPath).subarray(this.logBytesBefore).toString();
  }

  /** What it printed last. */
  get lastWords(): string {
    return this.output.slice(-TAIL_CHARACTERS);
  }

  /** @throws Error with what it printed, when it ends or is not up in time */
  async ready(): Promise<void> {
    const isUp = (): boolean => this.ending !== undefined || this.output.includes("Ctrl-C stops it");
    await until(isUp, `${this.logPath}: the node is up`, START_SECONDS_MAX);
    if (this.ending !== undefined && !this.isToEnd) {
      throw new Error(`a node ended with ${this.ending} before it was up:\n${this.lastWords}`);
    }
  }

  signal(signal: NodeJS.Signals): void {
    if (this.ending === undefined) this.child.kill(signal);
  }

  /** @param signal what ends it */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<Ending> {
    this.isToEnd = true;
    this.signal(signal);
    await this.ended(STOP_SECONDS_MAX);
    return this.ending!;
  }

  /** Waits until it has ended, by itself or not. */
  ended(seconds: number): Promise<void> {
    return until(() => this.ending !== undefined, `${this.logPath}: the node has ended`, seconds);
  }
}
