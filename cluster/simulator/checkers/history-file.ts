import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import type { RecordedHistory, RecordedOperation } from "./recorded-operation.ts";

/** The first line of a history file. */
export interface HistoryHeader {
  readonly format: typeof FORMAT;
  readonly isLogKnown: boolean;
  /** By the names that operations use: which model judges it, and with what. */
  readonly objects: Readonly<Record<string, ModelChoice>>;
}

export interface ModelChoice {
  readonly model: string;
  readonly [parameter: string]: unknown;
}

export interface HistoryFile extends RecordedHistory {
  readonly header: HistoryHeader;
}

const FORMAT = "lockstep history 1";
const KINDS = ["command", "query", "local query"];

/** A file is not a history, or not a whole one. */
export class HistoryFileError extends Error {
  override readonly name = "HistoryFileError";
  readonly code = "HISTORY_FILE";
}

/**
 * Writes a history, one operation a line. An operation is written when it ends; one that never ends at the end of the
 * run at the latest, since an operation that is missing makes others look impossible.
 */
export class HistoryWriter {
  private readonly file: number;

  constructor(path: string, header: Omit<HistoryHeader, "format">) {
    this.file = openSync(path, "w");
    this.line({ format: FORMAT, ...header });
  }

  write(operation: RecordedOperation): void {
    this.line(operation);
  }

  close(): void {
    closeSync(this.file);
  }

  private line(value: unknown): void {
    writeSync(this.file, `${JSON.stringify(value)}\n`);
  }
}

/** @throws HistoryFileError with the line and what is wrong there; ENOENT */
export function readHistoryFile(path: string): HistoryFile {
  const text = readFileSync(path, "utf8");
  const lines = text.split("\n");
  if (lines.pop() !== "") throw new HistoryFileError(`${path}: its last line is cut off`);
  const values = lines.map((line, at) => parseLine(line, `${path}:${at + 1}`));
  const header = asHeader(values[0], path);
  const operations = values.slice(1).map((value, at) => asOperation(value, header, `${path}:${at + 2}`));
  checkUnique(operations, path);
  return { header, isLogKnown: header.isLogKnown, operations };
}

function parseLine(line: string, where: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Said below.
  }
  throw new HistoryFileError(`${where}: not an object of JSON`);
}

function asHeader(value: Record<string, unknown> | undefined, path: string): HistoryHeader {
  if (value?.["format"] !== FORMAT) {
    throw new HistoryFileError(`${path}: its first line has to hold "format": "${FORMAT}"`);
  }
  const { isLogKnown, objects } = value;
  if (typeof isLogKnown !== "boolean") throw new HistoryFileError(`${path}:1: isLogKnown is true or false`);
  const isChoice = (choice: unknown): boolean =>
    typeof choice === "object" && choice !== null && typeof (choice as ModelChoice).model === "string";
  if (typeof objects !== "object" || objects === null || !Object.values(objects).every(isChoice)) {
    throw new HistoryFileError(`${path}:1: objects has a model for each name`);
  }
  return value as unknown as HistoryHeader;
}

function asOperation(
  value: Record<string, unknown>,
  header: HistoryHeader,
  where: string,
): RecordedOperation {
  const demand = (isRight: boolean, what: string): void => {
    if (!isRight) throw new HistoryFileError(`${where}: ${what}`);
  };
  const { object, client, id, kind, calledAt, returnedAt, position, term, output } = value;
  demand(typeof object === "string" && Object.hasOwn(header.objects, object), "object is one of line 1");
  demand(typeof id === "string" && id !== "", "id is a text");
  demand(isWhole(client), "client is a whole number");
  demand(KINDS.includes(kind as string), `kind is one of ${KINDS.join(", ")}`);
  demand("input" in value, "there is no input");
  demand(Number.isFinite(calledAt), "calledAt is a number");
  demand(
    returnedAt === undefined || (Number.isFinite(returnedAt) && Number(returnedAt) >= Number(calledAt)),
    "returnedAt is a number from calledAt on, or absent",
  );
  demand(returnedAt === undefined || output !== undefined, "what returned has an output");
  demand(position === undefined || isWhole(position), "position is a whole number, or absent");
  demand(term === undefined || isWhole(term), "term is a whole number, or absent");
  return value as unknown as RecordedOperation;
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function checkUnique(operations: readonly RecordedOperation[], path: string): void {
  const lines = new Map<string, number>();
  for (const [at, { object, id }] of operations.entries()) {
    const key = `${object} ${id}`;
    const before = lines.get(key);
    if (before !== undefined) {
      throw new HistoryFileError(`${path}:${at + 2}: id ${id} of ${object} is that of line ${before}`);
    }
    lines.set(key, at + 2);
  }
}
