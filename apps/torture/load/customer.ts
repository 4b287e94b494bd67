import type { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import { Outcome } from "@lockstep/cluster/client/cluster-port";
import type { HistoryWriter } from "@lockstep/cluster/simulator/checkers/history-file";
import type { Random } from "@lockstep/cluster/simulator/random";
import { pause } from "../pause.ts";
import type { Request, Script } from "./script.ts";
import type { Tally } from "./tally.ts";

const THINK_SECONDS = 0.02;
const TIMEOUT_MS = 3_000;
/** After a command of unknown outcome: each makes the search for an order harder, and tells little. */
const AFTER_UNKNOWN_SECONDS = 1;
const AFTER_REFUSAL_SECONDS = 0.1;

interface Answer {
  readonly outcome: Outcome;
  readonly bytes: Uint8Array;
  readonly position: number;
}

/** Whether a command with this outcome may have been applied, or may still be. */
export function isOpen(outcome: Outcome): boolean {
  return outcome === Outcome.Unknown || outcome === Outcome.Halted;
}

/** Asks for one thing after the other, over a connection of its own, and writes down what it was told and when. */
export class Customer<Input, Output> {
  private readonly id: number;
  private readonly client: ClusterClient;
  private readonly script: Script<Input, Output>;
  private readonly history: HistoryWriter;
  private readonly tally: Tally;
  private readonly random: Random;
  private asked = 0;
  private isStopping = false;
  /** Of the last command; monotonic. */
  acknowledgedMs: number = -Infinity;
  private done: Promise<void> = Promise.resolve();
  /** What it was told and cannot be; undefined while there is no such thing. */
  complaint: Error | undefined;

  constructor(
    id: number,
    client: ClusterClient,
    script: Script<Input, Output>,
    history: HistoryWriter,
    tally: Tally,
    random: Random,
  ) {
    this.id = id;
    this.client = client;
    this.script = script;
    this.history = history;
    this.tally = tally;
    this.random = random;
  }

  start(): void {
    this.done = this.work().catch((error: unknown) => {
      this.complaint = error as Error;
    });
  }

  /** Waits for the last answer. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.done;
  }

  private async work(): Promise<void> {
    while (!this.isStopping) {
      await pause(THINK_SECONDS * (0.5 + this.random.below(1_000) / 1_000));
      await pause(await this.ask());
    }
  }

  /** @returns how long to wait after it, in seconds */
  private async ask(): Promise<number> {
    const { script, history, tally } = this;
    const input = script.draw(this.random);
    const request = script.request(input);
    const { isQuery } = request;
    const asked = {
      object: script.object,
      client: this.id,
      id: `${this.id}-${++this.asked}`,
      kind: isQuery ? "query" : "command",
      input,
      calledAt: performance.now(),
    } as const;
    const { outcome, bytes, position } = await this.send(request);
    const returnedAt = performance.now();
    if (outcome === Outcome.Replied) {
      const output = script.read(input, bytes);
      history.write({ ...asked, returnedAt, output, position });
      tally.acknowledge(isQuery);
      if (!isQuery) this.acknowledgedMs = returnedAt;
      script.heard?.(input, output);
      return 0;
    }
    const isUnknown = isOpen(outcome);
    tally.fail(isUnknown, new TextDecoder().decode(bytes));
    if (!isUnknown || isQuery) return AFTER_REFUSAL_SECONDS;
    history.write(asked);
    return AFTER_UNKNOWN_SECONDS;
  }

  private send({ caller, message, isQuery }: Request): Promise<Answer> {
    return new Promise((resolve) => {
      const listener = {
        onAnswer: (_tag: number, outcome: Outcome, bytes: Uint8Array, position: number) =>
          resolve({ outcome, bytes: bytes.slice(), position }),
      };
      const options = { timeoutMs: TIMEOUT_MS };
      if (isQuery) {
        this.client.query(caller, message, { ...options, consistency: "linearizable" }, listener, 0);
      } else {
        this.client.submit(caller, message, options, listener, 0);
      }
    });
  }
}
