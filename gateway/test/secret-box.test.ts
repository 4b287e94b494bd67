import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { SecretBox } from "../secret-box.ts";

const directory = mkdtempSync(join(tmpdir(), "lockstep-secret-box-"));
afterAll(() => rmSync(directory, { recursive: true }));

const secret = Buffer.from("wonder");

test("what is sealed opens with the same key file, and only with the key id it was sealed for", () => {
  const path = join(directory, "key");
  const sealed = SecretBox.open(path).seal("alice", secret);
  const again = SecretBox.open(path);
  expect(Buffer.from(again.unseal("alice", sealed))).toEqual(secret);
  expect(() => again.unseal("bob", sealed)).toThrow(/secret of key bob does not open/);
  expect(() => SecretBox.open(join(directory, "other")).unseal("alice", sealed)).toThrow(
    /every gateway of a cluster needs the same/,
  );
});

test("the same secret is sealed differently each time, and does not show", () => {
  const box = new SecretBox(new Uint8Array(32));
  const one = Buffer.from(box.seal("alice", secret));
  expect(one.equals(Buffer.from(box.seal("alice", secret)))).toBe(false);
  expect(one.includes(secret)).toBe(false);
});

test("every changed byte is noticed", () => {
  const box = new SecretBox(new Uint8Array(32));
  const sealed = box.seal("alice", secret);
  for (let i = 0; i < sealed.length; i++) {
    const changed = Uint8Array.from(sealed);
    changed[i] ^= 1;
    expect(() => box.unseal("alice", changed)).toThrow("secret of key alice");
  }
  expect(() => box.unseal("alice", sealed.subarray(0, 20))).toThrow(/not in this box's format/);
});

test("the key file is made for its owner alone, and refused when others may read it", () => {
  const path = join(directory, "private");
  SecretBox.open(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  chmodSync(path, 0o640);
  expect(() => SecretBox.open(path)).toThrow(`${path} has mode 640; run: chmod 600 ${path}`);
});

test("processes that start at the same time have one key, and none of them sees half of it", async () => {
  const built = new URL("../dist/secret-box.js", import.meta.url).href;
  const path = join(directory, "shared");
  const program = `
    const { SecretBox } = await import(${JSON.stringify(built)});
    while (Date.now() < ${Date.now() + 600}); // All at once.
    const box = SecretBox.open(${JSON.stringify(path)});
    process.stdout.write(Buffer.from(box.seal("alice", Buffer.from("wonder"))).toString("hex"));
  `;
  const run = promisify(execFile);
  const args = ["--input-type=module", "--eval", program];
  const sealed = await Promise.all(Array.from({ length: 4 }, () => run(process.execPath, args)));
  const box = SecretBox.open(path);
  const opened = sealed.map(({ stdout }) => Buffer.from(box.unseal("alice", Buffer.from(stdout, "hex"))));
  expect(opened.map(String)).toEqual(["wonder", "wonder", "wonder", "wonder"]);
});

test("a key file with something else in it is refused", () => {
  const path = join(directory, "nonsense");
  writeFileSync(path, "hello", { mode: 0o600 });
  expect(() => SecretBox.open(path)).toThrow(/does not hold 64 hexadecimal digits/);
  expect(() => new SecretBox(new Uint8Array(16))).toThrow(/the key is 16 bytes; it must be 32/);
});
