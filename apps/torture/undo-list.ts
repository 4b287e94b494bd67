/** What is to be undone when a run ends, however it ends: the newest first. */
export class UndoList {
  private readonly steps: { readonly what: string; readonly undo: () => void | Promise<void> }[] = [];

  /** @param what it is, for people, should it fail */
  add(what: string, undo: () => void | Promise<void>): void {
    this.steps.push({ what, undo });
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
