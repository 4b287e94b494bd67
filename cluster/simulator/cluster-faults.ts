import type { Random } from "./random.ts";

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
  readonly clientCutEveryMeanMs: number;
  readonly writeDelayMeanUs: number;
  readonly slowDiskEveryMeanMs: number;
  readonly diskErrorEveryMeanMs: number;
  /** That a process dies in the middle of a call to its disk. */
  readonly deathInWriteRate: number;
  readonly crashEveryMeanMs: number;
  readonly downMeanMs: number;
  /** Of a disk whose content is lost, one at a time. */
  readonly wipeEveryMeanMs: number;
  /** That a crash is one of all nodes. */
  readonly blackoutRate: number;
  readonly pauseEveryMeanMs: number;
  readonly pauseMeanMs: number;
  readonly clockStepEveryMeanMs: number;
  readonly driftPpmMax: number;
  readonly transferEveryMeanMs: number;
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
    clientCutEveryMeanMs: random.pick([0, 2_000, 8_000]),
    writeDelayMeanUs: random.pick([200, 1_000, 8_000]),
    slowDiskEveryMeanMs: random.pick([0, 3_000]),
    diskErrorEveryMeanMs: random.pick([0, 20_000]),
    deathInWriteRate: random.pick([0, 0, 0.0005]),
    crashEveryMeanMs: random.pick([0, 1_500, 4_000]),
    downMeanMs: random.pick([50, 500, 3_000]),
    blackoutRate: random.pick([0, 0.1, 0.3]),
    pauseEveryMeanMs: random.pick([0, 4_000]),
    pauseMeanMs: random.pick([50, 700, 2_000]),
    clockStepEveryMeanMs: random.pick([0, 8_000]),
    driftPpmMax: random.pick([0, 500, 20_000]),
    transferEveryMeanMs: random.pick([0, 4_000]),
    thinkMeanMs: random.pick([20, 60, 200]),
    burstMax: random.pick([3, 20, 60]),
    sessionTimeoutMs: random.pick([2_000, 30_000, 600_000]),
    clientRestartEveryMeanMs: random.pick([0, 10_000]),
    wipeEveryMeanMs: random.pick([0, 5_000]),
  };
  if (random.chance(0.1)) return { ...faults, ...CALM };
  return random.chance(0.3) ? { ...faults, ...CHURN } : faults;
}

/** Leaders come and go with their work half done. */
const CHURN: Partial<ClusterFaults> = {
  delayMeanMs: 1,
  partitionEveryMeanMs: 700,
  partitionMeanMs: 1_300,
  crashEveryMeanMs: 1_500,
  downMeanMs: 300,
  writeDelayMeanUs: 8_000,
  thinkMeanMs: 20,
  burstMax: 3,
};

const CALM: Partial<ClusterFaults> = {
  resetEveryMeanMs: 0,
  partitionEveryMeanMs: 0,
  clientCutEveryMeanMs: 0,
  crashEveryMeanMs: 0,
  pauseEveryMeanMs: 0,
  diskErrorEveryMeanMs: 0,
  wipeEveryMeanMs: 0,
  deathInWriteRate: 0,
};

/** What happened in a run, by kind. */
export interface FaultCounts {
  elections: number;
  crashes: number;
  partitions: number;
  diskFaults: number;
  wipedDisks: number;
  resets: number;
  pauses: number;
  clockSteps: number;
  clientRestarts: number;
  messagesDropped: number;
  messagesDoubled: number;
  messagesReordered: number;
  messagesLost: number;
  writesLost: number;
}

export function noFaultCounts(): FaultCounts {
  return {
    elections: 0,
    crashes: 0,
    partitions: 0,
    diskFaults: 0,
    wipedDisks: 0,
    resets: 0,
    pauses: 0,
    clockSteps: 0,
    clientRestarts: 0,
    messagesDropped: 0,
    messagesDoubled: 0,
    messagesReordered: 0,
    messagesLost: 0,
    writesLost: 0,
  };
}
