import type {
  Contract,
  EnumDefinition,
  FieldDefinition,
  MessageDefinition,
  SetDefinition,
} from "./contract.ts";
import { builtInRejections, rejectedMessage } from "./contract.ts";
import { integerKinds, integerRange } from "./integer-kinds.ts";
import { primitiveRange, sizeOf } from "./primitives.ts";
import type {
  Composite,
  Data,
  Encoding,
  Enumeration,
  Field,
  FlagSet,
  Group,
  Message,
  Named,
  Primitive,
  Schema,
  Type,
} from "./schema.ts";

/** Lays a contract out in bytes: fields one after the other without gaps, then groups, then data. */
export function contractSchema(contract: Contract): Schema {
  return schemaOf(contract, [
    ...Object.entries(contract.commands),
    ...Object.entries(contract.queries),
    ...Object.entries(contract.replies),
    ...Object.entries(contract.events),
    ["Rejected", rejectedMessage] as const,
  ]);
}

/** Lays the timers' payloads out as messages. They are no part of the published schema: nobody outside sees them. */
export function timerSchema(contract: Contract): Schema {
  return schemaOf(contract, Object.entries(contract.timers));
}

function schemaOf(
  contract: Contract,
  definitions: readonly (readonly [string, MessageDefinition])[],
): Schema {
  const enums = new Map<string, Enumeration>();
  const sets = new Map<string, FlagSet>();
  for (const [name, definition] of Object.entries(contract.enums)) {
    enums.set(name, enumeration(name, definition));
  }
  enums.set("RejectionCode", rejectionCodes(contract));
  for (const [name, definition] of Object.entries(contract.sets)) sets.set(name, flagSet(name, definition));
  const typeOf = (field: BlockField): Type => {
    if (field.kind === "enum") return enums.get(field.of) as Enumeration;
    if (field.kind === "set") return sets.get(field.of) as FlagSet;
    return encodingOf(field);
  };
  const messages = definitions.map(([name, definition]) => message(name, definition, typeOf));
  return {
    name: contract.name,
    id: contract.schemaId,
    version: contract.version,
    doc: contract.doc,
    byteOrder: "littleEndian",
    header: messageHeader,
    types: [...enums.values(), ...sets.values()],
    messages,
  };
}

/** A field with a fixed place. */
type BlockField = Exclude<FieldDefinition, { kind: "utf8" } | { kind: "data" } | { kind: "group" }>;

function message(name: string, definition: MessageDefinition, typeOf: (field: BlockField) => Type): Message {
  return {
    name,
    id: definition.id,
    doc: definition.doc,
    since: definition.since ?? 0,
    ...block(definition.fields, typeOf),
  };
}

function block(
  definitions: Readonly<Record<string, FieldDefinition>>,
  typeOf: (field: BlockField) => Type,
): { blockLength: number; fields: Field[]; groups: Group[]; data: Data[] } {
  const fields: Field[] = [];
  const groups: Group[] = [];
  const data: Data[] = [];
  let blockLength = 0;
  let id = 0;
  for (const [name, definition] of Object.entries(definitions)) {
    id++;
    const common = { name, id, doc: docOf(definition), since: definition.since ?? 0 };
    if (definition.kind === "group") {
      groups.push({
        ...common,
        dimension: dimension(definition.entriesMax),
        ...block(definition.fields, typeOf),
      });
    } else if (definition.kind === "utf8" || definition.kind === "data") {
      data.push({ ...common, encoding: varData(definition.kind, definition.bytesMax) });
    } else {
      const type = typeOf(definition);
      const offset = definition.offset ?? blockLength;
      fields.push({
        ...common,
        offset,
        type,
        presence: definition.optional === true ? "optional" : "required",
        ...(definition.fallback === undefined ? {} : { fallback: fallback(type, definition.fallback) }),
      });
      blockLength = offset + sizeOf(type);
    }
  }
  return { blockLength, fields, groups, data };
}

function docOf(field: FieldDefinition): string {
  return field.unit === undefined ? field.doc : `${field.doc} (${field.unit})`;
}

function fallback(type: Type, value: number | bigint | boolean | string): number | bigint | string {
  if (typeof value === "boolean") return Number(value);
  if (type.kind === "enum" && typeof value === "string") {
    return type.values.find((named) => named.name === value)?.value ?? type.nullValue;
  }
  return value;
}

function encodingOf(field: Exclude<BlockField, { kind: "enum" } | { kind: "set" }>): Encoding | Enumeration {
  if (field.kind === "bool") return booleanType;
  const presence = field.optional === true ? "optional" : "required";
  const suffix = field.optional === true ? "Optional" : "";
  if (field.kind === "ascii") {
    return {
      ...plain(`ascii${field.length}${suffix}`, "char", field.length, presence),
      characterEncoding: "US-ASCII",
    };
  }
  const integer = integerKinds[field.kind];
  const [min, max] = integerRange(field.kind, field.optional === true);
  return {
    ...plain(`${field.kind}${suffix}`, integer.primitive, 1, presence),
    min,
    max,
    nullValue: integer.nullValue,
    ...(integer.semanticType === undefined ? {} : { semanticType: integer.semanticType }),
  };
}

const booleanType: Enumeration = {
  kind: "enum",
  name: "bool",
  doc: "",
  primitive: "uint8",
  nullValue: 255,
  semanticType: "Boolean",
  values: [
    { name: "False", value: 0, doc: "", since: 0 },
    { name: "True", value: 1, doc: "", since: 0 },
  ],
  since: 0,
};

function enumeration(name: string, definition: EnumDefinition): Enumeration {
  return {
    kind: "enum",
    name,
    doc: "",
    primitive: definition.encoding === "u8" ? "uint8" : "uint16",
    nullValue: definition.encoding === "u8" ? 255 : 65_535,
    values: named(definition.values, definition.docs),
    since: 0,
  };
}

function rejectionCodes(contract: Contract): Enumeration {
  return {
    kind: "enum",
    name: "RejectionCode",
    doc: "Why a command was rejected.",
    primitive: "uint16",
    nullValue: 65_535,
    values: Object.entries({ ...builtInRejections, ...contract.rejections }).map(([name, { code, doc }]) => ({
      name,
      value: code,
      doc,
      since: 0,
    })),
    since: 0,
  };
}

const setPrimitives = { u8: "uint8", u16: "uint16", u32: "uint32" } as const;

function flagSet(name: string, definition: SetDefinition): FlagSet {
  return {
    kind: "set",
    name,
    doc: "",
    primitive: setPrimitives[definition.encoding],
    choices: named(definition.bits, definition.docs),
    since: 0,
  };
}

function named(values: Readonly<Record<string, number>>, docs: Readonly<Record<string, string>>): Named[] {
  return Object.entries(values).map(([name, value]) => ({ name, value, doc: docs[name] ?? "", since: 0 }));
}

/** The header of every message: template, schema and their version, and the length of the block. */
export const messageHeader: Composite = composite("messageHeader", [
  ["blockLength", plain("uint16", "uint16", 1, "required")],
  ["templateId", plain("uint16", "uint16", 1, "required")],
  ["schemaId", plain("uint16", "uint16", 1, "required")],
  ["version", plain("uint16", "uint16", 1, "required")],
]);

function dimension(entriesMax: number): Composite {
  return composite(`groupSizeMax${entriesMax}`, [
    ["blockLength", plain("uint16", "uint16", 1, "required")],
    ["numInGroup", { ...plain("uint16", "uint16", 1, "required"), max: entriesMax }],
  ]);
}

function varData(kind: "utf8" | "data", bytesMax: number): Composite {
  const bytes = plain("uint8", "uint8", 0, "required");
  return composite(`${kind}Max${bytesMax}`, [
    ["length", { ...plain("uint32", "uint32", 1, "required"), max: bytesMax }],
    ["varData", kind === "utf8" ? { ...bytes, characterEncoding: "UTF-8" } : bytes],
  ]);
}

function composite(name: string, parts: readonly (readonly [string, Encoding])[]): Composite {
  const members = [];
  let size = 0;
  for (const [member, encoding] of parts) {
    members.push({ name: member, offset: size, type: { ...encoding, name: member } });
    size += sizeOf(encoding);
  }
  return { kind: "composite", name, doc: "", size, members, since: 0 };
}

function plain(
  name: string,
  primitive: Primitive,
  length: number,
  presence: "required" | "optional",
): Encoding {
  return {
    kind: "encoding",
    name,
    doc: "",
    primitive,
    length,
    presence,
    ...primitiveRange[primitive],
    since: 0,
  };
}
