/** The largest total: integers are exact up to there. */
const TOTAL_MAX = Number.MAX_SAFE_INTEGER;

/** What the service is about, without messages: plain, deterministic, one thread. */
export class Sum {
  total = 0;

  canAdd(amount: number): boolean {
    return amount <= TOTAL_MAX - this.total;
  }

  add(amount: number): void {
    this.total += amount;
  }
}
