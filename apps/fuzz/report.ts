import type { Finding, TargetResult } from "./fuzz.ts";

const CODES_MAX = 6;
const BYTES_SHOWN_MAX = 512;

/** One line for each target. */
export function tableOf(results: readonly TargetResult[]): string {
  const head = ["target", "inputs", "per s", "MB", "accepted", "claimed", "findings", "refused"];
  const rows = results.map((result) => {
    const { name, inputs, bytes, seconds, accepted, refused, claimedBytesMax, findings } = result;
    return [
      name,
      `${inputs}`,
      `${Math.round(inputs / Math.max(seconds, 0.001))}`,
      (bytes / 1e6).toFixed(1),
      `${accepted}`,
      `${Math.ceil(claimedBytesMax / 1024)} KiB`,
      `${findings.length}`,
      codesOf(refused),
    ];
  });
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]!.length)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, at) =>
          at === 0 || at === row.length - 1 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** What was found, and how to see it again. */
export function findingText({ target, seed, input, bytes, problem }: Finding): string {
  const hex = Buffer.from(bytes.subarray(0, BYTES_SHOWN_MAX)).toString("hex");
  const rest = bytes.length > BYTES_SHOWN_MAX ? `… (${bytes.length} bytes)` : "";
  return [
    `FINDING in ${target}: ${problem}`,
    `  input ${hex}${rest}`,
    `  again: npm run fuzz -- --target ${target} --seed ${seed} --input ${input}`,
  ].join("\n");
}

function codesOf(refused: ReadonlyMap<string, number>): string {
  const byCount = [...refused].sort(([, one], [, other]) => other - one);
  const shown = byCount.slice(0, CODES_MAX).map(([code, count]) => `${code} ${count}`);
  const rest = byCount.slice(CODES_MAX).reduce((sum, [, count]) => sum + count, 0);
  return [...shown, ...(rest === 0 ? [] : [`${byCount.length - CODES_MAX} others ${rest}`])].join(", ");
}
