import { type ClusterStateWriter, StateHasher } from "./digest.ts";
import { readLinks, writeLinks } from "./links/link-state.ts";
import type { ClusteredService } from "./service.ts";
import type { StateMachine } from "./state-machine.ts";
import { StateBytesReader, StateBytesWriter, StateFormatError } from "./state-bytes.ts";
import { VersionUnsupportedError } from "./version-unsupported-error.ts";

const CLUSTER = "cluster";
/** 2: timers have payloads, and there are links. */
const CLUSTER_VERSION = 2;

/** A part of saved state that is written, checked and upgraded by itself: the cluster's, or a service's. */
export interface StateSection {
  readonly name: string;
  /** Of the service; 0 for the cluster. */
  readonly schemaId: number;
  /** Of what is in it. */
  readonly version: number;
  readonly bytes: Uint8Array;
}

/** 64 bits over everything replicated: the cluster's part, then each service in schema order. */
export function stateHashOf(machine: StateMachine): string {
  const hasher = new StateHasher();
  writeClusterState(machine, hasher);
  for (const service of machine.services.inOrder) {
    hasher.entity("service", service.schemaId);
    service.takeSnapshot(hasher, machine.version);
  }
  return hasher.digest();
}

/**
 * Hands out the state in sections, and with it where the log goes on and which digests go on with it.
 *
 * @returns the state hash, taken on the way
 */
export function saveState(machine: StateMachine, onSection: (section: StateSection) => void): string {
  const hasher = new StateHasher();
  const cluster = new StateBytesWriter();
  cluster.entity("machine", machine.clusterId);
  cluster.number("appliedIndex", machine.appliedIndex);
  cluster.number("logBytes", machine.logBytes);
  cluster.number("repliesDigest", machine.outputs.repliesDigest);
  cluster.number("eventsDigest", machine.outputs.eventsDigest);
  writeClusterState(machine, new StateTee(hasher, cluster));
  onSection({ name: CLUSTER, schemaId: 0, version: CLUSTER_VERSION, bytes: cluster.toBytes() });
  for (const service of machine.services.inOrder) onSection(saveService(service, machine.version, hasher));
  return hasher.digest();
}

/**
 * @param savedBy the cluster whose state it is, when that is another one (forced-recovery.ts)
 * @throws StateFormatError, VersionUnsupportedError
 */
export function loadState(
  machine: StateMachine,
  sections: readonly StateSection[],
  savedBy: number = machine.clusterId,
): void {
  const [cluster, ...rest] = sections;
  if (cluster?.name !== CLUSTER) throw new StateFormatError("the state has no cluster part");
  if (cluster.version !== CLUSTER_VERSION) {
    throw new StateFormatError(
      `the cluster's part of the state has version ${cluster.version}, this build reads version ${CLUSTER_VERSION}`,
    );
  }
  readSection(cluster, (reader) => {
    const clusterId = reader.entity("machine");
    if (clusterId !== savedBy) {
      throw new StateFormatError(`the state was saved by cluster ${clusterId}, this is cluster ${savedBy}`);
    }
    machine.appliedIndex = reader.number("appliedIndex");
    machine.logBytes = reader.number("logBytes");
    machine.outputs.repliesDigest = reader.number("repliesDigest");
    machine.outputs.eventsDigest = reader.number("eventsDigest");
    readCluster(machine, reader, cluster.version);
  });
  for (const service of machine.services.inOrder) {
    loadService(service, rest.shift());
  }
  if (rest.length > 0) throw new StateFormatError("the state has services that this node does not run");
}

/** @throws StateFormatError */
export function loadService(service: ClusteredService, section: StateSection | undefined): void {
  if (section?.schemaId !== service.schemaId) {
    throw new StateFormatError(
      `the state has no service ${service.schemaId} (${service.name}) where it belongs`,
    );
  }
  readSection(section, (reader) => service.loadSnapshot(reader, section.version));
}

/** A service's state as it takes it itself. @param version the active one */
export function saveService(service: ClusteredService, version: number, hasher?: StateHasher): StateSection {
  const { name, schemaId } = service;
  const writer = new StateBytesWriter();
  hasher?.entity("service", schemaId);
  service.takeSnapshot(hasher === undefined ? writer : new StateTee(hasher, writer), version);
  return { name, schemaId, version, bytes: writer.toBytes() };
}

/** Each part in its own bytes: none can read too far, or another one's names. */
function readSection(section: StateSection, read: (reader: StateBytesReader) => void): void {
  const reader = new StateBytesReader(section.bytes);
  try {
    read(reader);
  } catch (error) {
    if (error instanceof StateFormatError || error instanceof VersionUnsupportedError) throw error;
    throw new StateFormatError(`${section.name} cannot load its state: ${String(error)}`, { cause: error });
  }
  if (!reader.isAtEnd) throw new StateFormatError(`${section.name} did not read all of its state`);
}

/** Hashes what is written, in one pass over the state. */
class StateTee implements ClusterStateWriter {
  private readonly hasher: StateHasher;
  private readonly writer: StateBytesWriter;

  constructor(hasher: StateHasher, writer: StateBytesWriter) {
    this.hasher = hasher;
    this.writer = writer;
  }

  entity(kind: string, key: number): void {
    this.hasher.entity(kind, key);
    this.writer.entity(kind, key);
  }

  number(name: string, value: number): void {
    this.hasher.number(name, value);
    this.writer.number(name, value);
  }

  text(name: string, value: string): void {
    this.hasher.text(name, value);
    this.writer.text(name, value);
  }

  bytes(name: string, value: Uint8Array): void {
    this.hasher.bytes(name, value);
    this.writer.bytes(name, value);
  }
}

/** Sessions, timers and idempotency keys. */
export function writeClusterState(machine: StateMachine, writer: ClusterStateWriter): void {
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
    writer.bytes("payload", timer.payload);
  }
  for (const entry of machine.idempotency.entries()) {
    writer.entity("idempotencyKey", entry.position);
    writer.number("expiresUs", entry.expiresUs);
    writer.bytes("hashes", entry.hashes);
    writer.bytes("reply", entry.reply);
  }
  writeLinks(machine.links, writer);
}

function readCluster(machine: StateMachine, reader: StateBytesReader, version: number): void {
  if (reader.entity("cluster") === undefined) throw new StateFormatError("the state has no cluster part");
  machine.appliedPosition = reader.number("position");
  machine.clusterTimeUs = reader.number("timeUs");
  machine.version = reader.number("version");
  if (machine.version > machine.versionMax) {
    throw new VersionUnsupportedError(machine.version, machine.versionMax, machine.appliedPosition);
  }
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
    const kind = reader.number("kind");
    const payload = version < 2 ? new Uint8Array(0) : reader.bytes("payload");
    machine.timers.restore({ deadline, schemaId, kind, key, payload });
  }
  for (let at = reader.entity("idempotencyKey"); at !== undefined; at = reader.entity("idempotencyKey")) {
    machine.idempotency.restore({
      position: at,
      expiresUs: reader.number("expiresUs"),
      hashes: reader.bytes("hashes"),
      reply: reader.bytes("reply"),
    });
  }
  readLinks(machine.links, reader);
}
