import type { ClusteredService } from "@lockstep/cluster/service";
import type { MessageTypes, Protocol } from "@lockstep/domain/contract/protocol";

/** What a scenario is played on; every `Application` is one. */
export interface Tested<P extends Protocol = Protocol> {
  /** New and empty ones, joined as the application joins them. */
  services(): readonly ClusteredService[];
  readonly protocols: readonly P[];
  /** The version of behaviour that is active; 1 unless said otherwise. */
  readonly version?: number;
}

/** The types of the messages of its protocols: a union over them. */
export type TypesOf<P> = P extends Protocol<infer Types extends MessageTypes> ? Types : never;
