import type { Field } from "../schema.ts";
import type { DataPart, GroupPart, Part, Shape } from "./shape.ts";
import { plainName } from "./decoder.ts";
import {
  elementSize,
  fieldSize,
  headersFrom,
  isArray,
  mayLack,
  memberOf,
  partsAfter,
  plus,
  propertyName,
  rootOf,
  storedFields,
  writeMember,
} from "./shape.ts";
import { scalarOf } from "./scalar.ts";
import { pascal } from "../names.ts";
import { docLines, indented } from "./source.ts";

/** What an encoder of this message may be given to write into, beside any output. */
export type Direction = "command" | "query" | "reply" | "event" | "any";

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

/** A block of zeros and null values: what is reused must not show what was there before. */
function emptyBlock(shape: Shape, at: string, origin: number): string[] {
  const lines = zeros(at, origin, shape.block.blockLength);
  for (const field of storedFields(shape)) lines.push(...nullLines(shape, field, at, origin + field.offset));
  return lines;
}

function nullLines(shape: Shape, field: Field, at: string, offset: number): string[] {
  const { type } = field;
  if (type.kind === "composite") {
    return type.members.flatMap((member) => {
      const presence = member.type.kind === "encoding" ? member.type.presence : "required";
      return nullLines(shape, { ...field, presence, type: member.type }, at, offset + member.offset);
    });
  }
  if (field.presence !== "optional") return [];
  const scalar = scalarOf(type, shape.schema.byteOrder);
  if (isArray(field)) {
    const length = (type as { length: number }).length;
    const element = `${plus(at, offset)} + i * ${elementSize(field)}`;
    return [`for (let i = 0; i < ${length}; i++) { ${scalar.writeNull("view", element)} }`];
  }
  const line = scalar.writeNull("view", plus(at, offset));
  return line === "" ? [] : [line];
}

const UNROLLED_BYTES_MAX = 128;

/** Eight zero bytes are those of the number 0 as a double: one store, no bigint. */
function zeros(at: string, from: number, length: number): string[] {
  if (length > UNROLLED_BYTES_MAX) {
    return [`for (let i = ${from}; i < ${from + length}; i++) view.setUint8(at + i, 0);`];
  }
  const lines: string[] = [];
  let offset = from;
  const end = from + length;
  for (; offset + 8 <= end; offset += 8) lines.push(`view.setFloat64(${plus(at, offset)}, 0, true);`);
  if (offset + 4 <= end) {
    lines.push(`view.setUint32(${plus(at, offset)}, 0, true);`);
    offset += 4;
  }
  for (; offset < end; offset++) lines.push(`view.setUint8(${plus(at, offset)}, 0);`);
  return lines;
}

/** Empty groups and data: what is never begun is there all the same. */
function emptyHeaders(schema: Shape["schema"], parts: readonly Part[], at: string, from: number): string[] {
  const lines: string[] = [];
  let offset = from;
  for (const part of parts) {
    lines.push(...zeros(at, offset, part.headerSize));
    if (part.kind === "group") {
      lines.push(
        writeMember(
          schema,
          part.group.dimension,
          "blockLength",
          "view",
          plus(at, offset),
          String(part.group.blockLength),
        ),
      );
    }
    offset += part.headerSize;
  }
  return lines;
}

function setters(shape: Shape): string[] {
  const lines: string[] = [];
  for (const field of storedFields(shape)) lines.push("", ...fieldSetter(shape, field));
  for (const part of shape.parts) {
    lines.push("", ...(part.kind === "group" ? groupGetter(shape, part) : dataSetter(shape, part)));
  }
  return [...lines, "", ...setAll(shape)];
}

function viewOf(shape: Shape): string {
  return shape.parent === undefined ? "this.view" : "this.root.view";
}

function fieldSetter(shape: Shape, field: Field): string[] {
  const name = propertyName(field.name);
  const view = viewOf(shape);
  const at = plus("this.offset", shape.origin + field.offset);
  if (field.type.kind === "composite") {
    return [
      `get ${name}(): ${pascal(field.type.name)}Encoder {`,
      `  return this.${name}Encoder.wrap(${view}, ${at});`,
      "}",
    ];
  }
  const scalar = scalarOf(field.type, shape.schema.byteOrder);
  const check = scalar.fits("value");
  const refusal =
    check === undefined
      ? []
      : [`  if (!(${check})) refuse("${shape.path}.${name}", value, ${JSON.stringify(scalar.range)});`];
  if (isArray(field)) {
    const length = (field.type as { length: number }).length;
    return [
      `set${pascal(name)}(index: number, value: ${scalar.host}): void {`,
      `  if (!(index >= 0 && index < ${length})) refuse("${shape.path}.${name}", index, "an index below ${length}");`,
      ...refusal,
      `  ${scalar.write(view, `${at} + index * ${elementSize(field)}`, "value")}`,
      "}",
    ];
  }
  const lines = [
    ...docLines(field.doc),
    `set ${name}(value: ${scalar.host}) {`,
    ...refusal,
    `  ${scalar.write(view, at, "value")}`,
    "}",
  ];
  if (scalar.host === "string" && field.type.kind === "encoding" && field.type.length !== 1) {
    lines.push(
      "",
      `/** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */`,
      `copy${pascal(name)}(from: DataView, fromOffset: number): void {`,
      `  copyBytes(${view}, ${at}, from, fromOffset, ${fieldSize(field)});`,
      "}",
    );
  }
  return lines;
}

function groupGetter(shape: Shape, part: GroupPart): string[] {
  const root = shape.parent === undefined ? "this" : "this.root";
  const back = headersFrom(shape, part.ordinal) + outerTail(shape);
  return [
    ...docLines(part.doc),
    `get ${part.name}(): ${part.entry.base}Encoder {`,
    `  if (this.stage > ${part.ordinal}) refuseOrder("${part.path}");`,
    `  if (this.stage < ${part.ordinal}) {`,
    `    this.stage = ${part.ordinal};`,
    `    this.${part.name}Encoder.begin(${root}.limit - ${back});`,
    "  }",
    `  return this.${part.name}Encoder;`,
    "}",
  ];
}

/** Bytes of headers that follow the whole entry. */
function outerTail(shape: Shape): number {
  if (shape.parent === undefined) return 0;
  const own = shape.parent.parts.findIndex((part) => part.kind === "group" && part.entry === shape);
  return partsAfter(shape.parent, own).reduce((bytes, { headerSize }) => bytes + headerSize, 0);
}

function dataSetter(shape: Shape, part: DataPart): string[] {
  const { schema } = shape;
  const root = shape.parent === undefined ? "this" : "this.root";
  const tail = partsAfter(shape, part.ordinal);
  const tailSize = tail.reduce((bytes, { headerSize }) => bytes + headerSize, 0);
  const host = part.text === undefined ? "Uint8Array" : "string";
  const length = part.text === "utf8" ? "utf8Length(value)" : "value.length";
  const fits =
    part.text === undefined
      ? `value instanceof Uint8Array && value.length <= ${part.max}`
      : `is${pascal(part.text)}Text(value, ${part.max})`;
  const write =
    part.text === undefined
      ? `new Uint8Array(view.buffer, view.byteOffset + at + ${part.headerSize}, length).set(value);`
      : part.text === "utf8"
        ? `writeUtf8(view, at + ${part.headerSize}, value);`
        : `writeAscii(view, at + ${part.headerSize}, length, value);`;
  const range =
    part.text === undefined
      ? `at most ${part.max} bytes`
      : part.text === "utf8"
        ? `well-formed text of at most ${part.max} bytes of UTF-8`
        : `printable ASCII of at most ${part.max} characters`;
  const current = shape.parent === undefined ? "" : " || !this.isCurrent()";
  return [
    ...docLines(`${part.doc} (Once, after what precedes it in the contract.)`),
    `set ${part.name}(value: ${host}) {`,
    `  if (this.stage >= ${part.ordinal}${current}) refuseOrder("${part.path}");`,
    `  if (!(${fits})) refuse("${part.path}", value, "${range}");`,
    `  const root = ${root};`,
    `  const length = ${length};`,
    "  const added = root.output.extend(length);",
    "  const view = root.output.view;",
    "  root.view = view;",
    "  root.limit = added + length;",
    `  this.stage = ${part.ordinal};`,
    `  const at = added - ${part.headerSize + tailSize};`,
    `  ${writeMember(schema, part.data.encoding, "length", "view", "at", "length")}`,
    `  ${write}`,
    ...(tail.length === 0 ? [] : [`  const rest = at + ${part.headerSize} + length;`]),
    ...indented(emptyHeaders(schema, tail, "rest", 0)),
    "}",
  ];
}

function setAll(shape: Shape): string[] {
  const lines: string[] = [];
  for (const field of storedFields(shape)) {
    const name = propertyName(field.name);
    if (field.type.kind === "composite") {
      lines.push(
        `${mayLack(field) ? `if (value.${name} !== undefined) ` : ""}this.${name}.set(value.${name});`,
      );
    } else if (isArray(field)) {
      const length = (field.type as { length: number }).length;
      const loop = `for (let i = 0; i < ${length}; i++) this.set${pascal(name)}(i, value.${name}[i]);`;
      lines.push(mayLack(field) ? `if (value.${name} !== undefined) { ${loop} }` : loop);
    } else {
      lines.push(`${mayLack(field) ? `if (value.${name} !== undefined) ` : ""}this.${name} = value.${name};`);
    }
  }
  for (const part of shape.parts) {
    if (part.kind === "group") {
      lines.push(`for (const entry of value.${part.name}) this.${part.name}.add().set(entry);`);
    } else lines.push(`this.${part.name} = value.${part.name};`);
  }
  return [
    "/** Sets everything from a plain object, once after `claim` or `add`. Not for the hot path. */",
    `set(${lines.length === 0 ? "_value" : "value"}: ${plainName(shape)}): this {`,
    ...indented(lines),
    "  return this;",
    "}",
  ];
}
