import type { PeerListenerOwner } from "../transport/peer-listener.ts";
import type { PeerPort, PeerSocket, PeerWire, ReadInto } from "../transport/peer-wire.ts";
import type { SimulatedNetwork } from "./simulated-network.ts";
import type { SimulatedProcess } from "./simulated-process.ts";
import { type SimulatedEnd, SimulatedStream } from "./simulated-stream.ts";

/** What the system takes of a connection before the other side has it. */
const SYSTEM_BYTES = 262_144;

/** Who listens for members, by site. */
export type PeerPorts = Map<
  number,
  { readonly process: SimulatedProcess; readonly owner: PeerListenerOwner }
>;

/** The address at which a member listens for the others. */
export function peerAddressOf(site: number): string {
  return `node-${site}:9000`;
}

/** The connections of one process to other members, over the simulated network. */
export class SimulatedPeerWire implements PeerWire {
  private readonly network: SimulatedNetwork;
  private readonly ports: PeerPorts;
  private readonly site: number;
  private readonly process: SimulatedProcess;

  constructor(network: SimulatedNetwork, ports: PeerPorts, site: number, process: SimulatedProcess) {
    this.network = network;
    this.ports = ports;
    this.site = site;
    this.process = process;
  }

  listen(address: string, owner: PeerListenerOwner): PeerPort {
    this.ports.set(this.site, { process: this.process, owner });
    return { address, open: () => Promise.resolve(), close: () => Promise.resolve() };
  }

  dial(address: string, onread: ReadInto, onOpen: () => void): PeerSocket {
    const { network, process, site } = this;
    const target = Number(address.slice("node-".length, address.indexOf(":")));
    const found = this.ports.get(target);
    const stream = new SimulatedStream(
      network,
      [site, process],
      [target, found?.process ?? process],
      address,
    );
    const { near, far } = stream;
    near.onOpen = onOpen;
    const socket = new SimulatedSocket(near, onread);
    network.events.after(network.drawDelayUs(site, target), () => {
      if (!network.isReachable(site, target)) return; // Who dialled gives it up after a while.
      if (found === undefined || found.process.isDead) return stream.reset();
      found.process.happen(() => {
        if (near.isClosed) return;
        far.channel.put("open");
        found.owner.onSocket(new SimulatedSocket(far, undefined));
      });
    });
    return socket;
  }
}

interface Write {
  readonly bytes: Uint8Array;
  readonly onTaken: (() => void) | undefined;
}

/** A stream's end with the ways of a socket of node:net. */
class SimulatedSocket implements PeerSocket {
  readonly remoteAddress: string;
  readonly remotePort = undefined;
  private readonly end_: SimulatedEnd;
  private readonly onread: ReadInto | undefined;
  private readonly waiting: Write[] = [];
  private onData: (bytes: Buffer) => void = () => {};
  private readonly onClosed: (() => void)[] = [];
  private isCorked = false;
  writableLength = 0;
  destroyed = false;

  constructor(end: SimulatedEnd, onread: ReadInto | undefined) {
    this.end_ = end;
    this.onread = onread;
    this.remoteAddress = end.peer;
    end.listener = {
      onBytes: (bytes) => this.take(bytes),
      onWritten: () => this.pump(),
      onClose: () => {
        this.destroyed = true;
        for (const tell of this.onClosed) tell();
      },
    };
  }

  on(event: "data" | "end" | "close" | "error", listener: (said: never) => void): void {
    if (event === "data") this.onData = listener as (bytes: Buffer) => void;
    else if (event === "close") this.onClosed.push(listener as () => void);
    // A stream that ends is closed at once, and no error is told: who reads it treats all three alike.
  }

  setNoDelay(): void {}

  write(bytes: Uint8Array, onTaken?: () => void): boolean {
    this.waiting.push({ bytes, onTaken });
    this.writableLength += bytes.byteLength;
    if (!this.isCorked) this.pump();
    return true;
  }

  cork(): void {
    this.isCorked = true;
  }

  uncork(): void {
    this.isCorked = false;
    this.pump();
  }

  end(bytes: Uint8Array): void {
    this.end_.write(bytes.slice());
    this.end_.end();
  }

  destroy(): void {
    this.destroyed = true;
    this.end_.destroy();
  }

  /** The system takes what it has room for. */
  private pump(): void {
    const { waiting, end_: end } = this;
    while (waiting.length > 0 && end.pendingBytes < SYSTEM_BYTES) {
      const { bytes, onTaken } = waiting.shift()!;
      this.writableLength -= bytes.byteLength;
      end.write(bytes.slice());
      if (onTaken !== undefined) end.process.post(0, onTaken);
    }
    end.flush();
  }

  private take(bytes: Uint8Array): void {
    const { onread } = this;
    if (onread === undefined) {
      this.onData(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      return;
    }
    const { buffer, callback } = onread;
    for (let from = 0; from < bytes.byteLength; from += buffer.byteLength) {
      const slice = bytes.subarray(from, from + buffer.byteLength);
      buffer.set(slice);
      callback(slice.byteLength);
    }
  }
}
