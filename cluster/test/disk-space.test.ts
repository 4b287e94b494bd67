import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DiskSpace, parseDiskReserve, watchDiskSpace } from "../disk-space.ts";
import { SILENT_LOGGER } from "../ports.ts";

const GIBIBYTE = 2 ** 30;

test("a tenth of the disk stays free, 2 GiB at most", () => {
  const space = new DiskSpace();
  space.observe(0.5 * GIBIBYTE, 10 * GIBIBYTE);
  expect(space.shortage).toMatch(/512 MiB are free .* 1024 MiB are kept free/);
  space.observe(3 * GIBIBYTE, 1_000 * GIBIBYTE);
  expect(space.shortage).toBeUndefined();
  space.observe(1.9 * GIBIBYTE, 1_000 * GIBIBYTE);
  expect(space.shortage).toMatch(/2048 MiB are kept free/);
});

test("a shortage ends when a tenth more than the reserve is free, and is told once", () => {
  const space = new DiskSpace({ share: 0.2 });
  const changes = [21, 19, 18, 20.5, 21.9, 22.1, 20.5, 19.9].map((free) => space.observe(free, 100));
  expect(changes).toEqual([false, true, false, false, false, true, false, true]);
});

test.each([
  ["10%", { share: 0.1 }],
  ["0%", { share: 0 }],
  ["500M", { bytes: 500 * 2 ** 20 }],
  ["2G", { bytes: 2 * GIBIBYTE }],
  ["100%", undefined],
  ["-1G", undefined],
  ["2", undefined],
  ["2 G", undefined],
  ["", undefined],
])("the reserve %j is %j", (text, reserve) => {
  expect(parseDiskReserve(text)).toEqual(reserve);
});

test("a real disk tells at once, and one that is not there is an error", () => {
  const directory = mkdtempSync(join(tmpdir(), "lockstep-space-"));
  try {
    const space = new DiskSpace({ bytes: Number.MAX_SAFE_INTEGER });
    watchDiskSpace(directory, space, SILENT_LOGGER)();
    expect(space.shortage).toMatch(/^out of space/);
    expect(() => watchDiskSpace(join(directory, "none"), space, SILENT_LOGGER)).toThrow(/ENOENT/);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
