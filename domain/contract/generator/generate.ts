import { contractSchema, timerSchema } from "../contract-schema.ts";
import type { Contract } from "../contract.ts";
import type { Schema } from "../schema.ts";
import { callImports } from "./binding.ts";
import { codecs } from "./codecs.ts";
import type { Direction } from "./encoder.ts";
import { generateSbeXml } from "./sbe-xml.ts";
import { serviceParts } from "./service.ts";

/** The source of `<name>-messages.ts`. */
export function generateMessages(contract: Contract, runtime = "../contract/runtime.ts"): string {
  const directionOf = (name: string): Direction => {
    if (contract.commands[name] !== undefined) return "command";
    if (contract.queries[name] !== undefined) return "query";
    if (contract.events[name] !== undefined) return "event";
    if (contract.timers[name] !== undefined) return "timer";
    return "reply";
  };
  const schema = contractSchema(contract);
  const messages = [...schema.messages, ...timerSchema(contract).messages];
  const all = { ...schema, messages, isActivated: true } as const;
  const body = [...codecs(all, directionOf), ...serviceParts(contract, all)];
  return assemble(
    `the contract ${contract.name}, version ${contract.version}; change that and run npm run generate`,
    runtime,
    body,
    callImports(contract),
  );
}

/** The content of `<name>.sbe.xml`. */
export function generateXml(contract: Contract): string {
  return generateSbeXml(contractSchema(contract));
}

/** Codecs without a service, for a schema that is not one of our contracts. */
export function generateCodecs(schema: Schema, runtime: string): string {
  const body = codecs(schema, () => "any");
  return assemble(`the schema ${schema.name}, id ${schema.id}, version ${schema.version}`, runtime, body);
}

function assemble(
  origin: string,
  runtime: string,
  body: readonly string[],
  imports: readonly string[] = [],
): string {
  const source = body.join("\n").trimEnd();
  const used = (names: readonly string[]): string[] =>
    names.filter((name) => new RegExp(`\\b${name}\\b`).test(source));
  const types = used(runtimeTypes);
  const values = used(runtimeValues);
  return [
    `// Generated from ${origin}. Do not edit.`,
    ...(types.length === 0 ? [] : [`import type { ${types.join(", ")} } from "${runtime}";`]),
    ...(values.length === 0 ? [] : [`import { ${values.join(", ")} } from "${runtime}";`]),
    ...imports,
    "",
    source,
    "",
  ].join("\n");
}

const runtimeTypes = [
  "ArrayCopier",
  "CallOutcome",
  "Caller",
  "ClientChannel",
  "Codecs",
  "Context",
  "Handled",
  "Lifecycle",
  "Output",
  "Service",
  "StateReader",
  "StateWriter",
  "Tagged",
];

const runtimeValues = [
  "ContractError",
  "MessageBuffer",
  "NO_OUTPUT",
  "NO_VIEW",
  "OutcomeUnknown",
  "copyBytes",
  "isAscii",
  "isAsciiText",
  "isFixedUtf8",
  "isUtf8",
  "isUtf8Text",
  "isZero",
  "readAscii",
  "readFixedUtf8",
  "readI53",
  "readI53BigEndian",
  "readU53",
  "readU53BigEndian",
  "readUtf8",
  "refuse",
  "refuseOrder",
  "refuseVersion",
  "utf8Length",
  "writeAscii",
  "writeFixedUtf8",
  "writeI53",
  "writeI53BigEndian",
  "writeU53",
  "writeU53BigEndian",
  "writeUtf8",
];
