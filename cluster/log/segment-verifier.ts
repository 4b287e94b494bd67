import { writeSync } from "node:fs";
import {
  type VerificationProgress,
  type VerificationRequest,
  beginningOf,
  verifySegment,
} from "./segment-verification.ts";

/**
 * The process that verifies segments (see recovery.ts, which starts it). Its argument is a
 * VerificationRequest; it writes a line of JSON per event to its standard output, at once, so that
 * the last one tells what it was reading when it died.
 */
export type VerifierLine =
  | { begin: number; bytes: number; bytesNeeded: number }
  | { key: number }
  | { verdict: ReturnType<typeof verifySegment> };

const request = JSON.parse(process.argv[2]) as VerificationRequest;
const progress: VerificationProgress = {
  begin: (number, bytes, bytesNeeded) => tell({ begin: number, bytes, bytesNeeded }),
  key: (key) => tell({ key }),
};

let lastIndexMax = request.lastIndexMax;
for (const number of request.numbers) {
  const verdict = verifySegment({ ...request, lastIndexMax }, number, progress);
  tell({ verdict });
  lastIndexMax = Math.min(lastIndexMax, beginningOf(verdict) ?? Infinity);
}

function tell(line: VerifierLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}
