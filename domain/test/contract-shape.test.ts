import { describe, expect, test } from "vitest";
import type { Contract } from "../contract/contract.ts";
import { contractShape } from "../contract/contract-shape.ts";
import { exchangeContract } from "../exchange/exchange-contract.ts";
import { warehouseContract } from "./fixtures/warehouse-contract.ts";

type Path = readonly (string | number)[];

/** Every value in it that is no object, with the way to it. */
function* leaves(value: unknown, path: Path = []): Generator<{ path: Path; value: unknown }> {
  if (typeof value !== "object" || value === null) {
    if (value !== undefined) yield { path, value };
    return;
  }
  for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key]);
}

function withLeaf(contract: Contract, path: Path, leaf: unknown): Contract {
  const copy = structuredClone(contract);
  let place = copy as unknown as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as typeof place;
  place[path.at(-1)!] = leaf;
  return copy;
}

/** Another value that can stand in the same place. */
function another({ path, value }: { path: Path; value: unknown }): unknown {
  const key = path.at(-1);
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (typeof value === "bigint") return value + 1n;
  if (key === "kind") return value === "u8" ? "u16" : "u8";
  if (key === "encoding") return value === "u8" ? "u16" : "u8";
  if (key === "of") return { Zone: "Grade", Grade: "Zone", Handling: "Marks" }[String(value)] ?? "Handling";
  return `${String(value)}Other`;
}

/** `doc` is a text for people where it is a text; a field may have this name. `docs` has those of enums and sets. */
function isDoc(path: Path): boolean {
  return path.at(-1) === "doc" || path.at(-2) === "docs";
}

describe("the shape of a contract", () => {
  const shape = contractShape(warehouseContract);
  const all = [...leaves(warehouseContract)];

  test("is not changed by any text for people", () => {
    const docs = all.filter(({ path }) => isDoc(path));
    expect(docs.length).toBeGreaterThan(50);
    const counting = docs.filter(
      ({ path }) => contractShape(withLeaf(warehouseContract, path, "said better")) !== shape,
    );
    expect(counting).toEqual([]);
  });

  test("is changed by everything else", () => {
    const rest = all.filter(({ path }) => !isDoc(path));
    expect(rest.length).toBeGreaterThan(140);
    const ignored = rest.filter(
      (leaf) => contractShape(withLeaf(warehouseContract, leaf.path, another(leaf))) === shape,
    );
    expect(ignored).toEqual([]);
  });

  test("is changed when a field, a message or a rejection goes or gets another name", () => {
    const parts: Path[] = [
      ["commands", "ReceivePallet", "fields", "bay"],
      ["commands", "ReceivePallet"],
      ["rejections", Object.keys(warehouseContract.rejections).at(-1)!],
      ["enums", "Zone", "values", "Dry"],
      ["sets", "Marks", "bits", "Last"],
    ];
    for (const path of parts) {
      for (const name of [undefined, "other"]) {
        const copy = structuredClone(warehouseContract);
        let place = copy as unknown as Record<string, Record<string, unknown>>;
        for (const key of path.slice(0, -1)) place = place[key] as typeof place;
        const key = String(path.at(-1));
        if (name !== undefined) place[name] = place[key];
        delete place[key];
        expect(contractShape(copy)).not.toBe(shape);
      }
    }
  });

  test("has fields in the order of their bytes, and all else in none", () => {
    const { commands } = warehouseContract;
    const reversed = <T extends object>(record: T): T =>
      Object.fromEntries(Object.entries(record).reverse()) as T;
    expect(contractShape({ ...warehouseContract, commands: reversed(commands) })).toBe(shape);
    const { ReceivePallet } = commands;
    const turned = { ...ReceivePallet!, fields: reversed(ReceivePallet!.fields) };
    expect(
      contractShape({ ...warehouseContract, commands: { ...commands, ReceivePallet: turned } }),
    ).not.toBe(shape);
  });

  test("says where fields lie", () => {
    expect(contractShape(exchangeContract)).toMatch(/"blockLength":\d+/);
    expect(contractShape(exchangeContract)).not.toContain(exchangeContract.doc);
  });
});
