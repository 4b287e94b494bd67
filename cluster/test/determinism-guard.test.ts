import { randomBytes } from "node:crypto";
import { setTimeout as importedSetTimeout } from "node:timers";
import { expect, test } from "vitest";
import type { ServiceContext } from "../service.ts";
import { DeterminismError, guardHandlers } from "../simulator/determinism-guard.ts";
import { Note, note, Notes } from "./state-machine-notes.ts";

const nobody = {} as ServiceContext;

/** A guarded service whose handler of commands does this. */
function handling(body: () => unknown): () => void {
  const service = new Notes();
  service.onCommand = (): void => void body();
  guardHandlers(service, (templateId) => (templateId === Note.Write ? "Write" : undefined));
  const { buffer, byteLength } = note(Note.Write);
  return () => service.onCommand(new DataView(buffer), 0, byteLength, nobody);
}

const forbidden: Record<string, () => unknown> = {
  "Date.now": () => Date.now(),
  "new Date": () => new Date(),
  Date: () => Date(),
  "performance.now": () => performance.now(),
  "process.hrtime": () => process.hrtime(),
  "process.hrtime.bigint": () => process.hrtime.bigint(),
  "process.uptime": () => process.uptime(),
  "Math.random": () => Math.random(),
  "crypto.getRandomValues": () => crypto.getRandomValues(new Uint8Array(1)),
  "crypto.randomUUID": () => crypto.randomUUID(),
  "crypto.randomBytes": () => randomBytes(1),
  setTimeout: () => importedSetTimeout(() => {}, 0),
  setInterval: () => setInterval(() => {}, 0),
  setImmediate: () => setImmediate(() => {}),
  queueMicrotask: () => queueMicrotask(() => {}),
  "process.nextTick": () => process.nextTick(() => {}),
  fetch: () => fetch("http://127.0.0.1:1/"),
  "process.env": () => process.env["HOME"],
  "process.cwd": () => process.cwd(),
  localeCompare: () => "a".localeCompare("b"),
  toLocaleString: () => (1).toLocaleString(),
  "new Intl.NumberFormat": () => new Intl.NumberFormat(),
};

test.each(Object.entries(forbidden))("%s throws while a handler runs, and only then", async (call, body) => {
  const found = catching(handling(body));
  expect(found).toBeInstanceOf(DeterminismError);
  expect(found).toMatchObject({ call, code: "NOT_DETERMINISTIC" });
  expect((found as Error).message).toContain(`${call} in the handler of Write (notes)`);
  expect((found as Error).message).toMatch(/Instead, .+/);
  if (call === "fetch") return; // Nobody listens there.
  const made = body();
  if (call === "setInterval") clearInterval(made as NodeJS.Timeout);
});

test("a handler that catches it gains nothing", () => {
  const quiet = handling(() => {
    try {
      return Date.now();
    } catch {
      return 0;
    }
  });
  expect(catching(quiet)).toMatchObject({ call: "Date.now" });
});

test("what a handler throws itself is thrown as it is, and what follows is guarded again", () => {
  const failing = handling(() => {
    throw new RangeError("too much");
  });
  expect(catching(failing)).toBeInstanceOf(RangeError);
  expect(catching(handling(() => Date.now()))).toBeInstanceOf(DeterminismError);
});

test("timers, sessions, queries and snapshots are guarded too, and messages without a name have a number", () => {
  const service = new Notes();
  const readClock = (): void => void Date.now();
  service.onQuery = service.onTimer = service.onSessionOpened = service.onSessionClosed = readClock;
  service.takeSnapshot = service.loadSnapshot = readClock;
  guardHandlers(service);
  const view = new DataView(note(Note.Read).buffer);
  const messageOf = (body: () => void): string => (catching(body) as Error).message.split(":")[0];
  expect([
    messageOf(() => service.onQuery(view, 0, 24, nobody)),
    messageOf(() => service.onTimer(1, 2, view, nobody)),
    messageOf(() => service.onSessionOpened(nobody)),
    messageOf(() => service.onSessionClosed(nobody)),
    messageOf(() => service.takeSnapshot({} as Parameters<Notes["takeSnapshot"]>[0])),
    messageOf(() => service.loadSnapshot({} as Parameters<Notes["loadSnapshot"]>[0])),
  ]).toMatchInlineSnapshot(`
    [
      "Date.now in the handler of template 13 (notes)",
      "Date.now in the timer 1 (notes)",
      "Date.now in onSessionOpened of notes",
      "Date.now in onSessionClosed of notes",
      "Date.now in takeSnapshot of notes",
      "Date.now in loadSnapshot of notes",
    ]
  `);
});

test("dates and clocks are what they were when no handler runs", () => {
  handling(() => {});
  expect(new Date(0)).toBeInstanceOf(Date);
  expect(new Date(0).toISOString()).toBe("1970-01-01T00:00:00.000Z");
  expect(Date.UTC(1970, 0, 2)).toBe(86_400_000);
  process.env["LOCKSTEP_GUARD_TEST"] = "1";
  expect(process.env["LOCKSTEP_GUARD_TEST"]).toBe("1");
  delete process.env["LOCKSTEP_GUARD_TEST"];
});

function catching(body: () => void): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

test("a clock that stands still for a test is that test's only", () => {
  handling(() => 0); // The guard is there.
  const { now } = Date;
  class StandingDate extends Date {}
  StandingDate.now = () => 5;
  expect(StandingDate.now()).toBe(5);
  expect(Date.now).toBe(now);
});
