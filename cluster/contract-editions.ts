import type { ContractFingerprint } from "./ports.ts";

/** The schema ids of contracts of which two members run different editions, or only one of them any. */
export function differingContracts(
  some: readonly ContractFingerprint[],
  others: readonly ContractFingerprint[],
): number[] {
  const ids = new Set([...some, ...others].map(({ schemaId }) => schemaId));
  const editionIn = (list: readonly ContractFingerprint[], id: number): string | undefined =>
    list.find(({ schemaId }) => schemaId === id)?.fingerprint;
  return [...ids].filter((id) => editionIn(some, id) !== editionIn(others, id)).sort((a, b) => a - b);
}
