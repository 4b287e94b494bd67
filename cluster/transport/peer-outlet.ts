import type { TransferWord } from "../snapshots/transfer-word.ts";
import type { Message } from "../raft/message.ts";
import { nameOfPeerError, PeerError } from "./peer-error.ts";
import {
  decodePeerHello,
  decodePeerRefused,
  encodePeerAlive,
  PeerFrameType,
  type PeerHello,
} from "./peer-frame.ts";
import { type PeerChunks, PeerOutbox } from "./peer-outbox.ts";
import { encodeTransfer } from "./peer-transfer.ts";
import { PeerStream, type PeerStreamOwner } from "./peer-stream.ts";
import type { PeerSocket } from "./peer-wire.ts";

const GREETING_TICKS_MAX = 120;
/** With nothing to say for so long, a word of life is sent. */
const ALIVE_TICKS = 20;
/** Who takes nothing of what waits for so long is not there. */
const STALL_TICKS_MAX = 200;
const ALIVE: Uint8Array = encodePeerAlive();

/** What an outlet tells its node. */
export interface PeerOutletHost {
  /** @returns the answer; @throws PeerError when whoever dialled is no peer */
  onHello(outlet: PeerOutlet, hello: PeerHello): Uint8Array;
  /** @param refusal why it is not spoken to, or will not listen, if that is how it ended */
  onOutletClosed(outlet: PeerOutlet, reason: string, refusal: string | undefined): void;
}

/** Speaks to one peer, which has dialled this node. */
export class PeerOutlet implements PeerStreamOwner {
  /** For people: where the peer dialled from. */
  readonly remote: string;
  private readonly host: PeerOutletHost;
  private readonly stream: PeerStream;
  private readonly outbox: PeerOutbox;
  private ticks = 0;
  private quietTicks = 0;
  private stalledTicks = 0;
  private drainsSeen = 0;
  private refusal: string | undefined;
  /** Who it is; 0 before it has greeted. */
  nodeId = 0;

  constructor(host: PeerOutletHost, socket: PeerSocket, chunks: PeerChunks, queueBytesMax: number) {
    this.host = host;
    this.remote = `${socket.remoteAddress}:${socket.remotePort}`;
    this.outbox = new PeerOutbox(socket, chunks, queueBytesMax);
    this.stream = new PeerStream(socket, this);
    socket.on("data", (bytes: Buffer) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      this.stream.push(bytes, view, 0, bytes.byteLength);
    });
  }

  get pendingBytes(): number {
    return this.outbox.pendingBytes;
  }

  /** Closed and gone. */
  get isDestroyed(): boolean {
    return this.stream.isClosed && this.stream.isDestroyed;
  }

  /** @returns false when the message is dropped, because too much waits already */
  send(message: Message, wallUs: number): boolean {
    this.quietTicks = 0;
    return this.outbox.send(message, wallUs);
  }

  /** @returns false when the word is dropped, because too many wait already */
  transfer(word: TransferWord): boolean {
    this.quietTicks = 0;
    return this.outbox.sendBehind(encodeTransfer(word));
  }

  flush(): void {
    this.outbox.flush();
  }

  drop(reason: string): void {
    this.stream.drop(reason);
  }

  /** Every PEER_TICK_MS. */
  tick(): void {
    this.stream.tick();
    if (this.stream.isClosed) return;
    if (this.nodeId === 0) {
      if (++this.ticks > GREETING_TICKS_MAX) this.stream.drop("it did not greet in time");
      return;
    }
    const { outbox } = this;
    if (outbox.pendingBytes > 0) {
      this.stalledTicks = outbox.drains === this.drainsSeen ? this.stalledTicks + 1 : 0;
      this.drainsSeen = outbox.drains;
      if (this.stalledTicks > STALL_TICKS_MAX) this.stream.drop("it takes nothing of what it is sent");
      return;
    }
    this.stalledTicks = 0;
    if (++this.quietTicks < ALIVE_TICKS) return;
    this.quietTicks = 0;
    outbox.sendFrame(ALIVE);
    outbox.flush();
  }

  onHead(type: number, view: DataView, offset: number, headBytes: number, bodyBytes: number): void {
    if (bodyBytes === 0 && type === PeerFrameType.Refused) {
      const { code, text } = decodePeerRefused(view, offset, headBytes);
      this.refusal = `${nameOfPeerError(code)}: ${text}`;
      this.stream.drop("the peer hung up");
      return;
    }
    if (bodyBytes > 0 || type !== PeerFrameType.Hello || this.nodeId !== 0) {
      throw new PeerError("PEER_FRAME_TYPE", `a frame of type ${type} is not what one who dialled sends`);
    }
    const hello = decodePeerHello(view, offset, headBytes);
    const welcome = this.host.onHello(this, hello);
    this.nodeId = hello.nodeId;
    this.outbox.sendFrame(welcome);
    this.outbox.flush();
  }

  /** Who dialled sends heads only. */
  onBody(): void {}

  onEnd(): void {}

  onClose(reason: string, refused: PeerError | undefined): void {
    this.outbox.close();
    const refusal = refused === undefined ? this.refusal : `${refused.code}: ${refused.message}`;
    this.host.onOutletClosed(this, reason, refusal);
  }
}
