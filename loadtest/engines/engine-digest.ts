const PRIME = 0x01000193;

/** What two engines have in common that match alike: a number over all fills and cancels, in order. FNV-1a, by words. */
export class EngineDigest {
  fills = 0;
  private hash = 0x811c9dc5;

  /** @param command its number in the file, from 0 */
  fill(command: number, maker: number, price: number, lots: number): void {
    this.fills++;
    this.mix(command);
    this.mix(maker);
    this.mix(price);
    this.mix(lots);
  }

  /** @param lots that were left of the order */
  cancel(command: number, order: number, lots: number): void {
    this.mix(command);
    this.mix(order);
    this.mix(lots);
  }

  /** Eight hexadecimal digits. */
  get text(): string {
    return (this.hash >>> 0).toString(16).padStart(8, "0");
  }

  private mix(word: number): void {
    this.hash = Math.imul(this.hash ^ word, PRIME);
  }
}
