import type { Contract } from "../contract.ts";
import { replyNames } from "../define-contract.ts";
import { camel, serviceName } from "../names.ts";
import { bindingParts, calledOutcomes, calledServices, outcomeMembers } from "./binding.ts";
import type { Schema } from "../schema.ts";
import { growthOf } from "./growth.ts";
import { messageShape } from "./shape.ts";
import { docLines, indented } from "./source.ts";

/** What makes a contract a service: handlers, dispatcher, the service itself, its client. */
export function serviceParts(contract: Contract, messages: Schema): string[] {
  const shapes = messages.messages.map((message) => messageShape(messages, message));
  const grown = new Set(shapes.filter((shape) => growthOf(shape).length > 0).map(({ base }) => base));
  return [
    ...calledServices(contract),
    ...handlers(contract),
    ...decoders(contract),
    ...dispatcher(contract, "Command", contract.commands),
    ...dispatcher(contract, "Query", contract.queries),
    ...requestValidator(contract),
    ...service(contract),
    ...bindingParts(contract, grown),
    ...client(contract, grown),
    ...messageTypes(contract),
    ...codecList(contract, grown),
  ];
}

function handlers(contract: Contract): string[] {
  const methods = (requests: Contract["commands"] | Contract["queries"], parameter: string): string[] =>
    Object.entries(requests).flatMap(([name, { doc }]) => [
      ...docLines(doc),
      `on${name}(${parameter}: ${name}Decoder, context: Context): Handled;`,
    ]);
  const timerMethods = Object.entries(contract.timers).flatMap(([name, { doc, key }]) => [
    ...docLines(`A timer: ${doc} Its key: ${key}. Nobody is answered.`),
    `on${name}(timer: ${name}Decoder, context: Context): Handled;`,
  ]);
  return [
    `/** What a ${contract.name} service does: one method per command and query, each with exactly one reply or rejection. */`,
    `export interface ${serviceName(contract)}Handlers extends ${["Lifecycle", ...calledOutcomes(contract)].join(", ")} {`,
    ...indented(methods(contract.commands, "command")),
    ...indented(methods(contract.queries, "query")),
    ...indented(timerMethods),
    "}",
    "",
  ];
}

function decoders(contract: Contract): string[] {
  const names = [contract.commands, contract.queries, contract.timers].flatMap((part) => Object.keys(part));
  return [
    "/** One decoder of each request and timer, reused. */",
    `export class ${serviceName(contract)}Decoders {`,
    ...names.map((name) => `  readonly ${camel(name)}: ${name}Decoder = new ${name}Decoder();`),
    "}",
    "",
  ];
}

function dispatcher(
  contract: Contract,
  kind: "Command" | "Query",
  requests: Readonly<
    Record<string, { readonly id: number; readonly roles?: number; readonly since?: number }>
  >,
): string[] {
  const name = serviceName(contract);
  const cases = Object.entries(requests).flatMap(([request, { id, roles = 0, since = 0 }]) => [
    `case ${id}:`,
    ...(since <= 1
      ? []
      : [`  if (context.version < ${since}) return context.reject(RejectionCode.Unsupported);`]),
    ...(roles === 0
      ? []
      : [`  if ((context.roles & ${roles}) === 0) return context.reject(RejectionCode.Forbidden);`]),
    `  return handlers.on${request}(decoders.${camel(request)}.wrap(view, offset), context);`,
  ]);
  const unused = cases.length === 0 ? ["  void handlers;", "  void decoders;"] : [];
  return [
    `/** Calls the handler of one well-formed ${kind.toLowerCase()}, when the caller's roles allow it. Hot path: no allocation. */`,
    `export function dispatch${name}${kind}(`,
    `  handlers: ${name}Handlers,`,
    `  decoders: ${name}Decoders,`,
    "  view: DataView,",
    "  offset: number,",
    "  context: Context,",
    "): Handled {",
    ...unused,
    "  switch (view.getUint16(offset + 2, true)) {",
    ...indented(cases, "    "),
    "    default:",
    "      return context.reject(RejectionCode.Unsupported);",
    "  }",
    "}",
    "",
  ];
}

function timerDispatcher(contract: Contract): string[] {
  const cases = Object.entries(contract.timers).flatMap(([timer, { id }]) => [
    `case ${id}: {`,
    `  const timer = this.decoders.${camel(timer)}.wrap(payload, 0);`,
    "  timer.key = key;",
    `  this.handlers.on${timer}(timer, context);`,
    "  return;",
    "}",
  ]);
  const refusal = `throw new ContractError("OUT_OF_RANGE", "timer", kind, "the id of a timer of ${contract.name}");`;
  if (cases.length === 0) {
    return ["  onTimer(kind: number): void {", `    ${refusal}`, "  }", ""];
  }
  return [
    "  onTimer(kind: number, key: number, payload: DataView, context: Context): void {",
    "    switch (kind) {",
    ...indented(cases, "      "),
    "      default:",
    `        ${refusal}`,
    "    }",
    "  }",
    "",
  ];
}

function requestValidator(contract: Contract): string[] {
  const requests = [...Object.entries(contract.commands), ...Object.entries(contract.queries)];
  const name = serviceName(contract);
  const { version } = contract;
  return [
    "/** What is wrong with a command or query that came from outside; undefined when nothing is. */",
    `export function validate${name}Request(view: DataView, offset: number, length: number): string | undefined {`,
    "  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;",
    // A reply may have fields that its reader does not know. A command must not: they might change what it means.
    "  const version = view.getUint16(offset + 6, true);",
    `  if (version > ${version}) return \`version \${version} of ${contract.name} is newer than the one here, ${version}\`;`,
    "  const templateId = view.getUint16(offset + 2, true);",
    "  switch (templateId) {",
    ...requests.flatMap(([request, { id }]) => [
      `    case ${id}:`,
      `      return validate${request}(view, offset, length);`,
    ]),
    "    default:",
    `      return \`template \${templateId} is no command or query of ${contract.name}\`;`,
    "  }",
    "}",
    "",
  ];
}

function service(contract: Contract): string[] {
  const name = serviceName(contract);
  const factory = `${camel(name)}Service`;
  const outcomes = outcomeMembers(contract);
  return [
    `/** The service that a cluster runs, from its handlers: \`${factory}(new ${name}())\`. */`,
    `export function ${factory}(handlers: ${name}Handlers): Service {`,
    `  return new ${name}Service(handlers);`,
    "}",
    "",
    `class ${name}Service implements Service {`,
    `  readonly name = ${JSON.stringify(contract.name)};`,
    `  readonly schemaId = ${contract.schemaId};`,
    `  private readonly handlers: ${name}Handlers;`,
    `  private readonly decoders = new ${name}Decoders();`,
    ...outcomes.fields,
    "",
    `  constructor(handlers: ${name}Handlers) {`,
    "    this.handlers = handlers;",
    "  }",
    "",
    "  validate(view: DataView, offset: number, length: number): string | undefined {",
    `    return validate${name}Request(view, offset, length);`,
    "  }",
    "",
    "  onCommand(view: DataView, offset: number, _length: number, context: Context): void {",
    `    dispatch${name}Command(this.handlers, this.decoders, view, offset, context);`,
    "  }",
    "",
    "  onQuery(view: DataView, offset: number, _length: number, context: Context): void {",
    `    dispatch${name}Query(this.handlers, this.decoders, view, offset, context);`,
    "  }",
    "",
    ...timerDispatcher(contract),
    "  onSessionOpened(context: Context): void {",
    "    this.handlers.onSessionOpened?.(context);",
    "  }",
    "",
    "  onSessionClosed(context: Context): void {",
    "    this.handlers.onSessionClosed?.(context);",
    "  }",
    "",
    "  onVersionActivated(context: Context): void {",
    "    this.handlers.onVersionActivated?.(context);",
    "  }",
    "",
    "  takeSnapshot(writer: StateWriter, version: number): void {",
    "    this.handlers.takeSnapshot(writer, version);",
    "  }",
    "",
    "  loadSnapshot(reader: StateReader, version: number): void {",
    "    this.handlers.loadSnapshot(reader, version);",
    "  }",
    "",
    "  copyState(copy: ArrayCopier): unknown {",
    "    return this.handlers.copyState?.(copy);",
    "  }",
    "",
    "  adoptState(copied: unknown): void {",
    "    this.handlers.adoptState?.(copied);",
    "  }",
    "",
    "  violations(): readonly string[] {",
    "    return this.handlers.violations?.() ?? [];",
    "  }",
    ...outcomes.methods,
    "}",
    "",
  ];
}

function client(contract: Contract, grown: ReadonlySet<string>): string[] {
  const name = serviceName(contract);
  const requests = [...Object.entries(contract.commands), ...Object.entries(contract.queries)];
  const replies = Object.keys(contract.replies);
  const union = (names: readonly string[]): string =>
    [...names, "Rejected"].map((reply) => `Tagged<"${reply}", ${reply}>`).join(" | ");
  const methods = requests.flatMap(([request, definition]) => [
    "",
    ...docLines(definition.doc),
    `async ${camel(request)}(value: ${request}): Promise<${union(replyNames(definition))}> {`,
    `  new ${request}Encoder().claim(this.buffer${grown.has(request) ? `, versionOf${request}(value)` : ""}).set(value);`,
    "  const reply = await this.channel.request(" + contract.schemaId + ", this.buffer.copy());",
    `  return decode${name}Reply(reply) as ${union(replyNames(definition))};`,
    "}",
  ]);
  return [
    `/** Speaks to a ${contract.name} service through a session: one method per command and query. */`,
    `export class ${name}Client {`,
    "  private readonly channel: ClientChannel;",
    "  private readonly buffer: MessageBuffer = new MessageBuffer();",
    "",
    "  constructor(channel: ClientChannel) {",
    "    this.channel = channel;",
    "  }",
    ...indented(methods),
    "}",
    "",
    "/** A reply as a plain object that says which one it is. */",
    `export function decode${name}Reply(message: Uint8Array): ${union(replies)} {`,
    "  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);",
    "  const templateId = view.getUint16(2, true);",
    "  switch (templateId) {",
    ...[...replies, "Rejected"].flatMap((reply) => [
      `    case ${reply === "Rejected" ? 65_535 : contract.replies[reply].id}:`,
      `      return { template: "${reply}", ...new ${reply}Decoder().wrap(view, 0).toObject() };`,
    ]),
    "    default:",
    `      throw new ContractError("OUT_OF_RANGE", "reply", templateId, "a template of a reply of ${contract.name}");`,
    "  }",
    "}",
    "",
  ];
}

function messageTypes(contract: Contract): string[] {
  const requests = (of: Contract["commands"] | Contract["queries"]): string[] =>
    Object.entries(of).map(([name, definition]) => {
      const replies = replyNames(definition).map((reply) => `"${reply}"`);
      return `    ${name}: { fields: ${name}; reply: ${replies.join(" | ")} };`;
    });
  const messages = (of: object): string[] => Object.keys(of).map((name) => `    ${name}: ${name};`);
  const part = (name: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [`  ${name}: {};`] : [`  ${name}: {`, ...lines, "  };"];
  return [
    "/** All messages by name, as types. */",
    `export interface ${serviceName(contract)}Messages {`,
    ...part("commands", requests(contract.commands)),
    ...part("queries", requests(contract.queries)),
    ...part("replies", messages(contract.replies)),
    ...part("events", messages(contract.events)),
    "  rejection: keyof typeof RejectionCode;",
    "}",
    "",
  ];
}

function codecList(contract: Contract, grown: ReadonlySet<string>): string[] {
  const names = [
    ...Object.keys(contract.commands),
    ...Object.keys(contract.queries),
    ...Object.keys(contract.replies),
    ...Object.keys(contract.events),
    ...Object.keys(contract.timers),
    "Rejected",
  ];
  return [
    "/** Every message and timer for those who know contracts but not this one, such as a gateway; see `protocol`. */",
    `export const ${camel(serviceName(contract))}Codecs: Codecs<${serviceName(contract)}Messages> = [`,
    ...names.flatMap((name) => [
      "  {",
      `    name: "${name}",`,
      grown.has(name)
        ? `    encode: (value, output) => void new ${name}Encoder().claim(output, versionOf${name}(value as ${name})).set(value as ${name}),`
        : `    encode: (value, output) => void new ${name}Encoder().claim(output).set(value as ${name}),`,
      `    decode: (view, offset) => new ${name}Decoder().wrap(view, offset).toObject(),`,
      `    validate: validate${name},`,
      "  },",
    ]),
    "];",
    "",
  ];
}
