import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** How a process ended and all that it printed. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface NodeAnswer {
  readonly status: number;
  readonly position: number;
  readonly body: Record<string, unknown>;
}

const root = fileURLToPath(new URL("../../..", import.meta.url));
const PATIENCE_MS = 60_000;
/** What somebody has set in their shell is not meant for tests. */
const NO_SETTINGS = Object.fromEntries(
  ["DEBUG", "LOCKSTEP_APP", "LOCKSTEP_CLIENT", "LOCKSTEP_KEY", "LOCKSTEP_URL"].map((name) => [
    name,
    undefined,
  ]),
);

const running = new Set<ChildProcess>();
const directories: string[] = [];
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** For `afterEach`: ends what a test started and removes what it wrote, also when it failed. */
export async function stopProcesses(): Promise<void> {
  const ending = [...running].map((child) => once(child, "close"));
  for (const child of running) child.kill("SIGKILL");
  await Promise.all(ending);
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
}

export function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "lockstep-exchange-"));
  directories.push(directory);
  return directory;
}

/** Waits for a condition: nothing is decided by how long that takes, but after 60 s it is a failure. */
export async function until(isDone: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const start = performance.now(); !(await isDone());) {
    if (performance.now() - start > PATIENCE_MS) throw new Error(`not within 60 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A compiled program of this repository in a process of its own: what `npm run build` made, as users have it. */
export class Program {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout = "";
  stderr = "";

  /** @param nodeFlags for the runtime */
  constructor(script: string, args: readonly string[], nodeFlags: readonly string[] = []) {
    const runtime = ["--enable-source-maps", ...nodeFlags, join(root, script)];
    const child = spawn(process.execPath, [...runtime, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...NO_SETTINGS },
    });
    this.child = child;
    running.add(child);
    child.stdout!.setEncoding("utf8").on("data", (text: string) => (this.stdout += text));
    child.stderr!.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
    this.ended = once(child, "close").then(([code]) => {
      running.delete(child);
      return { code: code as number | null, stdout: this.stdout, stderr: this.stderr };
    });
  }
}

/** `npm run lockstep -- …`, without npm. */
export function lockstep(...args: string[]): Promise<Ended> {
  return new Program("apps/cli/dist/main.js", args).ended;
}

export interface StartOptions {
  /** Of all nodes; a new one by default. */
  readonly data?: string;
  /** `host:port` of a node that was there before; a free port by default. */
  readonly address?: string;
  readonly args?: readonly string[];
}

/** `npm start` without npm, ready: a node with its gateway, its log on the disk, on free ports. */
export class ExchangeProcess {
  readonly data: string;
  /** Of the gateway. */
  readonly url: string;
  /** Of the native protocol. */
  readonly address: string;
  private readonly program: Program;

  private constructor(program: Program, data: string) {
    this.program = program;
    this.data = data;
    this.url = /HTTP and WebSocket +(\S+)\/v1/.exec(program.stdout)![1]!;
    this.address = /native protocol +(\S+)/.exec(program.stdout)![1]!;
  }

  /** @throws Error with what it printed when it ends instead of getting ready */
  static async start(options: StartOptions = {}): Promise<ExchangeProcess> {
    const data = options.data ?? makeDirectory();
    const program = run(data, options);
    let end: Ended | undefined;
    void program.ended.then((ended) => (end = ended));
    await until(() => end !== undefined || program.stdout.includes("Ctrl-C"), "the node is ready");
    if (end !== undefined) throw new Error(`the node ended with ${end.code}: ${end.stdout}${end.stderr}`);
    return new ExchangeProcess(program, data);
  }

  /** Starts one that is expected not to get ready. */
  static async startAndFail(options: StartOptions = {}): Promise<Ended> {
    return run(options.data ?? makeDirectory(), options).ended;
  }

  get directory(): string {
    return join(this.data, "node-1");
  }

  get pid(): number {
    return this.program.child.pid!;
  }

  /** All that it printed. */
  get output(): string {
    return this.program.stdout;
  }

  /** Options that lead the command line tool to this node's native port. */
  get native(): string[] {
    return ["--client", this.address, "--data", this.directory];
  }

  /** kill -9, and waits until it is gone. */
  async kill(): Promise<void> {
    this.program.child.kill("SIGKILL");
    await this.program.ended;
  }

  terminate(): Promise<Ended> {
    this.program.child.kill("SIGTERM");
    return this.program.ended;
  }

  /** A new process on the same data and the same native port. */
  startAgain(args: readonly string[] = []): Promise<ExchangeProcess> {
    return ExchangeProcess.start({ data: this.data, address: this.address, args });
  }

  /** @param path such as "exchange/place-order" */
  command(path: string, body: object, headers: Record<string, string> = {}): Promise<NodeAnswer> {
    return request(`${this.url}/v1/${path}`, {
      method: "POST",
      headers: { ...headers, "x-lockstep-key": "dev", "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  query(path: string): Promise<NodeAnswer> {
    return request(`${this.url}/v1/${path}`, { headers: { "x-lockstep-key": "dev" } });
  }

  readiness(): Promise<NodeAnswer> {
    return request(`${this.url}/readyz`, {});
  }

  /** What the node says of itself, with its state hash. */
  async status(): Promise<NodeDigest> {
    const { code, stdout, stderr } = await lockstep("status", "--json", ...this.native);
    if (code !== 0) throw new Error(`status failed: ${stderr}`);
    return (JSON.parse(stdout) as NodeDigest[])[0]!;
  }
}

export interface NodeDigest {
  readonly position: number;
  readonly stateHash: string;
  readonly outputDigest: string;
}

/** What `lockstep replay` prints of its end. */
export async function replayed(directory: string, ...args: string[]): Promise<NodeDigest> {
  const { code, stdout, stderr } = await lockstep("replay", "--data", directory, ...args);
  if (code !== 0) throw new Error(`replay failed: ${stdout}${stderr}`);
  const line = (name: string) => new RegExp(`^${name} +(\\S+)`, "m").exec(stdout)![1]!;
  return {
    position: Number(line("position")),
    stateHash: line("state hash"),
    outputDigest: line("output digest"),
  };
}

/** An order of the developer in BTC-USD, where the demo's house offers from 65,010 and bids from 64,990 ticks. */
export function order(fields: object): Record<string, unknown> {
  return {
    accountId: 1,
    marketId: 2,
    side: "buy",
    type: "limit",
    timeInForce: "goodTillCancelled",
    selfTradePrevention: "cancelNewest",
    postOnly: false,
    priceTicks: 65_010,
    quantityLots: 3,
    ...fields,
  };
}

function run(data: string, { address, args = [] }: StartOptions): Program {
  const clientPort = address?.split(":").at(-1) ?? "0";
  const options = [
    "--node",
    "1",
    "--data",
    data,
    "--port",
    "0",
    "--client-port",
    clientPort,
    "--log-level",
    "warn",
  ];
  return new Program("apps/exchange/dist/main.js", [...options, ...args]);
}

export async function request(url: string, init: RequestInit): Promise<NodeAnswer> {
  const response = await fetch(url, init);
  return {
    status: response.status,
    position: Number(response.headers.get("x-log-position")),
    body: (await response.json()) as Record<string, unknown>,
  };
}
