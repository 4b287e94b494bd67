import type { ClusteredService } from "@lockstep/cluster/service";
import type { MessageTypes, Protocol } from "@lockstep/domain/contract/protocol";

/** What a scenario is played on; every `Application` is one. */
export interface Tested<P extends Protocol = Protocol> {
  /** New and empty ones, joined as the application joins them. */
  services(): readonly ClusteredService[];
  readonly protocols: readonly P[];
  /** The highest version that it has; that of its newest contract unless that is higher. */
  readonly version?: number;
  /** The one that is active when a scenario begins; the highest unless said otherwise. */
  readonly activeVersion?: number;
}

/** As of an application (`versionOf` in apps/host). */
export function highestVersion({ version = 1, protocols }: Tested): number {
  return Math.max(version, ...protocols.map(({ contract }) => contract.version));
}

/** The types of the messages of its protocols: a union over them. */
export type TypesOf<P> = P extends Protocol<infer Types extends MessageTypes> ? Types : never;
