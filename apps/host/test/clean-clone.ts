import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { firstOfFreePorts } from "../../exchange/test/cluster-processes.ts";
import { repositoryRoot } from "../application-folder.ts";
import { until } from "../example/example-cluster.ts";

/** What this run of tests was told, and what somebody has set in their shell. */
const OWN_SETTINGS = /^(VITEST|SLOW_TESTS|NODE_ENV|TEST|DEV|PROD|MODE|LOCKSTEP_)/;

/** What is committed, in a directory of its own, with the packages of this one: where a newcomer's commands are run. */
export class CleanClone {
  readonly directory: string = mkdtempSync(join(tmpdir(), "lockstep-clone-"));
  readonly env: Record<string, string | undefined> = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !OWN_SETTINGS.test(name)),
  );
  /** Of node 1's gateway. */
  url = "";
  private launcher: ChildProcess | undefined;

  static async make(): Promise<CleanClone> {
    const clone = new CleanClone();
    await clone.run("git", "clone", "--quiet", repositoryRoot, ".");
    cpSync(join(repositoryRoot, "node_modules"), join(clone.directory, "node_modules"), {
      recursive: true,
      verbatimSymlinks: true, // Workspaces are those of the clone.
    });
    return clone;
  }

  /** @returns what it printed on both; throws when it fails */
  async run(command: string, ...args: readonly string[]): Promise<string> {
    const options = { cwd: this.directory, env: this.env, maxBuffer: 2 ** 26 };
    const { stdout, stderr } = await promisify(execFile)(command, args, options);
    return stdout + stderr;
  }

  /** Three nodes of an application there, on free ports, which its tools are told by their environment. */
  async start(name: string): Promise<void> {
    const [port, clientPort, peerPort] = await firstOfFreePorts(3, 3);
    const ports = ["--port", `${port}`, "--client-port", `${clientPort}`, "--peer-port", `${peerPort}`];
    const each = (first: number, prefix: string): string =>
      [0, 1, 2].map((at) => `${prefix}127.0.0.1:${first + at}`).join(",");
    this.url = `http://127.0.0.1:${port}`;
    this.env["LOCKSTEP_URL"] = each(port!, "http://");
    this.env["LOCKSTEP_CLIENT"] = each(clientPort!, "");
    await this.run("npx", "tsc", "-b", `apps/${name}`, "apps/cli");
    this.launcher = spawn(process.execPath, [`apps/${name}/dist/main.js`, ...ports], {
      cwd: this.directory,
      env: this.env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let printed = "";
    this.launcher.stdout!.setEncoding("utf8").on("data", (text: string) => (printed += text));
    await until(() => printed.includes("Ctrl-C"), `three nodes of ${name}`);
  }

  async remove(): Promise<void> {
    if (this.launcher?.exitCode === null) {
      const closed = once(this.launcher, "close");
      this.launcher.kill("SIGTERM"); // Its nodes end with it.
      await closed;
    }
    rmSync(this.directory, { recursive: true, force: true });
  }
}
