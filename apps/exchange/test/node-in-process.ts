import { WebSocket } from "ws";
import { TestClient } from "../../../gateway/test/websocket-client.ts";
import { type ApplicationNode, startApplicationNode } from "@lockstep/host/application-node";
import { application } from "../application.ts";
import { makeDirectory } from "./exchange-process.ts";

export const DEVELOPMENT_KEY = "dev";

/** A node by itself with the demo in it: log on the disk, native port and gateway on free ports, all in this process. */
export function startNodeInProcess(): Promise<ApplicationNode> {
  return startApplicationNode(application, {
    node: 1,
    cluster: 1,
    data: makeDirectory(),
    host: "127.0.0.1",
    port: 0,
    clientPort: 0,
    demo: true,
    production: false,
    logLevel: "silent",
  });
}

/** A WebSocket of the node's gateway, open. */
export async function openWebSocket(node: ApplicationNode, protocols: string[] = []): Promise<TestClient> {
  const address = `${node.url.replace("http", "ws")}/v1/ws`;
  const webSocket = new WebSocket(address, protocols, { headers: { "x-lockstep-key": DEVELOPMENT_KEY } });
  const client = new TestClient(webSocket);
  await new Promise<void>((resolve, reject) => {
    webSocket.once("open", () => resolve());
    webSocket.once("error", reject);
  });
  return client;
}
