/**
 * A cluster id is the number that its operator gave it. When a majority was lost for good and one disk was made a
 * cluster by force (forced-recovery.ts), chance is put above the number's low 32 bits: who still has a disk of the
 * old cluster, or made another one of it by force, is not taken for a member.
 */
const NUMBERS = 2 ** 32;
const CHANCES = 2 ** 21;

/** What the services' randomness begins with. A cluster that was recovered replays its log as it was. */
export function seedOf(clusterId: number): number {
  return clusterId % NUMBERS;
}

/** @param random an integer in [0, bound) */
export function recoveredClusterId(clusterId: number, random: (bound: number) => number): number {
  const before = Math.floor(clusterId / NUMBERS);
  const chance = 1 + random(CHANCES - 2);
  return seedOf(clusterId) + (chance < before ? chance : chance + 1) * NUMBERS;
}
