import { pascal } from "../names.ts";
import type { Field } from "../schema.ts";
import { emptyHeaders } from "./empty-message.ts";
import { headersSource, unlessActive } from "./growth.ts";
import { plainName } from "./plain-interface.ts";
import { scalarOf } from "./scalar.ts";
import type { DataPart, GroupPart, Part, Shape } from "./shape.ts";
import {
  elementSize,
  fieldSize,
  isArray,
  mayLack,
  partsAfter,
  plus,
  propertyName,
  storedFields,
  writeMember,
} from "./shape.ts";
import { docLines, indented } from "./source.ts";

/** What messages, entries and composites have to set their content. */
export function setters(shape: Shape): string[] {
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
      ...unlessActive(shape, field.since, ""),
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
    ...unlessActive(shape, field.since, ""),
    `  ${scalar.write(view, at, "value")}`,
    "}",
  ];
  if (scalar.host === "string" && field.type.kind === "encoding" && field.type.length !== 1) {
    lines.push(
      "",
      `/** Copies the bytes of a fixed text of the same length that is in another message. Hot path: no string. */`,
      `copy${pascal(name)}(from: DataView, fromOffset: number): void {`,
      ...unlessActive(shape, field.since, ""),
      `  copyBytes(${view}, ${at}, from, fromOffset, ${fieldSize(field)});`,
      "}",
    );
  }
  return lines;
}

function groupGetter(shape: Shape, part: GroupPart): string[] {
  const root = shape.parent === undefined ? "this" : "this.root";
  const behind = [...shape.parts.slice(part.ordinal), ...outerTail(shape)];
  const back = headersSource(shape, 0, behind, `${root}.version`);
  return [
    ...docLines(part.doc),
    `get ${part.name}(): ${part.entry.base}Encoder {`,
    ...unlessActive(shape, part.since, ` this.${part.name}Encoder`),
    `  if (this.stage > ${part.ordinal}) refuseOrder("${part.path}");`,
    `  if (this.stage < ${part.ordinal}) {`,
    `    this.stage = ${part.ordinal};`,
    `    this.${part.name}Encoder.begin(${root}.limit - ${back});`,
    "  }",
    `  return this.${part.name}Encoder;`,
    "}",
  ];
}

/** Parts whose headers follow the whole entry. */
function outerTail(shape: Shape): readonly Part[] {
  if (shape.parent === undefined) return [];
  const own = shape.parent.parts.findIndex((part) => part.kind === "group" && part.entry === shape);
  return partsAfter(shape.parent, own);
}

function dataSetter(shape: Shape, part: DataPart): string[] {
  const { schema } = shape;
  const root = shape.parent === undefined ? "this" : "this.root";
  const tail = partsAfter(shape, part.ordinal);
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
    ...unlessActive(shape, part.since, ""),
    `  if (this.stage >= ${part.ordinal}${current}) refuseOrder("${part.path}");`,
    `  if (!(${fits})) refuse("${part.path}", value, "${range}");`,
    `  const root = ${root};`,
    `  const length = ${length};`,
    "  const added = root.output.extend(length);",
    "  const view = root.output.view;",
    "  root.view = view;",
    "  root.limit = added + length;",
    `  this.stage = ${part.ordinal};`,
    `  const at = added - ${headersSource(shape, part.headerSize, tail, "root.version")};`,
    `  ${writeMember(schema, part.data.encoding, "length", "view", "at", "length")}`,
    `  ${write}`,
    ...(tail.length === 0 ? [] : [`  const rest = at + ${part.headerSize} + length;`]),
    ...indented(emptyHeaders(shape, tail, "rest", 0, "root.version")),
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
