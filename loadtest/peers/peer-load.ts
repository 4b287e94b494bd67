import { LatencyRecorder, type LatencySummary } from "../latency.ts";
import { pause } from "../pause.ts";
import type { Peer } from "./peer.ts";

const WARMUP_SECONDS = 1;
const TICK_MS = 1;
/** The load before and after a kill. */
const STEADY_SECONDS = 2;
const GAP_SECONDS_MAX = 30;

/** What one load came to. */
export interface PeerLoad {
  readonly perSecond: number;
  /** Of requests. */
  readonly latencyUs: LatencySummary;
  readonly failed: number;
}

/** What has become of requests since the measurement began. */
class Tally {
  private readonly latency = new LatencyRecorder();
  private acknowledged = 0;
  private failed = 0;

  note(isAcknowledged: boolean, payloads: number, sinceMs: number): void {
    if (isAcknowledged) this.acknowledged += payloads;
    else this.failed++;
    this.latency.record((performance.now() - sinceMs) * 1_000, 1);
  }

  /** Of the seconds after a warm-up. */
  async over(seconds: number): Promise<PeerLoad> {
    await pause(WARMUP_SECONDS);
    this.latency.reset();
    this.acknowledged = this.failed = 0;
    const startMs = performance.now();
    await pause(seconds);
    const wallSeconds = (performance.now() - startMs) / 1_000;
    const { acknowledged, failed, latency } = this;
    return { perSecond: acknowledged / wallSeconds, latencyUs: latency.summary(), failed };
  }
}

/** Keeps so many requests under way; latency from the sending. */
export async function closedLoop(
  peer: Peer,
  requests: number,
  payloads: number,
  seconds: number,
): Promise<PeerLoad> {
  const tally = new Tally();
  let isOver = false;
  let underWay = 0;
  const next = (): void => {
    if (isOver) return;
    underWay++;
    const sentMs = performance.now();
    peer.send(payloads, (isAcknowledged) => {
      underWay--;
      tally.note(isAcknowledged, payloads, sentMs);
      if (isAcknowledged) next();
      else setTimeout(next, TICK_MS);
    });
  };
  for (let n = 0; n < requests; n++) next();
  const load = await tally.over(seconds);
  isOver = true;
  while (underWay > 0) await pause(TICK_MS / 1_000);
  return load;
}

/** Sends requests of one payload when they are due, whatever the answers do; latency from the moment they were due. */
export async function openLoop(peer: Peer, rate: number, seconds: number): Promise<PeerLoad> {
  const tally = new Tally();
  const stop = offer(peer, rate, (isAcknowledged, dueMs) => tally.note(isAcknowledged, 1, dueMs));
  const load = await tally.over(seconds);
  await stop();
  return load;
}

/**
 * Kills the leader under an open loop.
 *
 * @returns the longest time without an acknowledgement, in milliseconds
 */
export async function failoverGap(peer: Peer, rate: number): Promise<number> {
  let lastMs = performance.now();
  let gapMs = 0;
  let acknowledged = 0;
  const stop = offer(peer, rate, (isAcknowledged) => {
    if (!isAcknowledged) return;
    acknowledged++;
    const nowMs = performance.now();
    gapMs = Math.max(gapMs, nowMs - lastMs);
    lastMs = nowMs;
  });
  await pause(STEADY_SECONDS);
  gapMs = 0;
  await peer.killLeader!();
  const before = acknowledged;
  const giveUpMs = performance.now() + GAP_SECONDS_MAX * 1_000;
  await pause(STEADY_SECONDS);
  while (acknowledged - before < rate && performance.now() < giveUpMs) await pause(0.05);
  if (performance.now() >= giveUpMs) gapMs = Math.max(gapMs, performance.now() - lastMs);
  void stop();
  return gapMs;
}

/** @returns stops it, and waits for what is under way, but not for ever */
function offer(
  peer: Peer,
  rate: number,
  onAnswer: (isAcknowledged: boolean, dueMs: number) => void,
): () => Promise<void> {
  const startMs = performance.now();
  let sent = 0;
  let answered = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startMs) * rate) / 1_000);
    while (sent < due) {
      const dueMs = startMs + (++sent / rate) * 1_000;
      peer.send(1, (isAcknowledged) => {
        answered++;
        onAnswer(isAcknowledged, dueMs);
      });
    }
  }, TICK_MS);
  return async () => {
    clearInterval(timer);
    for (let waited = 0; answered < sent && waited < 5; waited += 0.01) await pause(0.01);
  };
}
