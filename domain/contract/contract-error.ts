/** A value that a contract does not allow. The caller's mistake: it is told which, and what would do. */
export class ContractError extends Error {
  override readonly name = "ContractError";
  readonly code: ContractErrorCode;
  /** Message and field, such as `PlaceOrder.priceTicks` or `PlaceOrder.fills[2].quantityLots`. */
  readonly field: string;
  readonly value: unknown;
  /** What the field takes, such as `an integer from 0 to 255`. */
  readonly expected: string;

  constructor(code: ContractErrorCode, field: string, value: unknown, expected: string) {
    super(`${field} is ${describe(value)}; it takes ${expected}`);
    this.code = code;
    this.field = field;
    this.value = value;
    this.expected = expected;
  }
}

export type ContractErrorCode =
  /** An encoder was given a number, text or count that the field cannot hold. */
  | "OUT_OF_RANGE"
  /** JSON of another type than the field's. */
  | "WRONG_TYPE"
  /** JSON lacks a field that is not optional. */
  | "MISSING_FIELD"
  /** JSON has a field that the message does not have. */
  | "UNKNOWN_FIELD"
  /** Groups and variable data must be encoded in the order of the contract. */
  | "OUT_OF_ORDER"
  /** What came with a later version is not there before that is activated. */
  | "NOT_ACTIVE"
  /** The contract itself contradicts a rule of contracts. */
  | "BAD_CONTRACT";

/** The cold end of an encoder's range check: out of line, so that the check itself is one comparison. */
export function refuse(field: string, value: unknown, expected: string): never {
  throw new ContractError("OUT_OF_RANGE", field, value, expected);
}

/** An encoder was asked to go back to a group or data before the one it is at. */
export function refuseOrder(field: string): never {
  throw new ContractError("OUT_OF_ORDER", field, "late", "its turn: groups and data in the contract's order");
}

/** A reply was given that the active version of the services does not have. */
export function refuseVersion(message: string, since: number, active: number): never {
  const expected = `version ${since}, which ${message} came with: branch on context.version`;
  throw new ContractError("NOT_ACTIVE", "context.version", active, expected);
}

const DESCRIPTION_LENGTH_MAX = 60;

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(shorten(value));
  if (typeof value === "bigint") return `${value}n`;
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}

function shorten(text: string): string {
  return text.length > DESCRIPTION_LENGTH_MAX ? `${text.slice(0, DESCRIPTION_LENGTH_MAX)}…` : text;
}
