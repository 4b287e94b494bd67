import { machineLine } from "../machine.ts";
import { table } from "../table.ts";
import { CLIENTS, type PeerResult, type PeersReport, RATE } from "./peers.ts";
import { PAYLOAD_BYTES } from "./peer.ts";

/** For people. */
export function peersText({ machine, diskSyncUs, results, notRun, options }: PeersReport): string {
  const [ours] = results;
  return [
    `machine    ${machineLine(machine)}`,
    `disk       a page written and synced by itself before the run: p50 ${ms(diskSyncUs.p50)}, p99 ${ms(diskSyncUs.p99)}`,
    `method     each by itself with ${PAYLOAD_BYTES} bytes a command, all processes on this machine, ${options.seconds} s each:`,
    `           as many at once as it likes best; one by one from ${CLIENTS} clients; one by one, ${RATE} a second offered`,
    `           (latency from when it was due); then the leader is killed with SIGKILL under that load, ${options.kills} times,`,
    `           each time on a new cluster: the longest time without an acknowledgement.`,
    "",
    table(
      [
        "",
        "version",
        "in batches/s",
        "ours to it",
        "one by one/s",
        "ours to it",
        `p50 at ${RATE}/s`,
        "p99",
        "median gap",
        "longest",
      ],
      results.map((result) => row(result, ours!)),
    ),
    "",
    ...results.map(
      ({ name, promise, batch, window }) => `${name}: ${promise}; batches: ${window} requests of ${batch}`,
    ),
    ...notRun.map(({ name, needs }) => `${name}: not run: ${needs}`),
  ].join("\n");
}

function row(result: PeerResult, ours: PeerResult): string[] {
  const { name, version, batched, single, offered, gapsMs } = result;
  const ratio = (one: number, other: number): string =>
    result === ours ? "" : `${(one / other).toFixed(1)}x`;
  return [
    name,
    version,
    batched.perSecond.toFixed(0),
    ratio(ours.batched.perSecond, batched.perSecond),
    single.perSecond.toFixed(0),
    ratio(ours.single.perSecond, single.perSecond),
    ms(offered.latencyUs.p50),
    ms(offered.latencyUs.p99),
    gapsMs.length === 0 ? "-" : `${gapsMs[gapsMs.length >> 1]!.toFixed(0)} ms`,
    gapsMs.length === 0 ? "-" : `${gapsMs.at(-1)!.toFixed(0)} ms`,
  ];
}

function ms(us: number): string {
  return `${(us / 1_000).toFixed(2)} ms`;
}
