import { Presets, SingleBar } from "cli-progress";

export interface Progress {
  update(value: number): void;
  stop(): void;
}

/** A bar on a terminal; nothing where the output goes to a file. */
export function progressBar(what: string, total: number): Progress {
  if (!process.stderr.isTTY) return { update: () => {}, stop: () => {} };
  const format = `${what} {bar} {percentage}% {value}/{total} {eta_formatted}`;
  const bar = new SingleBar(
    { format, stream: process.stderr, clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return bar;
}
