import { assert } from "./assert.ts";
import { Founding } from "./bootstrap.ts";
import type { ClusterTime } from "./cluster-time.ts";
import { decodeConfigurationEntry } from "./configuration-entry.ts";
import type { LogStore } from "./log/log-store.ts";
import { MemberLife } from "./member-life.ts";
import { type KnownConfiguration, Membership } from "./membership.ts";
import { MembershipChanges } from "./membership-changes.ts";
import type { Introduction, Logger, Member, PeerTransport } from "./ports.ts";
import { isSameConfiguration } from "./raft/configuration.ts";
import type { Entry } from "./raft/entry.ts";
import type { Raft } from "./raft/raft.ts";
import type { Sequencer } from "./sequencer.ts";

/** How far what is remembered of the others may lag. */
const REMEMBER_PEERS_MS = 1_000;

interface NodeMembershipParts {
  nodeId: number;
  log: LogStore;
  raft: Raft;
  sequencer: Sequencer;
  time: ClusterTime;
  peers: PeerTransport;
  /** Where members are found until the log says it. */
  listed: readonly Member[];
  /** As of what the core has applied. */
  known: KnownConfiguration;
  founding: Founding | undefined;
  random: (bound: number) => number;
  logger: Logger;
}

/** A node's part in who the members are: it follows the log, greets the others, and proposes when it leads. */
export class NodeMembership {
  readonly membership: Membership;
  readonly changes: MembershipChanges;
  private readonly parts: NodeMembershipParts;
  private readonly life: MemberLife;
  /** What members said of themselves, until the next turn. */
  private readonly introduced: { nodeId: number; introduction: Introduction }[] = [];
  private readonly overheard: Introduction[] = [];
  private peersRememberedMs = 0;

  constructor(parts: NodeMembershipParts) {
    const { raft, log, sequencer, listed, known } = parts;
    this.parts = parts;
    const membership = new Membership(raft, listed, known, log.peersAcknowledged);
    this.membership = membership;
    this.changes = new MembershipChanges({ raft, log, sequencer, membership });
    this.life = new MemberLife({ ...parts, membership });
  }

  /** It has an incarnation: it may vote, when the configuration says so. */
  get hasLife(): boolean {
    return this.life.isMember;
  }

  introductionTo(nodeId: number): Introduction {
    return this.life.introductionTo(nodeId);
  }

  /** A member said who it is, and what it knows of this node. */
  hear(nodeId: number, introduction: Introduction): void {
    this.introduced.push({ nodeId, introduction });
  }

  /**
   * Somebody dialled who is no member as this node knows them: it was away while all of those were replaced. What
   * is believed is where members are; the rest they say themselves, when this node has dialled them.
   */
  overhear(introduction: Introduction): void {
    this.overheard.push(introduction);
  }

  /** The leader has heard this node acknowledge batches that are not in its log. */
  onForgotten(index: number): void {
    this.life.onForgotten(index);
  }

  /** Once per turn, before messages: they may be for an incarnation that begins or ends here. */
  greet(): void {
    for (const { nodeId, introduction } of this.introduced.splice(0)) {
      this.life.hear(nodeId, introduction);
      this.follow();
    }
    for (const introduction of this.overheard.splice(0)) {
      this.membership.overhear(introduction);
      this.follow();
    }
  }

  /** Leader, once per turn: changes that are due or asked for, and what is known of the others. */
  lead(nowMs: number): void {
    this.changes.propose();
    if (nowMs - this.peersRememberedMs < REMEMBER_PEERS_MS) return;
    this.peersRememberedMs = nowMs;
    this.parts.log.rememberPeers(this.membership.lookAtProgress());
  }

  /** A configuration entry is applied: another configuration is in force from here on. */
  apply({ index, data }: Entry): void {
    const { raft, sequencer, peers, logger } = this.parts;
    const entry = decodeConfigurationEntry(data);
    const wasMember = raft.progressOf(raft.id) !== undefined;
    if (raft.memberIds.length === 0) raft.restoreConfiguration(entry.configuration);
    else raft.applyChange(index, entry.change);
    assert(isSameConfiguration(raft.configuration, entry.configuration));
    sequencer.passConfiguration(index);
    const waiting = this.membership.apply(index, entry);
    this.follow();
    for (const nodeId of waiting) peers.reintroduce?.(nodeId);
    const members = this.membership.status().map(({ nodeId, standing }) => `${nodeId} ${standing}`);
    logger.info({ members }, "the members changed");
    if (wasMember && raft.progressOf(raft.id) === undefined) {
      logger.warn({ members }, "this node is no member any more: it can be stopped");
    }
  }

  /** A snapshot's configuration is in force. */
  beginBehind(known: KnownConfiguration): void {
    assert(isSameConfiguration(this.parts.raft.configuration, known.configuration));
    this.membership.beginBehind(known);
    this.follow();
  }

  /** Clocks and connections are those of the members there are now. */
  follow(): void {
    const { members } = this.membership;
    this.parts.time.setMembers(members.map((member) => member.nodeId));
    this.parts.peers.setMembers?.(this.membership.peers);
  }
}

/** @returns undefined when this node may not found a cluster; one alone has done so when this returns */
export function foundingOf(options: {
  nodeId: number;
  members: readonly Member[];
  initToken?: number;
  log: LogStore;
}): Founding | undefined {
  const { nodeId, members, initToken, log } = options;
  if (initToken === undefined) return undefined;
  const numbers = members.map((member) => member.nodeId);
  const founding = new Founding(nodeId, numbers, initToken);
  const isEmpty = log.lastIndex === 0 && log.hardState.term === 0 && log.identity.incarnation === 0;
  if (isEmpty && founding.isProven) log.saveIdentity({ incarnation: 1, founders: [nodeId] });
  return founding;
}
