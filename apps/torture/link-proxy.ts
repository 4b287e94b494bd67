import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import type { LinkFault } from "./network.ts";

const HEALTHY: LinkFault = {};

/** One direction of a connection: what comes out of one socket goes into the other, late, changed, or not at all. */
class Stream {
  private readonly source: Socket;
  private readonly sink: Socket;
  private readonly random: () => number;
  private fault: LinkFault;
  /** When the last chunk that is under way arrives: bytes never overtake each other. */
  private lastDueMs = 0;

  constructor(source: Socket, sink: Socket, fault: LinkFault, random: () => number) {
    this.source = source;
    this.sink = sink;
    this.random = random;
    this.fault = fault;
    source.on("data", (chunk: Buffer) => this.take(chunk));
    source.on("end", () => this.sink.end());
    this.setFault(fault);
  }

  setFault(fault: LinkFault): void {
    this.fault = fault;
    // What TCP has taken waits, as it would for a wire that is mended.
    if (fault.isCut === true) this.source.pause();
    else this.source.resume();
  }

  private take(chunk: Buffer): void {
    const { corruption = 0, delayMs } = this.fault;
    if (corruption > 0 && this.random() < corruption) {
      const at = Math.floor(this.random() * chunk.byteLength);
      chunk[at]! ^= 1 << Math.floor(this.random() * 8);
    }
    const nowMs = performance.now();
    if (delayMs === undefined && this.lastDueMs <= nowMs) return this.give(chunk);
    const { mean, jitter } = delayMs ?? { mean: 0, jitter: 0 };
    const dueMs = Math.max(nowMs + mean + (this.random() * 2 - 1) * jitter, this.lastDueMs);
    this.lastDueMs = dueMs;
    setTimeout(() => this.give(chunk), dueMs - nowMs);
  }

  private give(chunk: Buffer): void {
    if (!this.sink.destroyed) this.sink.write(chunk);
  }
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  readonly there: Stream;
  readonly back: Stream;
}

/** Stands between those who connect and a listener, on the loopback address, and does with their bytes what it is told. */
export class LinkProxy {
  readonly address: string;
  private readonly server: Server;
  private readonly target: number;
  private readonly random: () => number;
  private readonly pairs = new Set<Pair>();
  private there = HEALTHY;
  private back = HEALTHY;

  private constructor(server: Server, target: number, random: () => number) {
    this.server = server;
    this.target = target;
    this.random = random;
    this.address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on("connection", (socket) => this.join(socket));
  }

  /** @param target the listener's port on the loopback address @param random in [0, 1) */
  static async open(target: number, random: () => number): Promise<LinkProxy> {
    const server = createServer({ noDelay: true });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new LinkProxy(server, target, random);
  }

  get connections(): number {
    return this.pairs.size;
  }

  /** @param there from those who connect to the listener @param back the other way */
  setFaults(there: LinkFault, back: LinkFault): void {
    this.there = there;
    this.back = back;
    for (const pair of this.pairs) {
      pair.there.setFault(there);
      pair.back.setFault(back);
    }
  }

  resetAll(): void {
    for (const { near, far } of this.pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  }

  async close(): Promise<void> {
    this.server.close();
    for (const { near, far } of this.pairs) {
      near.destroy();
      far.destroy();
    }
    if (this.server.listening) await once(this.server, "close");
  }

  private join(near: Socket): void {
    const far = connect({ host: "127.0.0.1", port: this.target, noDelay: true });
    const pair: Pair = {
      near,
      far,
      there: new Stream(near, far, this.there, this.random),
      back: new Stream(far, near, this.back, this.random),
    };
    this.pairs.add(pair);
    const part = (): void => {
      this.pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) socket.on("error", part).on("close", part);
  }
}
