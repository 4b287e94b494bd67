/** A fenced block of a page. */
export interface Snippet {
  /** What stands behind the opening fence: `ts`, `sh`, `text`. */
  readonly language: string;
  readonly text: string;
  /** The file that the paragraph before it begins with, in backticks: the block is all of it. */
  readonly file: string | undefined;
  /** Of the opening fence in the page, from 1. */
  readonly line: number;
}

/** The fenced blocks of a Markdown page, in order: so that a test compiles and runs what a reader copies. */
export function snippetsOf(page: string): Snippet[] {
  const lines = page.split("\n");
  const snippets: Snippet[] = [];
  for (let at = 0; at < lines.length; at++) {
    const opening = /^```(\w+)$/.exec(lines[at]!);
    if (opening === null) continue;
    const end = lines.indexOf("```", at);
    if (end < 0) throw new RangeError(`the block that opens on line ${at + 1} is never closed`);
    const text = `${lines.slice(at + 1, end).join("\n")}\n`;
    snippets.push({ language: opening[1]!, text, file: fileBefore(lines, at), line: at + 1 });
    at = end;
  }
  return snippets;
}

function fileBefore(lines: readonly string[], fence: number): string | undefined {
  if (lines[fence - 1] !== "") return undefined;
  let first = fence - 2;
  while (first > 0 && lines[first - 1] !== "") first--;
  return /^`([\w./-]+\.ts)`/.exec(lines[first] ?? "")?.[1];
}
