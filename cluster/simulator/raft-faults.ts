import type { Random } from "./random.ts";

/** What one simulated run is like, drawn from its seed. Times are in milliseconds of the simulation. */
export interface RaftFaults {
  readonly votersAtStart: number;
  /** Processes that exist; those beyond the voters wait to be added. */
  readonly processes: number;
  readonly preVote: boolean;
  readonly checkQuorum: boolean;
  /** Each link delivers in order, as a connection does; else every message for itself. */
  readonly isOrdered: boolean;
  readonly networkDelayMean: number;
  readonly lossRate: number;
  /** Of messages that arrive long after the others. */
  readonly stragglerRate: number;
  readonly duplicationRate: number;
  readonly partitionEveryMean: number;
  readonly partitionMean: number;
  /** What is under way when a link is cut arrives nevertheless. */
  readonly flightSurvivesCut: boolean;
  readonly writeDelayMean: number;
  /** Of disks that are much slower than the others. */
  readonly slowDiskRate: number;
  readonly applyDelayMean: number;
  readonly crashEveryMean: number;
  readonly downMean: number;
  readonly pauseEveryMean: number;
  readonly proposeEveryMean: number;
  readonly readEveryMean: number;
  /** 0: the members never change. */
  readonly changeEveryMean: number;
  readonly transferEveryMean: number;
  /** 0: logs are never trimmed. */
  readonly snapshotEveryMean: number;
  readonly appendBytesMax: number;
  readonly appendsInFlightMax: number;
}

export function drawFaults(random: Random): RaftFaults {
  const votersAtStart = random.pick([1, 2, 3, 3, 3, 3, 4, 5, 5]);
  const changes = random.chance(0.6);
  const isOrdered = random.chance(0.5);
  const faults: RaftFaults = {
    isOrdered,
    votersAtStart,
    processes: votersAtStart + (changes ? random.between(1, 2) : 0),
    preVote: random.chance(0.5),
    checkQuorum: random.chance(0.6),
    networkDelayMean: random.pick([1, 3, 10, 30]),
    lossRate: random.pick([0, 0.01, 0.05, 0.2]),
    stragglerRate: random.pick([0, 0.01, 0.05]),
    duplicationRate: random.pick([0, 0.05, 0.2]),
    partitionEveryMean: random.pick([0, 150, 300, 600]),
    partitionMean: random.pick([50, 200, 600]),
    flightSurvivesCut: random.chance(0.5),
    writeDelayMean: random.pick([1, 5, 20, 60]),
    slowDiskRate: random.pick([0, 0.3]),
    applyDelayMean: random.pick([1, 5, 50]),
    crashEveryMean: random.pick([100, 300, 1000]),
    downMean: random.pick([20, 100, 400]),
    pauseEveryMean: random.pick([0, 0, 500]),
    proposeEveryMean: random.pick([5, 10, 40]),
    readEveryMean: random.pick([15, 40]),
    changeEveryMean: changes ? random.pick([40, 150, 400]) : 0,
    transferEveryMean: random.pick([0, 200, 1000]),
    snapshotEveryMean: random.pick([0, 20, 100]),
    appendBytesMax: random.pick([200, 700, 1_000_000]),
    // Out of order, every gap is refused and sent again: a long window would be sent over and over.
    appendsInFlightMax: random.pick(isOrdered ? [1, 3, 256] : [1, 3, 8]),
  };
  if (random.chance(0.15)) return { ...faults, ...CALM };
  return random.chance(0.6) ? { ...faults, ...drawChurn(random) } : faults;
}

const CALM: Partial<RaftFaults> = {
  lossRate: 0,
  stragglerRate: 0,
  duplicationRate: 0,
  partitionEveryMean: 0,
  crashEveryMean: 0,
};

/** Leaders come and go with their work half done: logs differ, and the same index is written again and again. */
function drawChurn(random: Random): Partial<RaftFaults> {
  return {
    isOrdered: random.chance(0.3),
    appendsInFlightMax: random.pick([1, 3, 8]),
    preVote: false,
    checkQuorum: random.chance(0.2),
    networkDelayMean: random.pick([1, 3, 6]),
    lossRate: random.pick([0, 0.1]),
    stragglerRate: random.pick([0.05, 0.2]),
    partitionEveryMean: 100,
    partitionMean: random.pick([80, 160]),
    writeDelayMean: random.pick([2, 10, 40]),
    crashEveryMean: random.pick([60, 120]),
    downMean: random.pick([10, 40, 150]),
    proposeEveryMean: random.pick([10, 30, 60]),
    appendBytesMax: random.pick([1, 1, 200]),
  };
}
