import type { CalledContract, Contract } from "../contract.ts";
import { REJECTED_TEMPLATE_ID } from "../contract.ts";
import { replyNames } from "../define-contract.ts";
import { camel, serviceName } from "../names.ts";
import { docLines, indented } from "./source.ts";

/** What a service that calls this one is given, wherever this one runs: requests, and handlers of their outcomes. */
export function bindingParts(contract: Contract, grown: ReadonlySet<string>): string[] {
  if (Object.keys(contract.commands).length === 0) return [];
  return [
    ...boundService(contract),
    ...binding(contract, grown),
    ...outcomeHandlers(contract),
    ...outcomeDecoders(contract),
    ...outcomeDispatcher(contract),
    ...outcomeValidator(contract),
  ];
}

function boundService(contract: Contract): string[] {
  const methods = Object.entries(contract.commands).flatMap(([name, { doc }]) => [
    ...docLines(doc),
    `${camel(name)}(context: Context, tag: number): ${name}Encoder;`,
  ]);
  return [
    `/** The ${contract.name} service for one that calls it, in the same cluster or in another one: a request of each command. Its outcome comes later, under the same tag. */`,
    `export interface Bound${serviceName(contract)} {`,
    ...indented(methods),
    "}",
    "",
  ];
}

function binding(contract: Contract, grown: ReadonlySet<string>): string[] {
  const name = serviceName(contract);
  const commands = Object.keys(contract.commands);
  return [
    `/** Makes requests to the ${contract.name} service, wherever it runs, in the name of \`caller\`. */`,
    `export class ${name}Binding implements Bound${name} {`,
    "  private readonly boundCaller: Caller;",
    ...commands.map(
      (command) =>
        `  private readonly ${camel(command)}Encoder: ${command}Encoder = new ${command}Encoder();`,
    ),
    "",
    "  constructor(caller: Caller) {",
    "    this.boundCaller = caller;",
    "  }",
    ...commands.flatMap((command) => [
      "",
      `  ${camel(command)}(context: Context, tag: number): ${command}Encoder {`,
      `    return this.${camel(command)}Encoder.claim(context.call(this.boundCaller, tag)${grown.has(command) ? ", context.version" : ""});`,
      "  }",
    ]),
    "}",
    "",
  ];
}

function outcomeHandlers(contract: Contract): string[] {
  const methods = Object.entries(contract.commands).map(
    ([name, command]) =>
      `${outcomeHandler(name)}(outcome: ${outcomeType(command)}, tag: number, context: Context): Handled;`,
  );
  return [
    `/** What became of requests to the ${contract.name} service: once for each, in the order in which they were made. */`,
    `export interface ${serviceName(contract)}Outcomes {`,
    ...indented(methods),
    "}",
    "",
  ];
}

function outcomeType(command: Contract["commands"][string]): string {
  return [...replyNames(command).map((reply) => `${reply}Decoder`), "RejectedDecoder", "OutcomeUnknown"].join(
    " | ",
  );
}

/** The replies that answer commands, each once. */
function commandReplies(contract: Contract): string[] {
  return [...new Set(Object.values(contract.commands).flatMap(replyNames))];
}

function outcomeDecoders(contract: Contract): string[] {
  return [
    "/** One decoder of each reply to a command, reused. */",
    `export class ${serviceName(contract)}OutcomeDecoders {`,
    ...[...commandReplies(contract), "Rejected"].map(
      (reply) => `  readonly ${camel(reply)}: ${reply}Decoder = new ${reply}Decoder();`,
    ),
    "  readonly outcomeUnknown: OutcomeUnknown = new OutcomeUnknown();",
    "}",
    "",
  ];
}

function outcomeDispatcher(contract: Contract): string[] {
  const name = serviceName(contract);
  const cases = Object.entries(contract.commands).flatMap(([command, definition]) => [
    `case ${definition.id}:`,
    "  switch (templateId) {",
    ...[...replyNames(definition), "Rejected"].flatMap((reply) => [
      `    case ${reply === "Rejected" ? REJECTED_TEMPLATE_ID : contract.replies[reply]!.id}:`,
      `      return handlers.${outcomeHandler(command)}?.(decoders.${camel(reply)}.wrap(view, offset), tag, context);`,
    ]),
    "    default:",
    `      return handlers.${outcomeHandler(command)}?.(decoders.outcomeUnknown.because(unknownReason), tag, context);`,
    "  }",
  ]);
  return [
    "/** Calls the handler of one outcome. */",
    `export function dispatch${name}Outcome(`,
    `  handlers: Partial<${name}Outcomes>,`,
    `  decoders: ${name}OutcomeDecoders,`,
    "  outcome: CallOutcome,",
    "  context: Context,",
    "): Handled {",
    "  const { view, offset, tag, unknownReason } = outcome;",
    "  const templateId = unknownReason === 0 ? view.getUint16(offset + 2, true) : 0;",
    "  switch (outcome.templateId) {",
    ...indented(cases, "    "),
    "  }",
    "}",
    "",
  ];
}

function outcomeValidator(contract: Contract): string[] {
  const cases = Object.values(contract.commands).flatMap((command) => [
    `case ${command.id}:`,
    ...replyNames(command).map(
      (reply) =>
        `  if (reply === ${contract.replies[reply]!.id}) return validate${reply}(view, offset, length);`,
    ),
    "  break;",
  ]);
  return [
    "/** What is wrong with the foreign bytes of an answer to this command; undefined when nothing is. */",
    `export function validate${serviceName(contract)}Outcome(`,
    "  templateId: number,",
    "  view: DataView,",
    "  offset: number,",
    "  length: number,",
    "): string | undefined {",
    "  if (length < 8) return `a message has ${length} bytes, fewer than a message header's 8`;",
    "  const schemaId = view.getUint16(offset + 4, true);",
    `  if (schemaId !== ${contract.schemaId}) return \`schema \${schemaId} is not that of ${contract.name}, ${contract.schemaId}\`;`,
    "  const reply = view.getUint16(offset + 2, true);",
    `  if (reply === ${REJECTED_TEMPLATE_ID}) return validateRejected(view, offset, length);`,
    "  switch (templateId) {",
    ...indented(cases, "    "),
    "  }",
    `  return \`template \${reply} is no answer to command \${templateId} of ${contract.name}\`;`,
    "}",
    "",
  ];
}

/** What a contract imports of those that it calls. */
export function callImports(contract: Contract): string[] {
  return contract.calls.flatMap(({ contract: called, messages }) => {
    const name = serviceName(called);
    return [
      `import type { Bound${name}, ${name}Outcomes } from ${JSON.stringify(messages)};`,
      `import { ${name}OutcomeDecoders, dispatch${name}Outcome, validate${name}Outcome } from ${JSON.stringify(messages)};`,
    ];
  });
}

/** What a model is given of each service that it calls: the commands that its contract names. */
export function calledServices(contract: Contract): string[] {
  return contract.calls.flatMap((called) => {
    const name = serviceName(called.contract);
    const methods = calledCommands(called).map((command) => `"${camel(command)}"`);
    return [
      `/** What the ${contract.name} service calls of ${called.contract.name}. */`,
      `export type ${serviceName(contract)}${name} = Pick<Bound${name}, ${methods.join(" | ")}>;`,
      "",
    ];
  });
}

/** What a model has to handle beside the commands of its own contract. */
export function calledOutcomes(contract: Contract): string[] {
  return contract.calls.map((called) => {
    const handlers = calledCommands(called).map((command) => `"${outcomeHandler(command)}"`);
    return `Pick<${serviceName(called.contract)}Outcomes, ${handlers.join(" | ")}>`;
  });
}

/** Members of the generated service that deliver outcomes. */
export function outcomeMembers(contract: Contract): { fields: string[]; methods: string[] } {
  const { calls } = contract;
  if (calls.length === 0) return { fields: [], methods: [] };
  const each = (lines: (name: string, schemaId: number) => string[]): string[] =>
    calls.flatMap(({ contract: called }) => lines(serviceName(called), called.schemaId));
  return {
    fields: [
      `  readonly calls: readonly number[] = [${calls.map(({ contract: called }) => called.schemaId).join(", ")}];`,
      ...each((name) => [`  private readonly ${camel(name)}Outcomes = new ${name}OutcomeDecoders();`]),
    ],
    methods: [
      "",
      "  onOutcome(outcome: CallOutcome, context: Context): void {",
      "    switch (outcome.schemaId) {",
      ...each((name, schemaId) => [
        `      case ${schemaId}:`,
        `        dispatch${name}Outcome(this.handlers, this.${camel(name)}Outcomes, outcome, context);`,
        "        return;",
      ]),
      "    }",
      "  }",
      "",
      "  validateOutcome(",
      "    schemaId: number,",
      "    templateId: number,",
      "    view: DataView,",
      "    offset: number,",
      "    length: number,",
      "  ): string | undefined {",
      "    switch (schemaId) {",
      ...each((name, schemaId) => [
        `      case ${schemaId}:`,
        `        return validate${name}Outcome(templateId, view, offset, length);`,
      ]),
      "      default:",
      `        return \`${contract.name} calls no service with schema id \${schemaId}\`;`,
      "    }",
      "  }",
    ],
  };
}

function calledCommands({ contract, commands }: CalledContract): readonly string[] {
  return commands ?? Object.keys(contract.commands);
}

function outcomeHandler(command: string): string {
  return `on${command}Outcome`;
}
