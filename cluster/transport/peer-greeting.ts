import { PeerError } from "./peer-error.ts";
import {
  commonVersion,
  type PeerHello,
  type PeerIdentity,
  type PeerWelcome,
  type VersionRange,
} from "./peer-frame.ts";

/** A member as this node knows it. */
export interface KnownPeer {
  readonly nodeId: number;
  /** The highest that it ever came with; 0 before it came. */
  readonly incarnation: number;
}

/** What a node says to everybody. */
export type OwnIdentity = Pick<PeerIdentity, "clusterId" | "nodeId" | "versionMax" | "fingerprints">;

/** What a node holds a greeting against. */
export interface GreetingOptions {
  readonly own: OwnIdentity;
  readonly versions: VersionRange;
  readonly peerOf: (nodeId: number) => KnownPeer | undefined;
  /** Of the other members, for people. */
  readonly memberIds: () => readonly number[];
}

/** @returns the version to speak; @throws PeerError when whoever dialled is no peer of this node */
export function acceptHello(options: GreetingOptions, hello: PeerHello): number {
  const { own, versions } = options;
  checkCluster(own, hello);
  if (hello.dialledNodeId !== own.nodeId) {
    throw new PeerError(
      "PEER_WRONG_NODE",
      `this is node ${own.nodeId}, and node ${hello.nodeId} dialled node ${hello.dialledNodeId} here: ` +
        `correct the address of node ${hello.dialledNodeId} on node ${hello.nodeId}`,
    );
  }
  checkMember(options, hello);
  const version = commonVersion(versions, hello.versions);
  if (version === undefined) throw noCommonVersion(hello.nodeId, own.nodeId, hello.versions, versions);
  return version;
}

/** @throws PeerError when whoever listens is not the peer that was dialled */
export function acceptWelcome(options: GreetingOptions, dialledNodeId: number, welcome: PeerWelcome): void {
  const { own, versions } = options;
  checkCluster(own, welcome);
  if (welcome.nodeId !== dialledNodeId) {
    throw new PeerError(
      "PEER_WRONG_NODE",
      `node ${welcome.nodeId} answered where node ${own.nodeId} looks for node ${dialledNodeId}: ` +
        `correct the address of node ${dialledNodeId} on node ${own.nodeId}`,
    );
  }
  checkMember(options, welcome);
  const { version } = welcome;
  if (version < versions.min || version > versions.max) {
    throw noCommonVersion(welcome.nodeId, own.nodeId, { min: version, max: version }, versions);
  }
}

function checkCluster(own: OwnIdentity, peer: PeerIdentity): void {
  if (peer.clusterId === own.clusterId) return;
  throw new PeerError(
    "PEER_WRONG_CLUSTER",
    `node ${peer.nodeId} is of cluster ${peer.clusterId}, and node ${own.nodeId} of cluster ${own.clusterId}: ` +
      `correct the addresses, or the data directory that one of them was started with`,
  );
}

function checkMember({ own, peerOf, memberIds }: GreetingOptions, peer: PeerIdentity): void {
  const known = peerOf(peer.nodeId);
  if (known === undefined) {
    throw new PeerError(
      "PEER_UNKNOWN_MEMBER",
      `node ${peer.nodeId} is no member of cluster ${own.clusterId} as node ${own.nodeId} knows it ` +
        `(itself and ${memberIds().join(", ") || "nobody"}): add it first`,
    );
  }
  // None at all is a disk that lost its past, and says so.
  if (peer.incarnation !== 0 && peer.incarnation < known.incarnation) {
    throw new PeerError(
      "PEER_OLD_INCARNATION",
      `node ${peer.nodeId} comes with incarnation ${peer.incarnation}, but was here with ${known.incarnation}: ` +
        `its data directory is an old copy; start it with an empty one`,
    );
  }
}

function noCommonVersion(peerId: number, ownId: number, theirs: VersionRange, ours: VersionRange): PeerError {
  return new PeerError(
    "PEER_NO_COMMON_VERSION",
    `node ${peerId} speaks versions ${theirs.min} to ${theirs.max} of the peer protocol, node ${ownId} ` +
      `${ours.min} to ${ours.max}: upgrade through a build that speaks one of each`,
  );
}
