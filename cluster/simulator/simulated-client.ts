import { ClusterClient } from "../client/cluster-client.ts";
import type { AnswerListener, EventListener, Outcome, QueryOptions } from "../client/cluster-port.ts";
import { Outcome as Outcomes } from "../client/cluster-port.ts";
import type { DeskRequest } from "../client/desk-messages.ts";
import type { Dialer } from "../transport/connection.ts";
import type { CommandHistory, GivenCommand } from "./command-history.ts";
import type { NodeMutant } from "./node-mutants.ts";
import type { Random } from "./random.ts";
import type { AskedQuestion, ReadHistory } from "./read-history.ts";
import type { SimulatedProcess } from "./simulated-process.ts";
import type { Workload, WorkloadCommand } from "./workload.ts";

/** Given and not answered: more is not given. */
const OUTSTANDING_MAX = 256;
/** How long a client waits for an answer, in milliseconds. */
const PATIENCES_MS = [50, 500, 5_000, Infinity];

export interface SimulatedClientOptions {
  readonly number: number;
  readonly process: SimulatedProcess;
  readonly dialer: Dialer;
  readonly endpoints: readonly string[];
  readonly sessionTimeoutMs: number;
  readonly random: Random;
  readonly workload: Workload;
  readonly commands: CommandHistory;
  readonly reads: ReadHistory;
  readonly events: EventListener;
  readonly mutant: NodeMutant | undefined;
}

/** One life of a client's process: the real client, and what it is made to say. */
export class SimulatedClient implements AnswerListener {
  readonly process: SimulatedProcess;
  private readonly options: SimulatedClientOptions;
  private readonly client: ClusterClient;
  private readonly waiting = new Map<number, { command: WorkloadCommand; given: GivenCommand }>();
  private readonly asked = new Map<number, AskedQuestion>();
  private lastTag = 0;
  private ownPosition = 0;
  /** How each command ended. */
  onOutcome: (outcome: Outcome, position: number) => void = () => {};

  constructor(options: SimulatedClientOptions) {
    this.options = options;
    this.process = options.process;
    this.client = new ClusterClient({
      dialer: options.dialer,
      endpoints: options.endpoints,
      owner: { principalId: options.number + 1, roles: 0 },
      world: options.process,
      sessionTimeoutMs: options.sessionTimeoutMs,
      replyRingBytes: 65_536,
    });
    options.mutant?.patchClient?.(this.client);
    this.client.subscribe({ position: 0, step: 65_535 }, options.events);
  }

  get isIdle(): boolean {
    return this.waiting.size === 0;
  }

  /** Gives one command. */
  submit(command: WorkloadCommand, timeoutMs: number): void {
    const { caller, message } = command;
    const tag = ++this.lastTag;
    const given = this.options.commands.give(caller.principalId, message);
    this.waiting.set(tag, { command, given });
    this.client.submit(caller, message, { timeoutMs }, this, tag);
  }

  /** Gives some commands at once, unless too many wait already. */
  burst(count: number): void {
    const { random, workload, number } = this.options;
    const timeoutMs = random.pick(PATIENCES_MS);
    for (let left = Math.min(count, OUTSTANDING_MAX - this.waiting.size); left > 0; left--) {
      this.submit(workload.draw(random, number), timeoutMs);
    }
  }

  /** Asks something of the state. */
  ask(): void {
    const { random, workload, reads } = this.options;
    const question = workload.ask(random);
    const tag = ++this.lastTag;
    const options: QueryOptions = {
      consistency: random.chance(0.7) ? "linearizable" : "local",
      timeoutMs: random.pick([200, 3_000]),
      ...(random.chance(0.5) ? { minPosition: this.ownPosition } : {}),
    };
    this.asked.set(tag, reads.ask(question, options));
    this.client.query(question.caller, question.message, options, this, tag);
  }

  onAnswer(tag: number, outcome: Outcome, bytes: Uint8Array, position: number): void {
    const { commands, workload, reads } = this.options;
    const asked = this.asked.get(tag);
    if (asked !== undefined) {
      this.asked.delete(tag);
      if (outcome === Outcomes.Replied) reads.answer(asked, bytes, position);
      this.onOutcome(outcome, position);
      return;
    }
    const { command, given } = this.waiting.get(tag)!;
    this.waiting.delete(tag);
    if (outcome === Outcomes.Replied) this.ownPosition = Math.max(this.ownPosition, position);
    commands.answer(given, outcome, bytes, position);
    if (outcome === Outcomes.Replied) workload.heard?.(command, bytes);
    this.onOutcome(outcome, position);
  }

  /** Asks the leader for something else than a command; what it says to that, nobody hears. */
  request(request: DeskRequest): void {
    void this.client.ask(request, "leader").then(
      () => {},
      () => {},
    );
  }

  /** Its process ends: what waits is told so, and nothing more is heard. */
  stop(): void {
    this.client.stop();
    this.process.isDead = true;
  }
}
