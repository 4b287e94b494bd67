/**
 * Turns text, as URLs carry it, into what the JSON form of a message takes: numbers where its schema
 * has integers, true and false where it has booleans, arrays where it has arrays (repeated, or with
 * commas). Text that is not such a value stays text, and the contract refuses it by name.
 */
export function parametersToJson(
  schema: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const properties = schema.properties as Readonly<Record<string, { readonly type?: unknown }>>;
  const json: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(parameters)) {
    json[name] = Object.hasOwn(properties, name) ? convert(properties[name].type, value) : value;
  }
  return json;
}

function convert(type: unknown, value: unknown): unknown {
  if (includes(type, "array")) {
    return typeof value === "string" ? value.split(",").filter((part) => part !== "") : value;
  }
  if (typeof value !== "string") return value;
  if (includes(type, "integer") && /^-?\d{1,20}$/.test(value)) return Number(value);
  if (includes(type, "boolean") && (value === "true" || value === "false")) return value === "true";
  return value;
}

function includes(type: unknown, wanted: string): boolean {
  return type === wanted || (Array.isArray(type) && type.includes(wanted));
}
