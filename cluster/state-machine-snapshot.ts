import { type ClusterStateWriter, StateHasher } from "./digest.ts";
import type { StateMachine } from "./state-machine.ts";
import { StateBytesReader, StateBytesWriter, StateFormatError } from "./state-bytes.ts";

const STATE_FORMAT = 1;

/** 64 bits over everything replicated: the cluster's part, then each service in schema order. */
export function stateHashOf(machine: StateMachine): string {
  const hasher = new StateHasher();
  writeCluster(machine, hasher);
  for (const service of machine.services.inOrder) {
    hasher.entity("service", service.schemaId);
    service.takeSnapshot(hasher);
  }
  return hasher.digest();
}

/** As `stateHashOf`, and where the log goes on and which digests go on with it. */
export function saveState(machine: StateMachine): Uint8Array {
  const writer = new StateBytesWriter();
  writer.entity("machine", machine.clusterId);
  writer.number("format", STATE_FORMAT);
  writer.number("appliedIndex", machine.appliedIndex);
  writer.number("repliesDigest", machine.outputs.repliesDigest);
  writer.number("eventsDigest", machine.outputs.eventsDigest);
  writeCluster(machine, writer);
  for (const service of machine.services.inOrder) {
    // Each in its own bytes: a service can read neither too far nor another one's names.
    const serviceWriter = new StateBytesWriter();
    service.takeSnapshot(serviceWriter);
    writer.entity("service", service.schemaId);
    writer.text("name", service.name);
    writer.bytes("state", serviceWriter.toBytes());
  }
  return writer.toBytes();
}

/** @throws StateFormatError */
export function loadState(machine: StateMachine, bytes: Uint8Array): void {
  const reader = new StateBytesReader(bytes);
  const clusterId = reader.entity("machine");
  if (clusterId !== machine.clusterId) {
    throw new StateFormatError(
      `the state was saved by cluster ${clusterId}, this is cluster ${machine.clusterId}`,
    );
  }
  const format = reader.number("format");
  if (format !== STATE_FORMAT) {
    throw new StateFormatError(`the state has format ${format}, not ${STATE_FORMAT}`);
  }
  machine.appliedIndex = reader.number("appliedIndex");
  machine.outputs.repliesDigest = reader.number("repliesDigest");
  machine.outputs.eventsDigest = reader.number("eventsDigest");
  readCluster(machine, reader);
  for (const service of machine.services.inOrder) {
    const schemaId = reader.entity("service");
    if (schemaId !== service.schemaId) {
      throw new StateFormatError(
        `the state has no service ${service.schemaId} (${service.name}) where it belongs`,
      );
    }
    reader.text("name");
    const serviceReader = new StateBytesReader(reader.bytes("state"));
    service.loadSnapshot(serviceReader);
    if (!serviceReader.isAtEnd) throw new StateFormatError(`${service.name} did not read all of its state`);
  }
  if (!reader.isAtEnd) throw new StateFormatError("the state has services that this node does not run");
}

function writeCluster(machine: StateMachine, writer: ClusterStateWriter): void {
  writer.entity("cluster", 0);
  writer.number("position", machine.appliedPosition);
  writer.number("timeUs", machine.clusterTimeUs);
  writer.number("version", machine.version);
  writer.number("lastId", machine.ids.lastId);
  for (const session of machine.sessions) {
    writer.entity("session", session.id);
    writer.number("principalId", session.principalId);
    writer.number("roles", session.roles);
    writer.number("timeoutMs", session.timeoutMs);
    writer.bytes("nonce", session.nonce);
    writer.number("replyRingBytes", session.replies.limitBytes);
    writer.number("lastCorrelationId", session.lastCorrelationId);
    writer.number("firstReply", session.replies.firstCorrelationId);
    writer.number("replyCount", session.replies.count);
    writer.bytes("replies", session.replies.toBytes());
  }
  for (const timer of machine.timers.toSorted()) {
    writer.entity("timer", timer.key);
    writer.number("deadline", timer.deadline);
    writer.number("schemaId", timer.schemaId);
    writer.number("kind", timer.kind);
  }
  for (const entry of machine.idempotency.entries()) {
    writer.entity("idempotencyKey", entry.position);
    writer.number("expiresUs", entry.expiresUs);
    writer.bytes("hashes", entry.hashes);
    writer.bytes("reply", entry.reply);
  }
}

function readCluster(machine: StateMachine, reader: StateBytesReader): void {
  if (reader.entity("cluster") === undefined) throw new StateFormatError("the state has no cluster part");
  machine.appliedPosition = reader.number("position");
  machine.clusterTimeUs = reader.number("timeUs");
  machine.version = reader.number("version");
  machine.ids.lastId = reader.number("lastId");
  for (let id = reader.entity("session"); id !== undefined; id = reader.entity("session")) {
    const session = machine.sessions.open({
      id,
      principalId: reader.number("principalId"),
      roles: reader.number("roles"),
      timeoutMs: reader.number("timeoutMs"),
      nonce: reader.bytes("nonce"),
      replyRingBytes: reader.number("replyRingBytes"),
    });
    session.lastCorrelationId = reader.number("lastCorrelationId");
    const firstReply = reader.number("firstReply");
    const replyCount = reader.number("replyCount");
    session.replies.restore(reader.bytes("replies"), firstReply, replyCount);
  }
  for (let key = reader.entity("timer"); key !== undefined; key = reader.entity("timer")) {
    const deadline = reader.number("deadline");
    const schemaId = reader.number("schemaId");
    machine.timers.schedule(deadline, schemaId, reader.number("kind"), key);
  }
  for (let at = reader.entity("idempotencyKey"); at !== undefined; at = reader.entity("idempotencyKey")) {
    machine.idempotency.restore({
      position: at,
      expiresUs: reader.number("expiresUs"),
      hashes: reader.bytes("hashes"),
      reply: reader.bytes("reply"),
    });
  }
}
