import type { Acceptor, Connection, ConnectionListener, Dialer } from "../transport/connection.ts";
import { Channel, type Route, type SimulatedNetwork } from "./simulated-network.ts";
import { SECOND, type SimulatedProcess } from "./simulated-process.ts";

/** As of the real transport (transport/tcp.ts). */
const DIAL_TIMEOUT_US = 5 * SECOND;
/** Who cannot be told that a connection ended finds out by itself. */
const SILENCE_US = 3 * SECOND;
/** Streams know no messages: what is longer may come in two pieces. */
const SPLIT_BYTES = 64;
const SPLIT_RATE = 0.05;

/** Bytes, or the beginning or the end of a stream. */
type Piece = Uint8Array | "open" | "end";

const NOBODY: ConnectionListener = { onBytes: () => {}, onWritten: () => {}, onClose: () => {} };

/** One end of a byte stream between two sites. */
class SimulatedEnd implements Connection {
  readonly peer: string;
  readonly process: SimulatedProcess;
  listener: ConnectionListener = NOBODY;
  pendingBytes = 0;
  isPaused = false;
  isClosed = false;
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
    if (this.isClosed) return;
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
    this.stream.reset();
  }

  /** Something that the other end sent has arrived. */
  take(piece: Piece, splitAt: number): void {
    if (this.isClosed) return;
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

class SimulatedStream implements Route {
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
    this.far = new SimulatedEnd(`client ${a}`, farProcess, this);
    this.connect(this.near, this.far, a, b);
    this.connect(this.far, this.near, b, a);
    network.routes.add(this);
  }

  onOpened(): void {
    this.near.channel.resume();
    this.far.channel.resume();
  }

  /** Both ends hear of it, never from within this call. */
  reset(): void {
    if (this.isReset) return;
    this.isReset = true;
    const { network, near, far, a, b } = this;
    network.routes.delete(this);
    near.channel.close();
    far.channel.close();
    const delayUs = (): number => (network.isReachable(a, b) ? network.drawDelayUs() : SILENCE_US);
    near.process.post(delayUs(), () => near.close("the connection was reset"));
    far.process.post(delayUs(), () => far.close("the connection was reset"));
  }

  private connect(from: SimulatedEnd, to: SimulatedEnd, fromSite: number, toSite: number): void {
    const { network } = this;
    from.other = to;
    from.channel = new Channel(
      network,
      fromSite,
      toSite,
      (piece) => {
        const isSplit = piece.length > SPLIT_BYTES && network.random.chance(SPLIT_RATE);
        const splitAt = isSplit ? network.random.between(1, piece.length - 1) : 0;
        to.process.happen(() => to.take(piece, splitAt));
      },
      () => !to.isPaused,
    );
  }
}

/** A node that clients may reach. */
export interface Reachable {
  readonly site: number;
  readonly process: SimulatedProcess;
  readonly acceptor: Acceptor;
}

/** Dials nodes over the simulated network. */
export class SimulatedDialer implements Dialer {
  private readonly network: SimulatedNetwork;
  private readonly site: number;
  private readonly process: SimulatedProcess;
  private readonly find: (endpoint: string) => { site: number; node: Reachable | undefined };

  /** @param find who listens there now, if anybody does */
  constructor(
    network: SimulatedNetwork,
    site: number,
    process: SimulatedProcess,
    find: (endpoint: string) => { site: number; node: Reachable | undefined },
  ) {
    this.network = network;
    this.site = site;
    this.process = process;
    this.find = find;
  }

  dial(endpoint: string, listener: ConnectionListener, onOpen: () => void): Connection {
    const { network, process, site } = this;
    const target = this.find(endpoint);
    // A stream to nobody until it is accepted: its far end is this process, which hears nothing there.
    const stream = new SimulatedStream(
      network,
      [site, process],
      [target.site, target.node?.process ?? process],
      endpoint,
    );
    const { near, far } = stream;
    near.listener = listener;
    near.onOpen = onOpen;
    network.events.after(network.drawDelayUs(), () => {
      if (!network.isReachable(site, target.site)) {
        process.post(DIAL_TIMEOUT_US, () => stream.reset());
      } else if (target.node === undefined || target.node.process.isDead) {
        stream.reset();
      } else {
        const { node } = target;
        node.process.happen(() => {
          if (near.isClosed) return;
          far.channel.put("open");
          far.listener = node.acceptor.accept(far, true);
        });
      }
    });
    return near;
  }
}
