import { pascal } from "../names.ts";
import type { Field } from "../schema.ts";
import { scalarOf } from "./scalar.ts";
import type { Part, Shape } from "./shape.ts";
import { isArray, mayLack, propertyName, storedFields } from "./shape.ts";
import { docLines, indented } from "./source.ts";

/** The plain object of a message, entry or composite. */
export function plainInterface(shape: Shape, doc: string): string[] {
  const lines = storedFields(shape).flatMap((field) => {
    const name = propertyName(field.name);
    const type = plainType(shape, field);
    return [...docLines(field.doc), mayLack(field) ? `${name}?: ${type} | undefined;` : `${name}: ${type};`];
  });
  for (const part of shape.parts) {
    lines.push(...docLines(part.doc), `${part.name}: ${plainPart(part)};`);
  }
  return [...docLines(doc), `export interface ${plainName(shape)} {`, ...indented(lines), "}", ""];
}

/** Entries of groups are called so, because the group's own name is that of a list. */
export function plainName(shape: Shape): string {
  return shape.parent === undefined ? shape.base : `${shape.base}Entry`;
}

function plainType(shape: Shape, field: Field): string {
  if (field.type.kind === "composite") return pascal(field.type.name);
  const { host } = scalarOf(field.type, shape.schema.byteOrder);
  return isArray(field) ? `readonly ${host}[]` : host;
}

function plainPart(part: Part): string {
  if (part.kind === "group") return `readonly ${plainName(part.entry)}[]`;
  return part.text === undefined ? "Uint8Array" : "string";
}
