import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generateSbeCodecs } from "../sbe/generate-from-sbe.ts";
import { readSbeSchema } from "../sbe/read-sbe-schema.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const ferry = readFileSync(join(fixtures, "ferry.xml"), "utf8");

describe("generated codecs of foreign schemas are fresh", () => {
  test("ferry, little-endian", async () => {
    await expect(generateSbeCodecs(readSbeSchema(ferry, "ferry.xml"))).toMatchFileSnapshot(
      join(fixtures, "ferry-messages.ts"),
    );
  });

  test("ferry, big-endian", async () => {
    const big = ferry.replace("littleEndian", "bigEndian");
    await expect(generateSbeCodecs(readSbeSchema(big, "ferry.xml"))).toMatchFileSnapshot(
      join(fixtures, "ferry-big-endian-messages.ts"),
    );
  });
});
