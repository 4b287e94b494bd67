const SHOWN_MAX = 5;

/** The names that somebody who wrote `text` may have meant, nearest first: few changes away, or with it inside. */
export function nearestNames(text: string, names: readonly string[]): string[] {
  const wanted = text.toLowerCase();
  return names
    .map((name) => {
      const lower = name.toLowerCase();
      const holds = lower.includes(wanted) || wanted.includes(lower);
      return { name, distance: holds ? 0 : editDistance(wanted, lower) };
    })
    .filter(({ name, distance }) => distance <= Math.max(2, name.length / 3))
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, SHOWN_MAX)
    .map(({ name }) => name);
}

/** Letters to insert, delete or replace (Levenshtein 1966), by rows (Wagner and Fischer 1974). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = above[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, above[j]! + 1, row[j - 1]! + 1));
    }
  }
  return row.at(-1)!;
}
