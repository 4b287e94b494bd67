/** A documentation comment, or nothing. */
export function docLines(doc: string, indent = ""): string[] {
  const text = doc.replace(/\s+/g, " ").replaceAll("*/", "* /").trim();
  return text === "" ? [] : [`${indent}/** ${text} */`];
}

export function indented(lines: readonly string[], indent = "  "): string[] {
  return lines.map((line) => (line === "" ? line : indent + line));
}

/** A literal that reads as the value: strings quoted, bigints with their n. */
export function literal(value: number | bigint | string): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "string") return JSON.stringify(value);
  return Object.is(value, -0) ? "0" : String(value);
}
