import { machineLine } from "../machine.ts";
import { latencyCells, milliseconds, thousands } from "../report.ts";
import type { ProcessUsage } from "../process-usage.ts";
import { table } from "../table.ts";
import type { MarketDataMeasurement, MarketDataReport } from "./market-data.ts";

/** What people read of market data told to many. */
export function marketDataText({ machine, options, measurements }: MarketDataReport): string {
  const { rate, intervalMs, markets, seconds, warmupSeconds } = options;
  return [
    `machine    ${machineLine(machine)}`,
    `method     one node with its gateway in one process, the subscribers in another, a WebSocket each, and the generator in a`,
    `           third; ${seconds} s after ${warmupSeconds} s of warm-up. Each subscriber listens to the book of one of ${markets} markets, told every`,
    `           ${intervalMs} ms, keeps a copy, and sees that the numbers of the changes go on without a gap. When all is still, each copy`,
    `           is held against the book. ${thousands(rate)} order commands are offered a second, open loop. Beside them transfers between accounts, which`,
    `           change no book, go as fast as they are answered: what subscribers cost the core is what is missing there.`,
    "",
    table(
      [
        "subscribers",
        "book changes/s",
        "orders p50",
        "p90",
        "p99",
        "p99.9",
        "max",
        "transfers/s",
        "ratio to none",
        "refused",
      ],
      measurements.map((measured) => [
        thousands(measured.subscribers),
        thousands(measured.bookChangesPerSecond),
        ...latencyCells(measured.orderLatencyUs),
        thousands(measured.transfersPerSecond),
        measured.ratioToNone.toFixed(2),
        thousands(measured.refused),
      ]),
    ),
    "",
    table(
      [
        "subscribers",
        "messages/s",
        "changes/s",
        "levels/s",
        "MB/s",
        "interval p50",
        "p99",
        "gaps",
        "resyncs",
        "closed",
        "wrong copies",
        "node CPU",
        "subscribers CPU",
        "generator CPU",
      ],
      measurements.flatMap((measured) => heardRow(measured)),
    ),
    "",
    "changes: of books, that the messages stood for, over all subscribers; levels: told, after conflation. CPU: processors busy",
  ].join("\n");
}

function heardRow(measured: MarketDataMeasurement): string[][] {
  const { heard, wallSeconds, subscribers, wrongCopies, nodeUsage, subscribersUsage, generatorUsage } =
    measured;
  const busy = (usage: ProcessUsage | undefined): string =>
    usage === undefined ? "-" : (usage.cpuSeconds / wallSeconds).toFixed(2);
  const cpu = [nodeUsage, subscribersUsage, generatorUsage].map(busy);
  if (heard === undefined) {
    return [[thousands(subscribers), ...Array.from({ length: 10 }, () => "-"), ...cpu]];
  }
  const { messages, changes, levels, bytes, intervalUs, gaps, resyncs, closed } = heard;
  return [
    [
      thousands(subscribers),
      ...[messages, changes, levels].map((count) => thousands(count / wallSeconds)),
      (bytes / 1e6 / wallSeconds).toFixed(1),
      milliseconds(intervalUs.p50),
      milliseconds(intervalUs.p99),
      ...[gaps, resyncs, closed, wrongCopies].map(thousands),
      ...cpu,
    ],
  ];
}
