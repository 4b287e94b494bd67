import type { FaultyLink, Place } from "./network.ts";

/**
 * What `nft -f -` is told at one end of the links: all rules stand where packets arrive, as those of a wire that
 * lost them. The table is replaced as a whole.
 *
 * @param table its name
 * @param addressOf where packets come from
 */
export function arrivalRules(
  table: string,
  to: Place,
  links: readonly FaultyLink[],
  addressOf: (place: Place) => string,
): string {
  const rules = links
    .filter((link) => link.to === to)
    .map((link) => {
      const source = `ip saddr ${addressOf(link.from)}`;
      if (link.isCut === true) return `${source} drop`;
      return `${source} numgen random mod 1000 < ${Math.round((link.loss ?? 0) * 1_000)} drop`;
    });
  return replaceTable(table, rules);
}

/** Answers every packet of TCP that arrives from these with a reset. */
export function resetRules(table: string, sources: readonly string[]): string {
  return replaceTable(
    table,
    sources.map((source) => `ip saddr ${source} meta l4proto tcp reject with tcp reset`),
  );
}

export function noRules(table: string): string {
  return `table inet ${table}\ndelete table inet ${table}\n`;
}

function replaceTable(table: string, rules: readonly string[]): string {
  const chain = ["type filter hook input priority 0; policy accept;", ...rules];
  // Deleting a table that is not there fails, so it is made first.
  return `${noRules(table)}table inet ${table} {\n  chain arrivals {\n${chain.map((rule) => `    ${rule}\n`).join("")}  }\n}\n`;
}
