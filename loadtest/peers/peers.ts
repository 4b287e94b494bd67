import { spawnSync } from "node:child_process";
import { measureDiskSync } from "../disk-sync.ts";
import type { LatencySummary } from "../latency.ts";
import { describeMachine, type Machine } from "../machine.ts";
import { Workplace } from "../workplace.ts";
import { EtcdPeer } from "./etcd-peer.ts";
import { JetStreamPeer } from "./jetstream-peer.ts";
import { LockstepPeer } from "./lockstep-peer.ts";
import type { Peer } from "./peer.ts";
import { closedLoop, failoverGap, openLoop, type PeerLoad } from "./peer-load.ts";
import { RedisPeer } from "./redis-peer.ts";

export interface PeersOptions {
  readonly seconds: number;
  /** How often leaders are killed; the median gap is printed. */
  readonly kills: number;
}

/** Requests of one payload under way in the second load, as of so many clients. */
export const CLIENTS = 256;
/** Offered in the third load and in the failover. */
export const RATE = 2_000;

export interface PeerResult {
  readonly name: string;
  readonly promise: string;
  readonly version: string;
  readonly batch: number;
  readonly window: number;
  readonly batched: PeerLoad;
  readonly single: PeerLoad;
  readonly offered: PeerLoad;
  /** Milliseconds, ascending; empty where nobody takes over. */
  readonly gapsMs: readonly number[];
}

export interface PeersReport {
  readonly load: "peers";
  readonly machine: Machine;
  readonly options: PeersOptions;
  readonly diskSyncUs: LatencySummary;
  readonly results: readonly PeerResult[];
  /** What could not be run, and what it needs. */
  readonly notRun: readonly { readonly name: string; readonly needs: string }[];
}

interface Candidate {
  readonly name: string;
  /** Prints its version with `--version`; ours has none to ask for. */
  readonly program?: string;
  readonly debianPackage?: string;
  readonly start: (workplace: Workplace) => Promise<Peer>;
}

const CANDIDATES: readonly Candidate[] = [
  { name: "lockstep", start: (workplace) => LockstepPeer.start(workplace, 3) },
  {
    name: "etcd",
    program: "etcd",
    debianPackage: "etcd-server",
    start: (workplace) => EtcdPeer.start(workplace),
  },
  {
    name: "JetStream",
    program: "nats-server",
    debianPackage: "nats-server",
    start: (workplace) => JetStreamPeer.start(workplace),
  },
  {
    name: "Redis",
    program: "redis-server",
    debianPackage: "redis-server",
    start: (workplace) => RedisPeer.start(workplace),
  },
];

/** One after the other, each by itself on the machine, from the same process and with the same loads. */
export async function measurePeers(
  options: PeersOptions,
  onProgress: (what: string) => void,
): Promise<PeersReport> {
  const results: PeerResult[] = [];
  const notRun: { name: string; needs: string }[] = [];
  const workplace = new Workplace();
  const machine = describeMachine(workplace.directory);
  const diskSyncUs = measureDiskSync(workplace.directory);
  await workplace.close();
  for (const candidate of CANDIDATES) {
    const version = versionOf(candidate);
    if (version === undefined) {
      notRun.push({ name: candidate.name, needs: `apt-get install ${candidate.debianPackage}` });
    } else {
      onProgress(`${candidate.name} ${version}`);
      results.push(await measurePeer(candidate, version, options, onProgress));
    }
  }
  return { load: "peers", machine, options, diskSyncUs, results, notRun };
}

async function measurePeer(
  candidate: Candidate,
  version: string,
  { seconds, kills }: PeersOptions,
  onProgress: (what: string) => void,
): Promise<PeerResult> {
  const loads = await onPeer(candidate, async (peer) => {
    const { name, promise, batch, window } = peer;
    onProgress(`${name}: ${window} requests of ${batch}`);
    const batched = await closedLoop(peer, window, batch, seconds);
    onProgress(`${name}: one by one from ${CLIENTS} clients`);
    const single = await closedLoop(peer, CLIENTS, 1, seconds);
    onProgress(`${name}: ${RATE} a second`);
    const offered = await openLoop(peer, RATE, seconds);
    return { name, promise, version, batch, window, batched, single, offered };
  });
  const gapsMs: number[] = [];
  for (let kill = 1; kill <= kills; kill++) {
    const gapMs = await onPeer(candidate, async (peer) =>
      peer.killLeader === undefined ? undefined : failoverGap(peer, RATE),
    );
    if (gapMs === undefined) break;
    onProgress(`${loads.name}: kill ${kill}, gap ${gapMs.toFixed(0)} ms`);
    gapsMs.push(gapMs);
  }
  return { ...loads, gapsMs: gapsMs.sort((a, b) => a - b) };
}

/** A new cluster in a directory of its own each time. */
async function onPeer<Result>(candidate: Candidate, use: (peer: Peer) => Promise<Result>): Promise<Result> {
  const workplace = new Workplace();
  try {
    const peer = await candidate.start(workplace);
    try {
      return await use(peer);
    } finally {
      await peer.stop();
    }
  } finally {
    await workplace.close();
  }
}

/** @returns undefined when it is not installed */
function versionOf({ program }: Candidate): string | undefined {
  if (program === undefined) return "here";
  const { stdout, error } = spawnSync(program, ["--version"], { encoding: "utf8" });
  if (error !== undefined) return undefined;
  return /v?=?(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? "of unknown version";
}
