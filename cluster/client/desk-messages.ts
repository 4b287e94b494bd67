import type { LinkFigures } from "../links/courier.ts";
import type { ContractFingerprint } from "../ports.ts";
import type { Quarantine } from "../consistency/quarantine.ts";
import type { MemberStatus } from "../membership.ts";
import type { StageLatency } from "../stage-latencies.ts";
import type { SnapshotFacts } from "../snapshots/snapshot-duties.ts";
import type { ClusterStatus } from "./cluster-port.ts";

/** What a client may ask of a node beside commands and queries, as JSON. */
export type DeskRequest =
  | { readonly ask: "status" }
  /** Where the time of commands went while the node led. */
  | { readonly ask: "stages" }
  /** Walks the whole state: milliseconds per thousand entities, in which nothing else happens. */
  | { readonly ask: "stateHash" }
  /** Gets the cluster past the position where its apply stands still. */
  | { readonly ask: "skip"; readonly position: number }
  /** Which version of the services is active, and who supports which; only the leader knows it of the others. */
  | { readonly ask: "versions" }
  /** Refused until all voters support it; answered when it is active. */
  | { readonly ask: "activateVersion"; readonly version: number }
  /** All members take one. Answered by the leader when its own counts; by any member about the one at `position`. */
  | { readonly ask: "snapshot"; readonly position?: number }
  /** To a node, or to the follower that is furthest. */
  | { readonly ask: "transferLeader"; readonly nodeId?: number }
  /** Who the members are; how far each is, only the leader knows. */
  | { readonly ask: "members" }
  /** As a learner, which votes when it is promoted. */
  | { readonly ask: "addMember"; readonly member: NewMember }
  /** It has other addresses from now on; those that are not given stay. */
  | { readonly ask: "moveMember"; readonly member: MovedMember }
  /** Refused until it has caught up. */
  | { readonly ask: "promoteMember"; readonly nodeId: number }
  | { readonly ask: "removeMember"; readonly nodeId: number };

/** The answer: a status, or done, or why not. */
export type DeskAnswer =
  | { readonly status: NodeStatus }
  | { readonly stages: readonly StageLatency[] }
  | StateDigest
  | { readonly members: readonly MemberStatus[]; readonly lastIndex: number }
  | { readonly snapshot: SnapshotFacts }
  | { readonly versions: VersionReport }
  | { readonly done: true }
  | { readonly error: { readonly code: string; readonly message: string } };

/** What a node knows, for people and tools. */
export interface NodeStatus extends ClusterStatus {
  /** This node among them. */
  readonly members: readonly NodeAddress[];
  readonly clusterId: number;
  /** Of the services: the active one, and the highest that this build supports. */
  readonly version: number;
  readonly versionMax: number;
  /** Which editions of contracts it runs. A new version is activated only when all members run the same. */
  readonly contracts: readonly ContractFingerprint[];
  readonly sessions: number;
  /** To other clusters; of the leader. */
  readonly links: readonly LinkFigures[];
  readonly connections: number;
  /** Why and since where this node differs from the others and serves nobody; undefined: it does. */
  readonly quarantine: Quarantine | undefined;
  /** Over all replies and events since position 1: equal on all nodes at the same position. */
  readonly outputDigest: string;
  /** The newest that counts; undefined before the first. */
  readonly snapshot: SnapshotFacts | undefined;
  readonly lastIndex: number;
  readonly commitIndex: number;
  readonly appliedIndex: number;
}

/** Which version of the services runs, and which could. */
export interface VersionReport {
  readonly active: number;
  /** The highest that may be activated now; `active` when there is no higher. */
  readonly possible: number;
  readonly members: readonly MemberVersion[];
}

export interface MemberVersion {
  readonly nodeId: number;
  readonly isVoter: boolean;
  /** The highest that its build supports; undefined while it is not connected. */
  readonly versionMax?: number | undefined;
}

/** Where a new member is found. */
export interface NewMember {
  readonly nodeId: number;
  /** `host:port`, as the client's address. */
  readonly peerAddress: string;
  readonly clientAddress: string;
  /** `http://host:port` */
  readonly gatewayUrl?: string;
}

/** Where a member is found from now on; what is not said stays. */
export type MovedMember = Partial<NewMember> & Pick<NewMember, "nodeId">;

/** A member, and where clients find it. */
export interface NodeAddress {
  readonly nodeId: number;
  /** Of the native protocol: `host:port`. */
  readonly clientAddress: string;
  readonly gatewayUrl: string | undefined;
}

/** What two nodes, or a node and a replay, have in common at one position. */
export interface StateDigest {
  readonly position: number;
  /** 16 hex digits over the canonical state. */
  readonly stateHash: string;
  /** 16 hex digits over all replies and events so far. */
  readonly outputDigest: string;
}
