import { spawn } from "node:child_process";

/**
 * Runs a system's command.
 *
 * @param input for its standard input
 * @returns what it printed
 * @throws Error with what it said, when it is missing or ends with other than 0
 */
export function run(command: string, args: readonly string[], input: string = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    let printed = "";
    let complaint = "";
    child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) return resolve(printed);
      reject(new Error(`${command} ${args.join(" ")} ended with ${code}: ${complaint.trim()}`));
    });
    child.stdin.on("error", () => {}); // It may end without reading.
    child.stdin.end(input);
  });
}
