import { BatchBuilder } from "@lockstep/cluster/batch-builder";
import { RUN_HEADER_BYTES } from "@lockstep/cluster/batch";
import { parseDeskRequest } from "@lockstep/cluster/desk-request";
import {
  decodeError,
  decodeRefused,
  encodeHello,
  encodeKeepAlive,
  encodeQuery,
  encodeRequest,
  encodeSubscribe,
  encodeUnsubscribe,
} from "@lockstep/cluster/frame-codec";
import {
  ErrorCode,
  FrameType,
  MemberRole,
  RUN_OFFSET,
  RefusalCode,
  writeFrameHeader,
} from "@lockstep/cluster/frame";
import { Ingress, type IngressNode } from "@lockstep/cluster/ingress";
import { ServiceTable } from "@lockstep/cluster/service-table";
import { Random } from "@lockstep/cluster/simulator/random";
import { encodeOpenSession } from "@lockstep/cluster/system-messages";
import type { Connection } from "@lockstep/cluster/transport/connection";
import { writeU53 } from "@lockstep/cluster/u53";
import { application } from "@lockstep/exchange/application";
import { sampleBytes } from "../sample-message.ts";
import { joined } from "../joined.ts";
import { ACCEPTED, type Target } from "../target.ts";

/**
 * What clients of the native protocol send to a node: frames, runs, and requests of operators as JSON.
 *
 * @param isProven the client has proven the secret; otherwise its first frame has to
 */
export function clientFrames(isProven: boolean): Target {
  const services = new ServiceTable(application.services());
  const validate = (view: DataView, offset: number, length: number): string | undefined =>
    services.validate(view, offset, length, 1);
  const builder = new BatchBuilder();
  const proven = framesOfClients();
  const proof = new Uint8Array(32).fill(1);
  const hello = encodeHello({ versionMin: 1, versionMax: 1, clusterId: 0, proof });
  return {
    name: isProven ? "client-frames" : "client-hello",
    corpus: isProven ? proven : [hello, joined([hello, proven[0]!])],
    decode: (input) => {
      const node = new FakeNode();
      const gatekeeper = { nonce: () => new Uint8Array(32), isProof: (given: Uint8Array) => given[0] === 1 };
      const ingress = new Ingress(node, builder, gatekeeper, validate);
      const connection = new FakeConnection();
      const listener = ingress.accept(connection, isProven);
      // In pieces, of sizes that the input itself decides.
      const step = 1 + (input.length % 97) * 7;
      for (let at = 0; at < input.length; at += step) listener.onBytes(input.slice(at, at + step));
      for (const client of ingress.clients) client.outbox.flush();
      const { refusal } = connection;
      builder.dropAll(); // Says so to the clients, too late to count.
      return refusal ?? (node.badRequests > 0 ? "BAD_REQUEST" : ACCEPTED);
    },
  };
}

class FakeNode implements IngressNode {
  readonly clusterId = 7;
  readonly nodeId = 1;
  readonly nowMs = 1;
  readonly isLeader = true;
  readonly haltedReason = undefined;
  readonly shortage = undefined;
  readonly quarantine = undefined;
  badRequests = 0;
  leader(): { leaderId: number; leaderAddress: string } {
    return { leaderId: 1, leaderAddress: "127.0.0.1:1" };
  }
  welcome() {
    const { nodeId, clusterId } = this;
    return { version: 1, role: MemberRole.Leader, nodeId, clusterId, clockMs: 1, ...this.leader() };
  }
  onQuery(): void {}
  onSubscribe(): void {}
  onSessionHeard(): void {}
  wake(): void {}
  onRequest(_client: unknown, _requestId: number, json: string): void {
    if (parseDeskRequest(json) === undefined) this.badRequests++;
  }
}

/** Remembers the first refusal of what was sent. */
class FakeConnection implements Connection {
  readonly peer = "fuzz";
  readonly pendingBytes = 0;
  refusal: string | undefined;
  write(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let offset = 0; offset < bytes.byteLength; offset += view.getUint32(offset, true)) {
      const length = view.getUint32(offset, true);
      const type = view.getUint8(offset + 4);
      if (type === FrameType.Error) this.refuse(nameIn(ErrorCode, decodeError(view, offset, length)!.code));
      if (type === FrameType.Refused) {
        this.refuse(nameIn(RefusalCode, decodeRefused(view, offset, length)!.code));
      }
    }
  }
  flush(): void {}
  pause(): void {}
  resume(): void {}
  end(): void {}
  destroy(): void {}
  private refuse(code: string): void {
    this.refusal ??= code;
  }
}

function nameIn(codes: Readonly<Record<string, number>>, code: number): string {
  return Object.keys(codes).find((name) => codes[name] === code)!;
}

function framesOfClients(): Uint8Array[] {
  const random = new Random(2);
  const caller = { principalId: 1, roles: 15 };
  const requests = application.protocols.flatMap((protocol) =>
    protocol.messages
      .filter(({ kind }) => kind === "command" || kind === "query")
      .map((message) => ({ kind: message.kind, bytes: sampleBytes(protocol, message, random) })),
  );
  const commands = requests.filter(({ kind }) => kind === "command").map(({ bytes }) => bytes);
  const queries = requests.filter(({ kind }) => kind === "query").map(({ bytes }) => bytes);
  const query = { queryId: 1, minPosition: 0, deadlineMs: 0, consistency: 1 as const, ...caller };
  const open = encodeOpenSession({
    nonce: new Uint8Array(16).fill(7),
    ...caller,
    timeoutMs: 60_000,
    replyRingBytes: 0,
    flags: 0,
  });
  const member = {
    nodeId: 4,
    peerAddress: "10.0.0.4:9101",
    clientAddress: "[::1]:9001",
    gatewayUrl: "http://a:1",
  };
  const asked = [
    { ask: "status" },
    { ask: "skip", position: 3 },
    { ask: "addMember", member },
    { ask: "moveMember", member: { nodeId: 2, peerAddress: "10.0.0.4:9101" } },
    { ask: "transferLeader", nodeId: 2 },
  ].map((request, at) => encodeRequest(at + 1, JSON.stringify(request)));
  return [
    runFrame(0, 1, [open]),
    ...commands.map((command, at) => runFrame(2, at + 1, [command])),
    runFrame(2, 1, commands),
    ...queries.map((message) => encodeQuery(query, padded(message))),
    encodeSubscribe({ subscriptionId: 1, from: { position: 3, step: 1 }, schemaId: 2 }),
    joined([encodeSubscribe({ subscriptionId: 1, from: undefined, schemaId: 0 }), encodeUnsubscribe(1)]),
    encodeKeepAlive(2),
    ...asked,
    joined([encodeKeepAlive(2), runFrame(2, 1, commands.slice(0, 3)), ...asked]),
  ];
}

function runFrame(sessionId: number, first: number, messages: readonly Uint8Array[]): Uint8Array {
  const size = messages.reduce(
    (sum, message) => sum + 8 + padded(message).byteLength,
    RUN_OFFSET + RUN_HEADER_BYTES,
  );
  const frame = new Uint8Array(size);
  const view = new DataView(frame.buffer);
  writeFrameHeader(view, 0, FrameType.Run, size);
  view.setUint32(RUN_OFFSET, size - RUN_OFFSET, true);
  view.setUint32(RUN_OFFSET + 4, messages.length, true);
  writeU53(view, RUN_OFFSET + 8, sessionId);
  writeU53(view, RUN_OFFSET + 16, first);
  let at = RUN_OFFSET + RUN_HEADER_BYTES;
  for (const message of messages.map(padded)) {
    view.setUint16(at, (8 + message.byteLength) / 8, true);
    view.setUint8(at + 3, 15);
    view.setUint32(at + 4, 1, true);
    frame.set(message, at + 8);
    at += 8 + message.byteLength;
  }
  return frame;
}

/** To a multiple of 8. */
function padded(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array((bytes.byteLength + 7) & ~7);
  copy.set(bytes);
  return copy;
}
