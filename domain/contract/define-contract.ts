import type { Contract, ContractDefinition, FieldDefinition, MessageDefinition } from "./contract.ts";
import { REJECTED_TEMPLATE_ID, TIMER_FIELDS_BYTES_MAX, builtInRejections } from "./contract.ts";
import { ContractError } from "./contract-error.ts";
import { timerSchema } from "./contract-schema.ts";
import { reservedNames, reservedTypeNames } from "./reserved-names.ts";

/**
 * Completes a contract and checks it against the rules that keep messages readable for ever.
 * @throws ContractError with code BAD_CONTRACT, naming message and field
 */
export function defineContract(definition: ContractDefinition): Contract {
  const contract: Contract = {
    enums: {},
    sets: {},
    commands: {},
    queries: {},
    replies: {},
    events: {},
    channels: {},
    timers: {},
    calls: [],
    ...definition,
    rejections: { ...builtInRejections, ...definition.rejections },
  };
  if (!/^[a-z][a-z0-9-]*$/.test(contract.name)) bad("name", contract.name, "lower-case letters and digits");
  checkInteger("schemaId", contract.schemaId, 0, 65_534);
  checkInteger("version", contract.version, 0, 65_534);
  checkEnums(contract);
  checkRejections(definition, contract);
  checkMessages(contract);
  checkReferences(contract);
  checkTimers(contract);
  checkCalls(contract);
  return contract;
}

/** All messages of a contract but the rejection, with what they are. Timers are none: nobody sends them. */
export function messagesOf(
  contract: Contract,
): readonly (readonly ["command" | "query" | "reply" | "event", string, MessageDefinition])[] {
  return [
    ...Object.entries(contract.commands).map(([name, message]) => ["command", name, message] as const),
    ...Object.entries(contract.queries).map(([name, message]) => ["query", name, message] as const),
    ...Object.entries(contract.replies).map(([name, message]) => ["reply", name, message] as const),
    ...Object.entries(contract.events).map(([name, message]) => ["event", name, message] as const),
  ];
}

/** The names of the replies of a command or query. */
export function replyNames(message: { readonly reply: string | readonly string[] }): readonly string[] {
  return typeof message.reply === "string" ? [message.reply] : message.reply;
}

const typeName = /^[A-Z][A-Za-z0-9]*$/;
const fieldName = /^[a-z][A-Za-z0-9]*$/;
function checkEnums(contract: Contract): void {
  for (const [name, { encoding, values }] of Object.entries(contract.enums)) {
    checkName(name, typeName, "a name beginning in upper case");
    checkUnique(name, Object.values(values));
    for (const [value, number] of Object.entries(values)) {
      checkName(`${name}.${value}`.slice(name.length + 1), typeName, "a name beginning in upper case");
      checkInteger(`${name}.${value}`, number, 0, encoding === "u8" ? 254 : 65_534);
    }
  }
  for (const [name, { encoding, bits }] of Object.entries(contract.sets)) {
    checkName(name, typeName, "a name beginning in upper case");
    checkUnique(name, Object.values(bits));
    for (const [bit, number] of Object.entries(bits)) {
      checkName(bit, typeName, "a name beginning in upper case");
      checkInteger(`${name}.${bit}`, number, 0, Number(encoding.slice(1)) - 1);
    }
  }
}

function checkRejections(definition: ContractDefinition, contract: Contract): void {
  for (const [name, { code }] of Object.entries(definition.rejections ?? {})) {
    checkName(name, typeName, "a name beginning in upper case");
    checkInteger(`rejection ${name}`, code, 10, 65_534);
  }
  checkUnique("rejections", Object.values(contract.rejections).map(({ code }) => code)); // prettier-ignore
}

function checkMessages(contract: Contract): void {
  const timers = Object.entries(contract.timers).map(([name, timer]) => ["timer", name, timer] as const);
  const messages = [...messagesOf(contract), ...timers];
  checkUnique("template ids", messages.map(([, , message]) => message.id)); // prettier-ignore
  const names = [
    ...Object.keys(contract.enums),
    ...Object.keys(contract.sets),
    ...messages.map(([, name]) => name),
  ];
  const reserved = names.find((name) => reservedTypeNames.includes(name) || name === "Rejected");
  if (reserved !== undefined) bad(reserved, reserved, "another name: generated code has this one");
  checkUnique("names", names);
  for (const [, name, message] of messages) {
    checkName(name, typeName, "a name beginning in upper case");
    checkInteger(`${name}.id`, message.id, 1, REJECTED_TEMPLATE_ID - 1);
    checkFields(contract, name, message.fields);
  }
}

/** Fixed fields, then groups, then data; what is newer comes after what is older. */
function checkFields(
  contract: Contract,
  path: string,
  fields: Readonly<Record<string, FieldDefinition>>,
): void {
  let stage = 0;
  let partsSince = 0;
  let fieldsSince = 0;
  for (const [name, field] of Object.entries(fields)) {
    const at = `${path}.${name}`;
    checkName(name, fieldName, "a name beginning in lower case");
    if (reservedNames.includes(name) || /^has[A-Z]/.test(name)) {
      bad(at, name, "another name: the codecs use this one");
    }
    const next = field.kind === "group" ? 1 : field.kind === "utf8" || field.kind === "data" ? 2 : 0;
    if (next < stage) {
      bad(at, field.kind, "a place before groups and data: fixed fields, then groups, then data");
    }
    stage = next;
    const since = field.since ?? 0;
    checkInteger(`${at} since`, since, 0, contract.version);
    if (since < (next === 0 ? fieldsSince : partsSince)) {
      bad(at, `since ${since}`, "a place before newer ones");
    }
    if (next === 0) fieldsSince = since;
    else partsSince = since;
    checkField(contract, at, field);
  }
}

function checkField(contract: Contract, at: string, field: FieldDefinition): void {
  const variable = field.kind === "group" || field.kind === "utf8" || field.kind === "data";
  if (variable && field.optional === true) bad(at, "optional", "no optional(): it may be empty instead");
  if (field.kind === "set" && field.optional === true) {
    bad(at, "optional", "no optional(): a set may be empty instead");
  }
  if (!variable && (field.since ?? 0) > 0 && field.optional !== true && field.fallback === undefined) {
    bad(at, "required", "a value for older messages, since(version, field, value), or optional()");
  }
  if (field.kind === "enum" && contract.enums[field.of] === undefined) {
    bad(at, field.of, "an enum of the contract");
  }
  if (field.kind === "set" && contract.sets[field.of] === undefined) {
    bad(at, field.of, "a set of the contract");
  }
  if (field.kind === "ascii") checkInteger(at, field.length, 1, 1_024);
  if (field.kind === "utf8" || field.kind === "data") checkInteger(at, field.bytesMax, 1, 1_073_741_824);
  if (field.kind === "group") {
    checkInteger(at, field.entriesMax, 1, 65_534);
    checkFields(contract, at, field.fields);
    if (Object.keys(field.fields).length === 0) bad(at, "empty", "at least one field in an entry");
  }
}

function checkReferences(contract: Contract): void {
  for (const [name, message] of [...Object.entries(contract.commands), ...Object.entries(contract.queries)]) {
    for (const reply of replyNames(message)) {
      if (contract.replies[reply] === undefined) bad(`${name}.reply`, reply, "a reply of the contract");
    }
  }
  for (const [name, event] of Object.entries(contract.events)) {
    const channel = contract.channels[event.channel];
    if (channel === undefined) return bad(`${name}.channel`, event.channel, "a channel of the contract");
    for (const field of [channel.key, channel.sequence]) {
      if (field !== undefined && event.fields[field] === undefined) {
        bad(`${name}.${field}`, "missing", `the field, because channel ${event.channel} needs it`);
      }
    }
  }
  for (const [name, { image, key }] of Object.entries(contract.channels)) {
    if (image === undefined) continue;
    const query = contract.queries[image];
    if (query === undefined) return bad(`${name}.image`, image, "a query of the contract");
    if (key !== undefined && query.fields[key] === undefined) {
      bad(`${image}.${key}`, "missing", "the channel's key");
    }
  }
}

/** Fixed fields, and not too many. */
function checkTimers(contract: Contract): void {
  for (const [name, { fields }] of Object.entries(contract.timers)) {
    for (const [field, { kind }] of Object.entries(fields)) {
      const isTaken = ["key", "schedule", "cancel"].includes(field);
      if (isTaken) bad(`${name}.${field}`, field, "another name: every timer has this");
      if (kind === "group" || kind === "utf8" || kind === "data") {
        bad(
          `${name}.${field}`,
          kind,
          "a fixed field: longer things belong into the state, under the timer's key",
        );
      }
    }
  }
  for (const { name, blockLength } of timerSchema(contract).messages) {
    if (blockLength <= TIMER_FIELDS_BYTES_MAX) continue;
    bad(name, blockLength, `at most ${TIMER_FIELDS_BYTES_MAX} bytes of fields`);
  }
}

/** Outcomes are told apart by the names of their commands. */
function checkCalls({ schemaId, calls }: Contract): void {
  const called: string[] = [];
  for (const { contract, commands } of calls) {
    if (contract.schemaId === schemaId) {
      bad("calls", contract.name, "other services: a model calls its own methods");
    }
    for (const name of commands ?? []) {
      if (contract.commands[name] === undefined) bad("calls", name, `a command of ${contract.name}`);
    }
    called.push(...(commands ?? Object.keys(contract.commands)));
  }
  checkUnique("services that are called", calls.map(({ contract }) => contract.schemaId)); // prettier-ignore
  checkUnique("commands that are called", called);
}

function checkName(name: string, pattern: RegExp, expected: string): void {
  if (!pattern.test(name)) bad(name, name, expected);
}

function checkInteger(at: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    bad(at, value, `an integer from ${min} to ${max}`);
  }
}

function checkUnique(at: string, values: readonly (number | string)[]): void {
  const twice = values.find((value, i) => values.indexOf(value) !== i);
  if (twice !== undefined) bad(at, twice, "no value twice");
}

function bad(at: string, value: unknown, expected: string): never {
  throw new ContractError("BAD_CONTRACT", at, value, expected);
}
