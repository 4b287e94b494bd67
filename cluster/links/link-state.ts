import type { ClusterStateWriter } from "../digest.ts";
import { type StateBytesReader, StateFormatError } from "../state-bytes.ts";
import type { Link, LinkRequest } from "./link.ts";
import type { LinkTable } from "./link-table.ts";

/** A link as a value, for another thread. */
export interface LinkCopy {
  readonly schemaId: number;
  readonly nonce: Uint8Array;
  readonly sessionId: number;
  readonly firstNumber: number;
  readonly requests: readonly LinkRequest[];
}

/** Those that were used, in schema order, each with its requests. */
export function writeLinks(links: LinkTable, writer: ClusterStateWriter): void {
  for (const link of links) {
    if (!isUsed(link)) continue;
    writer.entity("link", link.schemaId);
    writer.bytes("nonce", link.nonce);
    writer.number("sessionId", link.sessionId);
    writer.number("firstNumber", link.firstNumber);
    link.requests.forEach((request, at) => {
      writer.entity("linkRequest", link.firstNumber + at);
      writer.number("callerSchemaId", request.callerSchemaId);
      writer.number("tag", request.tag);
      writer.number("principalId", request.principalId);
      writer.number("roles", request.roles);
      writer.bytes("message", request.message);
    });
  }
}

/** @throws StateFormatError for requests to a service that no service of this build calls in another cluster */
export function readLinks(links: LinkTable, reader: StateBytesReader): void {
  for (let schemaId = reader.entity("link"); schemaId !== undefined; schemaId = reader.entity("link")) {
    const nonce = reader.bytes("nonce");
    const sessionId = reader.number("sessionId");
    const firstNumber = reader.number("firstNumber");
    const requests: LinkRequest[] = [];
    while (reader.entity("linkRequest") !== undefined) {
      requests.push({
        callerSchemaId: reader.number("callerSchemaId"),
        tag: reader.number("tag"),
        principalId: reader.number("principalId"),
        roles: reader.number("roles"),
        message: reader.bytes("message"),
      });
    }
    fill(links, { schemaId, nonce, sessionId, firstNumber, requests });
  }
}

export function copyLinks(links: LinkTable): LinkCopy[] {
  return [...links].filter(isUsed).map(({ schemaId, nonce, sessionId, firstNumber, requests }) => ({
    schemaId,
    nonce,
    sessionId,
    firstNumber,
    requests: [...requests],
  }));
}

export function adoptLinks(links: LinkTable, copies: readonly LinkCopy[]): void {
  for (const copy of copies) fill(links, copy);
}

function isUsed({ nonce, requests }: Link): boolean {
  return nonce.length > 0 || requests.length > 0;
}

function fill(links: LinkTable, copy: LinkCopy): void {
  const link = links.get(copy.schemaId);
  if (link === undefined) {
    if (copy.requests.length === 0) return;
    throw new StateFormatError(
      `${copy.requests.length} requests wait for the service with schema id ${copy.schemaId} in another cluster, ` +
        "and no service of this build calls one there",
    );
  }
  link.nonce = copy.nonce;
  link.sessionId = copy.sessionId;
  link.firstNumber = copy.firstNumber;
  for (const request of copy.requests) link.add(request);
}
