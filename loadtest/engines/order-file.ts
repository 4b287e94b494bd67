import { readFileSync, writeFileSync } from "node:fs";
import { type Flow, FlowKind } from "../matching-flow.ts";

/**
 * Orders in a file, for matching engines in any language. Little-endian; loadtest/README.md tells what an engine does
 * with it.
 *
 *     0 u8[8] "LSORDERS"
 *     8 u32 version    1
 *    12 u32 count      of commands
 *    16 u32 timedFrom  the first command that is timed, from 0; those before warm up
 *    20 u32 adds       of all commands
 *    24 u32 priceMax   of all commands
 *    28 u32 zero
 *    32 commands of 16 bytes:
 *        0 u8  kind     0 add, 1 cancel, 2 take
 *        1 u8  side     0 buy, 1 sell; of a cancel 0
 *        2 u16 zero
 *        4 u32 order    adds are numbered from 1, in order: an add's own number, or the one that is cancelled; else 0
 *        8 u32 price    limit in ticks; of a cancel 0
 *       12 u32 lots     of a cancel 0
 */
const MAGIC = "LSORDERS";
const VERSION = 1;
const HEADER_BYTES = 32;
const COMMAND_BYTES = 16;

/** @param timedFrom the first command that is timed */
export function writeOrderFile(path: string, flow: Flow, timedFrom: number): void {
  const bytes = Buffer.alloc(HEADER_BYTES + flow.count * COMMAND_BYTES);
  bytes.write(MAGIC, 0, "latin1");
  bytes.writeUInt32LE(VERSION, 8);
  bytes.writeUInt32LE(flow.count, 12);
  bytes.writeUInt32LE(timedFrom, 16);
  let adds = 0;
  let priceMax = 0;
  for (let n = 0, at = HEADER_BYTES; n < flow.count; n++, at += COMMAND_BYTES) {
    const kind = flow.kinds[n]!;
    const order = kind === FlowKind.Add ? ++adds : kind === FlowKind.Cancel ? flow.targets[n]! + 1 : 0;
    bytes.writeUInt8(kind, at);
    bytes.writeUInt8(kind === FlowKind.Cancel ? 0 : flow.sides[n]!, at + 1);
    bytes.writeUInt32LE(order, at + 4);
    bytes.writeUInt32LE(flow.prices[n]!, at + 8);
    bytes.writeUInt32LE(flow.quantities[n]!, at + 12);
    priceMax = Math.max(priceMax, flow.prices[n]!);
  }
  bytes.writeUInt32LE(adds, 20);
  bytes.writeUInt32LE(priceMax, 24);
  writeFileSync(path, bytes);
}

/** The commands of a file; all arrays are by command. */
export interface FiledOrders {
  readonly count: number;
  readonly timedFrom: number;
  readonly adds: number;
  readonly kinds: Uint8Array;
  readonly sides: Uint8Array;
  readonly orders: Uint32Array;
  readonly prices: Uint32Array;
  readonly lots: Uint32Array;
}

/** @throws RangeError when it is no such file */
export function readOrderFile(path: string): FiledOrders {
  const bytes = readFileSync(path);
  if (bytes.toString("latin1", 0, 8) !== MAGIC || bytes.readUInt32LE(8) !== VERSION) {
    throw new RangeError(`${path} holds no orders of version ${VERSION}`);
  }
  const count = bytes.readUInt32LE(12);
  if (bytes.byteLength !== HEADER_BYTES + count * COMMAND_BYTES) {
    throw new RangeError(`${path} has ${bytes.byteLength} bytes, which are not ${count} commands`);
  }
  const orders = {
    count,
    timedFrom: bytes.readUInt32LE(16),
    adds: bytes.readUInt32LE(20),
    kinds: new Uint8Array(count),
    sides: new Uint8Array(count),
    orders: new Uint32Array(count),
    prices: new Uint32Array(count),
    lots: new Uint32Array(count),
  };
  for (let n = 0, at = HEADER_BYTES; n < count; n++, at += COMMAND_BYTES) {
    orders.kinds[n] = bytes.readUInt8(at);
    orders.sides[n] = bytes.readUInt8(at + 1);
    orders.orders[n] = bytes.readUInt32LE(at + 4);
    orders.prices[n] = bytes.readUInt32LE(at + 8);
    orders.lots[n] = bytes.readUInt32LE(at + 12);
  }
  return orders;
}
