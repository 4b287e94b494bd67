import { application as auction } from "@lockstep/auction/application";
import { application as exchange } from "@lockstep/exchange/application";
import { expect, test } from "vitest";
import { type Ready, readyText } from "../ready.ts";

const ready = (nodeId: number, firstPort: number, developmentKey: string | undefined = "dev"): Ready => ({
  nodeId,
  url: `http://127.0.0.1:${firstPort + nodeId - 1}`,
  nativeAddress: `127.0.0.1:${9_000 + nodeId}`,
  developmentKey,
  position: 0,
  halted: undefined,
});

test("what to try names the application, unless it is the one that tools mean by themselves", () => {
  const nodes = [ready(1, 8_080), ready(2, 8_080), ready(3, 8_080)];
  expect(readyText(auction, nodes, true)).toContain("  npm run lockstep -- --app auction status\n");
  expect(readyText(exchange, nodes, true)).toContain("  npm run lockstep -- status\n");
  expect(readyText(exchange, nodes, true)).not.toContain("export");
});

test("on other ports the tools are told where the nodes are", () => {
  const text = readyText(auction, [ready(1, 7_000), ready(2, 7_000)], true);
  expect(text).toContain(
    "  export LOCKSTEP_URL=http://127.0.0.1:7000,http://127.0.0.1:7001 LOCKSTEP_CLIENT=127.0.0.1:9001,127.0.0.1:9002\n",
  );
});

test("in production the first thing to do is to make a key", () => {
  const node = { ...ready(1, 8_080), developmentKey: undefined };
  expect(readyText(exchange, [node], false)).toContain("Try:\n  npm run lockstep -- create-key 1\n");
});
