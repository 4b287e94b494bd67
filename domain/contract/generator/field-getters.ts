import { pascal } from "../names.ts";
import type { Field } from "../schema.ts";
import type { Scalar } from "./scalar.ts";
import { scalarOf } from "./scalar.ts";
import type { Shape } from "./shape.ts";
import { elementSize, endOfField, fieldSize, isArray, mayLack, plus, propertyName } from "./shape.ts";
import { docLines, literal } from "./source.ts";

/** How a decoder reads a field: its getter, whether it is there, where its text is. */
export function fieldGetters(shape: Shape, field: Field): string[] {
  const docs = docLines(
    field.deprecated === undefined ? field.doc : `${field.doc} Deprecated since version ${field.deprecated}.`,
  );
  if (field.presence === "constant") return constantGetter(shape, field, docs);
  const at = plus("this.offset", shape.origin + field.offset);
  const older = field.since > 0 ? `this.blockLength < ${endOfField(field)}` : undefined;
  return [
    ...docs,
    ...(field.type.kind === "composite"
      ? compositeGetter(field, at, older)
      : scalarGetter(field, scalarOf(field.type, shape.schema.byteOrder), at, older)),
    ...(mayLack(field) ? ["", ...presenceGetter(shape, field, at, older)] : []),
  ];
}

/** @param older source of the test that the writer did not know the field */
function compositeGetter(field: Field, at: string, older: string | undefined): string[] {
  const name = propertyName(field.name);
  const nothing = `new DataView(new ArrayBuffer(${fieldSize(field)}))`;
  return [
    `get ${name}(): ${pascal(field.type.name)}Decoder {`,
    ...(older === undefined ? [] : [`  if (${older}) return this.${name}Decoder.wrap(${nothing}, 0);`]),
    `  return this.${name}Decoder.wrap(this.view, ${at});`,
    "}",
  ];
}

function scalarGetter(field: Field, scalar: Scalar, at: string, older: string | undefined): string[] {
  const name = propertyName(field.name);
  if (isArray(field)) {
    return [
      `${name}(index: number): ${scalar.host} {`,
      ...(older === undefined ? [] : [`  if (${older}) return ${scalar.nullLiteral};`]),
      `  return ${scalar.read("this.view", `${at} + index * ${elementSize(field)}`)};`,
      "}",
    ];
  }
  const lines = [
    `get ${name}(): ${scalar.host} {`,
    ...(older === undefined ? [] : [`  if (${older}) return ${fallbackLiteral(field, scalar)};`]),
    `  return ${scalar.read("this.view", at)};`,
    "}",
  ];
  if (!isText(field)) return lines;
  return [
    ...lines,
    "",
    `/** Of the first byte of \`${name}\` in \`view\`, to compare or copy it without a string${older === undefined ? "" : "; -1 when the writer was older"}. */`,
    `get ${name}Offset(): number {`,
    ...(older === undefined ? [] : [`  if (${older}) return -1;`]),
    `  return ${at};`,
    "}",
  ];
}

/** Whether the field has a value: the writer knew it, and it is not the null value. */
function presenceGetter(shape: Shape, field: Field, at: string, older: string | undefined): string[] {
  const tests = older === undefined ? [] : [`!(${older})`];
  if (field.presence === "optional" && field.type.kind !== "composite" && !isArray(field)) {
    const scalar = scalarOf(field.type, shape.schema.byteOrder);
    tests.push(`!(${scalar.isNull(scalar.raw("this.view", at))})`);
  }
  return [
    `get has${pascal(propertyName(field.name))}(): boolean {`,
    `  return ${tests.length === 0 ? "true" : tests.join(" && ")};`,
    "}",
  ];
}

function isText(field: Field): boolean {
  return field.type.kind === "encoding" && field.type.primitive === "char" && field.type.length !== 1;
}

export function fallbackLiteral(field: Field, scalar: { host: string; nullLiteral: string }): string {
  if (field.fallback === undefined) return scalar.nullLiteral;
  if (field.type.kind === "enum") {
    return scalar.host === "boolean"
      ? String(field.fallback === 1)
      : `${literal(field.fallback)} as ${scalar.host}`;
  }
  return literal(field.fallback);
}

function constantGetter(shape: Shape, field: Field, docs: string[]): string[] {
  const { type } = field;
  const value = field.constant ?? (type.kind === "encoding" ? type.constant : undefined) ?? 0;
  const name = propertyName(field.name);
  if (type.kind === "enum") {
    const { host } = scalarOf(type, shape.schema.byteOrder);
    return [
      ...docs,
      `get ${name}(): ${host} {`,
      `  return ${host === "boolean" ? String(value === 1) : `${literal(value)} as ${host}`};`,
      "}",
    ];
  }
  const host = typeof value === "bigint" ? "bigint" : typeof value;
  return [...docs, `get ${name}(): ${host} {`, `  return ${literal(value)};`, "}"];
}

/** What a decoder class tells of a field without an instance. */
export function fieldConstants(shape: Shape, field: Field): string[] {
  const name = propertyName(field.name);
  if (field.type.kind === "composite") return [];
  if (field.type.kind === "encoding" && field.type.length !== 1) {
    return [`static readonly ${name}Length = ${field.type.length};`];
  }
  if (field.presence !== "optional" || field.type.kind !== "encoding" || field.type.primitive === "char") {
    return [];
  }
  const { nullLiteral, host } = scalarOf(field.type, shape.schema.byteOrder);
  return [
    `/** What \`${name}\` reads as when it is absent. */`,
    `static readonly ${name}Null: ${host} = ${nullLiteral};`,
  ];
}
