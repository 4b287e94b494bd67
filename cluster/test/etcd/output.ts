export const LOG_LEVELS: readonly string[] = ["DEBUG", "INFO", "WARN", "ERROR", "FATAL", "NONE"];

/** What a command prints: its own output and the core's diagnostics, in order. At level NONE, nothing. */
export class Output {
  level = 0;
  text = "";

  get isQuiet(): boolean {
    return LOG_LEVELS[this.level] === "NONE";
  }

  /** @returns whether there is such a level */
  setLevel(name: string): boolean {
    const level = LOG_LEVELS.indexOf(name.toUpperCase());
    if (level >= 0) this.level = level;
    return level >= 0;
  }

  write(text: string): void {
    if (!this.isQuiet) this.text += text;
  }

  log(level: "DEBUG" | "INFO" | "WARN" | "ERROR", line: string): void {
    if (this.level <= LOG_LEVELS.indexOf(level)) this.write(`${level} ${line}\n`);
  }

  /** Runs the body; each line that it prints is indented by two. */
  indented(body: () => void): void {
    const before = this.text;
    this.text = "";
    body();
    const lines = this.text.split("\n");
    if (lines.at(-1) === "") lines.pop();
    this.text = before + lines.map((line) => `  ${line}\n`).join("");
  }
}
