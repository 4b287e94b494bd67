import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { LapKind } from "./market-lap.ts";
import type { OrderFlow, TradingFloor } from "./order-flow.ts";

/** The gateway's binary subprotocol, as gateway/README.md has it. */
export const SUBPROTOCOL = "lockstep.sbe.v1";
const COMMAND_KIND = 1;
const REPLY_KIND = 129;
const ERROR_KIND = 130;
const REQUEST_HEADER_BYTES = 16;
const ANSWER_HEADER_BYTES = 24;
const REJECTED_TEMPLATE_ID = 65_535;
const TWO_TO_32 = 4_294_967_296;
/** The longest command of a flow with its header. */
const ITEM_BYTES_MAX = 64;

/** Told of each answer in a frame. `refusal` is empty for a reply that is no rejection. */
export type OnAnswer = (id: number, refusal: string) => void;

/** A way to write commands into WebSocket messages and to read the answers. */
export interface SocketFormat {
  readonly name: "binary" | "json";
  readonly subprotocols: readonly string[];
  /** Commands in a message, at most. */
  readonly commandsPerFrame: number;
  /** @param firstId of the first command; the others follow */
  frameOf(flow: OrderFlow, firstId: number): Uint8Array | string;
  read(data: Buffer, onAnswer: OnAnswer): void;
}

export class BinaryFormat implements SocketFormat {
  readonly name = "binary";
  readonly subprotocols: readonly string[] = [SUBPROTOCOL];
  readonly commandsPerFrame: number;
  private readonly message = new MessageBuffer();

  constructor(commandsPerFrame: number) {
    this.commandsPerFrame = commandsPerFrame;
  }

  frameOf(flow: OrderFlow, firstId: number): Uint8Array {
    const bytes = new Uint8Array(this.commandsPerFrame * ITEM_BYTES_MAX);
    const view = new DataView(bytes.buffer);
    let at = 0;
    for (let n = 0; n < this.commandsPerFrame; n++) {
      flow.next();
      flow.encode(this.message);
      const message = this.message.message();
      view.setUint32(at, REQUEST_HEADER_BYTES + message.byteLength, true);
      view.setUint8(at + 4, COMMAND_KIND);
      view.setUint32(at + 8, (firstId + n) >>> 0, true);
      view.setUint32(at + 12, (firstId + n) / TWO_TO_32, true);
      bytes.set(message, at + REQUEST_HEADER_BYTES);
      at = alignTo8(at + REQUEST_HEADER_BYTES + message.byteLength);
    }
    return bytes.subarray(0, at);
  }

  read(data: Buffer, onAnswer: OnAnswer): void {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    let at = 0;
    while (at < view.byteLength) {
      const length = view.getUint32(at, true);
      const kind = view.getUint8(at + 4);
      const id = view.getUint32(at + 8, true) + view.getUint32(at + 12, true) * TWO_TO_32;
      const body = at + ANSWER_HEADER_BYTES;
      if (kind === REPLY_KIND) {
        const isRejected = view.getUint16(body + 2, true) === REJECTED_TEMPLATE_ID;
        onAnswer(id, isRejected ? `${view.getUint16(body + 4, true)}:${view.getUint16(body + 8, true)}` : "");
      } else if (kind === ERROR_KIND) {
        const text = data.subarray(body, at + length).toString();
        onAnswer(id, (JSON.parse(text) as { code: string }).code);
      }
      at = alignTo8(at + length);
    }
  }
}

export class JsonFormat implements SocketFormat {
  readonly name = "json";
  readonly subprotocols: readonly string[] = [];
  readonly commandsPerFrame = 1;
  private readonly floor: TradingFloor;

  constructor(floor: TradingFloor) {
    this.floor = floor;
  }

  frameOf(flow: OrderFlow, firstId: number): string {
    flow.next();
    const accountId = this.floor.accountIds[flow.account];
    const clientOrderId = String(flow.clientOrderId);
    if (flow.kind === LapKind.Cancel) {
      const body = { accountId, clientOrderId };
      return JSON.stringify({ id: firstId, command: "exchange.cancel-order", body });
    }
    const body = {
      accountId,
      marketId: this.floor.marketIds[flow.market],
      side: flow.side === 0 ? "buy" : "sell",
      type: "limit",
      timeInForce: flow.kind === LapKind.Add ? "goodTillCancelled" : "immediateOrCancel",
      selfTradePrevention: "none",
      postOnly: false,
      clientOrderId,
      priceTicks: flow.priceTicks,
      quantityLots: flow.quantityLots,
    };
    return JSON.stringify({ id: firstId, command: "exchange.place-order", body });
  }

  read(data: Buffer, onAnswer: OnAnswer): void {
    const answer = JSON.parse(data.toString()) as JsonAnswer;
    if (answer.type === "reply") onAnswer(answer.id, "");
    else if (answer.type === "rejection") onAnswer(answer.id, answer.rejection.code);
    else if (answer.type === "error") onAnswer(answer.id, answer.error.code);
  }
}

type JsonAnswer =
  | { readonly type: "reply"; readonly id: number }
  | { readonly type: "rejection"; readonly id: number; readonly rejection: { readonly code: string } }
  | { readonly type: "error"; readonly id: number; readonly error: { readonly code: string } }
  | { readonly type: "heartbeat" };

function alignTo8(length: number): number {
  return Math.ceil(length / 8) * 8;
}
