import { type Entity, type Field, nameOf } from "./entity.ts";

/** An entity that only one state has, or that is another in the other. */
export interface Difference {
  readonly change: "added" | "removed" | "changed";
  /** As it is after; of a removed one, as it was before. */
  readonly entity: Entity;
  /** Of a changed one. */
  readonly fields: readonly FieldChange[];
}

export interface FieldChange {
  readonly name: string;
  /** Undefined: it has the field only after, as of a list that grew. */
  readonly before: Field["value"] | undefined;
  readonly after: Field["value"] | undefined;
}

/** What is another in the second state: in the order in which it is written, then what is there no more. */
export function differences(before: Iterable<Entity>, after: Iterable<Entity>): Difference[] {
  const found: Difference[] = [];
  const left = new Map<string, Entity>();
  for (const entity of before) left.set(nameOf(entity), entity);
  for (const entity of after) {
    const name = nameOf(entity);
    const other = left.get(name);
    left.delete(name);
    const difference = differenceOf(other, entity);
    if (difference !== undefined) found.push(difference);
  }
  for (const entity of left.values()) found.push({ change: "removed", entity, fields: [] });
  return found;
}

/** Of one entity, which may be missing before or after. */
export function differenceOf(before: Entity | undefined, after: Entity | undefined): Difference | undefined {
  if (after === undefined) return before && { change: "removed", entity: before, fields: [] };
  if (before === undefined) return { change: "added", entity: after, fields: [] };
  const fields = changesOf(before.fields, after.fields);
  if (before.key !== after.key) fields.unshift({ name: "key", before: before.key, after: after.key });
  return fields.length === 0 ? undefined : { change: "changed", entity: after, fields };
}

/** By name; where a name occurs several times, the first with the first. */
function changesOf(before: readonly Field[], after: readonly Field[]): FieldChange[] {
  const changes: FieldChange[] = [];
  const [one, other] = [byName(before), byName(after)];
  for (const [name, values] of one) {
    const others = other.get(name) ?? [];
    for (let at = 0; at < Math.max(values.length, others.length); at++) {
      if (values[at] !== others[at]) changes.push({ name, before: values[at], after: others[at] });
    }
  }
  for (const [name, values] of other) {
    if (!one.has(name)) for (const value of values) changes.push({ name, before: undefined, after: value });
  }
  return changes;
}

function byName(fields: readonly Field[]): Map<string, Field["value"][]> {
  const values = new Map<string, Field["value"][]>();
  for (const { name, value } of fields) {
    const list = values.get(name);
    if (list === undefined) values.set(name, [value]);
    else list.push(value);
  }
  return values;
}
