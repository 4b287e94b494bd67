import {
  type ConfigurationEntry,
  decodeConfigurationEntry,
  encodeConfigurationEntry,
  type KnownMember,
} from "./configuration-entry.ts";
import { Batch, BatchKind } from "./batch.ts";
import type { DiskIdentity } from "./log/log-store.ts";
import { INCARNATION_MAX, incarnationOf, MEMBERS_MAX, memberOf, raftIdOf } from "./member-id.ts";
import type { GivenLife, Introduction, Member, PeerAddress, PeerMember } from "./ports.ts";
import {
  allVoters,
  ChangeType,
  type Configuration,
  type ConfigurationChange,
  EMPTY_CONFIGURATION,
  isJoint,
  type MemberChange,
  Transition,
} from "./raft/configuration.ts";
import type { Raft } from "./raft/raft.ts";
import type { ReplayLog } from "./replay.ts";

const READ_BYTES = 1_048_576;
const NO_HEARSAY = { index: 0, members: [] };

/** The configuration as of an index, and what is known of the members. */
export interface KnownConfiguration {
  /** Of the entry that said it; 0 for the beginning. */
  readonly index: number;
  readonly configuration: Configuration;
  readonly members: readonly KnownMember[];
}

/**
 * What the log says up to `index`, or a snapshot that stands for its beginning; before they say anything, how the
 * cluster began. A disk that joined later knows nothing until the log says it.
 */
export function configurationAt(
  log: ReplayLog,
  index: number,
  { founders }: DiskIdentity,
  listed: readonly Member[],
  snapshot?: { readonly index: number; readonly membership: KnownConfiguration },
): KnownConfiguration {
  const batch = new Batch();
  let last: (ConfigurationEntry & { index: number }) | undefined;
  const from = Math.max(log.firstIndex, (snapshot?.index ?? 0) + 1);
  for (let next = from; next <= index;) {
    next = log.read(next, READ_BYTES, (bytes, at) => {
      if (at <= index && batch.wrap(bytes).kind === BatchKind.Configuration) {
        last = { ...decodeConfigurationEntry(bytes), index: at };
      }
    });
  }
  if (last !== undefined) return last;
  const isTold = snapshot !== undefined && (snapshot.membership.index > 0 || founders.length === 0);
  if (isTold) return snapshot.membership;
  const voters = founders.map((nodeId) => raftIdOf(nodeId, 1)).sort((a, b) => a - b);
  return {
    index: 0,
    configuration: { ...EMPTY_CONFIGURATION, voters },
    members: founders.map((nodeId) => ({
      ...knownFrom(listed.find((member) => member.nodeId === nodeId) ?? unlisted(nodeId)),
      incarnation: 1,
    })),
  };
}

/** How a member stands, for people. */
export interface MemberStatus {
  readonly nodeId: number;
  readonly incarnation: number;
  /** joining: its new incarnation catches up. leaving: it votes until a joint configuration is left. */
  readonly standing: "voter" | "learner" | "joining" | "leaving";
  readonly isLeader: boolean;
  /** Known to the leader only. */
  readonly matchIndex: number | undefined;
  readonly isActive: boolean | undefined;
  readonly peerAddress: string;
  readonly clientAddress: string;
  readonly gatewayUrl: string;
}

/** Why members are not changed. */
export interface MembershipRefusal {
  readonly code:
    | "MEMBER_EXISTS"
    | "MEMBER_UNKNOWN"
    | "MEMBER_NO_LEARNER"
    | "MEMBER_BEHIND"
    | "MEMBER_USED_UP"
    | "ADDRESS_TAKEN"
    | "MEMBERS_FULL"
    | "LAST_VOTER"
    | "CHANGE_PENDING";
  readonly message: string;
}

export type MembershipWish =
  /** To move is to have other addresses: those that are given. */
  | { readonly kind: "add"; readonly member: Member }
  | { readonly kind: "move"; readonly member: Partial<Member> & Pick<Member, "nodeId"> }
  | { readonly kind: "promote" | "remove"; readonly nodeId: number };

/** A change and what is known of the members with it. */
export interface PlannedChange {
  readonly change: ConfigurationChange;
  readonly members: readonly KnownMember[];
}

/** A learner that lacks no more than so many batches does not hold up a majority as a voter. */
export const CAUGHT_UP_BATCHES = 64;

/**
 * The members: who they are by the applied log, where they are found, and what the leader does about those whose
 * disk lost its past. Such a one says so when it is introduced, with a `life` that it drew. The leader adds it as
 * a learner in a new incarnation, given to that life; when it has caught up, one joint change makes it a voter
 * and removes the old incarnation, which never speaks again.
 */
export class Membership {
  private readonly raft: Raft;
  /** As the command line says, which wins over the log unless an operator placed the member while the cluster ran. */
  private readonly listed: readonly Member[];
  private known: readonly KnownMember[];
  private readonly acknowledged: Map<number, number>;
  /** The life of each member that was introduced last without an incarnation. */
  private readonly lost = new Map<number, number>();
  /** Of the configuration entry applied last. */
  private index = 0;
  /** What another member said of a later configuration, whose leader this node may not know. */
  private hearsay: { readonly index: number; readonly members: readonly PeerAddress[] } = NO_HEARSAY;
  /** In the configuration in force, and before there is one, as listed at start. */
  members: readonly Member[] = [];

  /** @param listed where members are found, as the operator said at start */
  constructor(
    raft: Raft,
    listed: readonly Member[],
    known: KnownConfiguration,
    acknowledged: ReadonlyMap<number, number>,
  ) {
    this.raft = raft;
    this.listed = listed;
    this.known = known.members;
    this.index = known.index;
    this.acknowledged = new Map(acknowledged);
    this.refresh();
  }

  /** As of the configuration entry applied last, for a snapshot: the same on all nodes. */
  get asApplied(): KnownConfiguration {
    const { index, known, raft } = this;
    // How members are found before the log says it, each node was told for itself.
    const members =
      index > 0 ? known : known.map(({ nodeId }) => ({ ...knownFrom(unlisted(nodeId)), incarnation: 1 }));
    return { index, configuration: raft.configuration, members };
  }

  /** The log begins anew behind a snapshot, whose configuration is in force. */
  beginBehind({ index, members }: KnownConfiguration): void {
    this.index = index;
    if (this.hearsay.index <= index) this.hearsay = NO_HEARSAY;
    this.known = members;
    this.refresh();
  }

  /** A cluster begins, with all that are listed. */
  found(): void {
    this.known = this.listed.map((member) => ({ ...knownFrom(member), incarnation: 1 }));
    this.refresh();
  }

  /** A configuration entry is in force. @returns whom it gave an incarnation, and who waits to hear of it */
  apply(index: number, entry: ConfigurationEntry): readonly number[] {
    this.index = index;
    if (this.hearsay.index <= index) this.hearsay = NO_HEARSAY;
    this.known = entry.members;
    this.refresh();
    return entry.members
      .filter(({ nodeId, life }) => life !== 0 && this.lost.get(nodeId) === life)
      .map(({ nodeId }) => nodeId);
  }

  /** A member said who it is. */
  hear(nodeId: number, { incarnation, life, membersIndex, members }: Introduction): void {
    if (incarnation === 0) this.lost.set(nodeId, life);
    else this.lost.delete(nodeId);
    this.overhear({ membersIndex, members });
  }

  /** Who the members are by now, from whoever knows more than this node. */
  overhear({ membersIndex, members }: Pick<Introduction, "membersIndex" | "members">): void {
    if (membersIndex > Math.max(this.index, this.hearsay.index)) {
      this.hearsay = { index: membersIndex, members };
    }
  }

  /** What others are told of the configuration in force here. */
  get told(): Pick<Introduction, "membersIndex" | "members"> {
    const members = this.members.flatMap(({ nodeId, peerAddress = "" }) =>
      peerAddress === "" ? [] : [{ nodeId, peerAddress }],
    );
    return { membersIndex: this.index, members };
  }

  /**
   * Whom to be connected with: the members, and whoever may have become one while this node was away. It gets the
   * log from the leader, who may be one of those.
   */
  get peers(): readonly PeerMember[] {
    const { known, hearsay, listed, members } = this;
    const strangers = listed.filter(({ nodeId }) => !known.some((one) => one.nodeId === nodeId));
    const numbers = new Set([...members, ...strangers, ...hearsay.members].map(({ nodeId }) => nodeId));
    return [...numbers].map((nodeId) => {
      // The newest first. One that is not true any more does no harm: whoever is there says another number.
      const [peerAddress = "", ...otherAddresses] = new Set(
        [hearsay.members, members, listed, known].flatMap((list: readonly PeerMember[]) =>
          list.flatMap((one) => (one.nodeId === nodeId && one.peerAddress ? [one.peerAddress] : [])),
        ),
      );
      return { nodeId, peerAddress, otherAddresses };
    });
  }

  /** What the log says of a member: told to it when it is introduced. */
  givenTo(nodeId: number): GivenLife {
    const member = this.known.find((one) => one.nodeId === nodeId);
    if (member === undefined) return { incarnation: 0, life: 0, index: 0 };
    const { incarnation, life } = member;
    this.lookAtProgress();
    return { incarnation, life, index: this.acknowledged.get(raftIdOf(nodeId, incarnation)) ?? 0 };
  }

  /** Leader: notes what members hold of what is committed. @returns it, of all members there are */
  lookAtProgress(): ReadonlyMap<number, number> {
    const { raft, acknowledged } = this;
    const ids = raft.memberIds;
    for (const id of acknowledged.keys()) if (!ids.includes(id)) acknowledged.delete(id);
    if (!raft.isLeader) return acknowledged;
    for (const id of ids) {
      // What is not committed may be replaced by another leader, and then is rightly gone.
      const index = Math.min(raft.progressOf(id)!.match, raft.commitIndex);
      if (index > (acknowledged.get(id) ?? 0)) acknowledged.set(id, index);
    }
    return acknowledged;
  }

  /** Leader: what is to be done without being asked, about those who lost their past. */
  next(): PlannedChange | undefined {
    if (isJoint(this.raft.configuration)) return undefined;
    const planned = this.replacement() ?? this.succession();
    return planned !== undefined && this.raft.changeRefusal(planned.change) === undefined
      ? planned
      : undefined;
  }

  /** Leader: what a wish asks for, or why not. */
  plan(wish: MembershipWish): PlannedChange | MembershipRefusal {
    const { raft } = this;
    const nodeId = wish.kind === "add" || wish.kind === "move" ? wish.member.nodeId : wish.nodeId;
    const ids = this.idsOf(nodeId);
    if (wish.kind === "add" || wish.kind === "move") {
      const taken = this.members.find((one) => one.nodeId !== nodeId && sharesAddress(one, wish.member));
      if (taken !== undefined) {
        return {
          code: "ADDRESS_TAKEN",
          message: `node ${taken.nodeId} is there already: give node ${nodeId} its own`,
        };
      }
    }
    let planned: PlannedChange;
    if (wish.kind === "add") {
      if (ids.length > 0) return { code: "MEMBER_EXISTS", message: `node ${nodeId} is a member already` };
      if (this.members.length >= MEMBERS_MAX) {
        return {
          code: "MEMBERS_FULL",
          message: `a cluster has at most ${MEMBERS_MAX} members; remove one first`,
        };
      }
      const before = this.known.find((member) => member.nodeId === nodeId);
      if (before?.incarnation === INCARNATION_MAX) {
        return { code: "MEMBER_USED_UP", message: `node ${nodeId} was lost too often: take another number` };
      }
      planned = this.give(nodeId, 0, [], { ...knownFrom(wish.member), isPlaced: true });
    } else if (ids.length === 0) {
      return { code: "MEMBER_UNKNOWN", message: `node ${nodeId} is no member; members list shows who is` };
    } else if (wish.kind === "move") {
      planned = this.move(nodeId, ids, wish.member);
    } else if (wish.kind === "remove") {
      const rest = raft.configuration.voters.filter((id) => memberOf(id) !== nodeId);
      if (rest.length === 0) {
        return {
          code: "LAST_VOTER",
          message: `node ${nodeId} is the only one that votes; promote another first`,
        };
      }
      planned = this.unchanged(ids.map((id) => ({ type: ChangeType.Remove, id })));
    } else {
      const learner = ids.find((id) => raft.configuration.learners.includes(id));
      if (learner === undefined) {
        return { code: "MEMBER_NO_LEARNER", message: `node ${nodeId} is no learner: it votes already` };
      }
      if (!raft.isCaughtUp(learner, CAUGHT_UP_BATCHES)) {
        const match = raft.progressOf(learner)?.match ?? 0;
        return {
          code: "MEMBER_BEHIND",
          message: `node ${nodeId} holds the log up to ${match} of ${raft.lastIndex}: promote it when it has caught up`,
        };
      }
      planned = this.unchanged([
        ...ids.filter((id) => id !== learner).map((id) => ({ type: ChangeType.Remove, id })),
        { type: ChangeType.AddVoter, id: learner },
      ]);
    }
    const refusal = raft.changeRefusal(planned.change);
    if (refusal === undefined) return planned;
    return {
      code: "CHANGE_PENDING",
      message: `another change of members is under way (${refusal}): try again`,
    };
  }

  /** A batch to be sealed. */
  encode({ change, members }: PlannedChange): Uint8Array {
    return encodeConfigurationEntry({
      change,
      configuration: this.raft.configurationAfter(change),
      members,
    });
  }

  /** For an entry that changes nothing that is known of the members. */
  unchanged(changes: readonly MemberChange[]): PlannedChange {
    return { change: { transition: Transition.Auto, changes }, members: this.known };
  }

  addressOf(nodeId: number): Member | undefined {
    return this.members.find((member) => member.nodeId === nodeId);
  }

  /** The Raft id under which a member votes; 0 when it does not. */
  voterOf(nodeId: number): number {
    return this.raft.configuration.voters.find((id) => memberOf(id) === nodeId) ?? 0;
  }

  status(): readonly MemberStatus[] {
    const { raft } = this;
    return raft.memberIds.map((id) => {
      const nodeId = memberOf(id);
      const progress = raft.isLeader ? raft.progressOf(id) : undefined;
      const { peerAddress, clientAddress, gatewayUrl } = knownFrom(
        this.addressOf(nodeId) ?? unlisted(nodeId),
      );
      return {
        nodeId,
        incarnation: incarnationOf(id),
        standing: this.standingOf(id),
        isLeader: raft.leader === id,
        matchIndex: progress?.match,
        isActive: progress === undefined ? undefined : id === raft.id || progress.isRecentlyActive,
        peerAddress,
        clientAddress,
        gatewayUrl,
      };
    });
  }

  private standingOf(id: number): MemberStatus["standing"] {
    const { voters, votersOutgoing } = this.raft.configuration;
    if (voters.includes(id)) return "voter";
    if (votersOutgoing.includes(id)) return "leaving";
    return this.idsOf(memberOf(id)).length > 1 ? "joining" : "learner";
  }

  /** A member that lost its past gets a new incarnation, as a learner. */
  private replacement(): PlannedChange | undefined {
    const { learners } = this.raft.configuration;
    for (const [nodeId, life] of this.lost) {
      const ids = this.idsOf(nodeId);
      const known = this.known.find((member) => member.nodeId === nodeId);
      if (ids.length === 0 || known === undefined || known.life === life) continue;
      if (known.incarnation === INCARNATION_MAX) continue;
      const useless = ids.filter((id) => learners.includes(id));
      return this.give(nodeId, life, useless, known);
    }
    return undefined;
  }

  /** A new incarnation that has caught up votes from now on, in place of the old one. */
  private succession(): PlannedChange | undefined {
    const { raft } = this;
    for (const id of raft.configuration.learners) {
      const nodeId = memberOf(id);
      const voter = this.voterOf(nodeId);
      if (voter === 0 || this.lost.has(nodeId) || !raft.isCaughtUp(id, CAUGHT_UP_BATCHES)) continue;
      return this.unchanged([
        { type: ChangeType.Remove, id: voter },
        { type: ChangeType.AddVoter, id },
      ]);
    }
    return undefined;
  }

  private give(
    nodeId: number,
    life: number,
    useless: readonly number[],
    addresses: KnownMember,
  ): PlannedChange {
    const before = this.known.find((member) => member.nodeId === nodeId);
    const incarnation = (before?.incarnation ?? 0) + 1;
    const members = this.known.filter((member) => member.nodeId !== nodeId);
    members.push({ ...addresses, nodeId, incarnation, life });
    members.sort((a, b) => a.nodeId - b.nodeId);
    const changes = [
      ...useless.map((id) => ({ type: ChangeType.Remove, id })),
      { type: ChangeType.AddLearner, id: raftIdOf(nodeId, incarnation) },
    ];
    return { change: { transition: Transition.Auto, changes }, members };
  }

  /** Who votes or learns stays as it is: that it is what it is already is said once more, with other addresses. */
  private move(nodeId: number, ids: readonly number[], addresses: Partial<Member>): PlannedChange {
    const { voters } = this.raft.configuration;
    const voter = ids.find((id) => voters.includes(id));
    const change: MemberChange =
      voter === undefined
        ? { type: ChangeType.AddLearner, id: ids[0]! }
        : { type: ChangeType.AddVoter, id: voter };
    const { incarnation, life } = this.known.find((one) => one.nodeId === nodeId)!;
    const moved = {
      ...knownFrom({ ...this.addressOf(nodeId)!, ...addresses }),
      incarnation,
      life,
      isPlaced: true,
    };
    return {
      ...this.unchanged([change]),
      members: this.known.map((one) => (one.nodeId === nodeId ? moved : one)),
    };
  }

  private idsOf(nodeId: number): readonly number[] {
    return this.raft.memberIds.filter((id) => memberOf(id) === nodeId);
  }

  private refresh(): void {
    const { raft, known, listed } = this;
    if (allVoters(raft.configuration).length === 0) {
      this.members = listed;
      return;
    }
    const numbers = [...new Set(raft.memberIds.map(memberOf))];
    this.members = numbers.map((nodeId) => {
      const log = known.find((member) => member.nodeId === nodeId);
      const isListed = log?.isPlaced !== true;
      const start = listed.find((member) => isListed && member.nodeId === nodeId) ?? unlisted(nodeId);
      return {
        nodeId,
        clientAddress: start.clientAddress || (log?.clientAddress ?? ""),
        gatewayUrl: start.gatewayUrl ?? (log?.gatewayUrl || undefined),
        peerAddress: start.peerAddress ?? log?.peerAddress ?? "",
      };
    });
  }
}

function knownFrom(member: Member): KnownMember {
  return {
    nodeId: member.nodeId,
    incarnation: 0,
    life: 0,
    peerAddress: member.peerAddress ?? "",
    clientAddress: member.clientAddress,
    gatewayUrl: member.gatewayUrl ?? "",
    isPlaced: false,
  };
}

function sharesAddress(one: Member, other: Partial<Member>): boolean {
  const isSame = (a: string | undefined, b: string | undefined): boolean =>
    a !== "" && a !== undefined && a === b;
  return (
    isSame(one.peerAddress, other.peerAddress) ||
    isSame(one.clientAddress, other.clientAddress) ||
    isSame(one.gatewayUrl, other.gatewayUrl)
  );
}

function unlisted(nodeId: number): Member {
  return { nodeId, clientAddress: "", gatewayUrl: undefined };
}
