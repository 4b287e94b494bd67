import { ContractError } from "@lockstep/domain/contract/contract-error";
import { Problem, type ProblemBody, PROBLEMS } from "./problem.ts";

/** What the asker is told of an error. What nobody expected is logged, and not shown. */
export function toProblem(
  error: unknown,
  logger: { warn(details: object, message: string): void },
): ProblemBody {
  if (error instanceof Problem) return error.body();
  if (error instanceof ContractError) return contractProblem(error).body();
  logger.warn({ err: error }, "a request failed on an error that the gateway does not know");
  return new Problem("INTERNAL", "The gateway failed; its log has the reason.").body();
}

/** @returns the field that is wrong, its value and what it takes */
export function contractProblem(error: ContractError): Problem {
  const code = error.code in PROBLEMS ? (error.code as keyof typeof PROBLEMS) : "OUT_OF_RANGE";
  return new Problem(code, `${error.message}.`, {
    field: error.field,
    value: describable(error.value),
    expected: error.expected,
  });
}

const VALUE_LENGTH_MAX = 100;

function describable(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "boolean" || value === null) return value;
  if (typeof value === "string") return value.slice(0, VALUE_LENGTH_MAX);
  return undefined; // Objects were the asker's own; the detail says what they are.
}
