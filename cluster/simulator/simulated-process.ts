import type { ClientWorld } from "../client/cluster-client.ts";
import { LogCorruptError } from "../log/log-errors.ts";
import type { Clock, Scheduler } from "../ports.ts";
import type { EventQueue } from "./event-queue.ts";
import type { Random } from "./random.ts";

/** Virtual time is in whole microseconds. */
export const MS = 1_000;
export const SECOND = 1_000_000;

/** What people's clocks show when the simulation begins. */
const WALL_EPOCH_US = 1_700_000_000_000_000;

/** The process was killed from within a call: whoever runs it ends it. */
export class ProcessDeath extends Error {
  override readonly name = "ProcessDeath";
}

interface ProcessOptions {
  readonly events: EventQueue;
  readonly random: Random;
  /** How long a turn of the event loop takes: what comes meanwhile is handled in one. */
  readonly turnUs: number;
  /** Of its clocks, in millionths. */
  readonly driftPpm: number;
  readonly wallOffsetUs: number;
  /** After every turn. */
  readonly onTurn: () => void;
  readonly onDeath: () => void;
}

/**
 * One life of a simulated process: its clocks, its event loop, its timers. While it is paused nothing of it runs
 * and what comes waits; when it is dead nothing of it runs any more.
 */
export class SimulatedProcess implements Clock, Scheduler, ClientWorld {
  wallOffsetUs: number;
  isDead = false;
  /** Both clocks stand still since then, though the process runs. */
  private frozenUs: number | undefined;
  private readonly options: ProcessOptions;
  private readonly rate: number;
  private readonly bornUs: number;
  private isPausedNow = false;
  private readonly backlog: (() => void)[] = [];
  private turn: (() => void)[] = [];
  private isTurnPlanned = false;
  private soonRuns: (() => void)[] = [];

  constructor(options: ProcessOptions) {
    this.options = options;
    this.rate = 1 + options.driftPpm / 1_000_000;
    this.bornUs = options.events.now;
    this.wallOffsetUs = options.wallOffsetUs;
  }

  monotonicUs(): number {
    return Math.floor((this.clockUs - this.bornUs) * this.rate) + SECOND;
  }

  wallUs(): number {
    return WALL_EPOCH_US + Math.floor(this.clockUs * this.rate) + this.wallOffsetUs;
  }

  freezeClocks(): void {
    this.frozenUs ??= this.options.events.now;
  }

  /** They show what they would have shown without. */
  thawClocks(): void {
    this.frozenUs = undefined;
  }

  private get clockUs(): number {
    return this.frozenUs ?? this.options.events.now;
  }

  nowMs(): number {
    return this.monotonicUs() / MS;
  }

  random(): number {
    return this.options.random.nextUint32() / 4_294_967_296;
  }

  randomBytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.options.random.below(256));
  }

  atEndOfTurn(run: () => void): void {
    this.turn.push(run);
    if (this.isTurnPlanned) return;
    this.isTurnPlanned = true;
    this.post(this.options.turnUs, this.endTurn);
  }

  /** Runs it when what is going on is done, as a microtask. */
  readonly soon = (run: () => void): void => {
    this.soonRuns.push(run);
  };

  every(intervalMs: number, run: () => void): () => void {
    let isStopped = false;
    const intervalUs = Math.max(1, Math.round((intervalMs * MS) / this.rate));
    const fire = (): void => {
      if (isStopped) return;
      run();
      this.post(intervalUs, fire);
    };
    this.post(intervalUs, fire);
    return () => {
      isStopped = true;
    };
  }

  /** Something happens to this process, some time later. */
  post(delayUs: number, run: () => void): void {
    this.options.events.after(delayUs, () => this.happen(run));
  }

  /** Something happens to this process now. */
  happen(run: () => void): void {
    if (this.isDead) return;
    if (this.isPausedNow) {
      this.backlog.push(run);
      return;
    }
    try {
      run();
      while (this.soonRuns.length > 0 && !this.isDead) this.soonRuns.shift()!();
    } catch (error) {
      const isDeath = error instanceof ProcessDeath || error instanceof LogCorruptError;
      if (!isDeath || this.isDead) throw error;
      this.options.onDeath();
    }
  }

  get isPaused(): boolean {
    return this.isPausedNow;
  }

  pause(): void {
    this.isPausedNow = true;
  }

  resume(): void {
    this.isPausedNow = false;
    for (const run of this.backlog.splice(0)) this.happen(run);
  }

  private readonly endTurn = (): void => {
    this.isTurnPlanned = false;
    const runs = this.turn;
    this.turn = [];
    for (const run of runs) run();
    this.options.onTurn();
  };
}
