/**
 * Remembers the signatures of writes while their timestamp is inside the window, so that a copied
 * request is not taken twice. Two generations of sets, so that forgetting costs nothing per request.
 * Bounded: a full guard refuses new ones instead of forgetting old ones.
 */
export class ReplayGuard {
  readonly #generationMs: number;
  readonly #perGenerationMax: number;
  #young = new Set<string>();
  #old = new Set<string>();
  #youngSinceMs = Number.NEGATIVE_INFINITY;

  /**
   * @param windowMs how far a timestamp may be from now, either way: a signature stays valid for twice that
   * @param entriesMax memory: about 200 bytes each
   */
  constructor(windowMs: number, entriesMax: number) {
    this.#generationMs = 2 * windowMs;
    this.#perGenerationMax = Math.max(1, Math.floor(entriesMax / 2));
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /**
   * @param nowMs of a clock that does not go back
   * @returns whether the signature is new, was seen, or could not be remembered
   */
  admit(signature: string, nowMs: number): "new" | "replayed" | "full" {
    const ageMs = nowMs - this.#youngSinceMs;
    if (ageMs >= this.#generationMs) {
      this.#old = ageMs < 2 * this.#generationMs ? this.#young : new Set();
      this.#young = new Set();
      this.#youngSinceMs = nowMs;
    }
    if (this.#young.has(signature) || this.#old.has(signature)) return "replayed";
    if (this.#young.size >= this.#perGenerationMax) return "full";
    this.#young.add(signature);
    return "new";
  }
}
