import { loadavg } from "node:os";
import type { StateDigest } from "@lockstep/cluster/client/desk-messages";
import { ClusterProcesses } from "./cluster-processes.ts";
import { DepositLedger, type LedgerCount } from "./deposit-ledger.ts";
import { LedgerReads, type ReadCount } from "./ledger-reads.ts";
import { describeMachine, type Machine } from "./machine.ts";
import { pause } from "./pause.ts";
import { Workplace } from "./workplace.ts";

const TICK_MS = 2;
const STEADY_SECONDS = 1;
/** Three times the longest election time-out. */
const PAUSE_SECONDS = 3;
/** A kill whose gap is longer than this is a failure of the test itself. */
const RECOVERY_MS_MAX = 30_000;

export interface FailoverOptions {
  readonly kills: number;
  readonly nodes: number;
  /** Commands a second, whatever the answers do. */
  readonly rate: number;
  /** Leaders are paused for three election time-outs instead of killed: their sockets stay open. */
  readonly pause?: boolean;
}

export interface Kill {
  readonly leaderId: number;
  /** The longest time without an answer around the kill. */
  readonly gapMs: number;
  /** Of the command that waited longest. */
  readonly latencyMsMax: number;
  /** From when it was started again, or let go on, until it had applied all that was committed. */
  readonly rejoinSeconds: number;
}

export interface FailoverReport {
  readonly machine: Machine;
  readonly options: FailoverOptions;
  readonly kills: readonly Kill[];
  readonly gapsMs: {
    readonly min: number;
    readonly median: number;
    readonly p99: number;
    readonly max: number;
  };
  /** By node; each counted from its own events. */
  readonly counts: readonly (LedgerCount & { readonly nodeId: number })[];
  readonly digests: readonly StateDigest[];
  readonly reads: ReadCount;
  readonly loadBefore: number;
  readonly loadAfter: number;
}

/**
 * Kills the leader again and again with SIGKILL while a client offers commands at a steady rate, and starts it
 * again. Every deposit that was acknowledged must be in every node's books once.
 */
export async function measureFailover(
  options: FailoverOptions & { readonly nodeFlags: readonly string[] },
  tell: (what: string) => void,
): Promise<FailoverReport> {
  const workplace = new Workplace();
  const loadBefore = loadavg()[0];
  try {
    const cluster = await ClusterProcesses.start(workplace, options.nodes, options.nodeFlags);
    const client = cluster.connect();
    const ledger = new DepositLedger(client);
    await ledger.open();
    const stopLoad = startLoad(ledger, options.rate);
    const reads = new LedgerReads(
      ledger,
      cluster.nodeIds.map((nodeId) => cluster.connect(nodeId)),
    );
    const kills: Kill[] = [];
    for (let nth = 1; nth <= options.kills; nth++) {
      kills.push(await takeLeader(cluster, ledger, options.pause ?? false));
      const { leaderId, gapMs, rejoinSeconds } = kills.at(-1)!;
      tell(
        `${options.pause === true ? "pause" : "kill"} ${nth}: node ${leaderId}, gap ${gapMs.toFixed(0)} ms, back in ${rejoinSeconds.toFixed(1)} s`,
      );
    }
    stopLoad();
    while (ledger.unanswered > 0) await pause(0.01);
    const readCount = reads.stop();
    const counts = [];
    for (const nodeId of cluster.nodeIds) {
      await cluster.caughtUp(nodeId);
      const reader = cluster.connect(nodeId);
      counts.push({ nodeId, ...(await ledger.recount(reader)) });
      reader.stop();
    }
    client.stop();
    const digests = await cluster.equalDigests();
    return {
      machine: describeMachine(workplace.directory),
      options: {
        kills: options.kills,
        nodes: options.nodes,
        rate: options.rate,
        pause: options.pause ?? false,
      },
      kills,
      gapsMs: summary(kills.map(({ gapMs }) => gapMs)),
      counts,
      digests,
      reads: readCount,
      loadBefore,
      loadAfter: loadavg()[0],
    };
  } finally {
    await workplace.close();
  }
}

async function takeLeader(cluster: ClusterProcesses, ledger: DepositLedger, isPause: boolean): Promise<Kill> {
  const leaderId = await cluster.agreedLeader();
  await pause(STEADY_SECONDS + Math.random() / 10); // At any moment of a heartbeat's interval.
  ledger.gapMsMax = ledger.latencyMsMax = 0;
  ledger.answeredAtMs = performance.now();
  const sentBefore = ledger.sent;
  cluster.signal(leaderId, isPause ? "SIGSTOP" : "SIGKILL");
  const killedAtMs = performance.now();
  while (ledger.acknowledged < sentBefore + 1) {
    if (performance.now() - killedAtMs > RECOVERY_MS_MAX) {
      throw new Error(`no answer for ${RECOVERY_MS_MAX} ms after node ${leaderId} was killed`);
    }
    await pause(0.005);
  }
  await pause(isPause ? PAUSE_SECONDS - (performance.now() - killedAtMs) / 1_000 : STEADY_SECONDS);
  const startedAtMs = performance.now();
  if (isPause) {
    cluster.signal(leaderId, "SIGCONT");
    await pause(STEADY_SECONDS); // What it still believes must not show.
  }
  const { gapMsMax: gapMs, latencyMsMax } = ledger;
  if (!isPause) await cluster.startNode(leaderId);
  await cluster.caughtUp(leaderId);
  return { leaderId, gapMs, latencyMsMax, rejoinSeconds: (performance.now() - startedAtMs) / 1_000 };
}

/** Offers commands at a rate. @returns what stops it */
function startLoad(ledger: DepositLedger, rate: number): () => void {
  const startMs = performance.now();
  const sentBefore = ledger.sent;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startMs) / 1_000) * rate);
    while (ledger.sent - sentBefore < due) ledger.send();
  }, TICK_MS);
  return () => clearInterval(timer);
}

function summary(values: readonly number[]): FailoverReport["gapsMs"] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { min: at(0), median: at(0.5), p99: at(0.99), max: at(1) };
}
