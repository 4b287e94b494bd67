import type { Application } from "../application.ts";
import { describe, expect, test } from "vitest";
import { localMembers, membersText, parseMembers } from "../members.ts";
import { parseOptions, type Wish } from "../options.ts";

const application: Application = {
  name: "kiosk",
  description: "Sells newspapers.",
  module: import.meta.url,
  services: () => [],
  protocols: [],
};

function parse(line: string): Wish {
  return parseOptions(application, ["node", "main.js", ...line.split(" ").filter((word) => word !== "")]);
}

/** What a wish for a node comes to. */
function nodeOf(line: string) {
  const wish = parse(line);
  if (wish.kind !== "node") throw new Error("no node, but a local cluster");
  return wish.options;
}

test("without options it is three nodes on this machine, with ports that follow each other", () => {
  const wish = parse("");
  expect(wish.kind).toBe("local cluster");
  expect(wish.options.members).toEqual([
    {
      nodeId: 1,
      gatewayUrl: "http://127.0.0.1:8080",
      clientAddress: "127.0.0.1:9001",
      peerAddress: "127.0.0.1:9101",
    },
    {
      nodeId: 2,
      gatewayUrl: "http://127.0.0.1:8081",
      clientAddress: "127.0.0.1:9002",
      peerAddress: "127.0.0.1:9102",
    },
    {
      nodeId: 3,
      gatewayUrl: "http://127.0.0.1:8082",
      clientAddress: "127.0.0.1:9003",
      peerAddress: "127.0.0.1:9103",
    },
  ]);
});

test("--nodes 1, and --node alone, are a cluster of one in this process", () => {
  expect(nodeOf("--nodes 1")).toMatchObject({ node: 1, port: 8080, clientPort: 9001, host: "127.0.0.1" });
  expect(nodeOf("--node 7 --port 0")).toMatchObject({ node: 7, port: 0 });
  expect(nodeOf("--nodes 1").members).toBeUndefined();
});

test("--node with --nodes is that member of the local cluster, as the launcher starts it", () => {
  const again = nodeOf("--node 2 --nodes 5 --port 7000");
  expect(again).toMatchObject({ node: 2, port: 7001, clientPort: 9002, host: "127.0.0.1" });
  expect(again.members).toHaveLength(5);
  const { members } = parse("--nodes 5 --port 7000").options;
  expect(nodeOf(`--node 2 --members ${membersText(members!)}`).members).toEqual(again.members);
});

test("--node with --members listens where the list says, or on --host", () => {
  const list = "1=10.0.0.1,2=10.0.0.2:80:81:82,3=[fd00::3]:8080";
  expect(nodeOf(`--node 2 --members ${list}`)).toMatchObject({ host: "10.0.0.2", port: 80, clientPort: 81 });
  expect(nodeOf(`--node 3 --members ${list}`)).toMatchObject({
    host: "fd00::3",
    port: 8080,
    clientPort: 9001,
  });
  expect(nodeOf(`--node 1 --members ${list} --host 0.0.0.0`)).toMatchObject({ host: "0.0.0.0", port: 8080 });
});

test("a list of members is read back as it was written", () => {
  const members = localMembers(3, "::", { gateway: 80, client: 5, peer: 65_000 });
  expect(members[0]!.clientAddress).toBe("[::1]:5");
  expect(parseMembers(membersText(members))).toEqual(members);
});

describe("a list that is wrong is refused with what is wrong", () => {
  test.each([
    ["10.0.0.1", '"10.0.0.1" names no member'],
    ["1=10.0.0.1,1=10.0.0.2", "a member is named twice: 1, 1"],
    ["1=10.0.0.1:0", '"1=10.0.0.1:0": a port is from 1 to 65535'],
    ["1=10.0.0.1:1:2:3:4", "names no member"],
    ["", '"" names no member'],
  ])("%s", (text, message) => {
    expect(() => parseMembers(text)).toThrow(message);
  });
});

test("when snapshots are taken is passed on to every node", () => {
  const snapshots =
    "--snapshot-commands 1000 --snapshot-bytes 0 --snapshot-minutes 5 --snapshot-by followers";
  expect(parse(snapshots)).toMatchObject({
    options: { nodeArguments: expect.arrayContaining(snapshots.split(" ")) },
  });
  expect(nodeOf(`--node 1 ${snapshots}`)).toMatchObject({
    snapshotCommands: 1_000,
    snapshotBytes: 0,
    snapshotMinutes: 5,
    snapshotBy: "followers",
  });
});

test("what becomes of the log's old segments is passed on to every node", () => {
  const wish = parse("--archive none --segment-mib 4");
  expect(wish.kind === "local cluster" && wish.options.nodeArguments).toEqual(
    expect.arrayContaining(["--segment-mib", "4", "--archive", "none"]),
  );
  expect(nodeOf("--node 1 --archive none --segment-mib 4")).toMatchObject({ archive: "none", segmentMib: 4 });
});
