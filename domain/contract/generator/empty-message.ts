import type { Field, Schema } from "../schema.ts";
import { scalarOf } from "./scalar.ts";
import type { Part, Shape } from "./shape.ts";
import { elementSize, isArray, plus, storedFields, writeMember } from "./shape.ts";

/** A block of zeros and null values: what is reused must not show what was there before. */
export function emptyBlock(shape: Shape, at: string, origin: number): string[] {
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
export function zeros(at: string, from: number, length: number): string[] {
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
export function emptyHeaders(schema: Schema, parts: readonly Part[], at: string, from: number): string[] {
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
