import { primitiveRange, sizeOf } from "../primitives.ts";
import type { Block, Composite, Encoding, Enumeration, Field, FlagSet, Schema, Type } from "../schema.ts";

/**
 * The schema file of Simple Binary Encoding 1.0 for a schema, so that other languages' tools make
 * codecs of the same bytes. Reading it back gives the same schema.
 */
export function generateSbeXml(schema: Schema): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    ...element(
      "sbe:messageSchema",
      {
        "xmlns:sbe": "http://fixprotocol.io/2016/sbe",
        "xmlns:lockstep": "urn:lockstep:contract",
        package: schema.name,
        id: schema.id,
        version: schema.version,
        description: schema.doc,
        byteOrder: schema.byteOrder,
        headerType: schema.header.name,
      },
      [
        ...element("types", {}, [...namedTypes(schema).values()].flatMap(typeElement)),
        ...schema.messages.flatMap((message) =>
          element(
            "sbe:message",
            {
              name: message.name,
              id: message.id,
              description: message.doc,
              ...versions(message),
              blockLength: message.blockLength,
            },
            blockElements(message),
          ),
        ),
      ],
    ),
  ];
  return `${lines.join("\n")}\n`;
}

/** Every type that a field refers to, once, and the composites that the standard asks for. */
function namedTypes(schema: Schema): Map<string, Type> {
  const types = new Map<string, Type>();
  const add = (type: Type): void => {
    if (type.kind !== "encoding" || type.name !== type.primitive) types.set(type.name, type);
  };
  add(schema.header);
  const visit = (block: Block): void => {
    for (const { type } of block.fields) if (!schema.types.some(({ name }) => name === type.name)) add(type);
    for (const group of block.groups) {
      add(group.dimension);
      visit(group);
    }
    for (const { encoding } of block.data) add(encoding);
  };
  for (const message of schema.messages) visit(message);
  for (const type of schema.types) add(type);
  return types;
}

function typeElement(type: Type): string[] {
  switch (type.kind) {
    case "encoding":
      return encodingElement(type);
    case "enum":
      return enumElement(type);
    case "set":
      return setElement(type);
    case "composite":
      return compositeElement(type);
  }
}

function encodingElement(type: Encoding): string[] {
  const usual = primitiveRange[type.primitive];
  const unless = (value: number | bigint, common: number | bigint): number | bigint | undefined =>
    Object.is(value, common) ? undefined : value;
  return element(
    "type",
    {
      name: type.name,
      description: type.doc,
      primitiveType: type.primitive,
      length: type.length === 1 ? undefined : type.length,
      presence: type.presence === "required" ? undefined : type.presence,
      minValue: unless(type.min, usual.min),
      maxValue: unless(type.max, usual.max),
      nullValue: unless(type.nullValue, usual.nullValue),
      characterEncoding: type.characterEncoding,
      semanticType: type.semanticType,
      ...versions(type),
    },
    type.constant === undefined ? [] : [escape(String(type.constant))],
  );
}

function enumElement(type: Enumeration): string[] {
  return element(
    "enum",
    {
      name: type.name,
      description: type.doc,
      encodingType: type.primitive,
      semanticType: type.semanticType,
      ...versions(type),
    },
    type.values.flatMap((value) =>
      element("validValue", { name: value.name, description: value.doc, ...versions(value) }, [
        type.primitive === "char" ? escape(String.fromCharCode(value.value)) : String(value.value),
      ]),
    ),
  );
}

function setElement(type: FlagSet): string[] {
  return element(
    "set",
    { name: type.name, description: type.doc, encodingType: type.primitive, ...versions(type) },
    type.choices.flatMap((choice) =>
      element("choice", { name: choice.name, description: choice.doc, ...versions(choice) }, [
        String(choice.value),
      ]),
    ),
  );
}

function compositeElement(type: Composite): string[] {
  let position = 0;
  const members = type.members.flatMap((member) => {
    const gap = member.offset === position ? undefined : member.offset;
    position = member.offset + sizeOf(member.type);
    const [first, ...rest] = typeElement({ ...member.type, name: member.name });
    return gap === undefined
      ? [first, ...rest]
      : [first.replace(" name=", ` offset="${gap}" name=`), ...rest];
  });
  return element("composite", { name: type.name, description: type.doc, ...versions(type) }, members);
}

function blockElements(block: Block): string[] {
  let position = 0;
  return [
    ...block.fields.flatMap((field) => {
      const gap = field.presence === "constant" || field.offset === position ? undefined : field.offset;
      if (field.presence !== "constant") position = field.offset + sizeOf(field.type);
      return fieldElement(field, gap);
    }),
    ...block.groups.flatMap((group) =>
      element(
        "group",
        {
          name: group.name,
          id: group.id,
          description: group.doc,
          dimensionType: group.dimension.name,
          blockLength: group.blockLength,
          ...versions(group),
        },
        blockElements(group),
      ),
    ),
    ...block.data.flatMap((data) =>
      element(
        "data",
        { name: data.name, id: data.id, description: data.doc, type: data.encoding.name, ...versions(data) },
        [],
      ),
    ),
  ];
}

function fieldElement(field: Field, offset: number | undefined): string[] {
  const constant = field.presence === "constant" && field.type.kind === "enum" ? field.constant : undefined;
  const named =
    field.type.kind === "enum" ? field.type.values.find(({ value }) => value === constant) : undefined;
  return element(
    "field",
    {
      name: field.name,
      id: field.id,
      description: field.doc,
      type: field.type.name,
      offset,
      presence: field.presence === "required" ? undefined : field.presence,
      valueRef: named === undefined ? undefined : `${field.type.name}.${named.name}`,
      ...versions(field),
      "lockstep:fallback": field.fallback,
    },
    [],
  );
}

function versions(part: { since: number; deprecated?: number }): Record<string, number | undefined> {
  return { sinceVersion: part.since === 0 ? undefined : part.since, deprecated: part.deprecated };
}

/** Attributes without a value, or with an empty text, are left out. */
function element(
  name: string,
  attributes: Readonly<Record<string, string | number | bigint | undefined>>,
  content: readonly string[],
): string[] {
  const list = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([attribute, value]) => ` ${attribute}="${escape(String(value))}"`)
    .join("");
  if (content.length === 0) return [`<${name}${list}/>`];
  if (content.length === 1 && !content[0].startsWith("<")) return [`<${name}${list}>${content[0]}</${name}>`];
  return [`<${name}${list}>`, ...content.map((line) => `  ${line}`), `</${name}>`];
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
