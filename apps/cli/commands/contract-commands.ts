import type { Contract, FieldDefinition } from "@lockstep/domain/contract/contract";
import { Role } from "@lockstep/domain/contract/context";
import { replyNames } from "@lockstep/domain/contract/define-contract";
import { camel, upperSnake } from "@lockstep/domain/contract/names";
import { kebab } from "@lockstep/gateway/kebab";
import type { Application } from "@lockstep/host/application";
import type { Command } from "commander";
import { UnknownNameError } from "../named-request.ts";
import { nearestNames } from "../nearest-names.ts";

/** What can be said to an application, and what it says: for people who write a request, without a cluster. */
export function addContractCommands(program: Command, application: Application): void {
  program
    .command("contract")
    .description("list commands, queries, events and rejections with their fields")
    .argument("[name]", "only this one: place-order, or a service: exchange")
    .action((name: string | undefined) => {
      console.log(contractText(application, name));
    });
}

/** @throws UnknownNameError when nothing has the name */
export function contractText(
  { name: applicationName, protocols, version = 1 }: Application,
  name?: string,
): string {
  const all = protocols.map(({ contract }) => ({ contract, entries: entriesOf(contract) }));
  if (name === undefined) {
    const head = `${applicationName}, behaviour version ${version}`;
    return [head, ...all.map(({ contract, entries }) => serviceText(contract, entries))].join("\n\n");
  }
  const wanted = kebab(name);
  const service = all.find(({ contract }) => contract.name === wanted);
  if (service !== undefined) return serviceText(service.contract, service.entries);
  const found = all.flatMap(({ entries }) =>
    entries.filter((entry) => entry.name === wanted || entry.path === wanted).map(({ text }) => text),
  );
  if (found.length > 0) return found.join("\n\n");
  const names = all.flatMap(({ contract, entries }) => [
    contract.name,
    ...entries.map((entry) => entry.name),
  ]);
  const near = nearestNames(wanted, [...new Set(names)]);
  const what = near.length > 0 ? `; near it are: ${near.join(", ")}` : "";
  throw new UnknownNameError(`${applicationName} has nothing called ${name}${what}`);
}

interface Entry {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

function serviceText(
  { name, schemaId, version, doc, rejections }: Contract,
  entries: readonly Entry[],
): string {
  const kinds = ["commands", "queries", "events"].map((kind) => {
    const texts = entries.filter((entry) => entry.kind === kind).map(({ text }) => indented(text));
    return texts.length === 0 ? [] : [kind, texts.join("\n")];
  });
  const refusals = Object.entries(rejections).map(([label, each]) => `  ${upperSnake(label)}  ${each.doc}`);
  return [
    `${name}: ${doc} (schema ${schemaId}, version ${version})`,
    ...kinds.flat(),
    "rejections",
    ...refusals,
  ].join("\n");
}

function entriesOf(contract: Contract): Entry[] {
  const entry = (kind: string, name: string, lines: readonly string[]): Entry => {
    const shown = kebab(name);
    return { kind, name: shown, path: `${contract.name}.${shown}`, text: lines.join("\n") };
  };
  const requests = (kind: "commands" | "queries"): Entry[] =>
    Object.entries(contract[kind]).map(([name, request]) =>
      entry(kind, name, [
        `${kebab(name)}  ${request.doc}${rolesText(request.roles ?? 0)}`,
        ...fieldLines(contract, request.fields, "  "),
        ...replyNames(request).flatMap((reply) => [
          `  -> ${kebab(reply)}  ${contract.replies[reply]!.doc}`,
          ...fieldLines(contract, contract.replies[reply]!.fields, "     "),
        ]),
      ]),
    );
  const events = Object.entries(contract.events).map(([name, event]) =>
    entry("events", name, [
      `${kebab(name)}  ${event.doc} (channel ${kebab(event.channel)})`,
      ...fieldLines(contract, event.fields, "  "),
    ]),
  );
  return [...requests("commands"), ...requests("queries"), ...events];
}

function fieldLines(
  contract: Contract,
  fields: Readonly<Record<string, FieldDefinition>>,
  indent: string,
): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const optional = field.optional === true ? ", optional" : "";
    const unit = field.unit === undefined ? "" : ` (${field.unit})`;
    const line = `${indent}${name}: ${typeText(contract, field)}${optional}  ${field.doc}${unit}`;
    return field.kind === "group" ? [line, ...fieldLines(contract, field.fields, `${indent}  `)] : [line];
  });
}

/** What JSON has there. */
function typeText(contract: Contract, field: FieldDefinition): string {
  switch (field.kind) {
    case "enum":
      return Object.keys(contract.enums[field.of]!.values)
        .map((name) => JSON.stringify(camel(name)))
        .join(" | ");
    case "set":
      return `list of ${Object.keys(contract.sets[field.of]!.bits)
        .map((name) => JSON.stringify(camel(name)))
        .join(", ")}`;
    case "ascii":
      return `text, ${field.length} characters at most`;
    case "utf8":
      return `text, ${field.bytesMax} bytes at most`;
    case "data":
      return `base64, ${field.bytesMax} bytes at most`;
    case "group":
      return `list, ${field.entriesMax} entries at most`;
    case "bool":
      return "true | false";
    case "id":
    case "u64":
      return `${field.kind} as text`;
    default:
      return field.kind;
  }
}

function rolesText(roles: number): string {
  const names = Object.entries(Role).flatMap(([name, bit]) => ((roles & bit) === 0 ? [] : [camel(name)]));
  return names.length === 0 ? "" : ` For: ${names.join(", ")}.`;
}

const indented = (text: string): string =>
  text
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
