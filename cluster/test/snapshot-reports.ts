import type { SnapshotCost, SnapshotInfo, SnapshotListener } from "../snapshots/snapshot-store.ts";

/** What a snapshot store told its listener. */
export class SnapshotReports implements SnapshotListener {
  readonly snapshots: SnapshotInfo[] = [];
  readonly costs: SnapshotCost[] = [];
  readonly errors: Error[] = [];
  private awaited = 0;
  private onReport: () => void = () => {};

  onSnapshot(snapshot: SnapshotInfo, cost: SnapshotCost): void {
    this.snapshots.push(snapshot);
    this.costs.push(cost);
    this.onReport();
  }

  onSnapshotFailed(error: Error): void {
    this.errors.push(error);
    this.onReport();
  }

  /** Waits for the next report that nobody has waited for. */
  async settle(): Promise<void> {
    this.awaited++;
    while (this.snapshots.length + this.errors.length < this.awaited) {
      await new Promise<void>((resolve) => {
        this.onReport = resolve;
      });
    }
  }
}
