import { DECISIVE_FAULTS } from "@lockstep/cluster/simulator/cluster-faults";
import type { SeedOutcome } from "./seed-run.ts";

/** What all seeds came to. */
export class Totals {
  seeds = 0;
  private simulatedUs = 0;
  private events = 0;
  private acknowledged = 0;
  private reads = 0;
  private judged = 0;
  private readonly counts = new Map<string, number>();
  private readonly startedMs = performance.now();
  private readonly startedCpu = process.cpuUsage();

  add({ simulatedUs, events, acknowledged, reads, judged, counts }: SeedOutcome): void {
    this.seeds++;
    this.simulatedUs += simulatedUs;
    this.events += events;
    this.acknowledged += acknowledged;
    this.reads += reads;
    this.judged += judged;
    for (const [kind, count] of Object.entries(counts) as [string, number][]) {
      this.counts.set(kind, (this.counts.get(kind) ?? 0) + count);
    }
  }

  /** One line, while it goes on. */
  progress(seeds: number): string {
    const { wallSeconds } = this;
    const times = Math.round(this.simulatedUs / 1_000_000 / wallSeconds);
    return `${this.seeds} of ${seeds} seeds, ${grouped(this.acknowledged)} commands acknowledged, ${times} times real time`;
  }

  table(): string {
    const { wallSeconds } = this;
    const { user, system } = process.cpuUsage(this.startedCpu);
    const cpuSeconds = (user + system) / 1_000_000;
    const simulatedSeconds = this.simulatedUs / 1_000_000;
    const rows: [string, string][] = [
      ["seeds", grouped(this.seeds)],
      ["simulated hours", (simulatedSeconds / 3_600).toFixed(2)],
      ...[...this.counts].map(([kind, count]): [string, string] => [words(kind), grouped(count)]),
      ["faults that changed an outcome, a seed", (this.decisive / this.seeds).toFixed(1)],
      ["  their rarest kind", this.rarest],
      ["commands acknowledged", grouped(this.acknowledged)],
      ["  a second of one core", grouped(this.acknowledged / cpuSeconds)],
      ["queries answered", grouped(this.reads)],
      ["operations judged by models", grouped(this.judged)],
      ["events (turns of nodes and clients)", grouped(this.events)],
      ["  a second", grouped(this.events / wallSeconds)],
      ["seconds, and of a core", `${wallSeconds.toFixed(1)}, ${cpuSeconds.toFixed(1)}`],
      [
        "times real time, and of a core",
        `${times(simulatedSeconds / wallSeconds)}, ${times(simulatedSeconds / cpuSeconds)}`,
      ],
    ];
    const width = Math.max(...rows.map(([name]) => name.length));
    return rows.map(([name, value]) => `${name.padEnd(width)}  ${value.padStart(14)}`).join("\n");
  }

  /** Of faults that made a run go another way. */
  private get decisive(): number {
    return DECISIVE_FAULTS.reduce((sum, kind) => sum + (this.counts.get(kind) ?? 0), 0);
  }

  private get rarest(): string {
    const [kind] = DECISIVE_FAULTS.toSorted((a, b) => (this.counts.get(a) ?? 0) - (this.counts.get(b) ?? 0));
    return `${words(kind!)}: ${grouped(this.counts.get(kind!) ?? 0)}`;
  }

  private get wallSeconds(): number {
    return (performance.now() - this.startedMs) / 1_000;
  }
}

function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function times(factor: number): string {
  return factor.toFixed(1);
}

function grouped(count: number): string {
  return Math.round(count).toLocaleString("en-US");
}
