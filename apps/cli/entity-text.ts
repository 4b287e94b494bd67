import type { Difference, FieldChange } from "@lockstep/cluster/past/entity-differences";
import { type Entity, idOf, nameOf } from "@lockstep/cluster/past/entity";
import type { Application } from "@lockstep/host/application";

/** Such as "accounts balance 513 (account 2, asset 1): free 1000000, held 0". */
export function entityText(application: Application, entity: Entity): string {
  const fields = entity.fields.map(({ name, value }) => `${name} ${value}`).join(", ");
  return `${titleOf(application, entity)}${fields === "" ? "" : `: ${fields}`}`;
}

/** Such as "exchange order 41 changed: remaining 5 -> 3". */
export function differenceText(application: Application, { entity, change, fields }: Difference): string {
  const title = `${titleOf(application, entity)} ${change}`;
  if (change === "removed") return title;
  const texts =
    change === "changed" ? fields.map(fieldText) : entity.fields.map(({ name, value }) => `${name} ${value}`);
  return `${title}: ${texts.join(", ")}`;
}

/** One object for each entity: what occurs several times, such as the seats of a hold, is a list. */
export function entityJson(entity: Entity): object {
  const fields: Record<string, unknown> = {};
  for (const { name, value } of entity.fields) {
    const other = fields[name];
    if (other === undefined) fields[name] = value;
    else if (Array.isArray(other)) other.push(value);
    else fields[name] = [other, value];
  }
  const { service, kind } = entity;
  return { service, kind, id: idOf(entity), fields };
}

export function differenceJson({ entity, change, fields }: Difference): object {
  const { service, kind } = entity;
  const id = idOf(entity);
  return change === "changed" ? { service, kind, id, change, fields } : { ...entityJson(entity), change };
}

/** How many of each kind came, went and changed: a line each. */
export function countLines(found: readonly Difference[]): string[] {
  const counts = new Map<string, number>();
  for (const { entity, change } of found) {
    const name = `${entity.service} ${entity.kind} ${change}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${name}: ${count}`);
}

function fieldText({ name, before, after }: FieldChange): string {
  return `${name} ${before ?? "nothing"} -> ${after ?? "nothing"}`;
}

function titleOf(application: Application, entity: Entity): string {
  const label = application.labelOf?.(entity);
  return label === undefined ? nameOf(entity) : `${nameOf(entity)} (${label})`;
}
