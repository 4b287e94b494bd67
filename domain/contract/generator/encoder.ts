import { pascal } from "../names.ts";
import { emptyBlock, emptyHeaders, zeros } from "./empty-message.ts";
import {
  blockLengthAt,
  blockLengthSource,
  blockSteps,
  firstVersion,
  growthOf,
  headersSource,
  headerVersionSource,
  unlessActive,
} from "./growth.ts";
import { setters } from "./setters.ts";
import type { GroupPart, Part, Shape } from "./shape.ts";
import { memberOf, partsAfter, plus, propertyName, rootOf, storedFields, writeMember } from "./shape.ts";
import { docLines, indented } from "./source.ts";

/** What an encoder of this message may be given to write into, beside any output. */
export type Direction = "command" | "query" | "reply" | "event" | "timer" | "any";

/** A writing flyweight of a message. */
export function encoderClass(shape: Shape, direction: Direction, doc: string): string[] {
  const { base, message } = shape;
  const grows = growthOf(shape).length > 0;
  const newest = growthOf(shape).at(-1);
  const total = messageLength(shape);
  const body = [
    `static readonly templateId = ${message?.id};`,
    `static readonly blockLength = ${shape.block.blockLength};`,
    "",
    "view: DataView = NO_VIEW;",
    "offset = 0;",
  ];
  if (grows) {
    body.push("/** @internal Of what is written: what is newer is left out. */", `version = ${newest};`);
  }
  if (shape.parts.length > 0) {
    body.push("/** @internal Past the last byte written. */", "limit = 0;");
    body.push("/** @internal */", "output: Output = NO_OUTPUT;");
    body.push("/** @internal The group or data begun last, by its place. */", "stage = -1;");
  }
  body.push(...innerEncoders(shape));
  if (direction === "reply") {
    body.push(
      "",
      "/** Begins the command's one reply. */",
      "reply(context: Context): this {",
      ...indented(refuseBefore(shape)),
      `  return this.claim(context.replies${grows ? ", context.version" : ""});`,
      "}",
    );
  }
  if (direction === "event") {
    body.push(
      "",
      firstVersion(shape) > 1
        ? `/** Begins an event, which is published once version ${firstVersion(shape)} is active. */`
        : "/** Begins an event. */",
      "publish(context: Context): this {",
      `  return this.claim(${publishedIn(shape)}${grows ? ", context.version" : ""});`,
      "}",
    );
  }
  if (direction === "timer") body.push(...timerMethods(shape));
  body.push(
    "",
    ...(grows
      ? [
          "/**",
          " * Begins a message in which every field is zero, absent or empty until it is set.",
          " * @param wished what is newer than this version is left out, also when it is set",
          " */",
          `claim(output: Output, wished: number = ${newest}): this {`,
          `  const version = ${headerVersionSource(shape, "wished")};`,
          "  this.version = version;",
          `  const length = ${total};`,
        ]
      : [
          "/** Begins a message in which every field is zero, absent or empty until it is set. */",
          "claim(output: Output): this {",
        ]),
    `  const at = output.claim(${grows ? "length" : total});`,
    "  const view = output.view;",
    "  this.view = view;",
    "  this.offset = at;",
    ...(shape.parts.length > 0
      ? [`  this.limit = at + ${grows ? "length" : total};`, "  this.output = output;", "  this.stage = -1;"]
      : []),
    ...indented(headerLines(shape)),
    ...indented(emptyBlock(shape, "at", shape.origin, "version")),
    ...indented(partHeaders(shape)),
    "  return this;",
    "}",
    ...setters(shape),
  );
  return [...docLines(doc), `export class ${base}Encoder {`, ...indented(body), "}", ""];
}

function messageLength(shape: Shape): string {
  const { origin, parts, block } = shape;
  if (blockSteps(shape).length === 0) {
    return headersSource(shape, origin + block.blockLength, parts, "version");
  }
  const length = `${origin} + ${blockLengthSource(shape, "version")}`;
  return parts.length === 0 ? length : headersSource(shape, length, parts, "version");
}

/** Behind a block whose length depends on the version, they have no fixed place. */
function partHeaders(shape: Shape): string[] {
  const { origin, parts, block } = shape;
  if (parts.length === 0) return [];
  if (blockSteps(shape).length === 0) {
    return emptyHeaders(shape, parts, "at", origin + block.blockLength, "version");
  }
  const length = blockLengthSource(shape, "version");
  return [
    `const blockEnd = ${plus("at", origin)} + ${length};`,
    ...emptyHeaders(shape, parts, "blockEnd", 0, "version"),
  ];
}

/** A reply that came later can only be given where somebody branches: there is no other reply in its place. */
function refuseBefore(shape: Shape): string[] {
  const first = firstVersion(shape);
  if (first <= 1) return [];
  return [`if (context.version < ${first}) refuseVersion("${shape.base}", ${first}, context.version);`];
}

/** An event that came later is left out, like a field. */
function publishedIn(shape: Shape): string {
  const first = firstVersion(shape);
  return first <= 1 ? "context.events" : `context.version < ${first} ? new MessageBuffer() : context.events`;
}

/** Setting and cancelling. A timer without fields has no payload at all. */
function timerMethods(shape: Shape): string[] {
  const id = shape.message?.id;
  const hasFields = shape.block.blockLength > 0;
  const grows = growthOf(shape).length > 0;
  // Where an older build sets a timer without fields, nothing may be written.
  const isBare = blockLengthAt(shape, firstVersion(shape)) === 0;
  const output =
    grows && isBare
      ? `context.version < ${growthOf(shape)[0]} ? new MessageBuffer() : context.timers`
      : "context.timers";
  return [
    "",
    "/**",
    " * Sets the timer with this key, or moves the one that is set. It fires once.",
    " * @param deadline cluster time in microseconds; what has passed counts as the next microsecond",
    " */",
    `schedule(context: Context, deadline: number, key: number): ${hasFields ? "this" : "void"} {`,
    `  context.schedule(deadline, ${id}, key);`,
    ...(hasFields ? [`  return this.claim(${output}${grows ? ", context.version" : ""});`] : []),
    "}",
    "",
    "/** Nothing happens when there is none with this key. */",
    "cancel(context: Context, key: number): void {",
    `  context.cancel(${id}, key);`,
    "}",
  ];
}

/** A writing flyweight of a group's entries. */
export function entryEncoderClass(shape: Shape): string[] {
  const { base, parent, schema } = shape;
  const part = parent?.parts.find(
    (candidate) => candidate.kind === "group" && candidate.entry === shape,
  ) as GroupPart;
  const { dimension } = part.group;
  const root = `${rootOf(shape).base}Encoder`;
  const entrySize = entryLength(shape);
  const tail = partsAfter(parent as Shape, part.ordinal);
  const tailSize = headersSource(shape, 0, tail, "root.version");
  const nested = (parent as Shape).parent !== undefined;
  const body = [
    `private readonly root: ${root};`,
    `private readonly parent: ${(parent as Shape).base}Encoder;`,
    "private headerOffset = 0;",
    "/** Entries added. */",
    "count = 0;",
    "offset = 0;",
    ...(shape.parts.length > 0 ? ["/** @internal */", "stage = -1;"] : []),
    ...innerEncoders(shape),
    "",
    `constructor(root: ${root}, parent: ${(parent as Shape).base}Encoder) {`,
    "  this.root = root;",
    "  this.parent = parent;",
    ...indented(innerConstruction(shape, "root")),
    "}",
    "",
    "/** @internal */",
    "begin(headerOffset: number): void {",
    "  this.headerOffset = headerOffset;",
    "  this.count = 0;",
    ...(shape.parts.length > 0 ? [`  this.stage = ${shape.parts.length};`] : []),
    "}",
    "",
    ...(nested
      ? ["/** @internal Whether what is written now belongs to the entry added last. */"]
      : ["/** @internal */"]),
    "isCurrent(): boolean {",
    `  return this.parent.stage === ${part.ordinal}${nested ? " && this.parent.isCurrent()" : ""};`,
    "}",
    "",
    "/** Adds an entry in which every field is zero, absent or empty until it is set. */",
    "add(): this {",
    ...unlessActive(shape, 0, " this"),
    `  if (!this.isCurrent()) refuseOrder("${part.path}");`,
    `  if (this.count >= ${part.max}) refuse("${part.path}", this.count + 1, "at most ${part.max} entries");`,
    "  const root = this.root;",
    `  const added = root.output.extend(${entrySize});`,
    "  const view = root.output.view;",
    "  root.view = view;",
    `  root.limit = added + ${entrySize};`,
    "  this.count++;",
    `  ${writeMember(schema, dimension, "numInGroup", "view", "this.headerOffset", "this.count")}`,
    `  const at = added${tailSize === "0" ? "" : ` - ${tailSize}`};`,
    "  this.offset = at;",
    ...(shape.parts.length > 0 ? ["  this.stage = -1;"] : []),
    ...indented(emptyBlock(shape, "at", 0, "root.version")),
    ...indented(entryHeaders(shape, [...shape.parts, ...tail])),
    "  return this;",
    "}",
    ...setters(shape),
  ];
  return [...docLines(part.doc), `export class ${base}Encoder {`, ...indented(body), "}", ""];
}

function entryLength(shape: Shape): string {
  const steps = blockSteps(shape);
  const length = steps.length === 0 ? shape.block.blockLength : blockLengthSource(shape, "root.version");
  return headersSource(shape, length, shape.parts, "root.version");
}

function entryHeaders(shape: Shape, parts: readonly Part[]): string[] {
  if (parts.length === 0) return [];
  if (blockSteps(shape).length === 0) {
    return emptyHeaders(shape, parts, "at", shape.block.blockLength, "root.version");
  }
  return [
    `const blockEnd = at + ${blockLengthSource(shape, "root.version")};`,
    ...emptyHeaders(shape, parts, "blockEnd", 0, "root.version"),
  ];
}

/** A writing flyweight of a composite: no bytes of its own, it is wrapped over those of a field. */
export function compositeEncoderClass(shape: Shape, doc: string): string[] {
  const body = [
    "view: DataView = NO_VIEW;",
    "offset = 0;",
    ...innerEncoders(shape),
    "",
    "wrap(view: DataView, offset: number): this {",
    "  this.view = view;",
    "  this.offset = offset;",
    "  return this;",
    "}",
    ...setters(shape),
  ];
  return [...docLines(doc), `export class ${shape.base}Encoder {`, ...indented(body), "}", ""];
}

function innerEncoders(shape: Shape): string[] {
  const lines: string[] = [];
  for (const part of shape.parts) {
    if (part.kind !== "group") continue;
    const type = `${part.entry.base}Encoder`;
    if (shape.parent === undefined) {
      lines.push(`private readonly ${part.name}Encoder: ${type} = new ${type}(this, this);`);
    } else lines.push(`private readonly ${part.name}Encoder: ${type};`);
  }
  for (const field of storedFields(shape)) {
    if (field.type.kind !== "composite") continue;
    const type = `${pascal(field.type.name)}Encoder`;
    lines.push(`private readonly ${propertyName(field.name)}Encoder: ${type} = new ${type}();`);
  }
  return lines;
}

function innerConstruction(shape: Shape, root: string): string[] {
  return shape.parts.flatMap((part) =>
    part.kind === "group" ? [`this.${part.name}Encoder = new ${part.entry.base}Encoder(${root}, this);`] : [],
  );
}

/** The message header; as two words when it has the standard's usual layout. */
function headerLines(shape: Shape): string[] {
  const { schema, block, message } = shape;
  const { header } = schema;
  const usual = ["blockLength", "templateId", "schemaId", "version"].every((name, i) => {
    const { offset, encoding } = memberOf(header, name);
    return offset === i * 2 && encoding.primitive === "uint16";
  });
  const grows = growthOf(shape).length > 0;
  const blockLength = blockLengthSource(shape, "version");
  const version = grows ? "version" : String(firstVersion(shape));
  const templateId = message?.id ?? 0;
  if (usual && header.size === 8 && schema.byteOrder === "littleEndian") {
    const first =
      blockSteps(shape).length === 0
        ? block.blockLength + templateId * 65_536
        : `${blockLength} + ${templateId * 65_536}`;
    const second = grows ? `${schema.id} + version * 65_536` : schema.id + firstVersion(shape) * 65_536;
    return [
      `view.setUint32(at, ${first}, true); // Block length and template.`,
      `view.setUint32(at + 4, ${second}, true); // Schema and its version.`,
    ];
  }
  const values = { blockLength, templateId: String(templateId), schemaId: String(schema.id), version };
  return [
    ...zeros("at", 0, header.size),
    ...Object.entries(values).map(([name, value]) => writeMember(schema, header, name, "view", "at", value)),
  ];
}
