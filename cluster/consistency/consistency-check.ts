import { type Digest, isSameDigest } from "./digest-window.ts";

/** What is compared: the digest of all outputs up to an index, or the hash of the state in a snapshot there. */
export const Subject = { Outputs: 0, State: 1 } as const;
export type Subject = (typeof Subject)[keyof typeof Subject];

/** What a member has at an index. */
export interface Claim extends Digest {
  readonly subject: Subject;
  readonly index: number;
}

/** This node has at an index what most voters do not have. */
export interface Difference {
  readonly subject: Subject;
  readonly index: number;
  /** Members that agree on the other. */
  readonly majority: readonly number[];
}

/** Voters differ, and none of what they have is that of a majority. */
export interface Dissent {
  readonly subject: Subject;
  readonly index: number;
  /** Member numbers: those in one list have the same. */
  readonly parties: readonly (readonly number[])[];
}

interface ConsistencyCheckParts {
  readonly nodeId: number;
  /** Member numbers. */
  readonly voters: () => readonly number[];
  /** What this node has there; undefined when it has nothing there yet, or no more. */
  readonly own: (subject: Subject, index: number) => Digest | undefined;
  /** To all other members. */
  readonly say: (claim: Claim) => void;
}

interface Check {
  readonly subject: Subject;
  readonly index: number;
  readonly claims: Map<number, Digest>;
  /** Since when voters are known to differ, if they do. */
  differsSinceMs: number;
}

/** Remembered at a time: who is behind comes to them later. */
const CHECKS_MAX = 64;
/** Who has not said by then what it has is not waited for. */
const PATIENCE_MS = 1_000;

/**
 * Compares what the members have made of the same log. Whoever says what it has at an index makes every other member
 * say it too, so that each judges by itself: what a majority of the voters has is right, and who has something else
 * knows it.
 */
export class ConsistencyCheck {
  /** Up to here this node is known to have put out what a majority did. */
  agreedIndex = 0;
  /** Members that had something else than the majority when it was last compared. */
  readonly differing: Set<number> = new Set();
  /** Set once: what this node is to be judged by. */
  difference: Difference | undefined;
  private readonly parts: ConsistencyCheckParts;
  private readonly checks = new Map<string, Check>();
  /** Those of them to which this node has not come yet. */
  private readonly awaiting = new Set<Check>();
  /** Those of them in which voters differ. */
  private readonly disputed = new Set<Check>();
  private lastBegun: Check | undefined;
  private lastSaidMs = 0;

  constructor(parts: ConsistencyCheckParts) {
    this.parts = parts;
  }

  /** Says what this node has there; or has there been anybody who did not hear what it said last? */
  begin(index: number, nowMs: number): void {
    const { lastBegun } = this;
    const isUnderWay = lastBegun !== undefined && !this.isComplete(lastBegun);
    const isPatient = nowMs - this.lastSaidMs < PATIENCE_MS;
    if (lastBegun?.index === index ? !isUnderWay : isUnderWay && isPatient) return;
    this.lastBegun = this.checkAt(Subject.Outputs, index);
    if (this.lastBegun === lastBegun) this.sayAgain(lastBegun, nowMs);
    else this.sayOwn(this.lastBegun, nowMs);
  }

  /** A snapshot of this node counts. */
  beginState(index: number, nowMs: number): void {
    this.sayOwn(this.checkAt(Subject.State, index), nowMs);
  }

  hear(nodeId: number, { subject, index, a, b }: Claim, nowMs: number): void {
    const check = this.checkAt(subject, index);
    check.claims.set(nodeId, { a, b });
    this.sayOwn(check, nowMs);
    this.judge(check, nowMs);
  }

  /** Once per turn: this node may have come to where others are. */
  catchUp(nowMs: number): void {
    for (const check of this.awaiting) this.sayOwn(check, nowMs);
  }

  /** Undefined while all is well, or a majority is not ruled out yet. */
  dissent(nowMs: number): Dissent | undefined {
    for (const check of this.disputed) {
      const isWaiting = !this.isComplete(check) && nowMs - check.differsSinceMs < PATIENCE_MS;
      if (isWaiting || this.majorityOf(check) !== undefined) continue;
      this.sayAgain(check, nowMs); // Whoever comes back may decide it.
      const { subject, index } = check;
      return { subject, index, parties: this.partiesOf(check).map(({ nodeIds }) => nodeIds) };
    }
    return undefined;
  }

  private sayAgain({ subject, index, claims }: Check, nowMs: number): void {
    if (nowMs - this.lastSaidMs < PATIENCE_MS) return;
    this.lastSaidMs = nowMs;
    const own = claims.get(this.parts.nodeId);
    if (own !== undefined) this.parts.say({ subject, index, ...own });
  }

  private checkAt(subject: Subject, index: number): Check {
    const key = `${subject} ${index}`;
    let check = this.checks.get(key);
    if (check === undefined) {
      check = { subject, index, claims: new Map(), differsSinceMs: 0 };
      this.checks.set(key, check);
      this.awaiting.add(check);
      this.forgetOld();
    }
    return check;
  }

  /** The oldest goes, but not while nothing else tells that the voters differ. */
  private forgetOld(): void {
    if (this.checks.size <= CHECKS_MAX) return;
    for (const [key, check] of this.checks) {
      if (this.disputed.has(check) && this.majorityOf(check) === undefined) continue;
      this.checks.delete(key);
      this.awaiting.delete(check);
      this.disputed.delete(check);
      return;
    }
  }

  private sayOwn(check: Check, nowMs: number): void {
    const { nodeId, own, say } = this.parts;
    if (check.claims.has(nodeId)) return;
    const { subject, index } = check;
    const digest = own(subject, index);
    if (digest === undefined) return;
    this.awaiting.delete(check);
    check.claims.set(nodeId, digest);
    this.lastSaidMs = nowMs;
    say({ subject, index, ...digest });
    this.judge(check, nowMs);
  }

  private judge(check: Check, nowMs: number): void {
    const { subject, index, claims } = check;
    const parties = this.partiesOf(check);
    if (parties.length > 1 && !this.disputed.has(check)) {
      check.differsSinceMs = nowMs;
      this.disputed.add(check);
    }
    const majority = this.majorityOf(check);
    if (majority === undefined) return;
    for (const [nodeId, digest] of claims) {
      if (isSameDigest(digest, majority.digest)) this.differing.delete(nodeId);
      else this.differing.add(nodeId);
    }
    const own = claims.get(this.parts.nodeId);
    if (own === undefined) return;
    if (!isSameDigest(own, majority.digest)) {
      this.difference ??= { subject, index, majority: majority.nodeIds };
    } else if (subject === Subject.Outputs) {
      this.agreedIndex = Math.max(this.agreedIndex, index);
    }
  }

  /** Every voter has said what it has, but those that are known to have something else anyway. */
  private isComplete(check: Check): boolean {
    return this.parts.voters().every((id) => check.claims.has(id) || this.differing.has(id));
  }

  private majorityOf(check: Check): Party | undefined {
    const needed = Math.floor(this.parts.voters().length / 2) + 1;
    return this.partiesOf(check).find(({ nodeIds }) => nodeIds.length >= needed);
  }

  private partiesOf({ claims }: Check): Party[] {
    const parties: Party[] = [];
    for (const nodeId of this.parts.voters()) {
      const digest = claims.get(nodeId);
      if (digest === undefined) continue;
      const party = parties.find((one) => isSameDigest(one.digest, digest));
      if (party === undefined) parties.push({ digest, nodeIds: [nodeId] });
      else party.nodeIds.push(nodeId);
    }
    return parties;
  }
}

interface Party {
  readonly digest: Digest;
  readonly nodeIds: number[];
}
