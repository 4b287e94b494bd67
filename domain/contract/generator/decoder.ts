import { pascal } from "../names.ts";
import { fieldConstants, fieldGetters } from "./field-getters.ts";
import type { Direction } from "./encoder.ts";
import { plainName } from "./plain-interface.ts";
import type { DataPart, GroupPart, Part, Shape } from "./shape.ts";
import { isArray, mayLack, plus, propertyName, readMember, storedFields } from "./shape.ts";
import { docLines, indented } from "./source.ts";

/** A reading flyweight. A reply says which one it is, so that it can be told from other replies. */
export function decoderClass(shape: Shape, doc: string, direction: Direction = "any"): string[] {
  const { base, message } = shape;
  const body: string[] = [];
  if (message !== undefined) {
    body.push(`static readonly templateId = ${message.id};`);
    body.push(`static readonly blockLength = ${shape.block.blockLength};`);
  } else if (shape.parent === undefined) body.push(`static readonly size = ${shape.block.blockLength};`);
  for (const field of storedFields(shape)) body.push(...fieldConstants(shape, field));
  body.push("", "view: DataView = NO_VIEW;", "/** Of the first byte in `view`. */", "offset = 0;");
  if (direction === "timer") body.push("/** What it was set under. */", "key = 0;");
  if (needsBlockLength(shape)) body.push("blockLength = 0;");
  if (needsVersion(shape)) body.push("version = 0;");
  if (shape.parent !== undefined) {
    body.push("/** Entries in the group. */", "count = 0;", "private index = 0;", "private nextOffset = 0;");
  }
  for (const part of shape.parts) {
    if (part.kind === "group") {
      body.push(`private readonly ${part.name}Decoder = new ${part.entry.base}Decoder();`);
    }
  }
  for (const field of storedFields(shape)) {
    if (field.type.kind === "composite") {
      body.push(
        `private readonly ${propertyName(field.name)}Decoder = new ${pascal(field.type.name)}Decoder();`,
      );
    }
  }
  if (direction === "reply") body.push("", `get template(): "${base}" {`, `  return "${base}";`, "}");
  body.push("", ...(shape.parent === undefined ? wrapMessage(shape) : wrapGroup(shape)));
  for (const field of shape.fields) body.push("", ...fieldGetters(shape, field));
  for (const part of shape.parts) {
    body.push("", ...(part.kind === "group" ? groupGetter(part) : dataGetters(part, shape)));
  }
  for (const part of shape.parts) body.push("", ...partOffset(shape, part));
  body.push("", ...toObject(shape));
  if (message !== undefined) body.push("", ...validateMethod(base));
  return [
    ...shape.parts.flatMap((part) => endOfPart(shape, part)),
    ...docLines(doc),
    `export class ${base}Decoder {`,
    ...indented(body),
    "}",
    "",
  ];
}

function validateMethod(base: string): string[] {
  return [
    "/** What is wrong with foreign bytes, for the one who sent them; undefined when nothing is. */",
    "static validate(view: DataView, offset: number, length: number): string | undefined {",
    `  return validate${base}(view, offset, length);`,
    "}",
  ];
}

/** Whether getters look at how long the writer's block is. */
export function needsBlockLength(shape: Shape): boolean {
  return (
    (shape.message !== undefined || shape.parent !== undefined) &&
    (shape.parts.length > 0 || shape.parent !== undefined || shape.fields.some((field) => field.since > 0))
  );
}

/** Whether the writer's version decides which groups and data follow. */
export function needsVersion(shape: Shape): boolean {
  return shape.parts.some((part) => part.since > 0 || (part.kind === "group" && needsVersion(part.entry)));
}

function wrapMessage(shape: Shape): string[] {
  const { schema } = shape;
  const body = ["this.view = view;", "this.offset = offset;"];
  if (needsBlockLength(shape)) {
    body.push(`this.blockLength = ${readMember(schema, schema.header, "blockLength", "view", "offset")};`);
  }
  if (needsVersion(shape)) {
    body.push(`this.version = ${readMember(schema, schema.header, "version", "view", "offset")};`);
  }
  const what = shape.message === undefined ? "" : "/** @param offset of the message header */";
  return [
    ...(what === "" ? [] : [what]),
    "wrap(view: DataView, offset: number): this {",
    ...indented(body),
    "  return this;",
    "}",
  ];
}

function wrapGroup(shape: Shape): string[] {
  const { schema, parent } = shape;
  const part = parent?.parts.find(
    (candidate) => candidate.kind === "group" && candidate.entry === shape,
  ) as GroupPart;
  const { dimension } = part.group;
  const version = needsVersion(shape);
  const length =
    part.entry.parts.length === 0
      ? "this.nextOffset + this.blockLength"
      : `${entryEnd(part)}(this.view, this.nextOffset, this.blockLength${version ? ", this.version" : ""})`;
  return [
    `wrap(view: DataView, offset: number${version ? ", version: number" : ""}): this {`,
    "  this.view = view;",
    `  this.blockLength = ${readMember(schema, dimension, "blockLength", "view", "offset")};`,
    `  this.count = ${readMember(schema, dimension, "numInGroup", "view", "offset")};`,
    ...(version ? ["  this.version = version;"] : []),
    "  this.index = 0;",
    `  this.nextOffset = offset + ${dimension.size};`,
    "  return this;",
    "}",
    "",
    "/** The group of a writer that did not know it: no entries. */",
    "absent(): this {",
    "  this.count = 0;",
    "  this.index = 0;",
    "  return this;",
    "}",
    "",
    "/** Goes to the next entry, at first to the first; false after the last. */",
    "next(): boolean {",
    "  if (this.index >= this.count) return false;",
    "  this.index++;",
    "  this.offset = this.nextOffset;",
    `  this.nextOffset = ${length};`,
    "  return true;",
    "}",
  ];
}

function groupGetter(part: GroupPart): string[] {
  const version = needsVersion(part.entry) ? ", this.version" : "";
  const wrapped = `this.${part.name}Decoder.wrap(this.view, this.${part.name}At()${version})`;
  return [
    ...docLines(part.doc),
    `get ${part.name}(): ${part.entry.base}Decoder {`,
    `  return ${part.since > 0 ? `this.version < ${part.since} ? this.${part.name}Decoder.absent() : ` : ""}${wrapped};`,
    "}",
  ];
}

function dataGetters(part: DataPart, shape: Shape): string[] {
  const { name } = part;
  const length = readMember(shape.schema, part.data.encoding, "length", "this.view", `this.${name}At()`);
  const read =
    part.text === undefined
      ? `new Uint8Array(this.view.buffer, this.view.byteOffset + this.${name}Offset, this.${name}Length).slice()`
      : `read${pascal(part.text)}(this.view, this.${name}Offset, this.${name}Length)`;
  return [
    ...docLines(`${part.doc} (Allocates.)`),
    `get ${name}(): ${part.text === undefined ? "Uint8Array" : "string"} {`,
    `  return ${read};`,
    "}",
    "",
    `/** Bytes of \`${name}\`. */`,
    `get ${name}Length(): number {`,
    `  return ${part.since > 0 ? `this.version < ${part.since} ? 0 : ` : ""}${length};`,
    "}",
    "",
    `/** Of the first byte of \`${name}\` in \`view\`. */`,
    `get ${name}Offset(): number {`,
    `  return this.${name}At()${part.since > 0 ? ` + (this.version < ${part.since} ? 0 : ${part.headerSize})` : ` + ${part.headerSize}`};`,
    "}",
  ];
}

/** Where a part begins: after the block, or after the part before it. Skipping costs, so read in order. */
function partOffset(shape: Shape, part: Part): string[] {
  const before = shape.parts[part.ordinal - 1];
  const start = plus("this.offset", shape.origin);
  const lines =
    before === undefined
      ? [`  return ${start} + this.blockLength;`]
      : [
          ...(before.since > 0
            ? [`  if (this.version < ${before.since}) return this.${before.name}At();`]
            : []),
          `  return ${endCall(before, "this.view", `this.${before.name}At()`, "this.version")};`,
        ];
  return [`private ${part.name}At(): number {`, ...lines, "}"];
}

/** Functions that find the end of a part, for those behind it. */
function endOfPart(shape: Shape, part: Part): string[] {
  if (part.kind === "data") return [];
  const { schema } = shape;
  const { group, entry } = part;
  const version = needsVersion(entry) ? ", version: number" : "";
  const pass = needsVersion(entry) ? ", version" : "";
  const last = part.ordinal === shape.parts.length - 1 && shape.parent === undefined;
  const blockLength = readMember(schema, group.dimension, "blockLength", "view", "at");
  const count = readMember(schema, group.dimension, "numInGroup", "view", "at");
  if (entry.parts.length === 0) {
    if (last) return [];
    return [
      `function endOf${entry.base}(view: DataView, at: number): number {`,
      `  return at + ${group.dimension.size} + ${blockLength} * ${count};`,
      "}",
      "",
    ];
  }
  const ends = entry.parts.flatMap((inner) => {
    const step = `at = ${endCall(inner, "view", "at", "version")};`;
    return [`  ${inner.since > 0 ? `if (version >= ${inner.since}) ` : ""}${step}`];
  });
  const entryFunction = [
    `function ${entryEnd(part)}(view: DataView, offset: number, blockLength: number${version}): number {`,
    "  let at = offset + blockLength;",
    ...ends,
    "  return at;",
    "}",
    "",
  ];
  if (last) return entryFunction;
  return [
    ...entryFunction,
    `function endOf${entry.base}(view: DataView, at: number${version}): number {`,
    `  const blockLength = ${blockLength};`,
    `  const count = ${count};`,
    `  let end = at + ${group.dimension.size};`,
    `  for (let i = 0; i < count; i++) end = ${entryEnd(part)}(view, end, blockLength${pass});`,
    "  return end;",
    "}",
    "",
  ];
}

function entryEnd(part: GroupPart): string {
  return `endOf${part.entry.base}Entry`;
}

function endCall(part: Part, view: string, at: string, version: string): string {
  if (part.kind === "group") {
    return `endOf${part.entry.base}(${view}, ${at}${needsVersion(part.entry) ? `, ${version}` : ""})`;
  }
  return `endOf${pascal(part.data.encoding.name)}(${view}, ${at})`;
}

function toObject(shape: Shape): string[] {
  const always: string[] = [];
  const maybe: string[] = [];
  const lists: string[] = [];
  for (const field of storedFields(shape)) {
    const name = propertyName(field.name);
    let read = `this.${name}`;
    if (field.type.kind === "composite") read = `this.${name}.toObject()`;
    else if (isArray(field)) {
      read = `Array.from({ length: ${(field.type as { length: number }).length} }, (_, i) => this.${name}(i))`;
    }
    if (mayLack(field)) maybe.push(`if (this.has${pascal(name)}) value.${name} = ${read};`);
    else always.push(`${name}: ${read},`);
  }
  for (const part of shape.parts) {
    if (part.kind === "data") always.push(`${part.name}: this.${part.name},`);
    else {
      lists.push(`const ${part.name}: ${plainName(part.entry)}[] = [];`);
      lists.push(
        `for (const entries = this.${part.name}; entries.next(); ) ${part.name}.push(entries.toObject());`,
      );
      always.push(`${part.name},`);
    }
  }
  return [
    "/** A plain object with the same content. Allocates: keep it off the hot path. */",
    `toObject(): ${plainName(shape)} {`,
    ...indented(lists),
    `  const value: ${plainName(shape)} = {`,
    ...indented(always, "    "),
    "  };",
    ...indented(maybe),
    "  return value;",
    "}",
  ];
}
