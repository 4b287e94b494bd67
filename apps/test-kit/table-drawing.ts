/**
 * A list as a table, for snapshots in tests: a row for each entry, a column for each field (or for those that are
 * named). Numbers are on the right.
 *
 *     betId  odds  stake
 *         7   210    500
 */
export function drawTable<Row extends object>(
  rows: readonly Row[],
  columns: readonly (keyof Row & string)[] = [...new Set(rows.flatMap((row) => Object.keys(row)))] as never[],
): string {
  if (rows.length === 0) return "(none)";
  const cells = rows.map((row) => columns.map((column) => text(row[column])));
  const isNumber = columns.map((column) => rows.every((row) => isNumeric(row[column])));
  return drawCells([[...columns], ...cells], isNumber);
}

/** Columns as wide as their widest cell. @param isRight of each column, whether its cells are on the right */
export function drawCells(
  lines: readonly (readonly string[])[],
  isRight: readonly boolean[],
  gap: string = "  ",
): string {
  const widths = isRight.map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  return lines
    .map((line) =>
      line
        .map((cell, at) => (isRight[at] ? cell.padStart(widths[at]) : cell.padEnd(widths[at])))
        .join(gap)
        .trimEnd(),
    )
    .join("\n");
}

function isNumeric(value: unknown): boolean {
  return value === undefined || typeof value === "number" || typeof value === "bigint";
}

function text(value: unknown): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  return typeof value === "bigint" ? `${value}` : JSON.stringify(value);
}
