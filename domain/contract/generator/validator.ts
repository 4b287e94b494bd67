import type { Field } from "../schema.ts";
import type { DataPart, GroupPart, Shape } from "./shape.ts";
import {
  elementSize,
  endOfField,
  fieldSize,
  isArray,
  plus,
  propertyName,
  readMember,
  storedFields,
} from "./shape.ts";
import { scalarOf } from "./scalar.ts";
import { pascal } from "../names.ts";
import { indented } from "./source.ts";

/**
 * Functions that check foreign bytes in full before anyone decodes them. Straight-line code: it
 * runs for every command that arrives. Strings are built only for what is refused.
 */
export function validator(shape: Shape): string[] {
  const { schema, base, origin } = shape;
  const header = (name: string): string => readMember(schema, schema.header, name, "view", "offset");
  const body = [
    `if (length < ${origin}) return \`${base} has \${length} bytes, fewer than a message header's ${origin}\`;`,
    `const blockLength = ${header("blockLength")};`,
    `const templateId = ${header("templateId")};`,
    `const schemaId = ${header("schemaId")};`,
    `const version = ${header("version")};`,
    `if (templateId !== ${shape.message?.id}) return \`template \${templateId} is not ${base}, ${shape.message?.id}\`;`,
    `if (schemaId !== ${schema.id}) return \`schema \${schemaId} is not ${schema.name}, ${schema.id}\`;`,
    ...blockCheck(shape, "length - " + origin),
    "const end = offset + length;",
    `${shape.parts.length > 0 ? "let" : "const"} at = offset + ${origin} + blockLength;`,
    ...fieldChecks(shape, plus("offset", origin)),
    ...partChecks(shape),
    `if (version <= ${schema.version} && (end - at >= 8 || !isZero(view, at, end))) return \`${base} is followed by \${end - at} bytes that are not padding\`;`,
    "return undefined;",
  ];
  return [
    ...shape.parts.flatMap((part) => (part.kind === "group" ? groupValidator(part) : [])),
    `function validate${base}(view: DataView, offset: number, length: number): string | undefined {`,
    ...indented(body),
    "}",
    "",
  ];
}

/** Returns where the group ends, or what is wrong with it. */
function groupValidator(part: GroupPart): string[] {
  const { entry, group } = part;
  const { schema } = entry;
  const member = (name: string): string => readMember(schema, group.dimension, name, "view", "start");
  const { size } = group.dimension;
  const fields = fieldChecks(entry, "offset");
  const parts = partChecks(entry);
  const loop = [
    ...(fields.length > 0 ? ["const offset = at;"] : []),
    `if (blockLength > end - at) return \`${part.path} runs over the end of the message\`;`,
    ...fields,
    "at += blockLength;",
    ...parts,
  ];
  return [
    ...entry.parts.flatMap((inner) => (inner.kind === "group" ? groupValidator(inner) : [])),
    `function validate${entry.base}(view: DataView, start: number, end: number, version: number): number | string {`,
    `  if (end - start < ${size}) return \`${part.path} is missing: \${end - start} bytes are left\`;`,
    `  const blockLength = ${member("blockLength")};`,
    `  const count = ${member("numInGroup")};`,
    `  if (count > ${part.max}) return \`${part.path} has \${count} entries; it takes at most ${part.max}\`;`,
    ...(minimumNeedsVersion(entry) || usesVersion(entry) ? [] : ["  void version;"]),
    ...indented(
      blockCheck(entry, undefined).map((line) =>
        line.startsWith("if") ? line.replace("if (", "if (count > 0 && ") : line,
      ),
    ),
    `  let at = start + ${size};`,
    "  for (let i = 0; i < count; i++) {",
    ...indented(loop, "    "),
    "  }",
    "  return at;",
    "}",
    "",
  ];
}

function usesVersion(shape: Shape): boolean {
  return shape.parts.some((part) => part.since > 0 || part.kind === "group");
}

/** A block must hold the fields that its version has; it may be longer. */
function blockCheck(shape: Shape, available: string | undefined): string[] {
  const least = minimumLength(shape);
  return [
    `const leastLength = ${least};`,
    `if (blockLength < leastLength) return \`${shape.path} has a block of \${blockLength} bytes; it takes \${leastLength}\`;`,
    ...(available === undefined
      ? []
      : [
          `if (blockLength > ${available}) return \`${shape.path} has a block of \${blockLength} bytes, but \${${available}} are left\`;`,
        ]),
  ];
}

function minimumNeedsVersion(shape: Shape): boolean {
  return storedFields(shape).some((field) => field.since > 0);
}

function minimumLength(shape: Shape): string {
  const fields = storedFields(shape);
  const versions = [...new Set(fields.map((field) => field.since))].toSorted((a, b) => b - a);
  let source = "0";
  for (const version of versions.toReversed()) {
    const length = Math.max(...fields.filter((field) => field.since <= version).map(endOfField));
    source = version === 0 ? String(length) : `version >= ${version} ? ${length} : ${source}`;
  }
  return source;
}

function fieldChecks(shape: Shape, base: string): string[] {
  return storedFields(shape).flatMap((field) => {
    const checks = fieldCheck(
      shape,
      field,
      plus(base, field.offset),
      `${shape.path}.${propertyName(field.name)}`,
    );
    if (checks.length === 0) return [];
    return field.since > 0
      ? [`if (blockLength >= ${endOfField(field)}) {`, ...indented(checks), "}"]
      : checks;
  });
}

function fieldCheck(shape: Shape, field: Field, at: string, path: string): string[] {
  const { type } = field;
  const order = shape.schema.byteOrder;
  if (type.kind === "composite") {
    return type.members.flatMap((member) => {
      if (member.type.kind === "encoding" && member.type.presence === "constant") return [];
      const presence = member.type.kind === "encoding" ? member.type.presence : "required";
      const inner: Field = {
        name: member.name,
        id: 0,
        doc: "",
        offset: 0,
        since: 0,
        presence,
        type: member.type,
      };
      return fieldCheck(shape, inner, plus(at, member.offset), `${path}.${propertyName(member.name)}`);
    });
  }
  const scalar = scalarOf(type, order);
  if (type.kind === "encoding" && type.primitive === "char") {
    const test = scalar.range.startsWith("text") ? "isFixedUtf8" : "isAscii";
    return [
      `if (!${test}(view, ${at}, ${fieldSize(field)})) return "${path} is not ${scalar.range}, padded with zeros";`,
    ];
  }
  const test = scalar.valid("value", field.presence === "optional");
  if (test === undefined) return [];
  const place = isArray(field) ? `${at} + i * ${elementSize(field)}` : at;
  const check = [
    `const value = ${scalar.raw("view", place)};`,
    `if (!(${test})) return \`${path} is \${value}; it takes ${scalar.range}\`;`,
  ];
  if (!isArray(field)) return ["{", ...indented(check), "}"];
  return [`for (let i = 0; i < ${(type as { length: number }).length}; i++) {`, ...indented(check), "}"];
}

function partChecks(shape: Shape): string[] {
  return shape.parts.flatMap((part) => {
    const checks = part.kind === "group" ? groupCheck(part) : dataCheck(part, shape);
    return part.since > 0
      ? [`if (version >= ${part.since}) {`, ...indented(checks), "}"]
      : ["{", ...indented(checks), "}"];
  });
}

function groupCheck(part: GroupPart): string[] {
  return [
    `const next = validate${part.entry.base}(view, at, end, version);`,
    'if (typeof next === "string") return next;',
    "at = next;",
  ];
}

function dataCheck(part: DataPart, shape: Shape): string[] {
  const length = readMember(shape.schema, part.data.encoding, "length", "view", "at");
  const text =
    part.text === undefined
      ? []
      : [
          `if (!is${pascal(part.text)}(view, at + ${part.headerSize}, bytes)) return "${part.path} is not ${part.text === "utf8" ? "UTF-8" : "printable ASCII"}";`,
        ];
  return [
    `if (end - at < ${part.headerSize}) return \`${part.path} is missing: \${end - at} bytes are left\`;`,
    `const bytes = ${length};`,
    `if (bytes > ${part.max}) return \`${part.path} has \${bytes} bytes; it takes at most ${part.max}\`;`,
    `if (bytes > end - at - ${part.headerSize}) return \`${part.path} runs over the end of the message\`;`,
    ...text,
    `at += ${part.headerSize} + bytes;`,
  ];
}
