import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clientSecretPath, openClientSecret } from "@lockstep/cluster/client-secret";
import { afterAll, expect, test } from "vitest";
import { application as account } from "../../examples/account/application.ts";
import { application as atm } from "../../examples/atm/application.ts";
import { linkTargets, linkText, parseLink } from "../links.ts";

const directory = mkdtempSync(join(tmpdir(), "lockstep-links-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("a link names an application, its nodes and its secret, and is written as it is read", () => {
  const text = "account=10.0.0.1:9001,10.0.0.2:9001@/secrets/client-secret";
  expect(parseLink(text)).toEqual({
    name: "account",
    endpoints: ["10.0.0.1:9001", "10.0.0.2:9001"],
    secretPath: "/secrets/client-secret",
  });
  expect(linkText(parseLink(text))).toBe(text);
});

test.each([
  "account",
  "account=host:9001",
  "account=host@file",
  "account=host:9001,host@file",
  "=host:1@file",
])("one that is not whole is refused, with how it is right: %s", (text) => {
  expect(() => parseLink(text)).toThrow("account=host:9001,host:9002@FILE");
});

test("each service that is called and is not here needs a link, and says so", () => {
  expect(() => linkTargets(atm, [])).toThrow("Say where: --link account=host:port,host:port@FILE");
  expect(linkTargets(account, [])).toEqual([]);
  openClientSecret(directory);
  const link = parseLink(`account=host:9001@${clientSecretPath(directory)}`);
  expect(linkTargets(atm, [link])).toMatchObject([
    { schemaId: 41, name: "account", endpoints: ["host:9001"] },
  ]);
  const together = {
    ...atm,
    services: () => [...atm.services(), ...account.services()],
  };
  expect(linkTargets(together, [])).toEqual([]);
});
