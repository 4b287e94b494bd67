import type { Contract, FieldDefinition } from "./contract.ts";
import { camel } from "./names.ts";
import { integerRange } from "./integer-kinds.ts";

/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** The schema of what `jsonForm` writes and takes. */
export function jsonSchema(
  contract: Contract,
  doc: string,
  fields: Readonly<Record<string, FieldDefinition>>,
): JsonSchema {
  const entries = Object.entries(fields);
  return {
    type: "object",
    description: doc,
    properties: Object.fromEntries(
      entries.map(([name, field]) => [name, { ...fieldSchema(contract, field), ...annotations(field) }]),
    ),
    required: entries.filter(([, field]) => isRequired(field)).map(([name]) => name),
    additionalProperties: false,
  };
}

/** Whether a client must send it: lists may be left out when empty, younger fields always. */
function isRequired(field: FieldDefinition): boolean {
  if (field.optional === true || field.fallback !== undefined) return false;
  return !["set", "group", "utf8", "data"].includes(field.kind);
}

function annotations(field: FieldDefinition): JsonSchema {
  return { description: field.unit === undefined ? field.doc : `${field.doc} (${field.unit})` };
}

function fieldSchema(contract: Contract, field: FieldDefinition): JsonSchema {
  switch (field.kind) {
    case "bool":
      return typed("boolean", field);
    case "enum": {
      const names = Object.keys(contract.enums[field.of].values).map(camel);
      return { ...typed("string", field), enum: field.optional === true ? [...names, null] : names };
    }
    case "set": {
      const names = Object.keys(contract.sets[field.of].bits).map(camel);
      return { type: "array", items: { type: "string", enum: names }, uniqueItems: true };
    }
    case "ascii":
      return { ...typed("string", field), maxLength: field.length, pattern: "^[ -~]*$" };
    case "utf8":
      return { type: "string", maxLength: field.bytesMax };
    case "data":
      return { type: "string", contentEncoding: "base64", maxLength: Math.ceil(field.bytesMax / 3) * 4 };
    case "group":
      return {
        type: "array",
        maxItems: field.entriesMax,
        items: jsonSchema(contract, field.doc, field.fields),
      };
    case "id":
    case "u64":
      return {
        ...typed("string", field),
        pattern: "^(0|[1-9][0-9]*)$",
        maxLength: field.kind === "id" ? 16 : 20,
      };
    default: {
      const [minimum, maximum] = integerRange(field.kind, field.optional === true).map(Number);
      return { ...typed("integer", field), minimum, maximum };
    }
  }
}

function typed(type: string, field: FieldDefinition): JsonSchema {
  return { type: field.optional === true ? [type, "null"] : type };
}
