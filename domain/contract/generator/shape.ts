import { primitiveSize, sizeOf } from "../primitives.ts";
import type { Block, Composite, Data, Encoding, Field, Group, Message, Schema } from "../schema.ts";
import { reservedNames } from "../reserved-names.ts";
import { readNumber, writeNumber } from "./scalar.ts";
import { camel, pascal } from "../names.ts";

/** A message, a group's entry or a composite as the generator sees it: names settled, places known. */
export interface Shape {
  readonly schema: Schema;
  /** `PlaceOrder`, `OrderPlacedFills`: what names of its classes begin with. */
  readonly base: string;
  /** `OrderPlaced.fills`: what errors say. */
  readonly path: string;
  readonly block: Block;
  /** Bytes between `offset` and the block: those of the message header, else none. */
  readonly origin: number;
  readonly fields: readonly Field[];
  readonly parts: readonly Part[];
  readonly parent: Shape | undefined;
  readonly message: Message | undefined;
}

/** A group or variable data, after the block. */
export type Part = GroupPart | DataPart;

interface PartCommon {
  /** As a property in programs. */
  readonly name: string;
  readonly path: string;
  readonly doc: string;
  readonly ordinal: number;
  readonly headerSize: number;
  readonly since: number;
  /** The most entries or bytes. */
  readonly max: number;
}

export interface GroupPart extends PartCommon {
  readonly kind: "group";
  readonly group: Group;
  readonly entry: Shape;
}

export interface DataPart extends PartCommon {
  readonly kind: "data";
  readonly data: Data;
  readonly text: "utf8" | "ascii" | undefined;
}

export function messageShape(schema: Schema, message: Message): Shape {
  const name = pascal(message.name);
  return shape(schema, name, name, message, schema.header.size, undefined, message);
}

function shape(
  schema: Schema,
  base: string,
  path: string,
  block: Block,
  origin: number,
  parent: Shape | undefined,
  message: Message | undefined,
): Shape {
  const parts: Part[] = [];
  const self: Shape = { schema, base, path, block, origin, fields: block.fields, parts, parent, message };
  for (const group of block.groups) {
    const name = propertyName(group.name);
    const entryPath = `${path}.${name}`;
    parts.push({
      kind: "group",
      name,
      path: entryPath,
      doc: group.doc,
      ordinal: parts.length,
      headerSize: group.dimension.size,
      since: group.since,
      max: Number(memberOf(group.dimension, "numInGroup").encoding.max),
      group,
      entry: shape(schema, base + pascal(name), entryPath, group, 0, self, undefined),
    });
  }
  for (const data of block.data) {
    const name = propertyName(data.name);
    const bytes = memberOf(data.encoding, "varData").encoding;
    parts.push({
      kind: "data",
      name,
      path: `${path}.${name}`,
      doc: data.doc,
      ordinal: parts.length,
      headerSize: memberOf(data.encoding, "varData").offset,
      since: data.since,
      max: Number(memberOf(data.encoding, "length").encoding.max),
      data,
      text: textKind(bytes.characterEncoding),
    });
  }
  return self;
}

/** Text in an encoding that programs do not know is bytes to them. */
function textKind(characterEncoding = ""): DataPart["text"] {
  if (/^utf-?8$/i.test(characterEncoding)) return "utf8";
  return /^(us-?)?ascii$/i.test(characterEncoding) ? "ascii" : undefined;
}

export function propertyName(name: string): string {
  const property = camel(name);
  return reservedNames.includes(property) ? `${property}Value` : property;
}

/** A member of a composite that must be an encoding, such as a header's `blockLength`. */
export function memberOf(composite: Composite, name: string): { offset: number; encoding: Encoding } {
  const member = composite.members.find((candidate) => candidate.name === name);
  if (member === undefined || member.type.kind !== "encoding") {
    throw new Error(`composite ${composite.name} has no member ${name} of a primitive type`);
  }
  return { offset: member.offset, encoding: member.type };
}

/** Source that reads a number out of a composite such as a header. */
export function readMember(
  schema: Schema,
  composite: Composite,
  name: string,
  view: string,
  at: string,
): string {
  const { offset, encoding } = memberOf(composite, name);
  return readNumber(encoding.primitive, schema.byteOrder, view, plus(at, offset));
}

export function writeMember(
  schema: Schema,
  composite: Composite,
  name: string,
  view: string,
  at: string,
  value: string,
): string {
  const { offset, encoding } = memberOf(composite, name);
  return writeNumber(encoding.primitive, schema.byteOrder, view, plus(at, offset), value);
}

/** `at + 4`, or `at`. */
export function plus(at: string, offset: number): string {
  return offset === 0 ? at : `${at} + ${offset}`;
}

/** The first byte of the block after the field. */
export function endOfField(field: Field): number {
  return field.offset + (field.presence === "constant" ? 0 : fieldSize(field));
}

export function fieldSize(field: Field): number {
  return sizeOf(field.type);
}

/** Fields that take bytes: all but constants. */
export function storedFields(shape: { readonly fields: readonly Field[] }): readonly Field[] {
  return shape.fields.filter((field) => field.presence !== "constant");
}

/** Whether the field is a list of numbers: an array of anything but characters. */
export function isArray(field: Field): boolean {
  return field.type.kind === "encoding" && field.type.length !== 1 && field.type.primitive !== "char";
}

export function elementSize(field: Field): number {
  return field.type.kind === "encoding" ? primitiveSize[field.type.primitive] : fieldSize(field);
}

/** Whether objects may lack the field: it is optional, or younger than a writer and without a value for that case. */
export function mayLack(field: Field): boolean {
  return field.presence === "optional" || (field.since > 0 && field.fallback === undefined);
}

/** The parts whose headers follow the end of an entry or data at `ordinal`, innermost first. */
export function partsAfter(shape: Shape, ordinal: number): readonly Part[] {
  const here = shape.parts.slice(ordinal + 1);
  if (shape.parent === undefined) return here;
  const own = shape.parent.parts.findIndex((part) => part.kind === "group" && part.entry === shape);
  return [...here, ...partsAfter(shape.parent, own)];
}

export function rootOf(shape: Shape): Shape {
  return shape.parent === undefined ? shape : rootOf(shape.parent);
}

/** All shapes of groups below, innermost first: the order in which classes must be declared. */
export function entriesBelow(shape: Shape): readonly Shape[] {
  return shape.parts.flatMap((part) =>
    part.kind === "group" ? [...entriesBelow(part.entry), part.entry] : [],
  );
}
