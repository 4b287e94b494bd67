import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { HistoryWriter, readHistoryFile } from "../../simulator/checkers/history-file.ts";
import type { RecordedOperation } from "../../simulator/checkers/recorded-operation.ts";

const folder = mkdtempSync(join(tmpdir(), "lockstep-history-"));
const path = join(folder, "history.jsonl");
afterAll(() => rmSync(folder, { recursive: true }));

const objects = { "account 1": { model: "register" } };
const header = { format: "lockstep history 1", isLogKnown: false, objects };
const operation = {
  object: "account 1",
  client: 2,
  id: "2-1",
  kind: "command",
  input: { kind: "write", value: 1 },
  calledAt: 1.5,
};

test("what was written is read again, an output that is null and one that is unknown too", () => {
  const operations: RecordedOperation[] = [
    { ...operation, kind: "command", returnedAt: 4, output: null, position: 7, term: 2 },
    { ...operation, kind: "command", id: "2-2" },
  ];
  const writer = new HistoryWriter(path, { isLogKnown: true, objects });
  for (const one of operations) writer.write(one);
  writer.close();
  const history = readHistoryFile(path);
  expect(history.operations).toEqual(operations);
  expect([history.isLogKnown, history.header.objects]).toEqual([true, objects]);
});

test.each<[string, unknown[], string]>([
  ["nothing", [], `its first line has to hold "format": "lockstep history 1"`],
  ["another format", [{ format: "edn" }], "its first line has to hold"],
  ["no word on the log", [{ ...header, isLogKnown: undefined }], ":1: isLogKnown is true or false"],
  ["no models", [{ ...header, objects: { a: 1 } }], ":1: objects has a model for each name"],
  ["a text", [header, "call"], ":2: not an object of JSON"],
  ["an object of no model", [header, { ...operation, object: "other" }], ":2: object is one of line 1"],
  ["no id", [header, { ...operation, id: "" }], ":2: id is a text"],
  ["half a client", [header, { ...operation, client: 0.5 }], ":2: client is a whole number"],
  [
    "another kind",
    [header, { ...operation, kind: "read" }],
    ":2: kind is one of command, query, local query",
  ],
  ["no input", [header, { ...operation, input: undefined }], ":2: there is no input"],
  ["a call at no time", [header, { ...operation, calledAt: "now" }], ":2: calledAt is a number"],
  [
    "a return before the call",
    [header, { ...operation, returnedAt: 1, output: null }],
    ":2: returnedAt is a number from calledAt on",
  ],
  ["a return without output", [header, { ...operation, returnedAt: 2 }], ":2: what returned has an output"],
  ["a position below 0", [header, { ...operation, position: -1 }], ":2: position is a whole number"],
  ["half a term", [header, { ...operation, term: 0.5 }], ":2: term is a whole number"],
  ["an id twice", [header, operation, operation], ":3: id 2-1 of account 1 is that of line 2"],
])("a file with %s is refused by line", (_, lines, complaint) => {
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  expect(() => readHistoryFile(path)).toThrow(complaint);
});

test("a file that ends within a line is refused", () => {
  writeFileSync(path, JSON.stringify(header));
  expect(() => readHistoryFile(path)).toThrow("its last line is cut off");
});
