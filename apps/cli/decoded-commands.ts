import { Batch } from "@lockstep/cluster/batch";
import { CommandCursor } from "@lockstep/cluster/command-cursor";
import { commandAt, indexOf, type Past, type PastLog } from "@lockstep/cluster/past/past";
import { decodeLinkOpened, decodeLinkReply, decodeOpenLink } from "@lockstep/cluster/links/link-messages";
import {
  decodeActivateVersion,
  decodeCloseSession,
  decodeOpenSession,
  decodeRejected,
  decodeSkipCommand,
  SystemRejection,
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
  log: PastLog,
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

/** @throws PositionError */
export function decodedCommandAt(
  past: Past,
  position: number,
  protocols: readonly Protocol[],
): DecodedCommand {
  return decodeAt(commandAt(past, position), protocols);
}

function decode(batch: Batch, protocols: readonly Protocol[]): DecodedCommand[] {
  const commands: DecodedCommand[] = [];
  const cursor = new CommandCursor(batch);
  while (cursor.next()) commands.push(decodeAt(cursor, protocols));
  return commands;
}

function decodeAt(cursor: CommandCursor, protocols: readonly Protocol[]): DecodedCommand {
  const { batch, position, sessionId, correlationId, principalId } = cursor;
  const { index, term } = batch;
  const time = new Date(batch.clusterTimeUs / 1000).toISOString();
  const { name, ...message } = decodedMessageAt(batch.view, cursor.messageOffset, protocols);
  return { position, index, term, time, sessionId, correlationId, principalId, ...message, command: name };
}

/** A message as its contract names it. */
export interface DecodedMessage {
  /** `cluster` for the cluster's own, `schema N` for what this build does not know. */
  readonly service: string;
  readonly name: string;
  readonly fields: object;
}

export function decodedMessageAt(
  view: DataView,
  offset: number,
  protocols: readonly Protocol[],
): DecodedMessage {
  const schemaId = view.getUint16(offset + 4, true);
  if (schemaId === 0) return { service: "cluster", ...systemMessageAt(view, offset, protocols) };
  const protocol = protocols.find((each) => each.contract.schemaId === schemaId);
  const message = protocol?.at(view, offset);
  if (protocol === undefined || message === undefined) {
    return { service: `schema ${schemaId}`, ...unknownAt(view, offset) };
  }
  const fields = message.toJson(view, offset);
  const { code } = fields;
  const rejection =
    message.kind === "rejection" && typeof code === "number" ? protocol.rejection(code) : undefined;
  return {
    service: protocol.contract.name,
    name: message.name,
    fields: rejection === undefined ? fields : { ...fields, code: rejection.label },
  };
}

function systemMessageAt(
  view: DataView,
  offset: number,
  protocols: readonly Protocol[],
): Omit<DecodedMessage, "service"> {
  switch (templateIdOf(view, offset)) {
    case SystemTemplate.OpenSession: {
      const { principalId, timeoutMs } = decodeOpenSession(view, offset);
      return { name: "OpenSession", fields: { principalId, timeoutMs } };
    }
    case SystemTemplate.CloseSession:
      return { name: "CloseSession", fields: decodeCloseSession(view, offset) };
    case SystemTemplate.TimePassed:
      return { name: "TimePassed", fields: {} };
    case SystemTemplate.SkipCommand:
      return { name: "SkipCommand", fields: decodeSkipCommand(view, offset) };
    case SystemTemplate.ActivateVersion:
      return { name: "ActivateVersion", fields: { version: decodeActivateVersion(view, offset) } };
    case SystemTemplate.TakeSnapshot:
      return { name: "TakeSnapshot", fields: {} };
    case SystemTemplate.OpenLink: {
      const { schemaId, insteadOf } = decodeOpenLink(view, offset);
      return { name: "OpenLink", fields: { schemaId, insteadOf } };
    }
    case SystemTemplate.LinkOpened: {
      const { schemaId, sessionId } = decodeLinkOpened(view, offset);
      return { name: "LinkOpened", fields: { schemaId, sessionId } };
    }
    case SystemTemplate.LinkReply: {
      const { schemaId, sessionId, number, unknownReason, message } = decodeLinkReply(view, offset);
      const body = new DataView(message.buffer, message.byteOffset, message.byteLength);
      const answer = unknownReason === 0 ? decodedMessageAt(body, 0, protocols) : { unknownReason };
      return { name: "LinkReply", fields: { schemaId, sessionId, number, answer } };
    }
    case SystemTemplate.SessionOpened:
      return { name: "SessionOpened", fields: {} };
    case SystemTemplate.SessionClosed:
      return { name: "SessionClosed", fields: {} };
    case SystemTemplate.Done:
      return { name: "Done", fields: {} };
    case SystemTemplate.Rejected: {
      const { code, value } = decodeRejected(view, offset)!;
      const label = Object.entries(SystemRejection).find(([, each]) => each === code)?.[0] ?? code;
      return { name: "Rejected", fields: { code: label, ...(value === undefined ? {} : { value }) } };
    }
    default:
      return unknownAt(view, offset);
  }
}

const unknownAt = (view: DataView, offset: number): Omit<DecodedMessage, "service"> => ({
  name: `template ${templateIdOf(view, offset)}, unknown to this build`,
  fields: {},
});

/** Who sent it, on one line. */
export function senderText({ sessionId, correlationId, principalId }: DecodedCommand): string {
  return `session ${sessionId} #${correlationId} principal ${principalId}`;
}

/** Such as `exchange.CancelOrder {"orderId":17}`. */
export function messageText(service: string, name: string, fields: object): string {
  return `${service}.${name}${Object.keys(fields).length === 0 ? "" : ` ${JSON.stringify(fields)}`}`;
}
