/** How often each thing happened in a run of random commands, so that a test can ask whether it was tried at all. */
export class CoverageCount {
  private readonly counts = new Map<string, Map<string, number>>();

  add(kind: string, name: string, count = 1): void {
    const names = this.counts.get(kind) ?? new Map<string, number>();
    this.counts.set(kind, names);
    names.set(name, (names.get(name) ?? 0) + count);
  }

  of(kind: string, name: string): number {
    return this.counts.get(kind)?.get(name) ?? 0;
  }

  /** Those that happened less often, as "kind name: count". */
  fewerThan(count: number, names: Readonly<Record<string, readonly string[]>>): string[] {
    return Object.entries(names).flatMap(([kind, all]) =>
      all
        .filter((name) => this.of(kind, name) < count)
        .map((name) => `${kind} ${name}: ${this.of(kind, name)}`),
    );
  }

  toString(): string {
    return [...this.counts]
      .map(([kind, names]) => {
        const sorted = [...names].toSorted(([a], [b]) => (a < b ? -1 : 1));
        return `${kind}: ${sorted.map(([name, count]) => `${name} ${count}`).join(", ")}`;
      })
      .join("\n");
  }
}
