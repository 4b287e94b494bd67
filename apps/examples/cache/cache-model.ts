export interface Entry {
  value: string;
  revision: number;
  /** 0: it lives until it is deleted. */
  leaseId: number;
}

export interface Lease {
  readonly leaseId: number;
  readonly ownerId: number;
  readonly durationUs: number;
  endsAtUs: number;
  /** In the order in which they were put. */
  readonly keys: Set<string>;
}

/** Entries and leases, and which entry lives with which lease. */
export class Store {
  readonly entries: Map<string, Entry> = new Map();
  readonly leases: Map<number, Lease> = new Map();
  /** Of the last change. */
  revision = 0;

  /** Whether an entry is as the caller believes. @param expected undefined: whatever it is */
  isExpected(key: string, expected: number | undefined): boolean {
    return expected === undefined || expected === this.revisionOf(key);
  }

  /** 0 when there is none. */
  revisionOf(key: string): number {
    return this.entries.get(key)?.revision ?? 0;
  }

  put(key: string, value: string, leaseId: number): void {
    this.forgetLeaseOf(key);
    this.entries.set(key, { value, revision: ++this.revision, leaseId });
    this.leases.get(leaseId)?.keys.add(key);
  }

  remove(key: string): void {
    this.forgetLeaseOf(key);
    this.entries.delete(key);
    this.revision++;
  }

  /** Keys with a prefix, by the numbers of their characters: the same on every machine. */
  keysWith(prefix: string): string[] {
    const keys = [...this.entries.keys()].filter((key) => key.startsWith(prefix));
    return keys.sort((a, b) => (a < b ? -1 : 1));
  }

  /** What cannot be, in words. */
  violations(): string[] {
    const leased = [...this.entries].filter(([, { leaseId }]) => leaseId !== 0);
    const held = [...this.leases.values()].reduce((sum, { keys }) => sum + keys.size, 0);
    const lost = leased.filter(([key, { leaseId }]) => this.leases.get(leaseId)?.keys.has(key) !== true);
    const late = [...this.entries].filter(([, { revision }]) => revision > this.revision);
    return [
      ...lost.map(([key, { leaseId }]) => `${key} lives with lease ${leaseId}, which does not know it`),
      ...late.map(([key]) => `${key} is newer than the store`),
      ...(held === leased.length ? [] : [`leases have ${held} keys, ${leased.length} entries have one`]),
    ];
  }

  private forgetLeaseOf(key: string): void {
    const leaseId = this.entries.get(key)?.leaseId ?? 0;
    this.leases.get(leaseId)?.keys.delete(key);
  }
}
