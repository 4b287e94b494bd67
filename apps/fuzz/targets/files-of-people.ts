import { readSbeSchema } from "@lockstep/cli/sbe/read-sbe-schema";
import { generateCodecs, generateXml } from "@lockstep/domain/contract/generator/generate";
import { LobsterAgreement, LobsterMessages } from "@lockstep/domain/exchange/lobster";
import { application } from "@lockstep/exchange/application";
import { ACCEPTED, type Target } from "../target.ts";

/** Schema files of Simple Binary Encoding, and the codecs generated from what was read. */
export function sbeSchemas(): Target {
  return {
    name: "sbe-schemas",
    corpus: [Buffer.from(generateXml(application.protocols[3]!.contract)), Buffer.from(SMALL_SCHEMA)],
    words: [
      "<",
      ">",
      "/>",
      "</",
      '"',
      "=",
      "&amp;",
      "&#x1F;",
      "&#999999999;",
      "&lol;",
      "<!--",
      "-->",
      "<![CDATA[",
      "]]>",
      "<?xml",
      "<!DOCTYPE x>",
      "<a>",
      "<types>",
      "</types>",
      "<type ",
      "<composite ",
      "<enum ",
      "<set ",
      "<field ",
      "<group ",
      "<data ",
      "<ref ",
      'name="__proto__" ',
      'name="constructor" ',
      'type="',
      'presence="constant" ',
      'length="4294967296" ',
      'length="-1" ',
      'id="65536" ',
      'offset="70000" ',
      'sinceVersion="9" ',
      'fallback="x" ',
      'valueRef="Side.Buy" ',
      'primitiveType="uint64" ',
      'minValue="9" ',
      'maxValue="1" ',
      'nullValue="x" ',
      'byteOrder="bigEndian" ',
      'blockLength="1" ',
      "\u0000",
      "\ufeff",
    ],
    claimMax: (bytes) => 33_554_432 + bytes * 4_096,
    decode: (input) => {
      const schema = readSbeSchema(Buffer.from(input).toString(), "fuzz.xml");
      generateCodecs(schema, "fuzz.xml");
      return ACCEPTED;
    },
  };
}

/** Lines of recorded order flow: messages, then, after an empty line, the top of the book. */
export function lobsterLines(): Target {
  const messages = [
    "34200.004241176,1,16113575,18,5853300,1",
    "34200.004260640,1,16113584,18,5853200,-1",
    "34200.025551909,4,16113575,4,5853300,1",
    "34200.025579546,2,16113584,8,5853200,-1",
    "34200.201743,3,16113584,10,5853200,-1",
    "34200.3,5,0,100,5853300,1",
    "34200.4,7,0,0,-1,-1",
  ];
  const tops = ["34200.004241176,5859400,200,5853300,18", "34200.025551909,5859400,200,5853300,14"];
  return {
    name: "lobster",
    corpus: [...messages, [...messages, "", ...tops].join("\n"), `${messages[0]}\n\n${tops[0]}`].map((text) =>
      Buffer.from(text),
    ),
    words: [
      ",",
      "\n",
      "\r",
      "-",
      "+",
      "1e5",
      "0x10",
      "NaN",
      "Infinity",
      " ",
      "9007199254740992",
      "1.5",
      "\u0000",
      "4,",
      "2,",
    ],
    decode: (input) => {
      const [lines = "", tops_ = ""] = Buffer.from(input).toString().split("\n\n");
      const reader = new LobsterMessages();
      const steps = lines.split("\n").map((line) => reader.next(line));
      const agreement = new LobsterAgreement(tops_ === "" ? [] : tops_.split("\n"));
      for (const { time } of steps) agreement.after(time, 58_533, 18, 58_594, 200);
      for (const { command } of steps) if (command !== undefined) checkCommand(command);
      return ACCEPTED;
    },
  };
}

/** What becomes a command of the exchange is made of whole numbers that fit. */
function checkCommand(command: object): void {
  for (const [name, value] of Object.entries(command)) {
    if (typeof value !== "number" || (Number.isSafeInteger(value) && value >= 0)) continue;
    throw new Error(`${name} is ${value} in ${JSON.stringify(command)}`);
  }
}

const SMALL_SCHEMA = `<?xml version="1.0" encoding="UTF-8"?>
<sbe:messageSchema xmlns:sbe="http://fixprotocol.io/2016/sbe" package="small" id="9" version="1" byteOrder="littleEndian">
  <types>
    <composite name="messageHeader">
      <type name="blockLength" primitiveType="uint16"/><type name="templateId" primitiveType="uint16"/>
      <type name="schemaId" primitiveType="uint16"/><type name="version" primitiveType="uint16"/>
    </composite>
    <composite name="groupSizeEncoding">
      <type name="blockLength" primitiveType="uint16"/><type name="numInGroup" primitiveType="uint8"/>
    </composite>
    <composite name="varDataEncoding">
      <type name="length" primitiveType="uint32" maxValue="100"/>
      <type name="varData" primitiveType="uint8" length="0" characterEncoding="UTF-8"/>
    </composite>
    <enum name="Side" encodingType="uint8"><validValue name="Buy">1</validValue><validValue name="Sell">2</validValue></enum>
    <set name="Flags" encodingType="uint16"><choice name="One">0</choice><choice name="Last">15</choice></set>
    <type name="price" primitiveType="int64" presence="optional" nullValue="-1"/>
    <type name="fixed" primitiveType="char" length="3" presence="constant">abc</type>
    <composite name="money"><type name="amount" primitiveType="double"/><ref name="side" type="Side"/></composite>
  </types>
  <sbe:message name="Order" id="1">
    <field name="id" id="1" type="uint64"/><field name="side" id="2" type="Side"/>
    <field name="price" id="3" type="price" offset="16"/><field name="flags" id="4" type="Flags" sinceVersion="1"/>
    <field name="kind" id="5" type="Side" presence="constant" valueRef="Side.Buy"/><field name="fixed" id="6" type="fixed"/>
    <field name="money" id="7" type="money"/>
    <group name="legs" id="8" dimensionType="groupSizeEncoding"><field name="ratio" id="9" type="int32"/></group>
    <data name="note" id="10" type="varDataEncoding"/>
  </sbe:message>
</sbe:messageSchema>
`;
