const END_MS = 200;

/** What is to be undone when a run ends, however it ends: the newest first. */
export class UndoList {
  private readonly steps: { readonly what: string; readonly undo: () => void | Promise<void> }[] = [];

  private isEnded = false;

  /** @param what it is, for people, should it fail @throws Error after `end` */
  add(what: string, undo: () => void | Promise<void>): void {
    this.steps.push({ what, undo });
    if (this.isEnded) throw new Error(`${what}: the run is being ended`);
  }

  /** Undoes all of it, and what is still added by those who do not know yet. @returns as undoAll */
  async end(): Promise<string[]> {
    this.isEnded = true;
    const failures = await this.undoAll();
    await new Promise((resolve) => setTimeout(resolve, END_MS)); // What was under way comes to its end.
    return [...failures, ...(await this.undoAll())];
  }

  /** Undoes all of it, also when some of it fails. @returns what did not work, in words */
  async undoAll(): Promise<string[]> {
    const failures: string[] = [];
    for (let step = this.steps.pop(); step !== undefined; step = this.steps.pop()) {
      try {
        await step.undo();
      } catch (error) {
        failures.push(`${step.what}: ${(error as Error).message}`);
      }
    }
    return failures;
  }
}
