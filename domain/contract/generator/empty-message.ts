import type { Field } from "../schema.ts";
import { blockLengthAt, blockLengthSource, blockSteps, firstVersion, growthOf } from "./growth.ts";
import { scalarOf } from "./scalar.ts";
import type { Part, Shape } from "./shape.ts";
import { elementSize, isArray, plus, storedFields, writeMember } from "./shape.ts";
import { indented } from "./source.ts";

/**
 * A block of zeros and null values: what is reused must not show what was there before.
 *
 * @param version source of the version that is written
 */
export function emptyBlock(shape: Shape, at: string, origin: number, version: string): string[] {
  const lines: string[] = [];
  let from = 0;
  let before = -1;
  for (const step of [firstVersion(shape), ...blockSteps(shape)]) {
    const isFirst = before < 0;
    const to = blockLengthAt(shape, step);
    const fields = storedFields(shape).filter(({ since }) => isOf(shape, since, before, step));
    const part = [
      ...zeros(at, origin + from, to - from),
      ...fields.flatMap((field) => nullLines(shape, field, at, origin + field.offset)),
    ];
    lines.push(...(isFirst ? part : [`if (${version} >= ${step}) {`, ...indented(part), "}"]));
    from = to;
    before = step;
  }
  return lines;
}

/** A field that came after one step and not after the other; without steps, any. */
function isOf(shape: Shape, since: number, after: number, through: number): boolean {
  return blockSteps(shape).length === 0 || (since > after && since <= through);
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
export function emptyHeaders(
  shape: Shape,
  parts: readonly Part[],
  at: string,
  from: number,
  version: string,
): string[] {
  const lines: string[] = [];
  let offset = from;
  let begin = at;
  let later = 0;
  for (const part of parts) {
    const empty = emptyHeader(shape, part, begin, offset, version);
    if (growthOf(shape).length === 0 || part.since <= firstVersion(shape)) {
      lines.push(...empty);
      offset += part.headerSize;
      continue;
    }
    lines.push(`if (${version} >= ${part.since}) {`, ...indented(empty), "}");
    if (part === parts.at(-1)) break;
    const next = `behind${++later}`;
    lines.push(
      `const ${next} = ${plus(begin, offset)} + (${version} < ${part.since} ? 0 : ${part.headerSize});`,
    );
    [begin, offset] = [next, 0];
  }
  return lines;
}

function emptyHeader(shape: Shape, part: Part, at: string, offset: number, version: string): string[] {
  const lines = zeros(at, offset, part.headerSize);
  if (part.kind === "data") return lines;
  const length = blockLengthSource(part.entry, version);
  const { dimension } = part.group;
  return [...lines, writeMember(shape.schema, dimension, "blockLength", "view", plus(at, offset), length)];
}
