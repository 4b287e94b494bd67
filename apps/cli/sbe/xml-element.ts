import { XMLParser, XMLValidator } from "fast-xml-parser";
import { SbeSchemaError } from "./sbe-schema-error.ts";

/** An element of a schema file that can say where it is. */
export class XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
  private readonly attributes: Readonly<Record<string, string>>;
  private readonly path: string;
  private readonly place: string;

  constructor(path: string, place: string, node: ParsedElement) {
    this.path = path;
    this.name = node.name;
    this.attributes = node.attributes;
    const label =
      node.attributes["name"] === undefined ? node.name : `${node.name} "${node.attributes["name"]}"`;
    this.place = place === "" ? label : `${place}/${label}`;
    this.text = node.text.trim();
    this.children = node.children.map((child) => new XmlElement(path, this.place, child));
  }

  /** @throws SbeSchemaError that names this element */
  fail(problem: string): never {
    throw new SbeSchemaError(this.path, this.place, problem);
  }

  attribute(name: string): string | undefined {
    return this.attributes[name];
  }

  required(name: string): string {
    return this.attributes[name] ?? this.fail(`attribute ${name} is missing`);
  }

  /** The attribute `name`: letters, digits and underscores, so that it can be a name in programs. */
  nameAttribute(): string {
    const name = this.required("name");
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      this.fail(`name="${name}" is not letters, digits and underscores`);
    }
    return name;
  }

  /** A whole number from 0 to `max`; undefined when the attribute is missing. */
  number(name: string, max = 65_535): number | undefined {
    const text = this.attributes[name];
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!/^\d+$/.test(text) || value > max) this.fail(`${name}="${text}" is not a whole number up to ${max}`);
    return value;
  }

  requiredNumber(name: string, max?: number): number {
    return this.number(name, max) ?? this.fail(`attribute ${name} is missing`);
  }

  /** One of the values, the first when the attribute is missing. */
  oneOf<Value extends string>(name: string, values: readonly Value[]): Value {
    const text = this.attributes[name] ?? values[0];
    const found = values.find((value) => value === text);
    return found ?? this.fail(`${name}="${text}" is none of ${values.join(", ")}`);
  }
}

/** @throws SbeSchemaError with line and column when the text is not well-formed */
export function parseXml(xml: string, path: string): XmlElement {
  if (/<!DOCTYPE/i.test(xml)) throw new SbeSchemaError(path, "document", "a DOCTYPE is not read; remove it");
  const verdict = XMLValidator.validate(xml);
  if (verdict !== true) {
    const { line, col, msg } = verdict.err;
    throw new SbeSchemaError(path, `line ${line}, column ${col}`, msg);
  }
  try {
    const root = elementsOf(parser.parse(xml) as ParsedNode[])[0];
    if (root !== undefined) return new XmlElement(path, "", root);
  } catch (error) {
    // The parser finds more than the validator, and elements may be nested too deep for anybody.
    throw new SbeSchemaError(path, "document", (error as Error).message);
  }
  throw new SbeSchemaError(path, "document", "there is no element");
}

interface ParsedElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly ParsedElement[];
}

/** What the parser makes of a node when it keeps the order: one key, the name, and perhaps attributes. */
type ParsedNode = Record<string, unknown>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseAttributeValue: false,
  parseTagValue: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

function elementsOf(nodes: readonly ParsedNode[]): ParsedElement[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ":@" && key !== "#text");
    if (name === undefined) return [];
    const content = node[name] as ParsedNode[];
    const text = content.map((part) => (typeof part["#text"] === "string" ? part["#text"] : "")).join("");
    return [
      { name, attributes: (node[":@"] ?? {}) as Record<string, string>, text, children: elementsOf(content) },
    ];
  });
}
