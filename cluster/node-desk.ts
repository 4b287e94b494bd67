import type { Activation } from "./activation.ts";
import type { DeskAnswer, NodeStatus, VersionReport } from "./client/desk-messages.ts";
import { parseDeskRequest } from "./desk-request.ts";
import { encodeAnswer } from "./frame-codec.ts";
import { MemberRole } from "./frame.ts";
import { limits } from "./limits.ts";
import { memberOf } from "./member-id.ts";
import type { MembershipWish } from "./membership.ts";
import type { Node } from "./node.ts";
import { allVoters } from "./raft/configuration.ts";
import type { ServedClient } from "./served-client.ts";
import { skipFor } from "./state-machine-halt.ts";
import { encodeActivateVersion, encodeSkipCommand, encodeTakeSnapshot } from "./system-messages.ts";

interface PendingSkip {
  readonly client: ServedClient;
  readonly requestId: number;
  readonly position: number;
}

interface PendingSnapshot {
  readonly client: ServedClient;
  readonly requestId: number;
  /** Undefined: the next one that is asked for behind `afterPosition`, by this leader. */
  readonly position: number | undefined;
  readonly afterPosition: number;
}

interface PendingActivation {
  readonly client: ServedClient;
  readonly requestId: number;
  readonly version: number;
}

const roleNames = {
  [MemberRole.None]: "none",
  [MemberRole.Follower]: "follower",
  [MemberRole.Candidate]: "candidate",
  [MemberRole.Leader]: "leader",
  [MemberRole.Learner]: "learner",
} as const;

/** Status and administration. Cold path. */
export class NodeDesk {
  private readonly node: Node;
  private skips: PendingSkip[] = [];
  private pendingSnapshots: PendingSnapshot[] = [];
  private activations: PendingActivation[] = [];

  constructor(node: Node) {
    this.node = node;
  }

  private get activation(): Activation {
    return this.node.activation;
  }

  /** Where clients find a member; empty when unknown. */
  addressOf(nodeId: number): string {
    return this.node.membership.addressOf(nodeId)?.clientAddress ?? "";
  }

  status(): NodeStatus {
    const { node } = this;
    const { raft, applier, sequencer } = node;
    const { machine } = applier;
    const leaderId = node.leader().leaderId;
    return {
      nodeId: node.nodeId,
      members: this.node.membership.members.map(({ nodeId, clientAddress, gatewayUrl }) => ({
        nodeId,
        clientAddress,
        gatewayUrl,
      })),
      clusterId: node.clusterId,
      role: roleNames[node.memberRole],
      term: raft.term,
      leaderId,
      leaderGatewayUrl: node.membership.addressOf(leaderId)?.gatewayUrl,
      lastPosition: sequencer.lastPosition,
      commitPosition: raft.commitIndex === raft.lastIndex ? sequencer.lastPosition : machine.appliedPosition,
      appliedPosition: machine.appliedPosition,
      clusterTimeUs: node.clusterTimeUs,
      ingressLoad: Math.min(1, node.builder.queuedBytes / limits.ingressQueueBytesMax),
      halted: node.haltedReason,
      quarantine: node.quarantine,
      isQuarantined: node.quarantine !== undefined,
      repairedBatches: node.repairedBatches,
      shortage: node.shortage,
      version: machine.version,
      versionMax: machine.versionMax,
      contracts: node.contracts,
      sessions: machine.sessions.count,
      links: node.links?.figures ?? [],
      connections: node.ingress.clients.size,
      outputDigest: machine.outputs.digest,
      snapshot: node.snapshots?.last,
      snapshotsTaken: node.snapshots?.takenCount ?? 0,
      snapshotsFailed: node.snapshots?.failedCount ?? 0,
      lastIndex: raft.lastIndex,
      commitIndex: raft.commitIndex,
      appliedIndex: machine.appliedIndex,
    };
  }

  onRequest(client: ServedClient, requestId: number, json: string): void {
    const request = parseDeskRequest(json);
    if (request === undefined) {
      this.refuse(client, requestId, "BAD_REQUEST", `this node cannot answer ${json.slice(0, 200)}`);
    } else if (request.ask === "status") {
      this.reply(client, requestId, { status: this.status() });
    } else if (request.ask === "stages") {
      this.reply(client, requestId, { stages: this.node.stages.summary() });
    } else if (request.ask === "stateHash" && this.node.haltedReason !== undefined) {
      this.refuse(client, requestId, "HALTED", `there is no whole state: ${this.node.haltedReason}`);
    } else if (request.ask === "stateHash") {
      const { appliedPosition, outputs } = this.node.applier.machine;
      const stateHash = this.node.applier.machine.stateHash();
      this.reply(client, requestId, { position: appliedPosition, stateHash, outputDigest: outputs.digest });
    } else if (request.ask === "members") {
      const { membership, raft } = this.node;
      this.reply(client, requestId, { members: membership.status(), lastIndex: raft.lastIndex });
    } else if (request.ask === "snapshot" && this.node.snapshots === undefined) {
      this.refuse(client, requestId, "NO_SNAPSHOTS", "this node was started without snapshots");
    } else if (request.ask === "snapshot" && this.node.haltedReason !== undefined) {
      this.refuse(client, requestId, "HALTED", `there is no whole state: ${this.node.haltedReason}`);
    } else if (request.ask === "snapshot" && request.position !== undefined) {
      this.awaitSnapshot(client, requestId, request.position);
    } else if (!this.node.isLeader) {
      const { leaderId } = this.node.leader();
      const where = leaderId === 0 ? "none is known" : `node ${leaderId} leads`;
      this.refuse(client, requestId, "NOT_LEADER", `only the leader can do this; ${where}`);
    } else if (request.ask === "versions") {
      this.reply(client, requestId, { versions: this.versions() });
    } else if (request.ask === "snapshot") {
      this.node.builder.addOwn(encodeTakeSnapshot());
      this.awaitSnapshot(client, requestId, undefined);
    } else if (request.ask === "skip") {
      this.skip(client, requestId, request.position);
    } else if (request.ask === "transferLeader") {
      void this.transferLeader(client, requestId, request.nodeId);
    } else if (request.ask === "addMember" && !this.node.canMeetOthers) {
      const advice = "start it with --members, which names its own addresses, and try again";
      this.refuse(
        client,
        requestId,
        "NO_PEER_PORT",
        `node ${this.node.nodeId} listens for no others: ${advice}`,
      );
    } else if (request.ask === "addMember") {
      this.change(client, requestId, {
        kind: "add",
        member: { ...request.member, gatewayUrl: request.member.gatewayUrl },
      });
    } else if (request.ask === "moveMember") {
      this.change(client, requestId, { kind: "move", member: request.member });
    } else if (request.ask === "promoteMember" && this.activation.isTooOld(request.nodeId)) {
      const { active } = this.activation;
      const advice = `start it with a build that supports version ${active}, which is active`;
      this.refuse(
        client,
        requestId,
        "MEMBER_OLD_BUILD",
        `node ${request.nodeId} could apply nothing: ${advice}`,
      );
    } else if (request.ask === "promoteMember") {
      this.change(client, requestId, { kind: "promote", nodeId: request.nodeId });
    } else if (request.ask === "removeMember") {
      this.change(client, requestId, { kind: "remove", nodeId: request.nodeId });
    } else {
      this.activate(client, requestId, request.version);
    }
  }

  /** Answers those whose wish is fulfilled. Once per turn. */
  answer(): void {
    if (this.pendingSnapshots.length > 0) {
      this.pendingSnapshots = this.pendingSnapshots.filter((one) => !this.answerSnapshot(one));
    }
    if (this.activations.length > 0) {
      this.activations = this.activations.filter((one) => !this.answerActivation(one));
    }
    if (this.skips.length === 0) return;
    const { machine, haltedReason } = this.node.applier;
    this.skips = this.skips.filter(({ client, requestId, position }) => {
      if (machine.appliedPosition < position) return true;
      if (haltedReason !== undefined && machine.halt === undefined) return true; // Still rebuilding.
      this.reply(client, requestId, { done: true });
      return false;
    });
  }

  private awaitSnapshot(client: ServedClient, requestId: number, position: number | undefined): void {
    const afterPosition = this.node.sequencer.lastPosition;
    this.pendingSnapshots.push({ client, requestId, position, afterPosition });
    this.node.wake();
  }

  /** @returns whether there was an answer */
  private answerSnapshot({ client, requestId, position, afterPosition }: PendingSnapshot): boolean {
    const { node } = this;
    const { wantedPosition } = node.snapshots!;
    if (position === undefined && wantedPosition <= afterPosition) {
      if (node.isLeader) return false;
      this.refuse(client, requestId, "NOT_LEADER", "this node leads no longer: ask the leader again");
      return true;
    }
    const outcome = node.snapshots!.outcomeAt(position ?? wantedPosition, node.appliedPosition);
    if (outcome.state === "pending" && node.haltedReason === undefined) return false;
    if (outcome.state === "counts") this.reply(client, requestId, { snapshot: outcome.facts });
    else {
      const reason = outcome.state === "failed" ? outcome.reason : node.haltedReason!;
      this.refuse(client, requestId, "SNAPSHOT_FAILED", reason);
    }
    return true;
  }

  private versions(): VersionReport {
    const { activation } = this;
    const { membership, raft } = this.node;
    const voters = allVoters(raft.configuration).map(memberOf);
    return {
      active: activation.active,
      possible: activation.possible,
      members: membership.members.map(({ nodeId }) => ({
        nodeId,
        isVoter: voters.includes(nodeId),
        versionMax: activation.versionMaxOf(nodeId),
      })),
    };
  }

  private activate(client: ServedClient, requestId: number, version: number): void {
    const refusal = this.activation.refusal(version);
    if (refusal !== undefined) return this.refuse(client, requestId, refusal.code, refusal.message);
    this.node.builder.addOwn(encodeActivateVersion(version));
    this.activation.proposed = version;
    this.activations.push({ client, requestId, version });
    this.node.wake();
  }

  /** @returns whether there was an answer */
  private answerActivation({ client, requestId, version }: PendingActivation): boolean {
    if (this.activation.active >= version) this.reply(client, requestId, { done: true });
    else if (this.node.isLeader) return false;
    else {
      const advice = "whether the version is active, lockstep upgrade shows";
      this.refuse(client, requestId, "LEAD_LOST", `this node leads no longer: ${advice}`);
    }
    return true;
  }

  private skip(client: ServedClient, requestId: number, position: number): void {
    const { halt } = this.node.applier.machine;
    if (halt === undefined || halt.position !== position || halt.kind === "version") {
      const state =
        halt === undefined ? "the apply is not halted" : `the apply is halted at ${halt.position}`;
      this.refuse(client, requestId, "NOT_HALTED_THERE", `position ${position} is not skipped: ${state}`);
      return;
    }
    this.node.builder.addOwn(encodeSkipCommand(skipFor(halt)));
    this.skips.push({ client, requestId, position });
    this.node.wake();
  }

  /** Answered when it is in force, or refused. */
  private change(client: ServedClient, requestId: number, wish: MembershipWish): void {
    this.node.changes.ask(wish, (refusal) => {
      if (refusal === undefined) this.reply(client, requestId, { done: true });
      else this.refuse(client, requestId, refusal.code, refusal.message);
    });
    this.node.wake();
  }

  private async transferLeader(
    client: ServedClient,
    requestId: number,
    nodeId: number | undefined,
  ): Promise<void> {
    const { node } = this;
    if (nodeId === node.nodeId) return this.reply(client, requestId, { done: true });
    if (nodeId !== undefined && !this.node.membership.members.some((member) => member.nodeId === nodeId)) {
      const ids = this.node.membership.members.map((member) => member.nodeId).join(", ");
      return this.refuse(client, requestId, "NO_MEMBER", `node ${nodeId} is none of the members: ${ids}`);
    }
    if (await node.succession.handOver(nodeId)) return this.reply(client, requestId, { done: true });
    const successor = nodeId === undefined ? "no other node" : `node ${nodeId}`;
    this.refuse(
      client,
      requestId,
      "NOT_TRANSFERRED",
      `${successor} has taken the lead; is it up and caught up?`,
    );
  }

  private refuse(client: ServedClient, requestId: number, code: string, message: string): void {
    this.reply(client, requestId, { error: { code, message } });
  }

  private reply(client: ServedClient, requestId: number, answer: DeskAnswer): void {
    client.send(encodeAnswer(requestId, JSON.stringify(answer)));
  }
}
