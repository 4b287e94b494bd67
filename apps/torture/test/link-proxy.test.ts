import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LinkProxy } from "../link-proxy.ts";
import { pause, until } from "../pause.ts";

/** A listener that says everything twice, behind a proxy. */
let server: Server;
let proxy: LinkProxy;
let heardThere = "";
const sockets: Socket[] = [];

beforeEach(async () => {
  heardThere = "";
  server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes: Buffer) => {
      heardThere += bytes.toString();
      socket.write(Buffer.concat([bytes, bytes]));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  proxy = await LinkProxy.open((server.address() as AddressInfo).port, () => 0);
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await proxy.close();
  server.close();
});

test("bytes go both ways through a healthy link", async () => {
  const client = await dial();
  client.socket.write("ab");
  await until(() => client.heard.length === 4, "the answer", 10);
  expect([heardThere, client.heard]).toEqual(["ab", "abab"]);
});

test("what is sent into a cut link arrives when it is mended, and the other way is not cut", async () => {
  const client = await dial();
  client.socket.write("a");
  await until(() => client.heard === "aa", "the answer", 10);
  proxy.setFaults({}, { isCut: true });
  client.socket.write("b");
  await until(() => heardThere === "ab", "what goes there", 10);
  expect(client.heard).toBe("aa");
  proxy.setFaults({ isCut: true }, {});
  await until(() => client.heard === "aabb", "what was held back", 10);
  client.socket.write("c");
  await pause(0.05); // A link that is not cut would have it by now.
  expect(heardThere).toBe("ab");
  proxy.setFaults({}, {});
  await until(() => client.heard === "aabbcc", "the rest", 10);
});

test("delayed bytes keep their order, also when the delay ends", async () => {
  const client = await dial();
  proxy.setFaults({ delayMs: { mean: 30, jitter: 0 } }, {});
  client.socket.write("a");
  await until(() => proxy.connections === 1, "the connection", 10);
  client.socket.write("b");
  proxy.setFaults({}, {});
  client.socket.write("c");
  await until(() => client.heard.length === 6, "all answers", 10);
  expect(heardThere).toBe("abc");
});

test("one bit of a chunk is another where the link corrupts", async () => {
  const client = await dial();
  proxy.setFaults({ corruption: 1 }, {});
  client.socket.write("a");
  await until(() => heardThere.length === 1, "the byte", 10);
  expect(heardThere.charCodeAt(0) ^ "a".charCodeAt(0)).toBe(1);
});

test("a reset ends the connection with an error, and others may come", async () => {
  const client = await dial();
  client.socket.write("a");
  await until(() => client.heard === "aa", "the answer", 10);
  proxy.resetAll();
  await until(() => client.error === "ECONNRESET", "the reset", 10);
  const again = await dial();
  again.socket.write("b");
  await until(() => again.heard === "bb", "the answer", 10);
  expect(client.heard).toBe("aa");
});

async function dial(): Promise<{ readonly socket: Socket; heard: string; error: string }> {
  const socket = connect({ host: "127.0.0.1", port: Number(proxy.address.split(":")[1]) });
  sockets.push(socket);
  const client = { socket, heard: "", error: "" };
  socket.on("data", (bytes: Buffer) => (client.heard += bytes.toString()));
  socket.on("error", (error: NodeJS.ErrnoException) => (client.error = error.code ?? ""));
  await once(socket, "connect");
  return client;
}
