import type { Caller } from "@lockstep/cluster/client/cluster-port";
import { ContractError } from "@lockstep/domain/contract/contract-error";
import { Role } from "@lockstep/domain/contract/context";
import { Catalog, type RequestEntry } from "@lockstep/gateway/catalog";
import type { Application } from "@lockstep/host/application";
import { ClusterChannel } from "@lockstep/host/cluster-channel";
import { DEVELOPER } from "@lockstep/host/developer";
import { type Command, InvalidArgumentError } from "commander";
import { type GatewayClient, problem } from "../gateway-client.ts";
import { requestNamed } from "../named-request.ts";
import { connectNatively, type NativeOptions, withNativeOptions } from "../native-client.ts";
import { positiveInteger } from "./market-commands.ts";

interface RequestOptions extends NativeOptions {
  readonly principal?: number;
  readonly roles?: number;
}

/** What an answer is, wherever it came from. */
interface Answered {
  readonly body: unknown;
  readonly position: number;
}

const TIMEOUT_MS = 10_000;

/** Any command and query of any contract, in JSON. */
export function addRequestCommands(
  program: Command,
  application: Application,
  connect: () => GatewayClient,
): void {
  const add = (kind: RequestEntry["kind"], name: string, description: string): void => {
    withNativeOptions(program.command(name), application)
      .description(description)
      .argument(
        `<${kind}>`,
        "its name: place-order, or with its service where several have one: exchange.place-order",
      )
      .argument("[json]", "its fields; lockstep contract says which", "{}")
      .option(
        "--principal <id>",
        "speak for somebody, over the native port, on the machine of a node",
        positiveInteger,
      )
      .option("--roles <names>", "of that principal: trader,operator; everything without it", rolesOf)
      .action(async (text: string, json: string, options: RequestOptions) => {
        const catalog = new Catalog(application.protocols);
        const entry = requestNamed(catalog.requests, kind, text);
        const fields = parseFields(entry, json);
        const message = encoded(entry, fields);
        const answer =
          options.principal === undefined
            ? await overGateway(connect(), entry, fields)
            : await overNativePort(application, catalog, entry, message, options);
        console.error(`position ${answer.position}`);
        console.log(JSON.stringify(answer.body));
      });
  };
  add("command", "send", "send a command to the cluster, and print its reply");
  add("query", "ask", "ask the cluster a query, and print the reply");
}

function overGateway(client: GatewayClient, entry: RequestEntry, fields: Fields): Promise<Answered> {
  const path = entry.url.slice("/v1/".length);
  return entry.kind === "command"
    ? client.command(path, fields)
    : client.query(path, parametersOf(entry, fields));
}

async function overNativePort(
  { protocols }: Application,
  catalog: Catalog,
  entry: RequestEntry,
  message: Uint8Array,
  options: RequestOptions,
): Promise<Answered> {
  const { contract } = protocols.find((each) => each.contract.name === entry.service)!;
  const caller: Caller = { principalId: options.principal!, roles: options.roles ?? DEVELOPER.roles };
  const port = await connectNatively(options);
  try {
    const channel = new ClusterChannel({ port, caller, protocols, timeoutMs: TIMEOUT_MS });
    const answer = catalog.answer(await channel.request(contract.schemaId, message));
    if (answer.kind === "rejection") throw problem(answer.problem.status, answer.problem);
    return { body: answer.body, position: channel.lastPosition };
  } finally {
    port.stop();
  }
}

type Fields = Record<string, unknown>;

/** @throws InvalidArgumentError for text that is no JSON object */
function parseFields({ name }: RequestEntry, json: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new Error(
      `the fields of ${name} are no JSON: ${(error as Error).message}; write them as '{"name": 1}', in single quotes`,
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error(`the fields of ${name} are ${json}; they are a JSON object, such as '{"name": 1}'`);
  }
  return value as Fields;
}

/** Checks all fields before anything is sent. @throws Error that names the field and what it takes */
function encoded(entry: RequestEntry, fields: Fields): Uint8Array {
  try {
    return entry.encode(fields).slice();
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    const { code, message, field, expected } = error;
    const what = code === "MISSING_FIELD" ? `${field} is missing; it takes ${expected}` : message;
    throw new Error(`${code}: ${what} (all fields: lockstep contract ${entry.name})`);
  }
}

/** A URL carries texts, and lists of them. */
function parametersOf({ name }: RequestEntry, fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const parts = Array.isArray(value) ? value : [value];
      if (parts.some((part) => typeof part === "object")) {
        throw new RangeError(
          `${name}.${field} is no text, as the gateway's URLs need it: ask with --principal`,
        );
      }
      return [field, parts.join(",")];
    }),
  );
}

const ROLES: Readonly<Record<string, number>> = {
  trader: Role.Trader,
  marketmaker: Role.MarketMaker,
  operator: Role.Operator,
  viewer: Role.Viewer,
};

function rolesOf(text: string): number {
  return text.split(",").reduce((roles, name) => {
    const role = ROLES[name.trim().toLowerCase()];
    if (role === undefined) {
      throw new InvalidArgumentError(`"${name}" is none of ${Object.keys(ROLES).join(", ")}`);
    }
    return roles | role;
  }, 0);
}
