import type { Random } from "./random.ts";
import type { SnapshotCounts } from "./simulated-snapshots.ts";

/** What one simulated run of a cluster is like, drawn from its seed. Times are in milliseconds of the simulation. */
export interface ClusterFaults {
  readonly nodes: number;
  readonly clients: number;
  readonly turnUs: number;
  readonly delayMeanMs: number;
  /** Of packets, which then come later. */
  readonly lossRate: number;
  /** Of messages between members. */
  readonly messageLossRate: number;
  readonly duplicationRate: number;
  readonly reorderingRate: number;
  /** Of connections, in which what is under way is lost. A mean of 0 is never, here and below. */
  readonly resetEveryMeanMs: number;
  readonly partitionEveryMeanMs: number;
  readonly partitionMeanMs: number;
  /** Of a way out of which nothing comes for a while. */
  readonly clogEveryMeanMs: number;
  readonly clientCutEveryMeanMs: number;
  readonly writeDelayMeanUs: number;
  readonly slowDiskEveryMeanMs: number;
  readonly diskErrorEveryMeanMs: number;
  readonly diskFullEveryMeanMs: number;
  /** That a process dies in the middle of a call to its disk. */
  readonly deathInWriteRate: number;
  readonly crashEveryMeanMs: number;
  readonly downMeanMs: number;
  /** Of a disk whose content is lost, one at a time. */
  readonly wipeEveryMeanMs: number;
  /** Of a disk that gets an older content of itself. */
  readonly restoreEveryMeanMs: number;
  /** Of a batch on a disk that is no longer what was written. */
  readonly rotEveryMeanMs: number;
  /** That a crash is one of all nodes. */
  readonly blackoutRate: number;
  readonly pauseEveryMeanMs: number;
  readonly pauseMeanMs: number;
  readonly clockStepEveryMeanMs: number;
  readonly freezeEveryMeanMs: number;
  readonly driftPpmMax: number;
  readonly transferEveryMeanMs: number;
  /** Nodes that are no members when the cluster begins. */
  readonly spares: number;
  /** Of wishes to add, promote or remove a member. */
  readonly membersEveryMeanMs: number;
  readonly thinkMeanMs: number;
  readonly burstMax: number;
  readonly sessionTimeoutMs: number;
  readonly clientRestartEveryMeanMs: number;
}

export function drawClusterFaults(random: Random, nodes: number | undefined): ClusterFaults {
  const faults: ClusterFaults = {
    nodes: nodes ?? random.pick([1, 3, 3, 3, 5]),
    clients: random.between(1, 4),
    turnUs: random.pick([1, 50, 300]),
    delayMeanMs: random.pick([0.2, 1, 5, 20, 50]),
    lossRate: random.pick([0, 0, 0.01, 0.1, 0.3]),
    messageLossRate: random.pick([0, 0, 0.01, 0.1, 0.3]),
    duplicationRate: random.pick([0, 0, 0.01, 0.1]),
    reorderingRate: random.pick([0, 0, 0.01, 0.1]),
    resetEveryMeanMs: random.pick([0, 500, 2_000]),
    partitionEveryMeanMs: random.pick([0, 2_000, 5_000]),
    partitionMeanMs: random.pick([200, 1_000, 3_000]),
    clogEveryMeanMs: random.pick([0, 1_000, 4_000]),
    clientCutEveryMeanMs: random.pick([0, 2_000, 8_000]),
    writeDelayMeanUs: random.pick([200, 1_000, 8_000]),
    slowDiskEveryMeanMs: random.pick([0, 3_000]),
    diskErrorEveryMeanMs: random.pick([0, 20_000]),
    diskFullEveryMeanMs: random.pick([0, 0, 15_000]),
    deathInWriteRate: random.pick([0, 0, 0.0005]),
    crashEveryMeanMs: random.pick([0, 1_500, 4_000]),
    downMeanMs: random.pick([50, 500, 3_000]),
    blackoutRate: random.pick([0, 0.1, 0.3]),
    pauseEveryMeanMs: random.pick([0, 4_000]),
    pauseMeanMs: random.pick([50, 700, 2_000]),
    clockStepEveryMeanMs: random.pick([0, 8_000]),
    freezeEveryMeanMs: random.pick([0, 0, 8_000]),
    driftPpmMax: random.pick([0, 500, 20_000]),
    transferEveryMeanMs: random.pick([0, 4_000]),
    spares: random.pick([0, 0, 1, 2]),
    membersEveryMeanMs: random.pick([0, 0, 1_000, 5_000]),
    thinkMeanMs: random.pick([20, 60, 200]),
    burstMax: random.pick([3, 20, 60]),
    sessionTimeoutMs: random.pick([2_000, 30_000, 600_000]),
    clientRestartEveryMeanMs: random.pick([0, 10_000]),
    wipeEveryMeanMs: random.pick([0, 5_000]),
    restoreEveryMeanMs: random.pick([0, 0, 5_000]),
    rotEveryMeanMs: random.pick([0, 4_000]),
  };
  if (random.chance(0.1)) return { ...faults, ...CALM };
  if (random.chance(0.1)) return { ...faults, ...CALM, ...BACKUPS };
  return random.chance(0.3) ? { ...faults, ...CHURN } : faults;
}

/** Leaders come and go with their work half done. */
const CHURN: Partial<ClusterFaults> = {
  delayMeanMs: 1,
  lossRate: 0,
  partitionEveryMeanMs: 700,
  partitionMeanMs: 1_300,
  crashEveryMeanMs: 1_500,
  downMeanMs: 300,
  writeDelayMeanUs: 8_000,
  thinkMeanMs: 20,
  burstMax: 3,
};

const CALM: Partial<ClusterFaults> = {
  lossRate: 0,
  messageLossRate: 0,
  resetEveryMeanMs: 0,
  partitionEveryMeanMs: 0,
  clogEveryMeanMs: 0,
  clientCutEveryMeanMs: 0,
  crashEveryMeanMs: 0,
  pauseEveryMeanMs: 0,
  freezeEveryMeanMs: 0,
  diskErrorEveryMeanMs: 0,
  diskFullEveryMeanMs: 0,
  wipeEveryMeanMs: 0,
  restoreEveryMeanMs: 0,
  rotEveryMeanMs: 0,
  deathInWriteRate: 0,
};

/** Somebody restores backups, and nothing else goes wrong but now and then a crash. */
const BACKUPS: Partial<ClusterFaults> = {
  delayMeanMs: 1,
  crashEveryMeanMs: 4_000,
  downMeanMs: 50,
  blackoutRate: 0,
  restoreEveryMeanMs: 3_000,
};

/** What happened in a run, by kind. */
export interface FaultCounts extends SnapshotCounts {
  elections: number;
  crashes: number;
  /** In which something was lost that had not been synced. */
  crashesLosingWrites: number;
  writesLost: number;
  /** In which some of it was there, and then no more. */
  tornTails: number;
  deathsInWrites: number;
  partitions: number;
  clogs: number;
  resets: number;
  messagesDropped: number;
  messagesDoubled: number;
  messagesReordered: number;
  /** Times at which a node was told that something for a member is lost. */
  messagesLost: number;
  slowDisks: number;
  diskErrors: number;
  fullDisks: number;
  wipedDisks: number;
  restoredDisks: number;
  rottenDisks: number;
  /** Of those, the ones that found it out and got from others what was missing. */
  repairedDisks: number;
  pauses: number;
  clockSteps: number;
  clockFreezes: number;
  clientRestarts: number;
  /** Of another build of the services, or the same once more. */
  deployments: number;
  versionsActivated: number;
  /** Nodes that were given a newer build, because theirs could go on no longer. */
  outdatedNodes: number;
  membersChanged: number;
  /** Commands of which a client never heard how they ended. */
  unknownOutcomes: number;
}

export function noFaultCounts(): FaultCounts {
  return {
    elections: 0,
    crashes: 0,
    crashesLosingWrites: 0,
    writesLost: 0,
    tornTails: 0,
    deathsInWrites: 0,
    partitions: 0,
    clogs: 0,
    resets: 0,
    messagesDropped: 0,
    messagesDoubled: 0,
    messagesReordered: 0,
    messagesLost: 0,
    slowDisks: 0,
    diskErrors: 0,
    fullDisks: 0,
    wipedDisks: 0,
    restoredDisks: 0,
    rottenDisks: 0,
    repairedDisks: 0,
    pauses: 0,
    clockSteps: 0,
    clockFreezes: 0,
    clientRestarts: 0,
    deployments: 0,
    versionsActivated: 0,
    outdatedNodes: 0,
    membersChanged: 0,
    unknownOutcomes: 0,
    snapshotsCounted: 0,
    snapshotsReceived: 0,
    snapshotsLost: 0,
    snapshotsRotten: 0,
  };
}

/** Of these each one made the run go another way than without it. */
export const DECISIVE_FAULTS: readonly (keyof FaultCounts)[] = [
  "elections",
  "crashesLosingWrites",
  "tornTails",
  "messagesDropped",
  "messagesDoubled",
  "messagesReordered",
  "messagesLost",
  "diskErrors",
  "fullDisks",
  "wipedDisks",
  "restoredDisks",
  "repairedDisks",
  "deathsInWrites",
  "membersChanged",
];
