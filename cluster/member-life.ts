import type { Founding } from "./bootstrap.ts";
import type { LogStore } from "./log/log-store.ts";
import { raftIdOf } from "./member-id.ts";
import type { Membership } from "./membership.ts";
import type { Introduction, Logger, PeerTransport } from "./ports.ts";
import { EMPTY_CONFIGURATION } from "./raft/configuration.ts";
import type { Raft } from "./raft/raft.ts";

interface MemberLifeParts {
  nodeId: number;
  log: LogStore;
  raft: Raft;
  membership: Membership;
  peers: PeerTransport;
  /** Undefined: this node founds no cluster. */
  founding: Founding | undefined;
  /** An integer in [0, bound). */
  random: (bound: number) => number;
  logger: Logger;
}

/**
 * The incarnation that this node's disk has, and how it gets one: by founding a cluster with others that are
 * empty, or from the log of one that exists. Without one it neither votes, campaigns nor acknowledges.
 *
 * It loses the one it has when another member knows better what was promised in it: that it acknowledged more
 * than is here, or that a later one was given. Then the disk is an old copy of itself.
 */
export class MemberLife {
  private readonly parts: MemberLifeParts;
  /** What this disk calls itself as long as it has no incarnation, or none but that of a founder. */
  private life = 0;

  constructor(parts: MemberLifeParts) {
    this.parts = parts;
    if (parts.log.identity.incarnation === 0) this.wait();
  }

  /** It may take part. */
  get isMember(): boolean {
    return this.parts.log.identity.incarnation > 0;
  }

  /** What a member is told of this node and of itself. */
  introductionTo(nodeId: number): Introduction {
    const { log, founding, membership } = this.parts;
    return {
      incarnation: log.identity.incarnation,
      life: this.isMember ? 0 : this.life,
      founding: this.hasPromisedNothing && founding !== undefined ? founding.proof : 0,
      given: membership.givenTo(nodeId),
      ...membership.told,
    };
  }

  /** A member introduced itself. */
  hear(nodeId: number, introduction: Introduction): void {
    const { log, founding, membership } = this.parts;
    const { given } = introduction;
    const { incarnation } = log.identity;
    founding?.hear(nodeId, introduction.founding);
    membership.hear(nodeId, introduction);
    if (incarnation === 0) {
      if (given.incarnation > 0 && given.life === this.life) this.begin(given.incarnation);
      else if (this.isEmpty && founding?.isProven === true) this.found(founding);
    } else if (given.incarnation > incarnation && given.life === this.life && this.life > 0) {
      // The others began without this node, which heard only later that the cluster is founded: nothing is lost.
      this.begin(given.incarnation);
    } else if (given.incarnation > incarnation) {
      this.end(`node ${nodeId} knows a later incarnation of this node, ${given.incarnation}`);
    } else if (given.incarnation === incarnation && given.index > log.lastIndex) {
      this.onForgotten(given.index);
    }
  }

  /**
   * This node acknowledged batches up to `index`, as others know, and its log ends before. They may know it later than
   * they were introduced: the last words of an earlier process can be on their way while the next one greets.
   */
  onForgotten(index: number): void {
    const { lastIndex } = this.parts.log;
    this.end(`this node acknowledged batches up to ${index}, and its log ends at ${lastIndex}`);
  }

  /** It holds no batch, never voted and founded no cluster, in which it may count as lost: nobody relies on it. */
  private get isEmpty(): boolean {
    const { log } = this.parts;
    return log.lastIndex === 0 && log.hardState.term === 0 && log.identity.founders.length === 0;
  }

  /**
   * It is as good as empty to those who found the cluster: also when it has founded it itself, until it votes. What
   * it said before may be lost with a connection, and they could not begin without it.
   */
  private get hasPromisedNothing(): boolean {
    const { lastIndex, hardState, identity } = this.parts.log;
    const hasJustFounded = identity.incarnation === 1 && identity.founders.length > 0;
    return this.isEmpty || (hasJustFounded && lastIndex === 0 && hardState.term === 0);
  }

  private wait(): void {
    const { raft, random, founding, logger, log } = this.parts;
    this.life = random(2 ** 32) * 2 ** 20 + random(2 ** 20) + 1;
    raft.abstains = true;
    const waitsFor =
      this.isEmpty && founding !== undefined
        ? `founds a cluster when nodes ${founding.waitsFor.join(", ")} prove to be empty too, or joins the one that has it as a member`
        : "waits for the leader of the cluster that has it as a member";
    logger.warn({ batches: log.lastIndex }, `this node's disk holds no promise of its own: it ${waitsFor}`);
  }

  private found({ members }: Founding): void {
    const { nodeId, log, raft, membership, logger } = this.parts;
    log.saveIdentity({ incarnation: 1, founders: members });
    raft.takeId(raftIdOf(nodeId, 1));
    const voters = members.map((member) => raftIdOf(member, 1));
    raft.restoreConfiguration({ ...EMPTY_CONFIGURATION, voters });
    membership.found();
    raft.abstains = false;
    logger.info({ members }, "the cluster is founded: all members were empty");
    this.tellAll();
  }

  private begin(incarnation: number): void {
    const { nodeId, log, raft, logger } = this.parts;
    log.saveIdentity({ ...log.identity, incarnation });
    raft.takeId(raftIdOf(nodeId, incarnation));
    raft.abstains = false;
    this.life = 0;
    logger.info({ incarnation }, "this node joins with a new incarnation; it votes when it has caught up");
    this.tellAll();
  }

  private end(reason: string): void {
    const { nodeId, log, raft, logger } = this.parts;
    logger.error(
      { incarnation: log.identity.incarnation },
      `this node's data directory is an old copy, and counts as lost: ${reason}`,
    );
    log.saveIdentity({ ...log.identity, incarnation: 0 });
    raft.takeId(raftIdOf(nodeId, 0));
    this.wait();
    this.tellAll();
  }

  private tellAll(): void {
    const { nodeId, membership, peers } = this.parts;
    for (const member of membership.peers) {
      if (member.nodeId !== nodeId) peers.reintroduce?.(member.nodeId);
    }
  }
}
