import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { repositoryRoot } from "../application-folder.ts";
import { writeService } from "../create/new-service.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lockstep-create-"));
  const parts = [
    "package.json",
    "tsconfig.json",
    "apps/examples/template",
    "domain/access/access-contract.ts",
  ];
  for (const part of parts) {
    const filter = (path: string): boolean => !/\/(dist|node_modules)$/.test(path);
    cpSync(join(repositoryRoot, part), join(root, part), { recursive: true, filter });
  }
});
afterEach(() => rmSync(root, { recursive: true }));

const read = (path: string): string => readFileSync(join(root, path), "utf8");

test("a service gets its name wherever the template has one, a schema id of its own, and is known to npm and compiler", () => {
  const { folder, schemaId } = writeService(root, "coffee-shop");
  expect([folder, schemaId]).toEqual(["apps/coffee-shop", 100]);
  const contract = read("apps/coffee-shop/coffee-shop-contract.ts");
  expect(contract).toContain("export const coffeeShopContract");
  expect(contract).toContain('name: "coffee-shop",\n  schemaId: 100,');
  expect(read("apps/coffee-shop/coffee-shop-service.ts")).toContain(
    "class CoffeeShop implements CoffeeShopHandlers",
  );
  expect(read("package.json")).toContain('"coffee-shop": "tsc -b apps/coffee-shop && node');
  expect(JSON.parse(read("tsconfig.json")).references.at(-1)).toEqual({ path: "apps/coffee-shop" });
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  const left = files
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => /template/i.test(path + read(path.slice(root.length + 1))));
  expect(left).toEqual([]);
  expect(writeService(root, "tea-shop").schemaId).toBe(101);
});

test.each([
  ["Coffee", "write it in lower case"],
  ["../coffee", "write it in lower case"],
  ["", "write it in lower case"],
  ["a".repeat(41), "write it in lower case"],
  ["domain", "domain is there already"],
  ["template", "apps/examples/template is there already"],
  ["test", "npm run test is there already"],
  ["access", "there is a contract access already"],
  ["added", "Added means something else"],
  ["promise", "Promise means something else"],
])("%j is refused, and nothing is written", (name, reason) => {
  const before = read("package.json") + read("tsconfig.json");
  mkdirSync(join(root, "domain"), { recursive: true });
  expect(() => writeService(root, name)).toThrow(reason);
  expect(read("package.json") + read("tsconfig.json")).toBe(before);
  expect(existsSync(join(root, "apps", "coffee"))).toBe(false);
  expect(readdirSync(join(root, "apps"))).toEqual(["examples"]);
});
