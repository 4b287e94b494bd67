import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Schema } from "@lockstep/domain/contract/schema";
import { describe, expect, test } from "vitest";
import { readSbeSchema } from "../sbe/read-sbe-schema.ts";
import { SbeSchemaError } from "../sbe/sbe-schema-error.ts";

const infrastructure = `
  <composite name="messageHeader">
    <type name="blockLength" primitiveType="uint16"/><type name="templateId" primitiveType="uint16"/>
    <type name="schemaId" primitiveType="uint16"/><type name="version" primitiveType="uint16"/>
  </composite>
  <composite name="groupSizeEncoding">
    <type name="blockLength" primitiveType="uint16"/><type name="numInGroup" primitiveType="uint16"/>
  </composite>
  <composite name="varData">
    <type name="length" primitiveType="uint16"/><type name="varData" primitiveType="uint8" length="0"/>
  </composite>`;

function schema(types: string, messages: string): string {
  return `<messageSchema package="p" id="1" version="3"><types>${infrastructure}${types}</types>${messages}</messageSchema>`;
}

function read(types: string, messages = ""): Schema {
  return readSbeSchema(schema(types, messages), "venue.xml");
}

function problem(xml: string): string {
  try {
    readSbeSchema(xml, "venue.xml");
  } catch (error) {
    if (error instanceof SbeSchemaError) return error.message;
    throw error;
  }
  throw new Error("was accepted");
}

describe("the reader", () => {
  test("places fields one after the other, and where an offset says so", () => {
    const { messages } = read(
      "",
      `<message name="M" id="1" blockLength="32">
      <field name="a" id="1" type="uint8"/><field name="b" id="2" type="uint64"/><field name="c" id="3" type="uint16" offset="20"/>
    </message>`,
    );
    expect(messages[0].fields.map(({ offset }) => offset)).toEqual([0, 1, 20]);
    expect(messages[0].blockLength).toBe(32);
  });

  test("gives primitives the ranges and null values of the standard", () => {
    const fields = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
      .map((type, i) => `<field name="${type}" id="${i}" type="${type}"/>`)
      .join("");
    const encodings = read("", `<message name="M" id="1">${fields}</message>`).messages[0].fields.map(
      ({ type }) => (type.kind === "encoding" ? [type.min, type.max, type.nullValue] : []),
    );
    expect(encodings).toEqual([
      [-127, 127, -128],
      [0, 254, 255],
      [-32_767, 32_767, -32_768],
      [0, 65_534, 65_535],
      [-2_147_483_647, 2_147_483_647, -2_147_483_648],
      [0, 4_294_967_294, 4_294_967_295],
      [-(2n ** 63n) + 1n, 2n ** 63n - 1n, -(2n ** 63n)],
      [0n, 2n ** 64n - 2n, 2n ** 64n - 1n],
    ]);
  });

  test("takes types declared further down, and unescapes text", () => {
    const { types } =
      read(`<enum name="E" encodingType="small" description="a &lt; b"><validValue name="A">1</validValue></enum>
      <type name="small" primitiveType="uint8" nullValue="7"/>`);
    expect(types).toEqual([expect.objectContaining({ name: "E", doc: "a < b", nullValue: 7 })]);
  });

  test("takes a null value at an end of the range out of the range", () => {
    const { messages } = read(
      `<type name="A" primitiveType="int8" presence="optional" nullValue="127"/>
       <type name="B" primitiveType="int64" presence="optional" nullValue="-9223372036854775807"/>`,
      `<message name="M" id="1"><field name="a" id="1" type="A"/><field name="b" id="2" type="B"/></message>`,
    );
    expect(messages[0].fields.map(({ type }) => type)).toMatchObject([
      { min: -127, max: 126, nullValue: 127 },
      { min: -(2n ** 63n) + 2n, max: 2n ** 63n - 1n },
    ]);
  });

  test("takes constants from content and from enums, as characters where they are", () => {
    const { messages } = read(
      `<enum name="E" encodingType="char"><validValue name="Yes">Y</validValue></enum>
       <type name="A" primitiveType="char" presence="constant" valueRef="E.Yes"/>
       <type name="B" primitiveType="int8" presence="constant">-7</type>`,
      `<message name="M" id="1"><field name="a" id="1" type="A"/><field name="b" id="2" type="B"/>
       <field name="c" id="3" type="uint16" presence="constant">9000</field><field name="d" id="4" type="uint8"/></message>`,
    );
    expect(messages[0].fields.map(({ constant, offset }) => [constant, offset])).toEqual([
      ["Y", 0],
      [-7, 0],
      [9_000, 0],
      [undefined, 0],
    ]);
  });

  test("gives text in an encoding that programs do not know as bytes", () => {
    const { messages } = read(
      '<type name="T" primitiveType="char" length="4" characterEncoding="GB18030"/>',
      '<message name="M" id="1"><field name="t" id="1" type="T"/></message>',
    );
    expect(messages[0].fields[0].type).toMatchObject({ primitive: "uint8", length: 4, max: 255 });
  });

  test("reads types from an included file", () => {
    const folder = mkdtempSync(join(tmpdir(), "sbe-"));
    try {
      writeFileSync(join(folder, "common.xml"), `<types>${infrastructure}</types>`);
      const xml = `<s:messageSchema xmlns:s="x" xmlns:xi="y" package="p" id="1" version="0"><xi:include href="common.xml"/>
        <s:message name="M" id="1"><field name="a" id="1" type="uint8"/></s:message></s:messageSchema>`;
      expect(readSbeSchema(xml, join(folder, "venue.xml")).messages).toHaveLength(1);
      const missing = xml.replace("common.xml", "other.xml");
      expect(() => readSbeSchema(missing, join(folder, "venue.xml"))).toThrow(
        /other\.xml: document: cannot be read/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const field = (attributes: string): string =>
  schema("", `<message name="M" id="1"><field name="a" id="1" ${attributes}/></message>`);

describe("what is wrong with a schema is said with file and element:", () => {
  const cases: [string, string, string][] = [
    ["not XML", "<a><b></a>", "venue.xml: line 1, column"],
    [
      "an entity bomb",
      '<!DOCTYPE x [<!ENTITY a "b">]><messageSchema/>',
      "venue.xml: document: a DOCTYPE is not read",
    ],
    ["an instruction without end", "<?xml version='1.0'?><messageSchema/><?pi", "venue.xml: document: "],
    ["elements nested too deep", `${"<a>".repeat(20_000)}${"</a>".repeat(20_000)}`, "venue.xml: document: "],
    [
      "a fallback that is no number",
      field('type="uint32" sinceVersion="1" fallback="none"'),
      'fallback="none" is not a number',
    ],
    ["another root", "<types/>", "venue.xml: types: the root of a schema is messageSchema"],
    ["an empty file", "", "venue.xml: line"],
    ["no header", '<messageSchema id="1" version="0"/>', 'messageSchema: there is no type "messageHeader"'],
    ["no id", schema("", "").replace('id="1"', ""), "messageSchema: attribute id is missing"],
    [
      "a version that is no number",
      schema("", "").replace('"3"', '"x"'),
      'version="x" is not a whole number',
    ],
    [
      "an unknown byte order",
      schema("", "").replace("package", 'byteOrder="middle" package'),
      'byteOrder="middle" is none of littleEndian, bigEndian',
    ],
    [
      "an unknown type",
      field('type="money"'),
      'messageSchema/message "M"/field "a": there is no type "money"',
    ],
    ["no type", field(""), 'field "a": attribute type is missing'],
    [
      "an unknown presence",
      field('type="uint8" presence="maybe"'),
      'presence="maybe" is none of required, optional, constant',
    ],
    [
      "a constant without a value",
      field('type="uint8" presence="constant"'),
      "a constant needs a valueRef, a content",
    ],
    [
      "a reference to nothing",
      field('type="uint8" presence="constant" valueRef="E.A"'),
      'there is no type "E"',
    ],
    ["a reference to no enum", field('presence="constant" valueRef="uint8.A"'), '"uint8" is not an enum'],
    [
      "a reference to no value",
      schema(
        '<enum name="E" encodingType="uint8"><validValue name="A">1</validValue></enum>',
        `<message name="M" id="1"><field name="a" id="1" type="E" presence="constant" valueRef="E.B"/></message>`,
      ),
      'E has no value "B"',
    ],
    [
      "an unknown primitive",
      schema('<type name="T" primitiveType="uint7"/>', ""),
      'types/type "T": primitiveType="uint7" is none of the standard\'s',
    ],
    [
      "a value too large",
      schema('<type name="T" primitiveType="uint8" maxValue="256"/>', ""),
      'type "T": 256 does not fit uint8',
    ],
    [
      "a value that is no number",
      schema('<type name="T" primitiveType="int16" minValue="low"/>', ""),
      '"low" is not a whole number',
    ],
    [
      "a type twice",
      schema('<type name="T" primitiveType="uint8"/><type name="T" primitiveType="int8"/>', ""),
      'type "T": a type of this name is already declared',
    ],
    [
      "an enum value twice",
      schema(
        '<enum name="E" encodingType="uint8"><validValue name="A">1</validValue><validValue name="B">1</validValue></enum>',
        "",
      ),
      '"B" or its value 1 is there twice',
    ],
    [
      "an empty enum",
      schema('<enum name="E" encodingType="uint8"/>', ""),
      'enum "E": an enum has at least one validValue',
    ],
    [
      "an enum of floats",
      schema('<enum name="E" encodingType="float"><validValue name="A">1</validValue></enum>', ""),
      'encodingType="float" is none of char',
    ],
    [
      "a Boolean of three",
      schema(
        '<enum name="E" encodingType="uint8" semanticType="Boolean"><validValue name="A">1</validValue></enum>',
        "",
      ),
      "a Boolean has the values 0 and 1",
    ],
    [
      "a bit too many",
      schema('<set name="S" encodingType="uint8"><choice name="A">8</choice></set>', ""),
      'choice "A": "8" is not a bit of uint8, 0 to 7',
    ],
    [
      "a composite within itself",
      schema('<composite name="C"><ref name="c" type="C"/></composite>', ""),
      'type "C" contains itself',
    ],
    [
      "a member twice",
      schema(
        '<composite name="C"><type name="a" primitiveType="uint8"/><type name="a" primitiveType="uint8"/></composite>',
        "",
      ),
      "a member of this name is already there",
    ],
    [
      "an offset that overlaps",
      schema(
        "",
        '<message name="M" id="1"><field name="a" id="1" type="uint32"/><field name="b" id="2" type="uint8" offset="3"/></message>',
      ),
      'field "b": offset="3" lies inside what precedes it, which ends at 4',
    ],
    [
      "a block too short",
      schema("", '<message name="M" id="1" blockLength="3"><field name="a" id="1" type="uint32"/></message>'),
      'message "M": blockLength="3", but the fields take 4 bytes',
    ],
    [
      "a message id twice",
      schema("", '<message name="M" id="1"/><message name="N" id="1"/>'),
      "message id 1 is there twice",
    ],
    [
      "a field name twice",
      schema(
        "",
        '<message name="M" id="1"><field name="a" id="1" type="uint8"/><field name="a" id="2" type="uint8"/></message>',
      ),
      '"a" is there twice',
    ],
    [
      "names that become one",
      schema(
        '<enum name="m" encodingType="uint8"><validValue name="A">1</validValue></enum>',
        '<message name="M" id="1"/>',
      ),
      'the name "M" in programs is there twice',
    ],
    [
      "a name that would be code",
      schema("", '<message name="M" id="1"><field name="a(){}" id="1" type="uint8"/></message>'),
      'name="a(){}" is not letters, digits and underscores',
    ],
    [
      "a package that would be code",
      schema("", "").replace('"p"', '"`+x"'),
      'package="`+x" is not names with dots',
    ],
    [
      "properties that become one",
      schema(
        "",
        '<message name="M" id="1"><field name="Qty" id="1" type="uint8"/><field name="qty" id="2" type="uint8"/></message>',
      ),
      '"qty" is there twice',
    ],
    [
      "a field after a group",
      schema(
        "",
        '<message name="M" id="1"><group name="g" id="1"/><field name="a" id="2" type="uint8"/></message>',
      ),
      'field "a": fields come before groups and data',
    ],
    [
      "a group after data",
      schema(
        "",
        '<message name="M" id="1"><data name="d" id="1" type="varData"/><group name="g" id="2"/></message>',
      ),
      'group "g": groups come before data',
    ],
    [
      "a dimension without a count",
      schema("", '<message name="M" id="1"><group name="g" id="1" dimensionType="varData"/></message>'),
      'composite "varData" has no member blockLength',
    ],
    [
      "data that is no composite",
      schema("", '<message name="M" id="1"><data name="d" id="1" type="uint8"/></message>'),
      'type "uint8" is not a composite',
    ],
    [
      "an element that does not belong",
      schema("", '<message name="M" id="1"><note/></message>'),
      'message "M"/note: a block has field, group and data only',
    ],
  ];

  test.each(cases)("%s", (_, xml, expected) => {
    const said = problem(xml);
    expect(said).toContain("venue.xml: ");
    expect(said).toContain(expected);
  });
});
