import { WebSocket } from "ws";
import { DEVELOPMENT_KEY, type TestGateway } from "./test-gateway.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- tests look into JSON of any form
export type Message = any;

/** A client that keeps what it gets until the test asks for it. */
export class TestClient {
  readonly webSocket: WebSocket;
  readonly received: Message[] = [];
  closed: { code: number; reason: string } | undefined;
  #waiting: (() => void) | undefined;

  constructor(webSocket: WebSocket) {
    this.webSocket = webSocket;
    webSocket.on("message", (data: Buffer, isBinary) => {
      this.received.push(isBinary ? data : JSON.parse(data.toString()));
      this.#waiting?.();
    });
    webSocket.on("close", (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.#waiting?.();
    });
    webSocket.on("error", () => undefined);
  }

  send(message: object | string): void {
    this.webSocket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  /** The next message that is no heartbeat; they come in order. */
  async next(): Promise<Message> {
    for (;;) {
      const message = this.received.shift();
      if (message !== undefined && message.type !== "heartbeat") return message;
      if (message === undefined) {
        if (this.closed !== undefined) {
          throw new Error(`closed with ${this.closed.code} ${this.closed.reason}`);
        }
        await this.#wake();
      }
    }
  }

  async ask(message: object): Promise<Message> {
    this.send(message);
    return this.next();
  }

  async whenClosed(): Promise<{ code: number; reason: string }> {
    while (this.closed === undefined) await this.#wake();
    return this.closed;
  }

  #wake(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }
}

export async function connect(
  { gateway }: TestGateway,
  headers: Record<string, string> = { "x-lockstep-key": DEVELOPMENT_KEY },
  protocols: string[] = [],
): Promise<TestClient> {
  const address = gateway.app.server.address();
  if (address === null || typeof address === "string") throw new Error("the gateway does not listen");
  const webSocket = new WebSocket(`ws://127.0.0.1:${address.port}/v1/ws`, protocols, { headers });
  const client = new TestClient(webSocket);
  await new Promise<void>((resolve, reject) => {
    webSocket.once("open", () => resolve());
    webSocket.once("error", reject);
  });
  return client;
}
