import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Application } from "./application.ts";

/** Where `package-lock.json` is. */
export const repositoryRoot: string = rootOf(dirname(fileURLToPath(import.meta.url)));
/** Where applications are, each in a folder of its name. */
const PLACES = ["apps", "apps/examples"].map((place) => join(repositoryRoot, place));

/**
 * The application in the folder of that name, as it was compiled last.
 *
 * @throws UnknownApplicationError, NotCompiledError
 */
export async function loadApplication(name: string): Promise<Application> {
  const folder = applicationFolder(name);
  const path = join(folder, "dist", "application.js");
  if (!existsSync(path)) throw new NotCompiledError(relative(repositoryRoot, folder));
  const module = (await import(pathToFileURL(path).href)) as { application: Application };
  return module.application;
}

/** @throws UnknownApplicationError */
export function applicationFolder(name: string): string {
  const folder = PLACES.map((place) => join(place, name)).find(isApplication);
  if (folder === undefined) throw new UnknownApplicationError(name);
  return folder;
}

/** Names of all that there are. */
export function applicationNames(): string[] {
  return PLACES.filter((place) => existsSync(place)).flatMap((place) =>
    readdirSync(place).filter((name) => isApplication(join(place, name))),
  );
}

const isApplication = (folder: string): boolean =>
  ["application.ts", "main.ts"].every((file) => existsSync(join(folder, file)));

export class UnknownApplicationError extends Error {
  override readonly name = "UnknownApplicationError";
  readonly code = "UNKNOWN_APPLICATION";

  constructor(name: string) {
    super(`there is no application ${name}; there are: ${applicationNames().join(", ")}`);
  }
}

export class NotCompiledError extends Error {
  override readonly name = "NotCompiledError";
  readonly code = "NOT_COMPILED";

  constructor(folder: string) {
    super(`${folder} is not compiled yet: npm run build`);
  }
}

/** This file is in it twice: as it was written, and compiled, one folder deeper. */
function rootOf(folder: string): string {
  return existsSync(join(folder, "package-lock.json")) ? folder : rootOf(dirname(folder));
}
