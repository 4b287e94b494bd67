import { WebSocket } from "ws";
import type { LatencyRecorder } from "./latency.ts";
import type { OrderFlow } from "./order-flow.ts";
import type { SocketFormat } from "./socket-frames.ts";

/** What the connections of a load have in common. */
export interface SocketLoad {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly format: SocketFormat;
  /** The server sends each frame back as it came; else it answers each command. */
  readonly isEcho: boolean;
  /** Commands sent and not answered, of one connection, at most. */
  readonly window: number;
  readonly latency: LatencyRecorder;
  readonly refused: Map<string, number>;
}

/** One WebSocket in a closed loop: its window is full until it is stopped. */
export class SocketGenerator {
  answered = 0;
  private readonly load: SocketLoad;
  private readonly flow: OrderFlow;
  private readonly socket: WebSocket;
  private readonly framesMax: number;
  /** By frame number modulo `framesMax`. */
  private readonly sentAtMs: Float64Array;
  private sentFrames = 0;
  private isRunning = false;
  private drained: (() => void) | undefined;

  private constructor(load: SocketLoad, flow: OrderFlow, socket: WebSocket) {
    this.load = load;
    this.flow = flow;
    this.socket = socket;
    this.framesMax = Math.max(1, Math.floor(load.window / load.format.commandsPerFrame));
    this.sentAtMs = new Float64Array(this.framesMax + 1);
    socket.on("message", (data: Buffer) => this.onMessage(data));
    socket.on("close", (code, reason) => this.onClose(code, reason.toString()));
  }

  /** @throws Error (as a rejection) when the server does not take the connection */
  static async open(load: SocketLoad, flow: OrderFlow): Promise<SocketGenerator> {
    const socket = new WebSocket(load.url, [...load.format.subprotocols], { headers: load.headers });
    const generator = new SocketGenerator(load, flow, socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", () => resolve());
      socket.once("error", reject);
    });
    return generator;
  }

  start(): void {
    this.isRunning = true;
    this.fillWindow();
  }

  /** Sends nothing more, waits for what is under way, and hangs up. */
  async stop(): Promise<void> {
    this.isRunning = false;
    const sent = this.sentFrames * this.load.format.commandsPerFrame;
    if (this.answered < sent) await new Promise<void>((resolve) => (this.drained = resolve));
    this.socket.removeAllListeners("close");
    this.socket.close();
  }

  private fillWindow(): void {
    const { format } = this.load;
    while (
      this.isRunning &&
      this.sentFrames - this.answered / format.commandsPerFrame <= this.framesMax - 1
    ) {
      const frame = format.frameOf(this.flow, this.sentFrames * format.commandsPerFrame + 1);
      this.sentAtMs[this.sentFrames % this.sentAtMs.length] = performance.now();
      this.sentFrames++;
      this.socket.send(frame);
    }
  }

  private onMessage(data: Buffer): void {
    const { format, isEcho } = this.load;
    const nowMs = performance.now();
    if (isEcho) {
      const first = this.answered + 1;
      for (let n = 0; n < format.commandsPerFrame; n++) this.onAnswer(first + n, "", nowMs);
    } else {
      format.read(data, (id, refusal) => this.onAnswer(id, refusal, nowMs));
    }
    this.fillWindow();
    const sent = this.sentFrames * format.commandsPerFrame;
    if (this.answered === sent && this.drained !== undefined) this.drained();
  }

  private onAnswer(id: number, refusal: string, nowMs: number): void {
    const { format, latency, refused } = this.load;
    const frame = Math.floor((id - 1) / format.commandsPerFrame);
    latency.record((nowMs - this.sentAtMs[frame % this.sentAtMs.length]) * 1_000, 1);
    if (refusal !== "") refused.set(refusal, (refused.get(refusal) ?? 0) + 1);
    this.answered++;
  }

  private onClose(code: number, reason: string): void {
    const what = `connection closed with ${code} ${reason}`;
    this.load.refused.set(what, (this.load.refused.get(what) ?? 0) + 1);
    this.isRunning = false;
    this.drained?.();
    this.answered = this.sentFrames * this.load.format.commandsPerFrame;
  }
}
