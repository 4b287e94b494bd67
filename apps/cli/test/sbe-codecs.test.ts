import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contractSchema } from "@lockstep/domain/contract/contract-schema";
import { generateXml } from "@lockstep/domain/contract/generator/generate";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { describe, expect, test } from "vitest";
import { warehouseContract } from "../../../domain/test/fixtures/warehouse-contract.ts";
import { generateFromSbe, generateSbeCodecs } from "../sbe/generate-from-sbe.ts";
import { readSbeSchema } from "../sbe/read-sbe-schema.ts";
import * as big from "./fixtures/ferry-big-endian-messages.ts";
import type { Crossing } from "./fixtures/ferry-messages.ts";
import * as little from "./fixtures/ferry-messages.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const ferryPath = join(fixtures, "ferry.xml");
const ferry = readFileSync(ferryPath, "utf8");

describe("generated codecs of foreign schemas are fresh", () => {
  test("ferry, little-endian", async () => {
    await expect(generateSbeCodecs(readSbeSchema(ferry, "ferry.xml"))).toMatchFileSnapshot(
      join(fixtures, "ferry-messages.ts"),
    );
  });

  test("ferry, big-endian", async () => {
    const schema = readSbeSchema(ferry.replace("littleEndian", "bigEndian"), "ferry.xml");
    await expect(generateSbeCodecs(schema)).toMatchFileSnapshot(
      join(fixtures, "ferry-big-endian-messages.ts"),
    );
  });
});

const engine = {
  powerKw: 258,
  cylinders: 8,
  electric: true,
  hours: 3,
  propeller: { blades: 4, pitch: little.Pitch.Variable, home: "OSL" },
};

const crossing: Crossing = {
  serial: 2n ** 64n - 2n,
  smallSerial: 2 ** 40,
  balance: -2n,
  from: "BGO",
  weather: little.Weather.Fog,
  direction: little.Direction.Back,
  onTime: true,
  facilities: little.Facilities.Cafe + little.Facilities.Charger,
  flags: little.WideFlags.Last + little.WideFlags.First,
  depths: [1, -2, 32_767, -32_767],
  load: 100,
  passengers: 66_051,
  grade: "A",
  trim: -127,
  list: -2,
  speed: 1.5,
  heading: -0.5,
  engine,
  wind: 254,
  reserve: {
    powerKw: 1,
    cylinders: 2,
    electric: false,
    propeller: { blades: 3, pitch: little.Pitch.Fixed, home: "X" },
  },
  viewValue: 513,
  decks: [
    {
      level: -1,
      vehicles: [
        { lengthCm: 1, plate: "é" },
        { lengthCm: 2, plate: "" },
      ],
      label: "car",
    },
    { level: 2, vehicles: [], label: "" },
  ],
  delays: [{ minutes: 10 }, { minutes: 11 }],
  remark: "r",
  ticket: new Uint8Array([7, 8]),
};

/** What the standard's rules make of it: worked out by hand, field by field. */
const expectedLittle = [
  [120, 0, 3, 0, 7, 0, 2, 0], // Header: block length, template, schema, version.
  [254, 255, 255, 255, 255, 255, 255, 255], // serial
  [0, 0, 0, 0, 0, 1, 0, 0], // smallSerial
  [254, 255, 255, 255, 255, 255, 255, 255], // balance
  [66, 71, 79, 0, 0, 0], // from, and a gap: the next field has offset 30
  [70, 2, 1], // weather, direction, onTime
  [1, 128], // facilities
  [1, 0, 0, 0, 0, 0, 0, 128], // flags
  [1, 0, 254, 255, 255, 127, 1, 128], // depths
  [100], // load
  [3, 2, 1, 0], // passengers
  [65, 129], // grade, trim
  [254, 255, 255, 255], // list
  [0, 0, 192, 63], // speed: 1.5
  [0, 0, 0, 0, 0, 0, 224, 191], // heading: -0.5
  [2, 1, 8, 1, 0, 0, 0, 0, 3, 0, 0, 0, 4, 1, 79, 83, 76], // engine: its hours have offset 8, its fuel takes nothing
  [254], // wind
  [1, 0, 2, 0, 0, 0, 0, 0, 255, 255, 255, 255, 3, 0, 88, 0, 0], // reserve, without hours
  [1, 2], // view
  [0, 0, 0, 0, 0, 0, 0, 0, 0], // The block is declared longer than its fields.
  [2, 1], // decks: count before block length, both one byte
  [255, 2, 0, 2, 0], // level; vehicles: block length, count
  [1, 0, 2, 0, 195, 169, 2, 0, 0, 0], // lengthCm and plate, twice
  [3, 0, 99, 97, 114], // label
  [2, 2, 0, 0, 0, 0, 0], // level, no vehicles, no label
  [2, 0, 2, 0, 10, 0, 11, 0], // delays
  [1, 0, 114], // remark
  [2, 7, 8], // ticket
].flat();

const expectedBig = [
  [0, 120, 0, 3, 0, 7, 0, 2],
  [255, 255, 255, 255, 255, 255, 255, 254],
  [0, 0, 1, 0, 0, 0, 0, 0],
  [255, 255, 255, 255, 255, 255, 255, 254],
  [66, 71, 79, 0, 0, 0],
  [70, 2, 1],
  [128, 1],
  [128, 0, 0, 0, 0, 0, 0, 1],
  [0, 1, 255, 254, 127, 255, 128, 1],
  [100],
  [0, 1, 2, 3],
  [65, 129],
  [255, 255, 255, 254],
  [63, 192, 0, 0],
  [191, 224, 0, 0, 0, 0, 0, 0],
  [1, 2, 8, 1, 0, 0, 0, 0, 0, 0, 0, 3, 4, 1, 79, 83, 76],
  [254],
  [0, 1, 2, 0, 0, 0, 0, 0, 255, 255, 255, 255, 3, 0, 88, 0, 0],
  [2, 1],
  [0, 0, 0, 0, 0, 0, 0, 0, 0],
  [2, 1],
  [255, 0, 2, 0, 2],
  [0, 1, 0, 2, 195, 169, 0, 2, 0, 0],
  [0, 3, 99, 97, 114],
  [2, 0, 2, 0, 0, 0, 0],
  [0, 2, 0, 2, 0, 10, 0, 11],
  [0, 1, 114],
  [2, 7, 8],
].flat();

describe.each([
  ["little-endian", little, expectedLittle],
  ["big-endian", big as unknown as typeof little, expectedBig],
])("codecs of a foreign schema, %s", (_, codecs, expected) => {
  const encoded = (value: Crossing): Uint8Array => {
    const buffer = new MessageBuffer(1);
    new codecs.CrossingEncoder().claim(buffer).set(value);
    return buffer.copy();
  };
  const view = (bytes: Uint8Array): DataView => new DataView(bytes.slice().buffer);

  test("write the bytes that the standard says", () => {
    expect(Array.from(encoded(crossing))).toEqual(expected);
  });

  test("read them back", () => {
    const bytes = view(Uint8Array.from(expected));
    expect(codecs.CrossingDecoder.validate(bytes, 0, expected.length)).toBeUndefined();
    expect(new codecs.CrossingDecoder().wrap(bytes, 0).toObject()).toEqual(crossing);
  });

  test("know constants without any bytes", () => {
    const decoder = new codecs.CrossingDecoder().wrap(view(Uint8Array.from(expected)), 0);
    expect([decoder.country, decoder.line, decoder.usualWeather, decoder.engine.fuel]).toEqual([
      "NORGE",
      42,
      codecs.Weather.Calm,
      "Diesel",
    ]);
  });

  test("say what is absent, with the schema's own null values", () => {
    const { balance, direction, load, passengers, heading, wind, reserve, ...required } = crossing;
    expect([balance, direction, load, passengers, heading, wind, reserve]).not.toContain(undefined);
    const bytes = encoded({ ...required, engine: { ...engine, hours: undefined } });
    expect(codecs.CrossingDecoder.validate(view(bytes), 0, bytes.length)).toBeUndefined();
    const decoder = new codecs.CrossingDecoder().wrap(view(bytes), 0);
    expect([decoder.load, decoder.direction, decoder.passengers, decoder.balance]).toEqual([
      200,
      99,
      4_294_967_295,
      -(2n ** 63n),
    ]);
    expect([decoder.heading, decoder.engine.hours]).toEqual([Number.NaN, 4_294_967_295]);
    expect(decoder.toObject()).not.toHaveProperty("passengers");
  });

  test("read messages of older writers", () => {
    const bytes = Uint8Array.from(expected);
    const older = Uint8Array.from([...bytes.slice(0, 8 + 91), ...bytes.slice(8 + 120, -3)]); // No field since 1, no ticket.
    const header = view(older);
    const endian = codecs === little;
    header.setUint16(0, 91, endian);
    header.setUint16(6, 0, endian);
    expect(codecs.CrossingDecoder.validate(header, 0, older.length)).toBeUndefined();
    const value = new codecs.CrossingDecoder().wrap(header, 0).toObject();
    const { wind, reserve, viewValue, ...known } = crossing;
    expect([wind, reserve, viewValue]).not.toContain(undefined);
    expect(value).toEqual({ ...known, ticket: new Uint8Array(0) });
  });

  test("read and write arrays, and text as bytes where its encoding is unknown", () => {
    const beacon: little.Beacon = {
      serial: 1,
      hashes: [0n, 2n ** 64n - 2n],
      levels: [-1.25, 1e300],
      raw: [0, 1, 254],
      sign: [0xc4, 0xe3, 0xba, 0xc3],
      spare: [-1n, 1n],
      note: "né",
      extra: [1, 2, 3, 4],
      blob: new Uint8Array([0xff]),
    };
    const buffer = new MessageBuffer();
    new codecs.BeaconEncoder().claim(buffer).set(beacon);
    const bytes = view(buffer.message());
    expect(codecs.BeaconDecoder.validate(bytes, 0, bytes.byteLength)).toBeUndefined();
    const decoder = new codecs.BeaconDecoder().wrap(bytes, 0);
    expect(decoder.toObject()).toEqual(beacon);
    expect([decoder.hashes(1), decoder.levels(0), codecs.BeaconDecoder.hashesLength]).toEqual([
      2n ** 64n - 2n,
      -1.25,
      2,
    ]);
    expect([decoder.hasNote, decoder.noteOffset]).toEqual([true, 8 + 59]);

    bytes.setUint16(0, 59, codecs === little); // As an older writer would: no note, no extra.
    const older = new codecs.BeaconDecoder().wrap(bytes, 0);
    expect([older.hasNote, older.note, older.noteOffset, older.hasExtra, older.extra(0)]).toEqual([
      false,
      "",
      -1,
      false,
      -32_768,
    ]);
    expect(() => new codecs.BeaconEncoder().claim(buffer).setHashes(2, 0n)).toThrow(
      "Beacon.hashes is 2; it takes an index below 2",
    );
  });

  test("refuse values out of the schema's ranges, naming the field", () => {
    const cases: [Partial<Crossing>, string][] = [
      [{ load: 101 }, "Crossing.load"],
      [{ serial: 2n ** 64n - 1n }, "Crossing.serial"],
      [{ serial: 5 as unknown as bigint }, "Crossing.serial"],
      [{ smallSerial: 2 ** 53 }, "Crossing.smallSerial"],
      [{ trim: -128 }, "Crossing.trim"],
      [{ depths: [1, 2, 3, 40_000] }, "Crossing.depths"],
      [{ depths: [1] }, "Crossing.depths"],
      [{ speed: Number.NaN }, "Crossing.speed"],
      [{ speed: Infinity }, "Crossing.speed"],
      [{ weather: 65 as little.Weather }, "Crossing.weather"],
      [{ flags: 2n }, "Crossing.flags"],
      [{ from: "LONG" }, "Crossing.from"],
      [{ engine: { ...engine, cylinders: 255 } }, "Engine.cylinders"],
      [{ decks: [1, 2, 3, 4].map((level) => ({ level, vehicles: [], label: "" })) }, "Crossing.decks"],
      [{ ticket: new Uint8Array(255) }, "Crossing.ticket"],
    ];
    for (const [change, field] of cases) {
      expect(() => encoded({ ...crossing, ...change })).toThrow(
        expect.objectContaining({ code: "OUT_OF_RANGE", field }),
      );
    }
  });

  test("refuse every truncation, and never read beyond a changed message", () => {
    for (let length = 0; length < expected.length; length++) {
      const cut = view(Uint8Array.from(expected.slice(0, length)));
      expect(codecs.CrossingDecoder.validate(cut, 0, length)).toBeTypeOf("string");
    }
    const counts = { refused: 0, decoded: 0 };
    for (let at = 0; at < expected.length; at++) {
      for (const change of [1, 4, 32, 128, 255]) {
        const changed = view(Uint8Array.from(expected));
        changed.setUint8(at, changed.getUint8(at) ^ change);
        const refused = codecs.CrossingDecoder.validate(changed, 0, expected.length) !== undefined;
        if (!refused) new codecs.CrossingDecoder().wrap(changed, 0).toObject();
        counts[refused ? "refused" : "decoded"]++;
      }
    }
    expect(counts.refused).toBeGreaterThan(100);
    expect(counts.decoded).toBeGreaterThan(100);
  });
});

test("our own contract comes back from its schema file", () => {
  const xml = generateXml(warehouseContract);
  expect(readSbeSchema(xml, "warehouse.sbe.xml")).toEqual(contractSchema(warehouseContract));
});

test("a schema file becomes a source file", () => {
  const folder = mkdtempSync(join(tmpdir(), "sbe-"));
  try {
    const out = join(folder, "ferry-messages.ts");
    generateFromSbe(ferryPath, out, "./runtime.ts");
    expect(readFileSync(out, "utf8")).toContain('from "./runtime.ts"');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
