import type { ExampleCluster } from "./example-cluster.ts";

/** What an example's `play.ts` is given. It exports `play`: a short session that is printed and checked. */
export interface Stage {
  /** Of the example's application: three nodes, new and empty, led by one. */
  readonly cluster: ExampleCluster;
  /** What was written behind the example's name: `--kills 200`. */
  readonly args: readonly string[];
  /** A line of the play. */
  readonly say: (line: string) => void;
  /** Prints what was looked at, and whether it is as it has to be. One that is not ends the run with exit code 1. */
  readonly check: (isRight: boolean, what: string) => void;
  /** A number that the play was given by name, such as `--kills 200`. @throws RangeError when it is none */
  readonly number: (name: string, fallback: number) => number;
  /** Clusters of the applications that the example's own `calls`. */
  readonly called: readonly ExampleCluster[];
}

export type Play = (stage: Stage) => Promise<void>;
