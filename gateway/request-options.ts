import type { EventPlace } from "./cluster-port.ts";
import { Problem } from "./problem.ts";
import type { ReadOptions } from "./requests.ts";

/** Parameters of every query route, beside the query's own fields. */
export const READ_PARAMETERS = ["consistency", "minPosition"] as const;

/** Both protocols name them alike: as text in a URL, as text or number in a WebSocket message. */
export function parseReadOptions(source: {
  readonly consistency?: unknown;
  readonly minPosition?: unknown;
}): ReadOptions {
  const { consistency = "linearizable", minPosition } = source;
  if (consistency !== "linearizable" && consistency !== "local") {
    throw invalid("consistency", consistency, "linearizable or local");
  }
  if (minPosition === undefined) return consistency === "local" ? LOCAL : LINEARIZABLE;
  return { consistency, minPosition: parsePosition("minPosition", minPosition) };
}

/** An event's place as clients write it: `position.step`, or `position` for everything after it. */
export function parsePlace(text: unknown): EventPlace {
  const match = typeof text === "string" ? /^(\d{1,16})(?:\.(\d{1,10}))?$/.exec(text) : null;
  if (match === null) throw invalid("from", text, 'a place such as "1234.0", as events carry it');
  const step = match[2] === undefined ? STEP_MAX : Number(match[2]);
  return { position: parsePosition("from", match[1]), step };
}

function parsePosition(field: string, value: unknown): number {
  const position = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof position === "number" && Number.isSafeInteger(position) && position >= 0) return position;
  throw invalid(field, value, "an integer from 0 to 9007199254740991");
}

function invalid(field: string, value: unknown, expected: string): Problem {
  const shown = typeof value === "string" ? value.slice(0, 60) : value;
  return new Problem("INVALID_PARAMETER", `${field} is ${JSON.stringify(shown)}; it takes ${expected}.`, {
    field,
    value: shown,
    expected,
  });
}

export const LINEARIZABLE: ReadOptions = { consistency: "linearizable" };
const LOCAL: ReadOptions = { consistency: "local" };
/** Steps are counted in 16 bits. */
export const STEP_MAX = 65_535;
