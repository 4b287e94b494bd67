import type { Protocol } from "@lockstep/domain/contract/protocol";

/** A message of a contract as a plain object; a rejection with the name of its code. */
export interface ReadMessage {
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Of a rejection, such as `OrderClosed`. */
  readonly rejection: string | undefined;
}

const SCHEMA_ID_OFFSET = 4;

/** @returns undefined for a message that is not of this contract, such as a rejection by the cluster itself */
export function readMessage(protocol: Protocol, message: Uint8Array): ReadMessage | undefined {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  if (view.getUint16(SCHEMA_ID_OFFSET, true) !== protocol.contract.schemaId) return undefined;
  const known = protocol.at(view, 0);
  if (known === undefined) return undefined;
  const fields = known.decode(view, 0) as Record<string, unknown>;
  const rejection =
    known.kind === "rejection" ? protocol.rejection(fields["code"] as number)?.name : undefined;
  return { name: known.name, fields, rejection };
}
