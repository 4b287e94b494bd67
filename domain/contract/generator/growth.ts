import type { Part, Shape } from "./shape.ts";
import { endOfField, rootOf, storedFields } from "./shape.ts";

/**
 * How a message of a contract has grown over the versions, as source for encoders, which leave out what is newer than
 * the version that they write. A message carries the version in which it got the newest of what is written: one that
 * never grew is the same bytes in every version. In the schemas of others nothing is left out.
 */

/** The version in which the message began. */
export function firstVersion(shape: Shape): number {
  const { schema, message } = rootOf(shape);
  if (schema.isActivated !== true) return schema.version;
  return Math.max(Math.min(1, schema.version), message?.since ?? 0);
}

/** The later versions in which it got something, ascending. */
export function growthOf(shape: Shape): readonly number[] {
  const root = rootOf(shape);
  const first = firstVersion(root);
  const versions = new Set(sincesOf(root).filter((since) => since > first));
  return root.schema.isActivated === true ? [...versions].sort((a, b) => a - b) : [];
}

/** In which version the shape, a group's entry or a message, came to be. */
export function beginningOf(shape: Shape): number {
  const { parent } = shape;
  if (parent === undefined) return firstVersion(shape);
  const part = parent.parts.find((candidate) => candidate.kind === "group" && candidate.entry === shape);
  return Math.max(part?.since ?? 0, beginningOf(parent));
}

/** Whether something with this `since` is left out of some version of the message; and then it needs a test. */
export function isLater(shape: Shape, since: number): boolean {
  return growthOf(shape).length > 0 && Math.max(since, beginningOf(shape)) > firstVersion(shape);
}

/** The version that a header says, for a wish of `version`. */
export function headerVersionSource(shape: Shape, version: string): string {
  return stepsSource([firstVersion(shape), ...growthOf(shape)], growthOf(shape), version);
}

export function blockLengthSource(shape: Shape, version: string): string {
  const steps = blockSteps(shape);
  const lengths = [firstVersion(shape), ...steps].map((at) => blockLengthAt(shape, at));
  return stepsSource(lengths, steps, version);
}

/** The versions after the first in which the block got fields, ascending. */
export function blockSteps(shape: Shape): readonly number[] {
  const sinces = new Set(storedFields(shape).map(({ since }) => since));
  return growthOf(shape).filter((version) => sinces.has(version));
}

/** Bytes of the block with the fields that the version has. */
export function blockLengthAt(shape: Shape, version: number): number {
  const isNewest = storedFields(shape).every(({ since }) => since <= version);
  if (growthOf(shape).length === 0 || isNewest) return shape.block.blockLength;
  return Math.max(
    0,
    ...storedFields(shape).flatMap((one) => (one.since <= version ? [endOfField(one)] : [])),
  );
}

/** Source of `fixed` and the headers of the parts that the version has. */
export function headersSource(
  shape: Shape,
  fixed: string | number,
  parts: readonly Part[],
  version: string,
): string {
  const [constant, later] = split(shape, parts);
  const bytes = constant.reduce((sum, { headerSize }) => sum + headerSize, 0);
  const begin = typeof fixed === "number" ? String(fixed + bytes) : `${fixed} + ${bytes}`;
  const terms = later.map(({ since, headerSize }) => ` + (${version} < ${since} ? 0 : ${headerSize})`);
  return terms.length === 0 && typeof fixed === "number" ? begin : `(${begin}${terms.join("")})`;
}

/** The test with which what came later is left out, or nothing. */
export function unlessActive(shape: Shape, since: number, outcome: string): string[] {
  if (!isLater(shape, since)) return [];
  const root = shape.parent === undefined ? "this" : "this.root";
  return [`  if (${root}.version < ${Math.max(since, beginningOf(shape))}) return${outcome};`];
}

function split(shape: Shape, parts: readonly Part[]): [readonly Part[], readonly Part[]] {
  const growth = growthOf(shape);
  const isConstant = ({ since }: Part): boolean => growth.length === 0 || since <= firstVersion(shape);
  return [parts.filter(isConstant), parts.filter((part) => !isConstant(part))];
}

function stepsSource(values: readonly number[], steps: readonly number[], version: string): string {
  if (steps.length === 0) return String(values[0]);
  const tests = steps.map((step, at) => `${version} < ${step} ? ${values[at]} : `);
  return `(${tests.join("")}${values.at(-1)})`;
}

function sincesOf(shape: Shape): number[] {
  return [
    ...storedFields(shape).map(({ since }) => since),
    ...shape.parts.flatMap((part) => [part.since, ...(part.kind === "group" ? sincesOf(part.entry) : [])]),
  ];
}
