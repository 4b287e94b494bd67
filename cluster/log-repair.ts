import type { DamagedLog, Wanted } from "./log/damaged-log.ts";
import { answerFetch, fetchMessage, type FetchSource } from "./log-fetch.ts";
import { memberOf, raftIdOf } from "./member-id.ts";
import type { Clock, Logger, PeerTransport, Scheduler } from "./ports.ts";
import { type Message, MessageType } from "./raft/message.ts";

const TICK_MS = 50;
/** Who has not answered by then is passed over. */
const ANSWER_MS_MAX = 1_000;
/** How often people are told how far it is. */
const TELL_MS = 5_000;
/** After nobody could help: an operator may restore what one of the others holds. */
const ASK_AGAIN_MS = 5_000;
/** Who has been silent so often is not waited for when others say that it does not matter. */
const ROUNDS_MAX = 3;

interface LogRepairParts {
  damaged: DamagedLog;
  /** Member numbers of the others. */
  others: readonly number[];
  peers: Pick<PeerTransport, "send">;
  clock: Clock;
  scheduler: Scheduler;
  logger: Logger;
  /** Nobody can help, and why: told again each time that all have been asked. */
  onStuck?: (stuck: RepairStuck) => void;
}

/** What is missing, and what the others said. */
export interface RepairStuck {
  readonly wanted: Wanted;
  /** Whose log begins behind what is missing: a snapshot is what helps. */
  readonly trimmed: readonly number[];
  /** Who does not have it: damaged there too, or never received. */
  readonly lacking: readonly number[];
  /** Who did not answer. */
  readonly silent: readonly number[];
  /**
   * Others have trimmed it and know a leader, who was elected without this node or when it was whole: all that is
   * acknowledged is there, and a snapshot stands for what is missing here. Nobody who might still have it is waited for.
   */
  readonly isReplaced: boolean;
}

type Verdict = "trimmed" | "lacking" | "silent";

/**
 * A node before it may take part: it supplies its damaged log with what others hold, asking one after the other, and
 * serves those that are damaged too. It takes no part in Raft meanwhile, so it cannot promise anything.
 */
export class LogRepair {
  private readonly parts: LogRepairParts;
  private readonly ownId: number;
  private readonly verdicts = new Map<number, Verdict>();
  private stopTicking: (() => void) | undefined;
  private asked: { nodeId: number; atMs: number; wanted: Wanted } | undefined;
  /** What was wanted when nobody had it for the first time; what is wanted after that is a guess. */
  private lacked: Wanted | undefined;
  private isLed = false;
  private toldMs: number;
  private toldBatches = 0;
  /** In which all others were asked, and some did not answer. */
  private rounds = 0;
  private waitUntilMs = 0;
  private turn = 0;

  constructor(parts: LogRepairParts) {
    this.parts = parts;
    const { nodeId, identity } = parts.damaged;
    this.ownId = raftIdOf(nodeId, identity.incarnation);
    this.toldMs = this.nowMs;
  }

  start(): void {
    this.parts.damaged.onWanted = (): void => this.ask();
    this.stopTicking = this.parts.scheduler.every(TICK_MS, () => this.tick());
    this.ask();
  }

  stop(): void {
    this.stopTicking?.();
    this.parts.damaged.onWanted = (): void => {};
  }

  /** What is of no use to a damaged log is not answered: the sender counts this node as silent. */
  onPeerMessage(message: Message): void {
    const { peers, clock } = this.parts;
    if (message.type === MessageType.Fetch && message.index >= 1) {
      peers.send(answerFetch(this.source, this.ownId, message), clock.wallUs());
    } else if (message.type === MessageType.Fetched) {
      this.take(message);
    }
  }

  private get source(): FetchSource {
    const { damaged } = this.parts;
    // It knows of no batch that it is committed but by its hash.
    return {
      firstIndex: 0,
      committedIndex: Infinity,
      isLed: false,
      hashAt: (index) => damaged.hashAt(index),
      read: (from, bytesMax, visit) => damaged.read(from, bytesMax, visit),
    };
  }

  private take(message: Message): void {
    const { asked } = this;
    const { damaged } = this.parts;
    const nodeId = memberOf(message.from);
    if (asked === undefined || asked.nodeId !== nodeId || message.index !== asked.wanted.from - 1) return;
    this.asked = undefined;
    const batches = message.entries.map(({ data }) => data);
    if (!message.reject && batches.length > 0 && damaged.supply(batches)) {
      this.verdicts.clear();
      if (message.index + batches.length >= (this.lacked?.to ?? 0)) this.lacked = undefined;
      this.ask(); // A log on a disk wants more when it has stored them.
      return;
    }
    this.verdicts.set(nodeId, message.commit > asked.wanted.from ? "trimmed" : "lacking");
    this.isLed ||= message.rejectHint === 1;
    this.turn++;
    this.ask();
  }

  private tick(): void {
    const { asked } = this;
    if (asked !== undefined && this.nowMs - asked.atMs > ANSWER_MS_MAX) {
      this.verdicts.set(asked.nodeId, "silent");
      this.asked = undefined;
      this.turn++;
    }
    const { damaged, logger } = this.parts;
    const { progress } = damaged;
    if (this.nowMs - this.toldMs >= TELL_MS && progress.repairedBatches !== this.toldBatches) {
      this.toldMs = this.nowMs;
      this.toldBatches = progress.repairedBatches;
      logger.info(progress, "the log is being repaired by the other members");
    }
    this.ask();
  }

  private ask(): void {
    const { damaged, others, peers, clock } = this.parts;
    const { wanted } = damaged;
    if (wanted === undefined || this.asked !== undefined || this.nowMs < this.waitUntilMs) return;
    const left = others.filter((nodeId) => !this.verdicts.has(nodeId));
    if (left.length === 0) {
      this.despair(wanted);
      return;
    }
    const nodeId = left[this.turn % left.length];
    this.asked = { nodeId, atMs: this.nowMs, wanted };
    peers.send(fetchMessage(this.ownId, nodeId, wanted), clock.wallUs());
  }

  /** All have been asked. Who was silent may still have it; if all have answered, the question may be wrong. */
  private despair(wanted: Wanted): void {
    const { damaged, logger, onStuck } = this.parts;
    const who = (verdict: Verdict): number[] =>
      [...this.verdicts].filter(([, one]) => one === verdict).map(([nodeId]) => nodeId);
    const [trimmed, lacking, silent] = [who("trimmed"), who("lacking"), who("silent")];
    this.verdicts.clear();
    this.lacked ??= wanted;
    if (silent.length === 0 && trimmed.length === 0 && damaged.disclaim()) return;
    this.waitUntilMs = this.nowMs + ASK_AGAIN_MS;
    const { lacked } = this;
    const isWaiting = silent.length > 0 && ++this.rounds < ROUNDS_MAX;
    const isReplaced = trimmed.length > 0 && this.isLed && !isWaiting;
    const stuck: RepairStuck = { wanted: lacked, trimmed, lacking, silent, isReplaced };
    this.lacked = undefined;
    this.isLed = false;
    logger.error({ trimmed, lacking, silent }, describeStuck(stuck));
    onStuck?.(stuck);
  }

  private get nowMs(): number {
    return this.parts.clock.monotonicUs() / 1_000;
  }
}

export function describeStuck({ wanted, trimmed, lacking, silent }: RepairStuck): string {
  const { file, key, position, from, to, reason } = wanted;
  const place = `${file}, key ${key ?? "none"}, position ${position ?? "unknown"}`;
  const whom = (nodeIds: readonly number[]): string =>
    nodeIds.map((nodeId) => `node ${nodeId}`).join(" and ");
  const said = [
    silent.length > 0 ? `no answer from ${whom(silent)}` : "",
    lacking.length > 0 ? `lost on ${whom(lacking)} too, or never there` : "",
    trimmed.length > 0 ? `trimmed on ${whom(trimmed)}` : "",
  ].filter((text) => text !== "");
  const advice =
    silent.length > 0
      ? "start the others; it goes on by itself"
      : trimmed.length > 0
        ? "let this node join again from a snapshot: lockstep node rebuild"
        : "no member has what was acknowledged: restore the data directory of one of them from a copy; it goes on by itself";
  return (
    `this node does not take part: batches ${from} to ${to} were acknowledged and are lost here ` +
    `(${place}: ${reason}); ${said.join("; ")}. What helps: ${advice}`
  );
}
