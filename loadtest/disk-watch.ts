import { open } from "node:fs/promises";
import { join } from "node:path";
import { LongestPause, type Pause } from "./pauses.ts";

const PAGE_BYTES = 4_096;
const INTERVAL_MS = 100;

/** Writes and syncs a page some times a second, on another thread, and knows how long the disk took at most. */
export class DiskWatch {
  private readonly longest = new LongestPause();
  private readonly running: Promise<void>;
  private isStopping = false;

  constructor(directory: string) {
    this.running = this.run(join(directory, "disk-watch"));
  }

  /** The longest since this was asked before. */
  take(): Pause | undefined {
    return this.longest.take();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await this.running;
  }

  private async run(path: string): Promise<void> {
    const file = await open(path, "w");
    try {
      const page = new Uint8Array(PAGE_BYTES).fill(1);
      while (!this.isStopping) {
        const startMs = performance.now();
        await file.write(page, 0, PAGE_BYTES, 0);
        await file.datasync();
        this.longest.note(performance.timeOrigin + startMs, performance.now() - startMs);
        await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
      }
    } finally {
      await file.close();
    }
  }
}
