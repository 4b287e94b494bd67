import type { QuarantineMark } from "./consistency/quarantine.ts";
import type { ActivationPolicy } from "./activation.ts";
import type { DiskSpace } from "./disk-space.ts";
import type { EventRing } from "./event-ring.ts";
import type { Gatekeeper } from "./ingress.ts";
import type { NodeLinks } from "./links/link-duties.ts";
import type { LogCompletions } from "./log-writer.ts";
import type { LogStore } from "./log/log-store.ts";
import type { Clock, ContractFingerprint, Logger, Member, PeerTransport, Scheduler } from "./ports.ts";
import type { Skips } from "./skips.ts";
import type { NodeSnapshots } from "./snapshots/snapshot-duties.ts";
import type { StateMachine } from "./state-machine.ts";

/** What a node is made of: all of the world that it needs, so that sockets and a simulator can both give it. */
export interface NodeOptions {
  nodeId: number;
  clusterId: number;
  /** Where members are found, this node among them; who they are, the log says, once there is one. */
  members: readonly Member[];
  /** Lets a node whose disk is empty found a cluster with `members` (bootstrap.ts). Above 0. */
  initToken?: number;
  log: LogStore;
  /** The listener that the log was opened with. */
  completions: LogCompletions;
  /** As far as recovery brought it, with the events that it published. */
  machine: StateMachine;
  events: EventRing;
  makeMachine: (skips: Skips) => StateMachine;
  /** Whether there is room for commands. Default: always. */
  space?: DiskSpace;
  /** That the log had lost, and others supplied, when it was opened. */
  repairedBatches?: number;
  /** Where it is remembered that this node differs from the others. Default: in memory. */
  quarantine?: QuarantineMark;
  /** Undefined: it takes none, and its log only grows. */
  snapshots?: NodeSnapshots;
  peers: PeerTransport;
  /** Undefined: no service of this cluster calls one of another. */
  links?: NodeLinks;
  /** Which editions of its services' contracts it runs. */
  contracts?: readonly ContractFingerprint[];
  /** Default "asked". */
  activate?: ActivationPolicy;
  gatekeeper: Gatekeeper;
  clock: Clock;
  scheduler: Scheduler;
  /** An integer in [0, bound): spreads elections. */
  random: (bound: number) => number;
  logger: Logger;
  /** The way of a command, step by step: for tests and for people who want to see it. */
  observe?: (step: string, facts: Readonly<Record<string, unknown>>) => void;
}
