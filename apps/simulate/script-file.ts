import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SCRIPT_FORMAT, type TroubleScript } from "@lockstep/cluster/simulator/trouble-action";
import { WORKLOADS } from "./workloads.ts";

/** A file is no script of this build. */
export class ScriptFileError extends Error {
  override readonly name = "ScriptFileError";
  readonly code = "SCRIPT_FILE";
}

/** @throws ScriptFileError; the system's error when it cannot be read */
export function readScript(path: string): TroubleScript {
  let script: Partial<TroubleScript> | null;
  try {
    script = JSON.parse(readFileSync(path, "utf8")) as Partial<TroubleScript> | null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ScriptFileError(`${path} is no JSON: ${error.message}`);
  }
  if (script?.format !== SCRIPT_FORMAT || !Array.isArray(script.actions)) {
    throw new ScriptFileError(
      `${path} is no script of format ${SCRIPT_FORMAT}: make one with --seed S --record FILE`,
    );
  }
  if (WORKLOADS[script.service ?? ""] === undefined) {
    throw new ScriptFileError(
      `${path} is of service ${script.service}: there are ${Object.keys(WORKLOADS).join(", ")}`,
    );
  }
  return script as TroubleScript;
}

/** One action a line: people read them, and a diff shows one. */
export function writeScript(path: string, { actions, ...head }: TroubleScript): void {
  const lines = actions.map((action) => `    ${JSON.stringify(action)}`);
  const top = JSON.stringify(head, undefined, 2).slice(0, -2);
  writeFileSync(path, `${top},\n  "actions": [\n${lines.join(",\n")}\n  ]\n}\n`);
}

/** Those that once found a defect, beside the sources. */
export function regressionPaths(): readonly string[] {
  const here = new URL(import.meta.url.endsWith(".ts") ? "regressions/" : "../regressions/", import.meta.url);
  const folder = fileURLToPath(here);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => folder + name);
}
