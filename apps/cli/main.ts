import { dirname, resolve } from "node:path";
import { Command } from "commander";
import { addLogCommands } from "./commands/log-commands.ts";
import { addCalendarCommands } from "./commands/calendar-commands.ts";
import { addCaptureCommand } from "./commands/capture-command.ts";
import { addHistoryCommand } from "./commands/history-command.ts";
import { addImportCommands } from "./commands/import-commands.ts";
import { addContractCommands } from "./commands/contract-commands.ts";
import { addRequestCommands } from "./commands/request-commands.ts";
import { addKeyCommands } from "./commands/key-commands.ts";
import { addReplayCommand } from "./commands/replay-command.ts";
import { addMarketCommands } from "./commands/market-commands.ts";
import { addMembersCommands } from "./commands/members-commands.ts";
import { addNodeCommands } from "./commands/node-commands.ts";
import { addRecoverCommands } from "./commands/recover-commands.ts";
import { addSchemaCommands } from "./commands/schema-commands.ts";
import { addSnapshotCommands } from "./commands/snapshot-commands.ts";
import { addStateCommands } from "./commands/state-commands.ts";
import { addStatusCommands } from "./commands/status-commands.ts";
import { addTicketCommands } from "./commands/ticket-commands.ts";
import { addUpgradeCommands } from "./commands/upgrade-commands.ts";
import { type Application, DEFAULT_APPLICATION, hasKeys } from "@lockstep/host/application";
import { applicationNames, loadApplication } from "@lockstep/host/application-folder";
import { ownerOf } from "@lockstep/host/data-owner";
import { GatewayClient } from "./gateway-client.ts";

/** Of a cluster on this machine. */
const LOCAL_GATEWAYS = [8080, 8081, 8082].map((port) => `http://127.0.0.1:${port}`).join(",");

try {
  await run();
} catch (error) {
  // What a user can act on is a line; a stack is for bugs.
  console.error(
    error instanceof Error ? (process.env["DEBUG"] ? error.stack : error.message) : String(error),
  );
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const application = await loadApplication(applicationName());
  const program = new Command("lockstep")
    .description("Speak to a Lockstep cluster, and read its log.")
    .option(
      "--app <name>",
      `what the cluster runs: ${applicationNames().join(", ")}`,
      process.env["LOCKSTEP_APP"] ?? DEFAULT_APPLICATION,
    )
    .option("--url <urls>", "the nodes' gateways: url,url", process.env["LOCKSTEP_URL"] ?? LOCAL_GATEWAYS)
    .option("--key <key>", "API key", process.env["LOCKSTEP_KEY"] ?? "dev")
    .showHelpAfterError()
    .hook("preAction", (_program, command) => checkOwner(application, command.optsWithGlobals()));
  const connect = () => new GatewayClient(program.opts<{ url: string; key: string }>());

  addStatusCommands(program, application);
  addNodeCommands(program, application);
  addMembersCommands(program, application);
  addUpgradeCommands(program, application);
  if (hasKeys(application)) addKeyCommands(program, application);
  if (application.name === DEFAULT_APPLICATION) {
    addMarketCommands(program, connect);
    addTicketCommands(program, connect);
    addCalendarCommands(program, connect);
    addImportCommands(program, application);
  }
  addRequestCommands(program, application, connect);
  addContractCommands(program, application);
  addLogCommands(program, application);
  addSnapshotCommands(program, application);
  addReplayCommand(program, application);
  addStateCommands(program, application);
  addHistoryCommand(program, application);
  addCaptureCommand(program, application);
  addRecoverCommands(program, application);
  addSchemaCommands(program);
  await program.parseAsync();
}

/** Another application's services would make something else of the logs, or nothing. */
function checkOwner({ name }: Application, { data }: { readonly data?: unknown }): void {
  if (typeof data !== "string") return;
  const owner = ownerOf(data) ?? ownerOf(dirname(resolve(data)));
  if (owner === undefined || owner === name) return;
  throw new Error(`${data} holds logs of ${owner}, not of ${name}: say --app ${owner}`);
}

/** It says which commands there are, and what their defaults are: it is looked for before they are read. */
function applicationName(): string {
  const { app } = new Command()
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .option("--app <name>")
    .parse()
    .opts<{ app?: string }>();
  return app ?? process.env["LOCKSTEP_APP"] ?? DEFAULT_APPLICATION;
}
