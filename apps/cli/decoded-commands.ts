import { Batch } from "@lockstep/cluster/batch";
import { CommandCursor } from "@lockstep/cluster/command-cursor";
import type { LogReader } from "@lockstep/cluster/log/log-reader";
import {
  decodeActivateVersion,
  decodeCloseSession,
  decodeOpenSession,
  decodeSkipCommand,
  SystemTemplate,
  templateIdOf,
} from "@lockstep/cluster/system-messages";
import type { Protocol } from "@lockstep/domain/contract/protocol";

/** A command of the log, for people and their scripts. */
export interface DecodedCommand {
  readonly position: number;
  /** Of the batch that it lies in. */
  readonly index: number;
  readonly term: number;
  /** Cluster time. */
  readonly time: string;
  readonly sessionId: number;
  readonly correlationId: number;
  readonly principalId: number;
  /** As the contract names it; `cluster` for the cluster's own, `schema N` for what this build does not know. */
  readonly service: string;
  readonly command: string;
  readonly fields: object;
}

/** Commands at positions from `from` to `to`, batch by batch. */
export function* commandsIn(
  log: LogReader,
  from: number,
  to: number,
  protocols: readonly Protocol[],
): Generator<DecodedCommand[]> {
  for (let index = indexOf(log, from); index <= log.lastIndex; index++) {
    let commands: DecodedCommand[] = [];
    let isBehind = false;
    log.read(index, 1, (bytes) => {
      const batch = new Batch(bytes);
      isBehind = batch.firstPosition > to;
      commands = decode(batch, protocols).filter(({ position }) => position >= from && position <= to);
    });
    if (isBehind) return;
    if (commands.length > 0) yield commands;
  }
}

/** Of the first command and of the last; the last is the first - 1 when there is none. */
export function positionsOf(log: LogReader): { first: number; last: number } {
  if (log.lastIndex < log.firstIndex) return { first: 1, last: 0 };
  const last = batchAt(log, log.lastIndex);
  return { first: batchAt(log, log.firstIndex).firstPosition, last: last.firstPosition + last.count - 1 };
}

function decode(batch: Batch, protocols: readonly Protocol[]): DecodedCommand[] {
  const { index, term } = batch;
  const time = new Date(batch.clusterTimeUs / 1000).toISOString();
  const commands: DecodedCommand[] = [];
  const cursor = new CommandCursor(batch);
  while (cursor.next()) {
    const { position, sessionId, correlationId, principalId } = cursor;
    const message = messageAt(batch.view, cursor.messageOffset, protocols);
    commands.push({ position, index, term, time, sessionId, correlationId, principalId, ...message });
  }
  return commands;
}

type DecodedMessage = Pick<DecodedCommand, "service" | "command" | "fields">;

function messageAt(view: DataView, offset: number, protocols: readonly Protocol[]): DecodedMessage {
  const schemaId = view.getUint16(offset + 4, true);
  if (schemaId === 0) return { service: "cluster", ...systemMessageAt(view, offset) };
  const protocol = protocols.find((each) => each.contract.schemaId === schemaId);
  const message = protocol?.at(view, offset);
  if (protocol === undefined || message === undefined) {
    return { service: `schema ${schemaId}`, ...unknownAt(view, offset) };
  }
  return { service: protocol.contract.name, command: message.name, fields: message.toJson(view, offset) };
}

function systemMessageAt(view: DataView, offset: number): Omit<DecodedMessage, "service"> {
  switch (templateIdOf(view, offset)) {
    case SystemTemplate.OpenSession: {
      const { principalId, timeoutMs } = decodeOpenSession(view, offset);
      return { command: "OpenSession", fields: { principalId, timeoutMs } };
    }
    case SystemTemplate.CloseSession:
      return { command: "CloseSession", fields: decodeCloseSession(view, offset) };
    case SystemTemplate.TimePassed:
      return { command: "TimePassed", fields: {} };
    case SystemTemplate.SkipCommand:
      return { command: "SkipCommand", fields: decodeSkipCommand(view, offset) };
    case SystemTemplate.ActivateVersion:
      return { command: "ActivateVersion", fields: { version: decodeActivateVersion(view, offset) } };
    case SystemTemplate.TakeSnapshot:
      return { command: "TakeSnapshot", fields: {} };
    default:
      return unknownAt(view, offset);
  }
}

const unknownAt = (view: DataView, offset: number): Omit<DecodedMessage, "service"> => ({
  command: `template ${templateIdOf(view, offset)}, unknown to this build`,
  fields: {},
});

/** Of the batch with the position, or of the first one when all lie behind it. */
function indexOf(log: LogReader, position: number): number {
  let [low, high] = [log.firstIndex, log.lastIndex];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (batchAt(log, middle).firstPosition <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

function batchAt(log: LogReader, index: number): Batch {
  let batch: Batch | undefined;
  log.read(index, 1, (bytes) => {
    batch = new Batch(Uint8Array.from(bytes));
  });
  return batch!;
}
