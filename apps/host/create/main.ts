import { spawnSync } from "node:child_process";
import { repositoryRoot } from "../application-folder.ts";
import { NameError, writeService } from "./new-service.ts";

/** `npm run create -- NAME`: a new application, with its messages, that compiles, passes its test and runs. */
try {
  const name = process.argv[2];
  if (name === undefined || process.argv.length > 3) {
    throw new NameError("say what it is called: npm run create -- coffee-shop");
  }
  create(name);
} catch (error) {
  if (!(error instanceof NameError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function create(name: string): void {
  const { folder, schemaId, files } = writeService(repositoryRoot, name);
  run("npx", "vitest", "run", "domain/test/messages.test.ts", "--update", "-t", "fresh");
  run("npx", "oxfmt", folder);
  run("npm", "install", "--no-audit", "--no-fund", "--prefer-offline"); // Links the workspace; nothing is fetched.
  const next = [
    [`npm test -w ${folder}`, "its test"],
    [`npm run ${name}`, "a cluster of three, with HTTP, WebSocket and documentation"],
    ["npm run generate", `after a change of ${name}-contract.ts`],
  ];
  const width = Math.max(...next.map(([command]) => command!.length)) + 4;
  console.log(`
${name} is a service now, with schema id ${schemaId}:

${files.map((file) => `  ${file}`).join("\n")}
  ${folder}/${name}-messages.ts, ${folder}/${name}.sbe.xml   generated

Next:
${next.map(([command, what]) => `  ${command!.padEnd(width)}${what}`).join("\n")}

docs/tutorial.md builds a service step by step.
`);
}

/** Shows what it printed only when it failed. */
function run(command: string, ...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: repositoryRoot, encoding: "utf8" });
  if (status === 0) return;
  throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
}
