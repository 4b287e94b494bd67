import { pascal } from "../names.ts";
import { emptyBlock, emptyHeaders, zeros } from "./empty-message.ts";
import { setters } from "./setters.ts";
import type { GroupPart, Shape } from "./shape.ts";
import {
  headersFrom,
  memberOf,
  partsAfter,
  propertyName,
  rootOf,
  storedFields,
  writeMember,
} from "./shape.ts";
import { docLines, indented } from "./source.ts";

/** What an encoder of this message may be given to write into, beside any output. */
export type Direction = "command" | "query" | "reply" | "event" | "timer" | "any";

/** A writing flyweight of a message. */
export function encoderClass(shape: Shape, direction: Direction, doc: string): string[] {
  const { base, message, schema } = shape;
  const total = shape.origin + shape.block.blockLength + headersFrom(shape, 0);
  const body = [
    `static readonly templateId = ${message?.id};`,
    `static readonly blockLength = ${shape.block.blockLength};`,
    "",
    "view: DataView = NO_VIEW;",
    "offset = 0;",
  ];
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
      "  return this.claim(context.replies);",
      "}",
    );
  }
  if (direction === "event") {
    body.push(
      "",
      "/** Begins an event. */",
      "publish(context: Context): this {",
      "  return this.claim(context.events);",
      "}",
    );
  }
  if (direction === "timer") body.push(...timerMethods(shape));
  body.push(
    "",
    "/** Begins a message in which every field is zero, absent or empty until it is set. */",
    "claim(output: Output): this {",
    `  const at = output.claim(${total});`,
    "  const view = output.view;",
    "  this.view = view;",
    "  this.offset = at;",
    ...(shape.parts.length > 0
      ? [`  this.limit = at + ${total};`, "  this.output = output;", "  this.stage = -1;"]
      : []),
    ...indented(headerLines(shape)),
    ...indented(emptyBlock(shape, "at", shape.origin)),
    ...indented(emptyHeaders(schema, shape.parts, "at", shape.origin + shape.block.blockLength)),
    "  return this;",
    "}",
    ...setters(shape),
  );
  return [...docLines(doc), `export class ${base}Encoder {`, ...indented(body), "}", ""];
}

/** Setting and cancelling. A timer without fields has no payload at all. */
function timerMethods(shape: Shape): string[] {
  const id = shape.message?.id;
  const hasFields = shape.block.blockLength > 0;
  return [
    "",
    "/**",
    " * Sets the timer with this key, or moves the one that is set. It fires once.",
    " * @param deadline cluster time in microseconds; what has passed counts as the next microsecond",
    " */",
    `schedule(context: Context, deadline: number, key: number): ${hasFields ? "this" : "void"} {`,
    `  context.schedule(deadline, ${id}, key);`,
    ...(hasFields ? ["  return this.claim(context.timers);"] : []),
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
  const entrySize = shape.block.blockLength + headersFrom(shape, 0);
  const tail = partsAfter(parent as Shape, part.ordinal);
  const tailSize = tail.reduce((bytes, { headerSize }) => bytes + headerSize, 0);
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
    `  if (!this.isCurrent()) refuseOrder("${part.path}");`,
    `  if (this.count >= ${part.max}) refuse("${part.path}", this.count + 1, "at most ${part.max} entries");`,
    "  const root = this.root;",
    `  const added = root.output.extend(${entrySize});`,
    "  const view = root.output.view;",
    "  root.view = view;",
    `  root.limit = added + ${entrySize};`,
    "  this.count++;",
    `  ${writeMember(schema, dimension, "numInGroup", "view", "this.headerOffset", "this.count")}`,
    `  const at = added${tailSize === 0 ? "" : ` - ${tailSize}`};`,
    "  this.offset = at;",
    ...(shape.parts.length > 0 ? ["  this.stage = -1;"] : []),
    ...indented(emptyBlock(shape, "at", 0)),
    ...indented(emptyHeaders(schema, [...shape.parts, ...tail], "at", shape.block.blockLength)),
    "  return this;",
    "}",
    ...setters(shape),
  ];
  return [...docLines(part.doc), `export class ${base}Encoder {`, ...indented(body), "}", ""];
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
  const values = {
    blockLength: block.blockLength,
    templateId: message?.id ?? 0,
    schemaId: schema.id,
    version: schema.version,
  };
  if (usual && header.size === 8 && schema.byteOrder === "littleEndian") {
    return [
      `view.setUint32(at, ${values.blockLength + values.templateId * 65_536}, true); // Block length and template.`,
      `view.setUint32(at + 4, ${values.schemaId + values.version * 65_536}, true); // Schema and its version.`,
    ];
  }
  return [
    ...zeros("at", 0, header.size),
    ...Object.entries(values).map(([name, value]) =>
      writeMember(schema, header, name, "view", "at", String(value)),
    ),
  ];
}
