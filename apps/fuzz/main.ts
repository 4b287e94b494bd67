import { fuzz, type TargetResult } from "./fuzz.ts";
import { parseOptions } from "./options.ts";
import { findingText, tableOf } from "./report.ts";
import { TARGETS } from "./targets.ts";

/** Unless told otherwise: so many, or as many as a slow decoder takes in so long. */
const INPUTS_DEFAULT = 20_000;
const SECONDS_DEFAULT = 30;
/** Longer than any input of some kilobytes takes, on a busy machine as well. */
const DECODE_MS_MAX = 30_000;

const { seed, target, inputs, minutes, input } = parseOptions(process.argv.slice(2));

const names = target === undefined ? Object.keys(TARGETS) : [target];
const results: TargetResult[] = [];
let isInside = "";
process.on("uncaughtException", (error) => {
  console.log(
    `FINDING: a decoder threw behind its caller's back, in ${isInside} (seed ${seed}): ${error.stack}`,
  );
  process.exit(1);
});
for (const name of names) {
  isInside = name;
  const made = await TARGETS[name]!();
  const result = await fuzz(made, {
    seed,
    decodeMsMax: DECODE_MS_MAX,
    from: input ?? 0,
    ...boundsOf(),
  });
  await made.close?.();
  results.push(result);
  for (const finding of result.findings) console.log(findingText(finding));
}
console.log(tableOf(results));
const findings = results.flatMap((result) => result.findings);
if (findings.length > 0) console.log(`${findings.length} findings`);
process.exit(findings.length === 0 ? 0 : 1);

function boundsOf(): { inputs: number; secondsMax?: number } {
  if (input !== undefined) return { inputs: 1 };
  if (inputs !== undefined) return { inputs };
  if (minutes !== undefined) return { inputs: Infinity, secondsMax: minutes * 60 };
  return { inputs: INPUTS_DEFAULT, secondsMax: SECONDS_DEFAULT };
}
