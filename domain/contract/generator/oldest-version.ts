import type { Field } from "../schema.ts";
import { pascal } from "../names.ts";
import { beginningOf, firstVersion, growthOf } from "./growth.ts";
import { fallbackLiteral } from "./field-getters.ts";
import { plainName } from "./plain-interface.ts";
import { scalarOf } from "./scalar.ts";
import type { Part, Shape } from "./shape.ts";
import { mayLack, propertyName, storedFields } from "./shape.ts";
import { indented } from "./source.ts";

/** Finds the oldest version of a message that can say what a plain object says. Nothing for one that never grew. */
export function oldestVersion(shape: Shape): string[] {
  if (growthOf(shape).length === 0) return [];
  return [
    `/** The oldest version that can say it: it is understood by builds that know no newer one. */`,
    `function versionOf${shape.base}(value: ${plainName(shape)}): number {`,
    `  let version = ${firstVersion(shape)};`,
    ...indented(tests(shape, "value")),
    "  return version;",
    "}",
    "",
  ];
}

function tests(shape: Shape, value: string): string[] {
  const lines = storedFields(shape).flatMap((field) => {
    const said = `${value}.${propertyName(field.name)} !== ${unsaid(shape, field)}`;
    return raise(shape, field.since, said);
  });
  for (const part of shape.parts) {
    const at = `${value}.${part.name}`;
    lines.push(
      ...raise(
        shape,
        part.since,
        part.kind === "data" && part.text !== undefined ? `${at} !== ""` : `${at}.length > 0`,
      ),
    );
    const inner = innerTests(part);
    if (inner.length > 0 && part.kind === "group") {
      lines.push(`for (const ${entryName(part.entry)} of ${at}) {`, ...indented(inner), "}");
    }
  }
  return lines;
}

function innerTests(part: Part): string[] {
  return part.kind === "group" ? tests(part.entry, entryName(part.entry)) : [];
}

function entryName(entry: Shape): string {
  return `entry${pascal(entry.base)}`;
}

function raise(shape: Shape, since: number, test: string): string[] {
  const from = Math.max(since, beginningOf(shape));
  const isCertain = from <= beginningOf(shape); // It is there whenever its group has entries.
  return isCertain ? [] : [`if (version < ${from} && ${test}) version = ${from};`];
}

/** What readers of an older message see in its place. */
function unsaid(shape: Shape, field: Field): string {
  if (mayLack(field) || field.type.kind === "composite") return "undefined";
  return fallbackLiteral(field, scalarOf(field.type, shape.schema.byteOrder)).replace(/ as .*$/, "");
}
