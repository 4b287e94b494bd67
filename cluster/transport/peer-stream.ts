import { PeerError } from "./peer-error.ts";
import { encodePeerRefused } from "./peer-frame.ts";
import { PeerFrameReader, type PeerFrameSink } from "./peer-frame-reader.ts";
import type { PeerSocket } from "./peer-wire.ts";

/** Counted in ticks, so that a stall of this process is not taken for a silence of the others. */
export const PEER_TICK_MS = 25;
/** How long a refusal may take to get through before the socket is cut. */
const LINGER_TICKS = 40;

/** One end of a connection between members. */
export interface PeerStreamOwner extends PeerFrameSink {
  /** Nothing comes after it. @param refusal what the other side did wrong, if that is why */
  onClose(reason: string, refusal: PeerError | undefined): void;
}

/** A socket that is read frame by frame, and closed with a reason. */
export class PeerStream {
  readonly reader: PeerFrameReader;
  private readonly socket: PeerSocket;
  private readonly owner: PeerStreamOwner;
  private lingerTicks = LINGER_TICKS;
  isClosed = false;

  constructor(socket: PeerSocket, owner: PeerStreamOwner) {
    this.socket = socket;
    this.owner = owner;
    this.reader = new PeerFrameReader(owner);
    let reason = "closed by the other side";
    socket.setNoDelay(true);
    socket.on("error", (error: NodeJS.ErrnoException) => (reason = error.code ?? error.message));
    // The end of what the other side says is the end: "close" comes only after our own last write.
    socket.on("end", () => this.close(reason, undefined));
    socket.on("close", () => this.close(reason, undefined));
  }

  get isDestroyed(): boolean {
    return this.socket.destroyed;
  }

  /** What the socket brought. */
  push(bytes: Uint8Array, view: DataView, from: number, to: number): void {
    if (this.isClosed) return;
    try {
      this.reader.push(bytes, view, from, to);
    } catch (error) {
      if (!(error instanceof PeerError)) throw error;
      this.refuse(error);
    }
  }

  /** Tells the other side what it did wrong, and hangs up. */
  refuse(error: PeerError): void {
    if (this.isClosed) return;
    this.socket.end(encodePeerRefused(error));
    this.close(error.message, error);
  }

  drop(reason: string): void {
    this.socket.destroy();
    this.close(reason, undefined);
  }

  /** Every PEER_TICK_MS: whoever does not take our refusal does not keep the socket open for ever. */
  tick(): void {
    if (this.isClosed && --this.lingerTicks === 0) this.socket.destroy();
  }

  private close(reason: string, refusal: PeerError | undefined): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.reader.stop();
    this.owner.onClose(reason, refusal);
  }
}
