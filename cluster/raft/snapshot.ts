import type { Configuration } from "./configuration.ts";

/** The state after the entry at `index`, as far as the core knows it. */
export interface Snapshot {
  readonly index: number;
  readonly term: number;
  /** In force at `index`. */
  readonly configuration: Configuration;
  /** What the installer needs to find the state itself; opaque here. */
  readonly data: Uint8Array;
}
