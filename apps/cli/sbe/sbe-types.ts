import { primitiveRange, primitiveSize, sizeOf } from "@lockstep/domain/contract/primitives";
import type {
  Composite,
  Encoding,
  Enumeration,
  FlagSet,
  Member,
  Named,
  Presence,
  Primitive,
  Type,
} from "@lockstep/domain/contract/schema";
import type { XmlElement } from "./xml-element.ts";

const presences = ["required", "optional", "constant"] as const;

/**
 * The types of a schema file by name, each read when it is first asked for, because they may refer
 * to ones declared further down.
 */
export class SbeTypes {
  private readonly elements = new Map<string, XmlElement>();
  private readonly types = new Map<string, Type>();
  private readonly reading = new Set<string>();
  /** Enums, sets and composites that lie inside composites: they need a name in programs as well. */
  private readonly inner = new Map<string, Enumeration | FlagSet | Composite>();

  constructor(elements: readonly XmlElement[]) {
    for (const element of elements) {
      const name = element.nameAttribute();
      if (this.elements.has(name)) element.fail("a type of this name is already declared");
      this.elements.set(name, element);
    }
  }

  /** The type that `element` refers to as `name`: a declared one or a primitive. */
  named(name: string, element: XmlElement): Type {
    const known = this.types.get(name);
    if (known !== undefined) return known;
    const declaration = this.elements.get(name);
    if (declaration === undefined) {
      if (isPrimitive(name)) return primitiveType(name);
      return element.fail(`there is no type "${name}"`);
    }
    if (this.reading.has(name)) element.fail(`type "${name}" contains itself`);
    this.reading.add(name);
    const type = this.read(declaration);
    this.reading.delete(name);
    this.types.set(name, type);
    return type;
  }

  composite(name: string, element: XmlElement): Composite {
    const type = this.named(name, element);
    return type.kind === "composite" ? type : element.fail(`type "${name}" is not a composite`);
  }

  /** The value that `Enum.Name` refers to. */
  valueRef(reference: string, element: XmlElement): { type: Enumeration; value: number } {
    const [enumName, valueName, ...rest] = reference.split(".");
    if (valueName === undefined || rest.length > 0) element.fail(`valueRef="${reference}" is not Enum.Value`);
    const type = this.named(enumName, element);
    if (type.kind !== "enum") return element.fail(`valueRef="${reference}": "${enumName}" is not an enum`);
    const named = type.values.find(({ name }) => name === valueName);
    if (named === undefined) {
      return element.fail(`valueRef="${reference}": ${enumName} has no value "${valueName}"`);
    }
    return { type, value: named.value };
  }

  /**
   * All enums and sets, and the composites that fields are of (others are headers and the like), in
   * order of declaration, inner ones before what contains them.
   */
  declared(ofFields: ReadonlySet<string>): (Enumeration | FlagSet | Composite)[] {
    const all: (Enumeration | FlagSet | Composite)[] = [];
    for (const [name, element] of this.elements) {
      const type = this.named(name, element);
      if (type.kind === "encoding" || (type.kind === "composite" && !ofFields.has(name))) continue;
      if (type.kind === "composite") this.collectInner(type, all, element);
      if (!all.includes(type)) all.push(type);
    }
    return all.filter((type) => type.kind !== "enum" || type.semanticType !== "Boolean");
  }

  private collectInner(
    composite: Composite,
    all: (Enumeration | FlagSet | Composite)[],
    element: XmlElement,
  ): void {
    for (const { type } of composite.members) {
      if (type.kind === "encoding" || all.includes(type)) continue;
      if (type.kind === "composite") this.collectInner(type, all, element);
      const declared = this.inner.get(type.name) ?? this.types.get(type.name);
      if (declared !== undefined && declared !== type) {
        element.fail(`two different types inside are called "${type.name}"`);
      }
      this.inner.set(type.name, type);
      all.push(type);
    }
  }

  private read(element: XmlElement): Type {
    switch (element.name) {
      case "type":
        return this.encoding(element);
      case "enum":
        return this.enumeration(element);
      case "set":
        return this.flagSet(element);
      case "composite":
        return this.compositeType(element);
      default:
        return element.fail("types has type, enum, set and composite only");
    }
  }

  private encoding(element: XmlElement): Encoding {
    const primitive = element.required("primitiveType");
    if (!isPrimitive(primitive)) {
      return element.fail(`primitiveType="${primitive}" is none of the standard's`);
    }
    const usual = primitiveRange[primitive];
    const presence: Presence = element.oneOf("presence", presences);
    const limit = (name: string, common: number | bigint): number | bigint => {
      const text = element.attribute(name);
      return text === undefined ? common : parseValue(primitive, text, element);
    };
    const constant = presence === "constant" ? this.constant(primitive, element) : undefined;
    const defaultLength = typeof constant === "string" ? constant.length : 1;
    const encoding: Encoding = {
      kind: "encoding",
      name: element.nameAttribute(),
      doc: element.attribute("description") ?? "",
      primitive,
      length: element.number("length", 1_048_576) ?? defaultLength,
      presence,
      ...(constant === undefined ? {} : { constant }),
      min: limit("minValue", usual.min),
      max: limit("maxValue", usual.max),
      nullValue: limit("nullValue", usual.nullValue),
      ...optionalText(element, "characterEncoding"),
      ...optionalText(element, "semanticType"),
      since: element.number("sinceVersion") ?? 0,
    };
    return asBytes(presence === "optional" ? withoutNull(encoding) : encoding);
  }

  /** The value of a constant: content of the element, or a reference to an enum's value. */
  constant(primitive: Primitive, element: XmlElement): number | bigint | string {
    const reference = element.attribute("valueRef");
    if (reference !== undefined) {
      const { value } = this.valueRef(reference, element);
      return primitive === "char" ? String.fromCharCode(value) : value;
    }
    if (element.text === "") return element.fail("a constant has its value as content or in valueRef");
    return primitive === "char" ? element.text : parseValue(primitive, element.text, element);
  }

  /** A primitive for an enum or set, or a type with one, whose null value then counts. */
  private encodingType(element: XmlElement, allowed: readonly Primitive[]): Encoding {
    const name = element.required("encodingType");
    const type = this.named(name, element);
    if (type.kind !== "encoding" || type.length !== 1 || !allowed.includes(type.primitive)) {
      return element.fail(`encodingType="${name}" is none of ${allowed.join(", ")}`);
    }
    return type;
  }

  private enumeration(element: XmlElement): Enumeration {
    const encoding = this.encodingType(element, [
      "char",
      "uint8",
      "uint16",
      "uint32",
      "int8",
      "int16",
      "int32",
    ]);
    const values = element.children.map((child) => {
      if (child.name !== "validValue") return child.fail("an enum has validValue only");
      return named(child, Number(parseValue(encoding.primitive, child.text, child)));
    });
    if (values.length === 0) element.fail("an enum has at least one validValue");
    failOnDuplicates(element, values);
    const { semanticType } = optionalText(element, "semanticType");
    const boolean = semanticType === "Boolean";
    if (boolean && (values.length !== 2 || values.some(({ value }) => value !== 0 && value !== 1))) {
      element.fail("a Boolean has the values 0 and 1");
    }
    return {
      kind: "enum",
      name: element.nameAttribute(),
      doc: element.attribute("description") ?? "",
      primitive: encoding.primitive,
      nullValue: Number(encoding.nullValue),
      ...(semanticType === undefined ? {} : { semanticType }),
      values,
      since: element.number("sinceVersion") ?? 0,
    };
  }

  private flagSet(element: XmlElement): FlagSet {
    const { primitive } = this.encodingType(element, ["uint8", "uint16", "uint32", "uint64"]);
    const bits = primitiveSize[primitive] * 8;
    const choices = element.children.map((child) => {
      if (child.name !== "choice") return child.fail("a set has choice only");
      if (!/^\d+$/.test(child.text) || Number(child.text) >= bits) {
        child.fail(`"${child.text}" is not a bit of ${primitive}, 0 to ${bits - 1}`);
      }
      return named(child, Number(child.text));
    });
    failOnDuplicates(element, choices);
    return {
      kind: "set",
      name: element.nameAttribute(),
      doc: element.attribute("description") ?? "",
      primitive,
      choices,
      since: element.number("sinceVersion") ?? 0,
    };
  }

  private compositeType(element: XmlElement): Composite {
    const members: Member[] = [];
    let size = 0;
    for (const child of element.children) {
      const name = child.nameAttribute();
      if (members.some((member) => member.name === name)) {
        child.fail("a member of this name is already there");
      }
      const type = child.name === "ref" ? this.named(child.required("type"), child) : this.read(child);
      const offset = offsetOf(child, size);
      members.push({
        name,
        offset,
        type: child.name === "ref" && type.kind === "encoding" ? { ...type, name } : type,
      });
      size = offset + sizeOf(type);
    }
    return {
      kind: "composite",
      name: element.nameAttribute(),
      doc: element.attribute("description") ?? "",
      size,
      members,
      since: element.number("sinceVersion") ?? 0,
    };
  }
}

/** The place of a field or member: after what precedes it, or further on where `offset` says so. */
export function offsetOf(element: XmlElement, position: number): number {
  const offset = element.number("offset") ?? position;
  if (offset < position) {
    element.fail(`offset="${offset}" lies inside what precedes it, which ends at ${position}`);
  }
  return offset;
}

/** A null value at an end of the range is no value. */
function withoutNull(encoding: Encoding): Encoding {
  const { min, max, nullValue } = encoding;
  if (typeof nullValue === "bigint") {
    if (nullValue === max) return { ...encoding, max: nullValue - 1n };
    return nullValue === min ? { ...encoding, min: nullValue + 1n } : encoding;
  }
  if (nullValue === max) return { ...encoding, max: nullValue - 1 };
  return nullValue === min ? { ...encoding, min: nullValue + 1 } : encoding;
}

/** Text in an encoding that programs do not know is given to them as the bytes that it is. */
function asBytes(encoding: Encoding): Encoding {
  const known = /^(us-?ascii|ascii|utf-?8)?$/i.test(encoding.characterEncoding ?? "");
  if (encoding.primitive !== "char" || encoding.length === 1 || encoding.presence === "constant" || known) {
    return encoding;
  }
  return { ...encoding, primitive: "uint8", min: 0, max: 255, nullValue: 255 };
}

function isPrimitive(name: string): name is Primitive {
  return Object.hasOwn(primitiveSize, name);
}

function primitiveType(primitive: Primitive): Encoding {
  return {
    kind: "encoding",
    name: primitive,
    doc: "",
    primitive,
    length: 1,
    presence: "required",
    ...primitiveRange[primitive],
    since: 0,
  };
}

function parseValue(primitive: Primitive, text: string, element: XmlElement): number | bigint {
  if (primitive === "char") {
    if (text.length === 1) return text.charCodeAt(0);
    return /^\d+$/.test(text) ? Number(text) : element.fail(`"${text}" is not one character`);
  }
  if (primitive === "float" || primitive === "double") {
    const value = Number(text);
    if (text === "" || (Number.isNaN(value) && text !== "NaN")) element.fail(`"${text}" is not a number`);
    return primitive === "float" ? Math.fround(value) : value;
  }
  if (!/^-?\d+$/.test(text)) element.fail(`"${text}" is not a whole number`);
  const value = BigInt(text);
  const bits = primitiveSize[primitive] * 8;
  const fits = primitive.startsWith("u") ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value);
  if (fits !== value) element.fail(`${text} does not fit ${primitive}`);
  return bits === 64 ? value : Number(value);
}

function named(element: XmlElement, value: number): Named {
  return {
    name: element.nameAttribute(),
    value,
    doc: element.attribute("description") ?? "",
    since: element.number("sinceVersion") ?? 0,
  };
}

function failOnDuplicates(element: XmlElement, values: readonly Named[]): void {
  values.forEach(({ name, value }, i) => {
    if (values.some((other, j) => j < i && (other.name === name || other.value === value))) {
      element.fail(`"${name}" or its value ${value} is there twice`);
    }
  });
}

function optionalText<Name extends string>(element: XmlElement, name: Name): Partial<Record<Name, string>> {
  const text = element.attribute(name);
  return (text === undefined ? {} : { [name]: text }) as Partial<Record<Name, string>>;
}
