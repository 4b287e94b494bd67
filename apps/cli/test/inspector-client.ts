import { once } from "node:events";
import { WebSocket } from "ws";

/** Speaks the inspector protocol, as VS Code and Chrome do. */
export class InspectorClient {
  private readonly socket: WebSocket;
  private lastId = 0;
  private readonly answers = new Map<number, (message: Message) => void>();
  private readonly paused: CallFrame[][] = [];
  private wake: () => void = () => {};
  readonly scripts: Map<string, { url: string; sourceMapURL: string }> = new Map();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data: Buffer) => this.onMessage(JSON.parse(data.toString()) as Message));
  }

  static async attach(url: string): Promise<InspectorClient> {
    const socket = new WebSocket(url);
    await once(socket, "open");
    return new InspectorClient(socket);
  }

  send(method: string, params: object = {}): Promise<Record<string, unknown>> {
    const id = ++this.lastId;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => {
      this.answers.set(id, ({ result, error }) =>
        error === undefined ? resolve(result ?? {}) : reject(new Error(`${method}: ${error.message}`)),
      );
    });
  }

  /** The frames where it stopped, innermost first. */
  async nextPause(): Promise<CallFrame[]> {
    while (this.paused.length === 0) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.paused.shift()!;
  }

  /** Goes one step, and says where that leads. */
  step(how: "stepInto" | "stepOver"): Promise<CallFrame[]> {
    void this.send(`Debugger.${how}`);
    return this.nextPause();
  }

  /** In the innermost frame. */
  async evaluate(frames: readonly CallFrame[], expression: string): Promise<unknown> {
    const { callFrameId } = frames[0]!;
    const { result } = await this.send("Debugger.evaluateOnCallFrame", {
      callFrameId,
      expression,
      returnByValue: true,
    });
    return (result as { value: unknown }).value;
  }

  close(): void {
    this.socket.close();
  }

  private onMessage(message: Message): void {
    if (message.id !== undefined) {
      this.answers.get(message.id)?.(message);
      this.answers.delete(message.id);
    } else if (message.method === "Debugger.scriptParsed") {
      const { scriptId, url, sourceMapURL } = message.params as Record<
        "scriptId" | "url" | "sourceMapURL",
        string
      >;
      this.scripts.set(scriptId, { url, sourceMapURL });
    } else if (message.method === "Debugger.paused") {
      this.paused.push((message.params as { callFrames: CallFrame[] }).callFrames);
      this.wake();
    }
  }
}

export interface CallFrame {
  readonly callFrameId: string;
  readonly functionName: string;
  readonly location: { readonly scriptId: string };
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}
