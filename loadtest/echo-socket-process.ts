import { WebSocketServer } from "ws";
import { SUBPROTOCOL } from "./socket-frames.ts";
import { sayReady, stopOnSignal } from "./server-ready.ts";

/** A process with the floor of the WebSocket load test: every message comes back as it is. */
const server = new WebSocketServer({
  host: "127.0.0.1",
  port: 0,
  handleProtocols: (protocols) => (protocols.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
});
server.on("connection", (socket) => {
  socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
});
server.on("listening", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the echo server has no port");
  sayReady({ url: `ws://127.0.0.1:${address.port}` });
});
stopOnSignal(async () => server.close());
