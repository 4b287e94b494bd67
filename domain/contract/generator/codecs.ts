import type { Composite, Enumeration, Field, FlagSet, Schema } from "../schema.ts";
import type { Direction } from "./encoder.ts";
import { compositeEncoderClass, encoderClass, entryEncoderClass } from "./encoder.ts";
import { decoderClass } from "./decoder.ts";
import { oldestVersion } from "./oldest-version.ts";
import { plainInterface } from "./plain-interface.ts";
import type { Shape } from "./shape.ts";
import { entriesBelow, messageShape, readMember } from "./shape.ts";
import { ContractError } from "../contract-error.ts";
import { pascal } from "../names.ts";
import { reservedTypeNames } from "../reserved-names.ts";
import { docLines, indented } from "./source.ts";
import { validator } from "./validator.ts";

/** Constants, interfaces, decoders, encoders and validators of a whole schema. */
export function codecs(schema: Schema, directionOf: (message: string) => Direction): string[] {
  const shapes = schema.messages.map((message) => messageShape(schema, message));
  checkNames(schema, shapes);
  const lines: string[] = [];
  for (const type of schema.types) {
    if (type.kind === "enum") lines.push(...enumConstants(type));
    if (type.kind === "set") lines.push(...setConstants(type));
  }
  for (const type of schema.types) {
    if (type.kind === "composite") lines.push(...compositeClasses(schema, type));
  }
  for (const shape of shapes) {
    const doc = shape.message?.doc ?? "";
    for (const entry of entriesBelow(shape)) {
      lines.push(...plainInterface(entry, `An entry of ${entry.path}.`));
    }
    lines.push(...plainInterface(shape, doc));
    for (const entry of entriesBelow(shape)) {
      lines.push(...decoderClass(entry, `Reads the entries of ${entry.path}.`));
    }
    lines.push(...decoderClass(shape, `Reads ${shape.base}: ${doc}`, directionOf(shape.base)));
    for (const entry of entriesBelow(shape)) lines.push(...entryEncoderClass(entry));
    lines.push(...encoderClass(shape, directionOf(shape.base), `Writes ${shape.base}.`));
    lines.push(...oldestVersion(shape));
    lines.push(...validator(shape));
  }
  return [...dataEnds(schema, lines.join("\n")), ...lines];
}

const takenName =
  "another name, because this one is taken; names are not on the wire: a copy of a schema may have others";

/** Two things that would get one name in the generated module are refused. */
function checkNames(schema: Schema, shapes: readonly Shape[]): void {
  const taken = new Set(reservedTypeNames);
  if (schema.types.some(({ name }) => name === "RejectionCode")) taken.delete("RejectionCode"); // A contract's own.
  const names = [
    ...schema.types.map(({ name }) => pascal(name)),
    ...shapes.flatMap((shape) => [...entriesBelow(shape), shape].map(({ base }) => base)),
  ];
  for (const name of names) {
    if (taken.has(name)) {
      throw new ContractError("BAD_CONTRACT", schema.name, name, takenName);
    }
    taken.add(name);
  }
}

function enumConstants(type: Enumeration): string[] {
  if (type.semanticType === "Boolean") return [];
  const values = type.values.flatMap(({ name, value, doc }) => [...docLines(doc), `${name}: ${value},`]);
  const name = pascal(type.name);
  return [
    ...docLines(type.doc),
    `export const ${name} = {`,
    ...indented(values),
    "} as const;",
    `export type ${name} = (typeof ${name})[keyof typeof ${name}];`,
    "",
  ];
}

function setConstants(type: FlagSet): string[] {
  const big = type.primitive === "uint64";
  const choices = type.choices.flatMap(({ name, value, doc }) => [
    ...docLines(doc),
    `${name}: ${1n << BigInt(value)}${big ? "n" : ""},`,
  ]);
  return [
    ...docLines(type.doc === "" ? "Flags: add them up." : type.doc),
    `export const ${pascal(type.name)} = {`,
    ...indented(choices),
    "} as const;",
    `export type ${pascal(type.name)} = ${big ? "bigint" : "number"};`,
    "",
  ];
}

function compositeClasses(schema: Schema, type: Composite): string[] {
  const shape = compositeShape(schema, type);
  return [
    ...plainInterface(shape, type.doc),
    ...decoderClass(shape, type.doc),
    ...compositeEncoderClass(shape, type.doc),
  ];
}

function compositeShape(schema: Schema, type: Composite): Shape {
  const fields = type.members.map((member): Field => {
    const presence = member.type.kind === "encoding" ? member.type.presence : "required";
    return {
      name: member.name,
      id: 0,
      doc: member.type.doc,
      offset: member.offset,
      since: 0,
      presence,
      type: member.type,
    };
  });
  const base = pascal(type.name);
  const block = { blockLength: type.size, fields, groups: [], data: [] };
  return {
    schema,
    base,
    path: base,
    block,
    origin: 0,
    fields,
    parts: [],
    parent: undefined,
    message: undefined,
  };
}

/** Functions that find the end of variable data, of those encodings that something skips. */
function dataEnds(schema: Schema, source: string): string[] {
  const lines: string[] = [];
  const seen = new Set<string>();
  const visit = (block: Pick<Schema["messages"][number], "groups" | "data">): void => {
    for (const group of block.groups) visit(group);
    for (const { encoding } of block.data) {
      const name = `endOf${pascal(encoding.name)}`;
      if (seen.has(name) || !source.includes(`${name}(`)) continue;
      seen.add(name);
      const bytes = encoding.members.find((member) => member.name === "varData")?.offset ?? encoding.size;
      const length = readMember(schema, encoding, "length", "view", "at");
      lines.push(
        `function ${name}(view: DataView, at: number): number {`,
        `  return at + ${bytes} + ${length};`,
        "}",
        "",
      );
    }
  };
  for (const message of schema.messages) visit(message);
  return lines;
}
