import type { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import { Outcome } from "@lockstep/cluster/client/cluster-port";
import type { OutboundRun, RunListener } from "@lockstep/cluster/client/outbound-run";
import { Role } from "@lockstep/domain/contract/context";
import type { Output } from "@lockstep/domain/contract/context";
import { FIRST_PRINCIPAL_ID } from "./floor-setup.ts";
import { LatencyRecorder } from "./latency.ts";
import { LongestPause } from "./pauses.ts";

const REJECTED_TEMPLATE_ID = 65_535;
/** Of the longest command of a flow, with room to spare. */
const COMMAND_BYTES_MAX = 64;
const TIMEOUT_MS = 30_000;
/** Runs on their way whose times are remembered; a window never has as many. */
const RUNS_MAX = 65_536;
/** A timer is too coarse for what is due sooner; */
const TIMER_MS_MIN = 2;
/** then the thread sleeps so long between turns: spinning would take a processor away from the node. */
const NAP_MS = 0.05;

/** Endless commands, such as an OrderFlow's. A flyweight: `next` moves it. */
export interface CommandFlow {
  /** Index of the account in whose owner's name the command is sent. */
  readonly account: number;
  /** Those that come first. @returns whether there was one more */
  nextOfOpening(): boolean;
  next(): void;
  /** Encodes the command as its SBE message, of at most 64 bytes. */
  encode(output: Output): void;
}

export interface RunGeneratorOptions {
  readonly client: ClusterClient;
  readonly flow: CommandFlow;
  /** Commands in a run, at most. */
  readonly runCommands: number;
  /** Closed loop: commands sent and not answered, at most. */
  readonly window: number;
  /** Open loop: commands a second, whatever the answers do; undefined for a closed loop. */
  readonly rate: number | undefined;
}

/**
 * Sends a flow's commands through the cluster client in runs. A closed loop keeps a window full and
 * measures from the sending; an open loop has a time for each command and measures from that, so that
 * a command which could not be sent in time counts as late. Hot path: no allocation per command.
 */
export class RunGenerator implements RunListener {
  readonly latency: LatencyRecorder = new LatencyRecorder();
  /** Between two answers. */
  readonly silence: LongestPause = new LongestPause();
  /** Rejections by "schema id:code", and other outcomes than replies by name. */
  readonly refused: Map<string, number> = new Map();
  answered = 0;
  private readonly options: RunGeneratorOptions;
  private readonly output: RunOutput;
  private sent = 0;
  private sentRuns = 0;
  private startMs = 0;
  private readonly sentAtMs = new Float64Array(RUNS_MAX);
  private readonly commandsOf = new Uint32Array(RUNS_MAX);
  private readonly napCell = new Int32Array(new SharedArrayBuffer(4));
  private lastTag = -1;
  private answeredAtMs = 0;
  private isRunning = false;
  private isPumpDue = false;
  private drained: (() => void) | undefined;

  constructor(options: RunGeneratorOptions) {
    this.options = options;
    this.output = new RunOutput(this, options.flow);
  }

  /** Sends the flow's opening, with a full window, and waits until all of it is answered. */
  async open(): Promise<void> {
    const { client, flow, runCommands } = this.options;
    let hasMore = flow.nextOfOpening();
    while (hasMore) {
      const run = client.openRun();
      if (run === undefined) {
        await new Promise<void>((resolve) => (client.onWritable = resolve));
        continue;
      }
      while (hasMore && run.count < runCommands && run.hasRoom(COMMAND_BYTES_MAX)) {
        this.output.add(run, 0);
        hasMore = flow.nextOfOpening();
      }
      this.send(run);
    }
    client.onWritable = undefined;
    await this.drain();
  }

  start(): void {
    this.isRunning = true;
    this.startMs = this.answeredAtMs = performance.now();
    this.sent = this.answered = this.sentRuns = 0;
    this.lastTag = -1;
    this.pump();
  }

  /** Forgets what was measured so far: the measurement begins. */
  reset(): void {
    this.latency.reset();
    this.refused.clear();
    this.silence.take();
  }

  /** Sends nothing more and waits for what is under way. */
  async stop(): Promise<void> {
    this.isRunning = false;
    await this.drain();
  }

  onRunAnswer(tag: number, outcome: Outcome, view: DataView, offset: number): void {
    if (outcome !== Outcome.Replied) this.count(nameOf(outcome));
    else if (view.getUint16(offset + 2, true) === REJECTED_TEMPLATE_ID) {
      this.count(`${view.getUint16(offset + 4, true)}:${view.getUint16(offset + 8, true)}`);
    }
    this.answered++;
    if (this.options.rate !== undefined) {
      const intendedMs = this.startMs + (tag / this.options.rate) * 1_000;
      this.latency.record((this.hear() - intendedMs) * 1_000, 1);
    } else if (tag !== this.lastTag) {
      this.lastTag = tag; // A run's replies come together: one look at the clock for all of them.
      this.latency.record((this.hear() - this.sentAtMs[tag]) * 1_000, this.commandsOf[tag]);
    }
    if (this.answered === this.sent && this.drained !== undefined) this.drained();
    if (!this.isPumpDue && this.isRunning && this.options.rate === undefined) {
      this.isPumpDue = true;
      setImmediate(() => this.pump());
    }
  }

  /** @returns the time */
  private hear(): number {
    const nowMs = performance.now();
    this.silence.note(performance.timeOrigin + this.answeredAtMs, nowMs - this.answeredAtMs);
    this.answeredAtMs = nowMs;
    return nowMs;
  }

  private pump(): void {
    this.isPumpDue = false;
    if (!this.isRunning) return;
    if (this.options.rate === undefined) this.fillWindow();
    else this.sendDue(this.options.rate);
  }

  private fillWindow(): void {
    const { client, runCommands, window } = this.options;
    while (this.sent - this.answered + runCommands <= window) {
      const run = client.openRun();
      if (run === undefined) return;
      const tag = this.sentRuns++ % RUNS_MAX;
      this.fill(run, runCommands, tag);
      this.commandsOf[tag] = run.count;
      this.sentAtMs[tag] = performance.now();
      this.send(run);
    }
  }

  private sendDue(rate: number): void {
    const { client, runCommands } = this.options;
    const nowMs = performance.now();
    const due = 1 + Math.floor(((nowMs - this.startMs) * rate) / 1_000);
    while (this.sent < due) {
      const run = client.openRun();
      if (run === undefined) break; // It stays due, and gets later.
      const first = this.sent;
      const count = Math.min(due - first, runCommands);
      while (run.count < count && run.hasRoom(COMMAND_BYTES_MAX)) {
        this.options.flow.next();
        this.output.add(run, first + run.count);
      }
      this.send(run);
    }
    const waitMs = this.startMs + (this.sent / rate) * 1_000 - performance.now();
    if (waitMs >= TIMER_MS_MIN) {
      setTimeout(() => this.pump(), waitMs - 1);
      return;
    }
    Atomics.wait(this.napCell, 0, 0, NAP_MS);
    setImmediate(() => this.pump());
  }

  private fill(run: OutboundRun, count: number, tag: number): void {
    while (run.count < count && run.hasRoom(COMMAND_BYTES_MAX)) {
      this.options.flow.next();
      this.output.add(run, tag);
    }
  }

  private send(run: OutboundRun): void {
    this.sent += run.count;
    this.options.client.sendRun(run);
  }

  private count(what: string): void {
    this.refused.set(what, (this.refused.get(what) ?? 0) + 1);
  }

  private drain(): Promise<void> {
    if (this.answered === this.sent) return Promise.resolve();
    return new Promise((resolve) => {
      this.drained = () => {
        this.drained = undefined;
        resolve();
      };
    });
  }
}

/** Encodes the flow's commands straight into a run, each in the name of its account's owner. */
class RunOutput implements Output {
  private readonly listener: RunListener;
  private readonly flow: CommandFlow;
  private run!: OutboundRun;
  private tag = 0;
  private deadlineMs = 0;

  constructor(listener: RunListener, flow: CommandFlow) {
    this.listener = listener;
    this.flow = flow;
  }

  get view(): DataView {
    return this.run.view;
  }

  add(run: OutboundRun, tag: number): void {
    if (run.count === 0) this.deadlineMs = performance.now() + TIMEOUT_MS;
    this.run = run;
    this.tag = tag;
    this.flow.encode(this);
  }

  claim(length: number): number {
    const principalId = FIRST_PRINCIPAL_ID + this.flow.account;
    return this.run.claim(principalId, Role.Trader, length, this.deadlineMs, this.listener, this.tag);
  }

  extend(): number {
    throw new Error("no command of a flow has groups or data");
  }
}

function nameOf(outcome: Outcome): string {
  return Object.entries(Outcome).find(([, value]) => value === outcome)?.[0] ?? `outcome ${outcome}`;
}
