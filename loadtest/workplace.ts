import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { basename, join } from "node:path";

/** The project's directory, from the sources and from `dist` alike. */
export const PROJECT: string = join(
  import.meta.dirname,
  basename(import.meta.dirname) === "dist" ? "../.." : "..",
);

const START_MS_MAX = 30_000;
const STOP_MS_MAX = 10_000;

/** A process that a load test started. */
export interface Server {
  readonly pid: number;
  /** What it printed until it was ready. */
  readonly greeting: string;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** A built file of this project, relative to it; or, with `program`, a name for messages. */
  readonly script: string;
  /** Another program than the runtime, as the shell would find it. */
  readonly program?: string;
  readonly args: readonly string[];
  /** For the runtime itself, such as --cpu-prof. */
  readonly nodeFlags?: readonly string[];
  /** It is ready when what it printed matches. */
  readonly ready: RegExp;
}

/**
 * Where a load test works: a directory on the project's disk, and the processes that it started. `close`
 * ends the processes by their ids and removes the directory; so does the end of this process, however
 * it comes, unless it is killed.
 */
export class Workplace {
  readonly directory: string;
  private readonly children = new Set<ChildProcess>();
  private readonly onExit = (): void => this.abandon();
  private readonly onSignal = (): void => process.exit(130);

  constructor() {
    const parent = join(PROJECT, "data"); // Ignored by git, and no memory disk as /tmp may be.
    mkdirSync(parent, { recursive: true });
    this.directory = mkdtempSync(join(parent, "loadtest-"));
    process.once("exit", this.onExit);
    process.once("SIGINT", this.onSignal);
    process.once("SIGTERM", this.onSignal);
  }

  /** @throws Error with what the process printed when it ends, or is not ready in 30 seconds */
  async start(options: ServerOptions): Promise<Server> {
    const { program, script, nodeFlags = [] } = options;
    const args =
      program === undefined ? [...nodeFlags, join(PROJECT, script), ...options.args] : options.args;
    const child = spawn(program ?? process.execPath, args, {
      stdio: ["ignore", "pipe", "pipe"],
      cwd: this.directory,
    });
    this.children.add(child);
    const exited = new Promise<void>((resolve) => {
      child.once("exit", () => {
        this.children.delete(child);
        resolve();
      });
    });
    const greeting = await readUntilReady(child, options);
    return { pid: child.pid!, greeting, stop: () => stop(child, exited) };
  }

  /** Ends what still runs and removes the directory. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.children].map((child) => {
        const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
        return stop(child, exited);
      }),
    );
    process.off("exit", this.onExit);
    process.off("SIGINT", this.onSignal);
    process.off("SIGTERM", this.onSignal);
    this.remove();
  }

  private abandon(): void {
    for (const child of this.children) child.kill("SIGKILL");
    this.remove();
  }

  private remove(): void {
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

function readUntilReady(child: ChildProcess, { script, program, ready }: ServerOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const fail = (what: string): void => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      reject(new Error(`${script} ${what}; it printed:\n${printed}`));
    };
    const timer = setTimeout(() => fail(`was not ready within ${START_MS_MAX} ms`), START_MS_MAX);
    const onExit = (code: number | null): void => fail(`ended with ${code} before it was ready`);
    child.once("error", (error) => fail(error.message));
    child.once("exit", onExit);
    const onOutput = (chunk: Buffer): void => {
      if (printed.length > 65_536) return;
      printed += chunk.toString();
      if (!ready.test(printed)) return;
      clearTimeout(timer);
      child.off("exit", onExit);
      resolve(printed);
    };
    child.stdout!.on("data", onOutput);
    child.stderr!.on("data", (chunk: Buffer) => {
      onOutput(chunk);
      if (program === undefined) process.stderr.write(chunk);
    });
  });
}

async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
  await exited;
  clearTimeout(timer);
}
