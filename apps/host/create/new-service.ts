import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What is copied: an application like any other, compiled and tested with the rest. */
const TEMPLATE = "apps/examples/template";
/** Written anew by `npm run generate`, from the contract. */
const isGenerated = (file: string): boolean => /-messages\.ts$|\.sbe\.xml$/.test(file);
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const NAME_LENGTH_MAX = 40;
/** Of new services, so that those of the project itself stay together. */
const SCHEMA_ID_MIN = 100;
const SCHEMA_ID_MAX = 65_535;

/** A name that cannot be had; the message says why. */
export class NameError extends Error {
  override readonly name = "NameError";
  readonly code = "BAD_NAME";
}

export interface NewService {
  /** In the repository. */
  readonly folder: string;
  readonly schemaId: number;
  /** In the repository, without those that are generated. */
  readonly files: readonly string[];
}

/**
 * Writes a new application from the template, and makes it known: to the compiler, as an npm script, as a workspace.
 * Its messages are not generated yet.
 *
 * @param root of the repository
 * @throws NameError before anything is written
 */
export function writeService(root: string, name: string): NewService {
  const sources = templateFiles(root);
  checkName(root, name, sources);
  const folder = `apps/${name}`;
  const schemaId = freeSchemaId(root);
  const files = sources.map(({ path, text }) => {
    const file = join(folder, renamed(path, name));
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), renamed(text, name).replace(/schemaId: \d+/, `schemaId: ${schemaId}`));
    return file;
  });
  addReference(join(root, "tsconfig.json"), folder);
  addScript(
    join(root, "package.json"),
    name,
    `tsc -b ${folder} && node --enable-source-maps ${folder}/dist/main.js`,
  );
  return { folder, schemaId, files };
}

interface TemplateFile {
  /** In its folder. */
  readonly path: string;
  readonly text: string;
}

function templateFiles(root: string): TemplateFile[] {
  const folder = join(root, TEMPLATE);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, path: join(entry.parentPath, entry.name).slice(folder.length + 1) }))
    .filter(({ entry, path }) => entry.isFile() && !/^(dist|node_modules)\b|tsbuildinfo$/.test(path))
    .filter(({ path }) => !isGenerated(path))
    .map(({ path }) => ({ path, text: readFileSync(join(folder, path), "utf8") }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** The template's text with the new name, in the three ways in which it is written, one folder higher up. */
function renamed(text: string, name: string): string {
  const pascal = pascalOf(name);
  return text
    .replaceAll(TEMPLATE, `apps/${name}`)
    .replaceAll("../../../", "../../")
    .replaceAll("../../host", "../host")
    .replaceAll("../../test-kit", "../test-kit")
    .replaceAll("cd ../../..", "cd ../..")
    .replaceAll(/\btemplate(?=[A-Z])/g, pascal.charAt(0).toLowerCase() + pascal.slice(1))
    .replaceAll("Template", pascal)
    .replaceAll("template", name);
}

function pascalOf(name: string): string {
  return name.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
}

function checkName(root: string, name: string, sources: readonly TemplateFile[]): void {
  if (!NAME.test(name) || name.length > NAME_LENGTH_MAX) {
    throw new NameError(
      `"${name}" is no name for a service: write it in lower case, with hyphens between words, such as coffee-shop`,
    );
  }
  const taken = ["", "apps", "apps/examples"]
    .map((place) => join(place, name))
    .find((path) => existsSync(join(root, path)));
  if (taken !== undefined) throw new NameError(`${taken} is there already: choose another name than ${name}`);
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
  if (Object.hasOwn(scripts, name)) {
    throw new NameError(`npm run ${name} is there already: choose another name`);
  }
  if (contracts(root).some((text) => text.includes(`name: "${name}"`))) {
    throw new NameError(`there is a contract ${name} already: choose another name`);
  }
  const pascal = pascalOf(name);
  const user = sources.find(({ text }) =>
    new RegExp(`\\b(on)?${pascal}(Decoder|Encoder|State)?\\b`).test(text),
  );
  if (user !== undefined || pascal in globalThis) {
    throw new NameError(
      `${pascal} means something else in the code of a service: choose another name than ${name}`,
    );
  }
}

/** The first that no contract has. */
function freeSchemaId(root: string): number {
  const ids = new Set(contracts(root).map((text) => Number(/schemaId: (\d+)/.exec(text)?.[1])));
  for (let id = SCHEMA_ID_MIN; id <= SCHEMA_ID_MAX; id++) if (!ids.has(id)) return id;
  throw new NameError("there is no schema id left");
}

/** Sources of all contracts. */
function contracts(root: string): string[] {
  return ["domain", "apps"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith("-contract.ts") && !/(^|\/)(node_modules|dist)\//.test(path))
      .map((path) => readFileSync(join(root, folder, path), "utf8")),
  );
}

/** Behind the last one, with everything else as it was. */
function addReference(path: string, folder: string): void {
  const text = readFileSync(path, "utf8");
  const longer = text.replace(/(\{ "path": "[^"]+" \})(\s*\])/, `$1,\n    { "path": "${folder}" }$2`);
  if (longer === text) throw new Error(`${path} has no list of references to add { "path": "${folder}" } to`);
  writeFileSync(path, longer);
}

function addScript(path: string, name: string, script: string): void {
  const manifest = JSON.parse(readFileSync(path, "utf8")) as { scripts: Record<string, string> };
  manifest.scripts[name] = script;
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
}
