import type { Connection, ConnectionListener } from "../transport/connection.ts";
import { Channel, type Route, type SimulatedNetwork } from "./simulated-network.ts";
import { SECOND, type SimulatedProcess } from "./simulated-process.ts";

/** Who cannot be told that a connection ended finds out by itself. */
const SILENCE_US = 3 * SECOND;
/** Streams know no messages: what is longer may come in two pieces. */
const SPLIT_BYTES = 64;
const SPLIT_RATE = 0.05;

/** Bytes, or the beginning or the end of a stream. */
type Piece = Uint8Array | "open" | "end";

const NOBODY: ConnectionListener = { onBytes: () => {}, onWritten: () => {}, onClose: () => {} };

/** One end of a byte stream between two sites. */
export class SimulatedEnd implements Connection {
  readonly peer: string;
  readonly process: SimulatedProcess;
  listener: ConnectionListener = NOBODY;
  pendingBytes = 0;
  isPaused = false;
  isClosed = false;
  /** By its owner, who hears nothing of it any more but that it is closed. */
  isDestroyed = false;
  private isEnding = false;
  private readonly stream: SimulatedStream;
  private written: Uint8Array[] = [];
  channel!: Channel<Piece>;
  /** The other end has accepted. */
  onOpen: () => void = () => {};
  other!: SimulatedEnd;

  constructor(peer: string, process: SimulatedProcess, stream: SimulatedStream) {
    this.peer = peer;
    this.process = process;
    this.stream = stream;
  }

  write(bytes: Uint8Array): void {
    if (this.isClosed || this.isEnding) return;
    this.written.push(bytes);
    this.pendingBytes += bytes.byteLength;
  }

  flush(): void {
    if (this.isClosed || this.written.length === 0) return;
    const { written } = this;
    this.written = [];
    for (const bytes of written) this.channel.put(bytes);
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    this.other.channel.resume();
  }

  end(): void {
    if (this.isClosed || this.isEnding) return;
    this.flush();
    this.isEnding = true;
    this.channel.put("end");
  }

  destroy(): void {
    this.isDestroyed = true;
    this.stream.reset();
  }

  /** Something that the other end sent has arrived. */
  take(piece: Piece, splitAt: number): void {
    if (this.isClosed || this.isDestroyed) return;
    if (piece === "end") return this.stream.reset();
    if (piece === "open") return this.onOpen();
    const { other } = this;
    if (splitAt > 0 && splitAt < piece.byteLength) {
      this.listener.onBytes(piece.subarray(0, splitAt));
      if (!this.isClosed) this.listener.onBytes(piece.subarray(splitAt));
    } else {
      this.listener.onBytes(piece);
    }
    other.process.post(1, () => {
      if (other.isClosed) return;
      other.pendingBytes -= piece.byteLength;
      other.listener.onWritten(piece);
    });
  }

  close(reason: string): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.written.length = 0;
    this.listener.onClose(reason);
  }
}

/** Two ends, and what is under way between them. */
export class SimulatedStream implements Route {
  readonly a: number;
  readonly b: number;
  readonly near: SimulatedEnd;
  readonly far: SimulatedEnd;
  private readonly network: SimulatedNetwork;
  private isReset = false;

  constructor(
    network: SimulatedNetwork,
    [a, nearProcess]: readonly [number, SimulatedProcess],
    [b, farProcess]: readonly [number, SimulatedProcess],
    endpoint: string,
  ) {
    this.a = a;
    this.b = b;
    this.network = network;
    this.near = new SimulatedEnd(endpoint, nearProcess, this);
    this.far = new SimulatedEnd(`site ${a}`, farProcess, this);
    this.connect(this.near, this.far, a, b);
    this.connect(this.far, this.near, b, a);
    network.routes.add(this);
  }

  onOpened(): void {
    this.near.channel.resume();
    this.far.channel.resume();
  }

  /** Both ends hear of it, never from within this call; before, of what was under way, some may come. */
  reset(): void {
    if (this.isReset) return;
    this.isReset = true;
    const { network, near, far, a, b } = this;
    network.routes.delete(this);
    this.part(near, far.channel.close(), b, a);
    this.part(far, near.channel.close(), a, b);
  }

  /** @param underWay what `end` has not had yet */
  private part(end: SimulatedEnd, underWay: readonly Piece[], from: number, to: number): void {
    const { network } = this;
    const count = end.isPaused || end.isDestroyed ? 0 : this.drawSurvivors(underWay.length, from, to);
    // Whoever wrote them uses their memory again, as soon as it knows that the stream has ended.
    const arrives = underWay
      .slice(0, count)
      .map((piece) => (typeof piece === "string" ? piece : piece.slice()));
    const last = arrives.at(-1);
    if (last instanceof Uint8Array && last.byteLength > 1) {
      arrives[count - 1] = last.subarray(0, 1 + network.randomOf(from, to).below(last.byteLength));
    }
    const delayUs = network.isReachable(from, to) ? network.drawDelayUs(from, to) : SILENCE_US;
    end.process.post(delayUs, () => {
      for (const piece of arrives) if (piece !== "end") end.take(piece, 0);
      end.close("the connection was reset");
    });
  }

  private drawSurvivors(count: number, from: number, to: number): number {
    const { network } = this;
    if (count === 0 || !network.isReachable(from, to)) return 0;
    return network.randomOf(from, to).below(count + 1);
  }

  private connect(from: SimulatedEnd, to: SimulatedEnd, fromSite: number, toSite: number): void {
    const { network } = this;
    from.other = to;
    from.channel = new Channel(
      network,
      fromSite,
      toSite,
      (piece) => {
        let splitAt = 0;
        if (piece.length > SPLIT_BYTES) {
          const random = network.randomOf(fromSite, toSite);
          if (random.chance(SPLIT_RATE)) splitAt = random.between(1, piece.length - 1);
        }
        to.process.happen(() => to.take(piece, splitAt));
      },
      () => !to.isPaused,
    );
  }
}
