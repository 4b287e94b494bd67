import type { LatencySummary } from "../latency.ts";
import { machineLine } from "../machine.ts";
import type { ProcessUsage } from "../process-usage.ts";
import { latencyCells, latencyHeads, thousands } from "../report.ts";
import { table } from "../table.ts";
import type { OnsaleReport } from "./onsale.ts";

/** What people read of a sale. */
export function onsaleText(report: OnsaleReport): string {
  const { machine, options, seats, tally, sold, held, free, wallSeconds, commands, commandsPerSecond } =
    report;
  const row = (name: string, latency: LatencySummary): string[] => [
    name,
    thousands(latency.count),
    ...latencyCells(latency),
  ];
  const ns = (usage: ProcessUsage | undefined): string =>
    usage === undefined ? "-" : thousands((usage.cpuSeconds / commands) * 1e9);
  return [
    `machine    ${machineLine(machine)}`,
    `method     one node with its gateway in one process; ${thousands(options.buyers)} buyers in another, a WebSocket each, JSON, who all press at once.`,
    `           Each wants 1 to 4 of ${thousands(seats)} seats side by side, picks them (in front rather than behind) up to three times,`,
    `           then takes the best that are left, or comes again up to twenty times; thinks for up to ${options.thinkMs} ms; nine of ten`,
    `           pay, one gives back. Latency from the sending of a command; wait: from the beginning of the sale to seats, or to giving up.`,
    "",
    table(
      ["", "count", ...latencyHeads],
      [
        row("hold", report.holdUs),
        row("buy", report.buyUs),
        row("release", report.releaseUs),
        row("wait", report.waitUs),
      ],
    ),
    "",
    table(
      [
        "seats",
        "sold",
        "held",
        "free",
        "purchases",
        "given back",
        "conflicts",
        "empty-handed",
        "seconds",
        "commands/s",
        "server ns",
        "generator ns",
      ],
      [
        [
          ...[
            seats,
            sold,
            held,
            free,
            tally.purchases,
            tally.releases,
            tally.conflicts,
            tally.emptyHanded,
          ].map(thousands),
          wallSeconds.toFixed(1),
          thousands(commandsPerSecond),
          ns(report.serverUsage),
          ns(report.generatorUsage),
        ],
      ],
    ),
    "",
    `refused    ${
      Object.entries(tally.refused)
        .map(([code, count]) => `${thousands(count)} x ${code}`)
        .join(", ") || "nothing"
    }`,
    "checked    sold seats are those that buyers were told of, sold + held + free are the hall, and what was paid is their price",
  ].join("\n");
}
