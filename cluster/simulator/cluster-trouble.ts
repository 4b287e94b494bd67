import { memberOf, raftIdOf } from "../member-id.ts";
import { type Configuration, isJoint } from "../raft/configuration.ts";
import type { ClusterFaults } from "./cluster-faults.ts";
import type { Random } from "./random.ts";
import type { SimulatedDisk } from "./simulated-disk.ts";
import { CLIENT_SITE } from "./simulated-network.ts";
import type { SimulatedNode } from "./simulated-node.ts";
import { MS } from "./simulated-process.ts";
import type { TimedAction, TroubleAction } from "./trouble-action.ts";
import { TroubleActions, type Troubled } from "./trouble-actions.ts";

/** What whoever draws trouble has to know more. */
export interface TroubledCluster extends Troubled {
  readonly random: Random;
  readonly faults: ClusterFaults;
  /** As all that is committed says. */
  readonly configuration: Configuration;
  /** Of the services. */
  readonly builds: number;
  /** No member can be made to believe in another one by a restart. */
  readonly isConfigurationKnown: boolean;
}

/** That whoever leads dies at the end of a partition. */
const LEADER_DIES_AFTER_RATE = 0.3;
/** That whoever leads dies soon after it was elected. */
const LEADER_DIES_EARLY_RATE = 0.2;
/** How long a disk stays full. */
const FULL_MEAN_MS = 500;
const DEPLOY_EVERY_MEAN_MS = 1_200;
const ACTIVATE_EVERY_MEAN_MS = 2_500;
/** That what is deployed is the newest build: else it is any. */
const NEWEST_RATE = 0.7;
const SALTS = 2 ** 32;

/**
 * Makes everything go wrong now and then, as the seed has drawn it or as a script says, until it is told to stop.
 * What it draws it writes down. Of what a disk loses it keeps a budget: one disk at a time, and not while members
 * change, so that a majority can always repair it.
 */
export class ClusterTrouble {
  readonly record: TimedAction[] = [];
  private readonly world: TroubledCluster;
  private readonly actions: TroubleActions;
  private readonly script: readonly TimedAction[] | undefined;
  /** Before it begins and after it ends, everything works. */
  private isOver = true;

  /** @param script instead of drawing */
  constructor(world: TroubledCluster, script: readonly TimedAction[] | undefined) {
    this.world = world;
    this.actions = new TroubleActions(world);
    this.script = script;
    // These are told beforehand: nobody knows when a process comes to its boundary.
    for (const [, action] of script ?? []) if (action.kind === "die") this.actions.perform(action);
  }

  begin(): void {
    this.isOver = false;
    const { faults, events } = this.world;
    if (this.script !== undefined) {
      for (const [us, action] of this.script) {
        if (action.kind === "die") continue;
        events.after(Math.max(0, us - events.now), () => {
          if (!this.isOver) this.actions.perform(action);
        });
      }
      return;
    }
    this.every(faults.crashEveryMeanMs, () => this.crash());
    this.every(faults.partitionEveryMeanMs, () => this.partition());
    this.every(faults.clogEveryMeanMs, () => this.clog());
    this.every(faults.clientCutEveryMeanMs, () => this.cutClient());
    this.every(faults.resetEveryMeanMs, () =>
      this.act({ kind: "reset", at: this.drawSite(), salt: this.salt() }),
    );
    this.every(faults.slowDiskEveryMeanMs, () => this.slowDown());
    this.every(faults.diskErrorEveryMeanMs, () => this.act({ kind: "fail", at: this.pickNode()?.site ?? 0 }));
    this.every(faults.diskFullEveryMeanMs, () => this.fillUp());
    this.every(faults.wipeEveryMeanMs, () => this.lose("wipe"));
    this.every(faults.restoreEveryMeanMs / 3, () => this.act({ kind: "copy", at: this.drawSite() }));
    this.every(faults.restoreEveryMeanMs, () => this.restore());
    this.every(faults.rotEveryMeanMs, () => this.lose(this.world.random.pick(["rot", "misdirect"])));
    this.every(faults.pauseEveryMeanMs, () => this.pause());
    this.every(faults.clockStepEveryMeanMs, () => this.stepClock());
    this.every(faults.freezeEveryMeanMs, () => this.freeze());
    this.every(faults.transferEveryMeanMs, () => this.act({ kind: "transfer", at: this.drawSite() }));
    this.every(faults.membersEveryMeanMs, () => this.changeMembers());
    if (this.world.builds > 1) {
      this.every(DEPLOY_EVERY_MEAN_MS, () => this.deploy());
      this.every(ACTIVATE_EVERY_MEAN_MS, () =>
        this.act({ kind: "activate", amount: this.world.random.between(2, this.world.builds) }),
      );
    }
    this.every(faults.clientRestartEveryMeanMs, () => {
      this.act({ kind: "restart client", at: this.drawClientSite() });
    });
  }

  /** Nothing more goes wrong; what has gone wrong stays as it is. */
  end(): void {
    this.isOver = true;
  }

  /** An old copy of a disk must be found out before anything else happens to the others. */
  get isHoldingBreath(): boolean {
    for (const disk of this.world.disks.values()) if (disk.isAged) return true;
    return false;
  }

  /** Something that happened by another chance than this one. */
  note(action: TroubleAction): void {
    this.record.push([this.world.events.now, action]);
  }

  /** A node that died comes back after a while. */
  plan(nodeId: number): void {
    if (this.script === undefined) {
      this.later(this.world.faults.downMeanMs, () => this.act({ kind: "start", at: nodeId }));
    }
  }

  /** Somebody new leads. Sometimes it dies at once, and who led before is heard again: with a longer log, perhaps. */
  onLeader(): void {
    const { random, faults } = this.world;
    if (this.isOver || this.script !== undefined || faults.crashEveryMeanMs === 0) return;
    if (!random.chance(LEADER_DIES_EARLY_RATE) || this.isHoldingBreath) return;
    this.later(20, () => {
      this.act({ kind: "open" });
      this.killLeaders();
    });
  }

  private act(action: TroubleAction): void {
    this.note(action);
    this.actions.perform(action);
  }

  private every(meanMs: number, what: () => void): void {
    if (meanMs === 0) return;
    const { events, random } = this.world;
    events.after(Math.round(random.exponential(meanMs * MS)), () => {
      if (this.isOver) return;
      if (!this.isHoldingBreath) what();
      this.every(meanMs, what);
    });
  }

  private later(meanMs: number, what: () => void): void {
    const { events, random } = this.world;
    events.after(Math.round(random.exponential(meanMs * MS)), () => {
      if (!this.isOver) what();
    });
  }

  private salt(): number {
    return this.world.random.below(SALTS);
  }

  private drawSite(): number {
    return this.world.random.pick([...this.world.disks.keys()]);
  }

  private drawClientSite(): number {
    return CLIENT_SITE + this.world.random.below(this.world.faults.clients);
  }

  private pickNode(): SimulatedNode | undefined {
    const { running, random } = this.world;
    const all = [...running.values()];
    if (all.length === 0) return undefined;
    const leaders = all.filter(({ node }) => node.isLeader);
    return leaders.length > 0 && random.chance(0.4) ? random.pick(leaders) : random.pick(all);
  }

  private crash(): void {
    const { random, faults, running } = this.world;
    const one = this.pickNode();
    if (one === undefined) return;
    const victims = random.chance(faults.blackoutRate) ? [...running.keys()] : [one.site];
    for (const at of victims) this.act({ kind: "crash", at, salt: this.salt() });
  }

  private partition(): void {
    const { random, disks, faults } = this.world;
    const ids = [...disks.keys()];
    if (ids.length < 2) return;
    const one = this.pickNode()?.site ?? random.pick(ids);
    const kind = random.pick(["isolate", "isolate", "halves", "to", "from", "bridge", "ring"] as const);
    const inside = new Set(kind === "halves" ? ids.filter(() => random.chance(0.5)) : [one]);
    const ways: [number, number][] = [];
    ids.forEach((a, atA) => {
      ids.forEach((b, atB) => {
        const apart = Math.abs(atA - atB);
        const isOutOfRing = kind === "ring" && Math.min(apart, ids.length - apart) > 1;
        const isBridged = kind === "bridge" && a !== one && b !== one && a < one !== b < one;
        const isParted = kind !== "bridge" && kind !== "ring" && inside.has(a) !== inside.has(b);
        const isOneWay = (kind === "to" && inside.has(a)) || (kind === "from" && inside.has(b));
        if (isOutOfRing || isBridged || (isParted && !isOneWay)) ways.push([a, b]);
      });
    });
    if (ways.length === 0) return;
    this.act({ kind: "cut", ways });
    const isFlapping = random.chance(0.2);
    this.later(isFlapping ? 40 : faults.partitionMeanMs, () => {
      this.act({ kind: "open" });
      if (this.isHoldingBreath) return;
      if (random.chance(LEADER_DIES_AFTER_RATE)) this.killLeaders();
      if (isFlapping && random.chance(0.7)) this.partition();
    });
  }

  /** Just when those come back who know less, or other things. */
  private killLeaders(): void {
    if (this.isHoldingBreath) return;
    const leaders = [...this.world.running.values()].filter(({ node }) => node.isLeader);
    for (const { site } of leaders) this.act({ kind: "crash", at: site, salt: this.salt() });
  }

  private clog(): void {
    const { random, disks } = this.world;
    const from = this.drawSite();
    const to = random.pick([...disks.keys(), this.drawClientSite()]);
    const amount = Math.round(random.exponential(700)) + 1;
    if (from !== to) {
      this.act({ kind: "clog", ways: random.chance(0.5) ? [[from, to]] : [[to, from]], amount });
    }
  }

  private cutClient(): void {
    const { random, disks, faults } = this.world;
    const site = this.drawClientSite();
    const nodes = random.chance(0.3) ? [...disks.keys()] : [this.drawSite()];
    const isOneWay = random.chance(0.3);
    const ways = nodes.flatMap((node): [number, number][] =>
      isOneWay
        ? [[site, node]]
        : [
            [site, node],
            [node, site],
          ],
    );
    this.act({ kind: "cut", ways });
    this.later(faults.partitionMeanMs, () => this.act({ kind: "open", at: site }));
  }

  private slowDown(): void {
    const at = this.drawSite();
    this.act({ kind: "slow", at, amount: this.world.random.pick([10, 100]) });
    this.later(1_000, () => this.act({ kind: "slow", at, amount: 1 }));
  }

  private fillUp(): void {
    const at = this.drawSite();
    this.act({ kind: "fill", at });
    this.later(FULL_MEAN_MS, () => this.act({ kind: "free", at }));
  }

  /** What was on a disk is lost, or known to be wrong. A majority must be able to repair it. */
  private lose(kind: "wipe" | "rot" | "misdirect"): void {
    const at = this.drawSite();
    const { configuration } = this.world;
    if (configuration.voters.length < 3 || !this.areAllWhole) return;
    this.act({ kind, at, salt: this.salt() });
  }

  /** While everything else works: then those who know what was acknowledged are heard before anybody is elected. */
  private restore(): void {
    const { running, disks, network, events } = this.world;
    const all = [...running.values()];
    const isCalm =
      all.length === disks.size &&
      all.every(({ process }) => !process.isPaused) &&
      all.some(({ node }) => node.isLeader) &&
      all.every(({ site }) => all.every((other) => network.isReachable(site, other.site)));
    if (!isCalm || this.world.configuration.voters.length < 3 || !this.areAllWhole) return;
    const at = this.drawSite();
    if (running.get(at)!.node.isLeader) return;
    this.act({ kind: "restore", at, salt: this.salt() });
    events.after(MS, () => {
      if (!this.isOver) this.act({ kind: "start", at });
    });
  }

  /** Every voter has all that it promised, and nothing is on its way that changes who votes. */
  private get areAllWhole(): boolean {
    const { disks, configuration } = this.world;
    if (isJoint(configuration) || this.areMembersChanging || !this.world.isConfigurationKnown) return false;
    // Whoever is about to come back in another life has given up the one that votes.
    const voters = configuration.voters.map(memberOf);
    if (configuration.learners.some((id) => voters.includes(memberOf(id)))) return false;
    return configuration.voters.every((id) => isWhole(disks.get(memberOf(id))!, id));
  }

  private get areMembersChanging(): boolean {
    const { disks, running, committedIndex } = this.world;
    return (
      [...disks.values()].some((disk) => disk.hasChangeAfter(committedIndex)) ||
      [...running.values()].some(({ node }) => node.changes["wishes"].length > 0) ||
      [...running.values()].some(({ node }) => node.isLeader && node.membership["lost"].size > 0)
    );
  }

  private pause(): void {
    const { random, faults } = this.world;
    const at = random.chance(0.2) ? this.drawClientSite() : (this.pickNode()?.site ?? 0);
    this.act({ kind: "pause", at });
    this.later(faults.pauseMeanMs, () => this.act({ kind: "resume", at }));
  }

  private stepClock(): void {
    const { random } = this.world;
    this.act({
      kind: "step",
      at: this.pickNode()?.site ?? 0,
      amount: random.pick([-1, 1]) * random.pick([1, 60, 3_600]),
    });
  }

  private freeze(): void {
    const at = this.pickNode()?.site ?? 0;
    this.act({ kind: "freeze", at });
    this.later(700, () => this.act({ kind: "thaw", at }));
  }

  /** One node is stopped, and comes back with a newer build, or an older one. */
  private deploy(): void {
    const { random, builds } = this.world;
    const one = this.pickNode();
    if (one === undefined) return;
    const amount = random.chance(NEWEST_RATE) ? builds : random.between(1, builds);
    this.act({ kind: "deploy", at: one.site, amount });
    this.act({ kind: "crash", at: one.site, salt: this.salt() });
  }

  /** Nobody removes a member while another one has lost its disk: that could not be repaired. */
  private changeMembers(): void {
    const { random, disks, configuration } = this.world;
    const members = new Set([...configuration.voters, ...configuration.learners].map(memberOf));
    const strangers = [...disks.keys()].filter((nodeId) => !members.has(nodeId));
    const learners = configuration.learners.map(memberOf);
    const dice = random.below(3);
    if (dice === 0 && strangers.length > 0) this.act({ kind: "add", at: random.pick(strangers) });
    else if (dice === 1 && learners.length > 0) this.act({ kind: "promote", at: random.pick(learners) });
    else if (dice === 2 && members.size > 2 && this.areAllWhole) {
      this.act({ kind: "remove", at: random.pick([...members]) });
    }
  }
}

/** It has what the voter of this Raft id promised. */
export function isWhole(disk: SimulatedDisk, raftId: number): boolean {
  const { stored, nodeId } = disk;
  return raftIdOf(nodeId, stored.identity.incarnation) === raftId && !disk.isRotten && !disk.isAged;
}
