import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { propertyName } from "@lockstep/domain/contract/generator/shape";
import { pascal } from "@lockstep/domain/contract/names";
import { sizeOf } from "@lockstep/domain/contract/primitives";
import type {
  Block,
  Composite,
  Data,
  Field,
  Group,
  Message,
  Presence,
  Schema,
} from "@lockstep/domain/contract/schema";
import { SbeSchemaError } from "./sbe-schema-error.ts";
import { SbeTypes, offsetOf } from "./sbe-types.ts";
import type { XmlElement } from "./xml-element.ts";
import { parseXml } from "./xml-element.ts";

/**
 * Reads a message schema of Simple Binary Encoding 1.0.
 *
 * @param path of the file, for errors and for files it includes
 * @throws SbeSchemaError naming file, element and what is wrong with it
 */
export function readSbeSchema(xml: string, path: string): Schema {
  const root = parseXml(xml, path);
  if (root.name !== "messageSchema") root.fail("the root of a schema is messageSchema");
  const containers = root.children.flatMap((child) =>
    child.name === "include" ? included(child, path) : [child],
  );
  const types = new SbeTypes(
    containers.filter(({ name }) => name === "types").flatMap(({ children }) => children),
  );
  const header = types.composite(root.attribute("headerType") ?? "messageHeader", root);
  requireMembers(root, header, ["blockLength", "templateId", "schemaId", "version"]);
  const reader = new MessageReader(types);
  const messages = containers.flatMap((child) => {
    if (child.name === "types") return [];
    if (child.name !== "message") return child.fail("a schema has types and message only");
    return [reader.message(child)];
  });
  failOnDuplicates(root, messages.map(({ id }) => `message id ${id}`)); // prettier-ignore
  failOnDuplicates(root, messages.map(({ name }) => `message name "${name}"`)); // prettier-ignore
  const declared = types.declared(reader.compositesOfFields);
  failOnDuplicates(root, [...messages, ...declared].map(({ name }) => `the name "${pascal(name)}" in programs`)); // prettier-ignore
  return {
    name: packageName(root),
    id: root.requiredNumber("id"),
    version: root.number("version") ?? 0,
    doc: root.attribute("description") ?? "",
    byteOrder: root.oneOf("byteOrder", ["littleEndian", "bigEndian"]),
    header,
    types: declared,
    messages,
  };
}

function packageName(root: XmlElement): string {
  const name = root.attribute("package") ?? "";
  return /^[\w.-]*$/.test(name) ? name : root.fail(`package="${name}" is not names with dots between them`);
}

/** The types in a file that the schema includes by `xi:include`. */
function included(element: XmlElement, path: string): readonly XmlElement[] {
  const file = join(dirname(path), element.required("href"));
  let xml: string;
  try {
    xml = readFileSync(file, "utf8");
  } catch (error) {
    throw new SbeSchemaError(
      file,
      "document",
      `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const root = parseXml(xml, file);
  return root.name === "types" ? [root] : root.children.filter(({ name }) => name === "types");
}

const presences = ["required", "optional", "constant"] as const;

class MessageReader {
  readonly compositesOfFields: Set<string> = new Set();
  private readonly types: SbeTypes;

  constructor(types: SbeTypes) {
    this.types = types;
  }

  message(element: XmlElement): Message {
    return {
      name: element.nameAttribute(),
      id: element.requiredNumber("id"),
      doc: element.attribute("description") ?? "",
      ...versions(element),
      ...this.block(element),
    };
  }

  private block(element: XmlElement): Block {
    const fields: Field[] = [];
    const groups: Group[] = [];
    const data: Data[] = [];
    let position = 0;
    for (const child of element.children) {
      switch (child.name) {
        case "field": {
          if (groups.length + data.length > 0) child.fail("fields come before groups and data");
          const field = this.field(child, position);
          fields.push(field);
          if (field.presence !== "constant") position = field.offset + sizeOf(field.type);
          break;
        }
        case "group":
          if (data.length > 0) child.fail("groups come before data");
          groups.push(this.group(child));
          break;
        case "data":
          data.push(this.data(child));
          break;
        default:
          child.fail("a block has field, group and data only");
      }
    }
    failOnDuplicates(element, [...fields, ...groups, ...data].map(({ name }) => `"${propertyName(name)}"`)); // prettier-ignore
    const blockLength = element.number("blockLength") ?? position;
    if (blockLength < position) {
      element.fail(`blockLength="${blockLength}", but the fields take ${position} bytes`);
    }
    return { blockLength, fields, groups, data };
  }

  private field(element: XmlElement, position: number): Field {
    const reference = element.attribute("valueRef");
    const typeName = element.attribute("type");
    if (typeName === undefined && reference === undefined) element.fail("attribute type is missing");
    const type =
      typeName === undefined
        ? this.types.valueRef(reference as string, element).type
        : this.types.named(typeName, element);
    if (type.kind === "composite") this.compositesOfFields.add(type.name);
    const ownPresence = type.kind === "encoding" ? type.presence : "required";
    const presence: Presence =
      element.attribute("presence") === undefined ? ownPresence : element.oneOf("presence", presences);
    let constant: Field["constant"];
    if (presence === "constant") {
      if (reference !== undefined) constant = this.types.valueRef(reference, element).value;
      else if (type.kind === "encoding" && type.constant !== undefined) constant = type.constant;
      else if (type.kind === "encoding" && element.text !== "") {
        constant = this.types.constant(type.primitive, element);
      } else element.fail("a constant needs a valueRef, a content, or a type that is constant");
    } else if (ownPresence === "constant") element.fail(`type "${typeName}" is constant, so the field is`);
    const fallback = element.attribute("fallback");
    return {
      name: element.nameAttribute(),
      id: element.requiredNumber("id"),
      doc: element.attribute("description") ?? "",
      offset: presence === "constant" ? position : offsetOf(element, position),
      type,
      presence,
      ...(constant === undefined ? {} : { constant }),
      ...versions(element),
      ...(fallback === undefined ? {} : { fallback: fallbackValue(type, fallback, element) }),
    };
  }

  private group(element: XmlElement): Group {
    const dimension = this.types.composite(
      element.attribute("dimensionType") ?? "groupSizeEncoding",
      element,
    );
    requireMembers(element, dimension, ["blockLength", "numInGroup"]);
    return {
      name: element.nameAttribute(),
      id: element.requiredNumber("id"),
      doc: element.attribute("description") ?? "",
      ...versions(element),
      dimension,
      ...this.block(element),
    };
  }

  private data(element: XmlElement): Data {
    const encoding = this.types.composite(element.required("type"), element);
    requireMembers(element, encoding, ["length", "varData"]);
    return {
      name: element.nameAttribute(),
      id: element.requiredNumber("id"),
      doc: element.attribute("description") ?? "",
      ...versions(element),
      encoding,
    };
  }
}

/** Our own attribute: what readers see in messages from before the field. */
function fallbackValue(type: Field["type"], text: string, element: XmlElement): number | bigint | string {
  if (type.kind === "encoding" && type.primitive === "char") return text;
  if (!/^-?\d+(\.\d+)?$/.test(text)) element.fail(`fallback="${text}" is not a number`);
  if (type.kind !== "encoding" || type.name !== "u64") return Number(text);
  return /^\d+$/.test(text) ? BigInt(text) : element.fail(`fallback="${text}" is not a whole number`);
}

function versions(element: XmlElement): { since: number; deprecated?: number } {
  const deprecated = element.number("deprecated");
  const since = element.number("sinceVersion") ?? 0;
  return deprecated === undefined ? { since } : { since, deprecated };
}

function requireMembers(element: XmlElement, composite: Composite, names: readonly string[]): void {
  for (const name of names) {
    const member = composite.members.find((candidate) => candidate.name === name);
    if (member === undefined) return element.fail(`composite "${composite.name}" has no member ${name}`);
    if (member.type.kind !== "encoding") {
      element.fail(`member ${name} of composite "${composite.name}" is not a type`);
    }
  }
}

function failOnDuplicates(element: XmlElement, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) element.fail(`${twice} is there twice`);
}
