import type { Message } from "../raft/message.ts";
import { nameOfPeerError, PeerError } from "./peer-error.ts";
import { decodePeerRefused, decodePeerWelcome, PeerFrameType, type PeerWelcome } from "./peer-frame.ts";
import type { TransferWord } from "../snapshots/transfer-word.ts";
import type { PeerMessageReader } from "./peer-message.ts";
import { PEER_TICK_MS, PeerStream, type PeerStreamOwner } from "./peer-stream.ts";
import { PeerTransferReader } from "./peer-transfer.ts";
import type { PeerSocket, ReadInto } from "./peer-wire.ts";

const READ_BUFFER_BYTES = 262_144;
const BACKOFF_MS_MIN = 25;
const BACKOFF_MS_MAX = 1_000;
/** Whoever refused this node is not asked again and again: a person has to correct something. */
const BACKOFF_MS_REFUSED = 2_000;
const GREETING_TICKS_MAX = 120;
/** A peer says Alive four times in this time. */
const SILENCE_TICKS_MAX = 80;

/** What an inlet needs of its node, and tells it. */
export interface PeerInletHost {
  /** @param onOpen called later and at most once, when bytes can be written */
  dial(address: string, onread: ReadInto, onOpen: () => void): PeerSocket;
  hello(nodeId: number): Uint8Array;
  /** @throws PeerError when it is not the peer that was dialled */
  checkWelcome(nodeId: number, welcome: PeerWelcome): void;
  /** @param refusal why this node will not be heard or will not hear, if that is how it ended */
  onInletClosed(inlet: PeerInlet, wasOpen: boolean, reason: string, refusal: string | undefined): void;
  onInletOpen(inlet: PeerInlet, welcome: PeerWelcome): void;
  onMessage(message: Message, wallUs: number): void;
  onTransfer(nodeId: number, word: TransferWord): void;
  /** In [0, 1): spreads the attempts. */
  random(): number;
}

/** Hears one peer: dials it for ever, and waits longer from attempt to attempt. */
export class PeerInlet implements PeerStreamOwner {
  readonly nodeId: number;
  private readonly host: PeerInletHost;
  private readonly messages: PeerMessageReader;
  private readonly buffer = new Uint8Array(READ_BUFFER_BYTES);
  private readonly view = new DataView(this.buffer.buffer);
  private stream: PeerStream | undefined;
  private readonly lingering: PeerStream[] = [];
  private ticksToDial = 0;
  private attempts = 0;
  private ticksSinceDial = 0;
  private silentTicks = 0;
  private readonly transfers = new PeerTransferReader();
  /** Of the frame that is being read. */
  private frameType: number = PeerFrameType.Alive;
  /** What the other side said before it hung up. */
  private refusal: string | undefined;
  private isStopped = false;
  /** Where the peer may be; tried in turn, until it is heard. */
  addresses: readonly string[];
  /** Where it was dialled last, or will be next. */
  address: string;
  /** The peer has greeted: what it says is heard. */
  isOpen = false;

  constructor(
    host: PeerInletHost,
    nodeId: number,
    addresses: readonly string[],
    messages: PeerMessageReader,
  ) {
    this.host = host;
    this.nodeId = nodeId;
    this.addresses = addresses;
    this.address = addresses[0]!;
    this.messages = messages;
  }

  /** Every PEER_TICK_MS: dials when it is time, gives up who is silent. */
  tick(): void {
    for (const stream of this.lingering) stream.tick();
    while (this.lingering.length > 0 && this.lingering[0].isDestroyed) this.lingering.shift();
    if (this.isStopped) return;
    if (this.stream === undefined) {
      if (this.ticksToDial-- <= 0) this.dial();
    } else if (!this.isOpen) {
      if (++this.ticksSinceDial > GREETING_TICKS_MAX) this.stream.drop("it did not greet in time");
    } else if (++this.silentTicks > SILENCE_TICKS_MAX) {
      this.stream.drop("it is silent");
    }
  }

  /** It may be elsewhere from now on; as long as it is heard, it stays where it is. */
  lookFor(addresses: readonly string[]): void {
    const isNews = addresses.some((address) => !this.addresses.includes(address));
    this.addresses = addresses;
    if (!isNews || this.stream !== undefined) return;
    this.address = addresses[0]!;
    this.hurry();
  }

  /** The peer is known to be up: no more waiting. */
  hurry(): void {
    if (this.stream !== undefined || this.isStopped) return;
    this.attempts = 0;
    this.ticksToDial = 0;
  }

  stop(): void {
    this.isStopped = true;
    this.stream?.drop("closed here");
    for (const stream of this.lingering) stream.drop("closed here");
  }

  onHead(type: number, view: DataView, offset: number, headBytes: number, bodyBytes: number): void {
    this.frameType = type;
    if (this.isOpen && type === PeerFrameType.Message) {
      this.messages.begin(view, offset, headBytes, bodyBytes);
      return;
    }
    if (this.isOpen && type === PeerFrameType.Transfer) {
      this.transfers.begin(view, offset, headBytes, bodyBytes);
      return;
    }
    if (bodyBytes === 0) {
      if (type === PeerFrameType.Alive && this.isOpen) return;
      if (type === PeerFrameType.Welcome && !this.isOpen) {
        this.greet(decodePeerWelcome(view, offset, headBytes));
        return;
      }
      if (type === PeerFrameType.Refused) {
        const { code, text } = decodePeerRefused(view, offset, headBytes);
        this.refusal = `${nameOfPeerError(code)}: ${text}`;
        this.stream!.drop("the peer hung up");
        return;
      }
    }
    const place = this.isOpen ? "after" : "before";
    throw new PeerError("PEER_FRAME_TYPE", `a frame of type ${type} does not come ${place} the greeting`);
  }

  onBody(bytes: Uint8Array, from: number, to: number): void {
    if (this.frameType === PeerFrameType.Message) this.messages.take(bytes, from, to);
    else this.transfers.take(bytes, from, to);
  }

  onEnd(): void {
    if (this.frameType === PeerFrameType.Message) {
      this.host.onMessage(this.messages.finish(), this.messages.wallUs);
    } else if (this.frameType === PeerFrameType.Transfer) {
      this.host.onTransfer(this.nodeId, this.transfers.finish());
    }
  }

  onClose(reason: string, refused: PeerError | undefined): void {
    const { isOpen, stream, addresses } = this;
    this.stream = undefined;
    this.isOpen = false;
    if (stream !== undefined && !stream.isDestroyed) this.lingering.push(stream);
    const refusal = refused === undefined ? this.refusal : `${refused.code}: ${refused.message}`;
    this.ticksToDial = this.backoffTicks(refusal !== undefined);
    if (!this.isStopped) this.host.onInletClosed(this, isOpen, reason, refusal);
    if (!isOpen) this.address = addresses[(addresses.indexOf(this.address) + 1) % addresses.length]!;
  }

  private backoffTicks(wasRefused: boolean): number {
    const exponential = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** Math.min(this.attempts, 10));
    this.attempts++;
    const meanMs = wasRefused ? BACKOFF_MS_REFUSED : exponential;
    return Math.round((meanMs * (0.5 + this.host.random())) / PEER_TICK_MS);
  }

  private dial(): void {
    const { host, buffer, view } = this;
    this.ticksSinceDial = 0;
    this.refusal = undefined;
    this.messages.reset();
    const callback = (size: number): boolean => {
      this.silentTicks = 0;
      stream.push(buffer, view, 0, size);
      return true;
    };
    const socket = host.dial(this.address, { buffer, callback }, () => socket.write(host.hello(this.nodeId)));
    const stream = new PeerStream(socket, this);
    this.stream = stream;
  }

  private greet(welcome: PeerWelcome): void {
    this.host.checkWelcome(this.nodeId, welcome);
    this.isOpen = true;
    this.silentTicks = 0;
    this.attempts = 0;
    this.stream!.reader.open();
    this.host.onInletOpen(this, welcome);
  }
}
