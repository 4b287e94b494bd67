const TWO_TO_32 = 4_294_967_296;

/**
 * The simulator's only source of chance: xoshiro128** by Blackman and Vigna, seeded through a mixer.
 *
 * Every subsystem has its own stream, so that a draw added in one does not shift the others.
 */
export class Random {
  private readonly seed: number;
  private readonly state: Uint32Array = new Uint32Array(4);

  /** @param seed an integer in [0, 2^53) */
  constructor(seed: number, stream: number = 0) {
    this.seed = seed;
    let word =
      mix(mix(seed >>> 0) ^ mix(Math.floor(seed / TWO_TO_32) + 0x9e37_79b9)) ^ mix(stream + 0x85eb_ca6b);
    for (let i = 0; i < 4; i++) this.state[i] = word = mix(word + 0x9e37_79b9);
    if (this.state.every((part) => part === 0)) this.state[0] = 1; // The one state that it cannot leave.
  }

  /** Another stream of the same seed. */
  stream(stream: number): Random {
    return new Random(this.seed, stream);
  }

  nextUint32(): number {
    const state = this.state;
    const product = Math.imul(state[1]!, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = (state[3]! << 11) | (state[3]! >>> 21);
    return result;
  }

  /** An integer in [0, bound). */
  readonly below = (bound: number): number => Math.floor((this.nextUint32() / TWO_TO_32) * bound);

  /** An integer in [from, to]. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  chance(probability: number): boolean {
    return this.nextUint32() / TWO_TO_32 < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** Around `mean`, as what happens by chance at any moment; up to 20 times the mean. */
  exponential(mean: number): number {
    return Math.min(20 * mean, -Math.log(1 - this.nextUint32() / TWO_TO_32) * mean);
  }

  /** Mostly short, sometimes long, around `mean`: a geometric stand-in for an exponential delay, from 1 up. */
  delay(mean: number): number {
    let delay = 1;
    while (delay < 20 * mean && !this.chance(1 / mean)) delay++;
    return delay;
  }
}

/** Spreads the bits of a 32-bit word. */
function mix(word: number): number {
  let bits = word | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0_aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a_2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
}
