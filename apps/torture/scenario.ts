import type { Stage } from "./stage.ts";
import type { Need } from "./tools.ts";

/** One thing that is done to a cluster under load. */
export interface Step {
  /** For people: "kill -9 the leader". */
  readonly text: string;
  /** @throws Error when what was to happen did not */
  run(stage: Stage): Promise<void>;
}

/** What is done to a cluster, and what it promises all the same; what every run ends with is in verdict.ts. */
export interface Scenario {
  readonly name: string;
  readonly nodes: 3 | 5;
  /** The stated outcome, beside what holds for all. */
  readonly promise: string;
  readonly needs?: readonly Need[];
  /** Bytes must be touched, which only the proxies do. */
  readonly onProxies?: true;
  /** Packets must be lost, which only the kernel does. */
  readonly onNamespaces?: true;
  /** Each node's directory is a small file system of its own. */
  readonly onSmallDisks?: true;
  /** The wall clock of each node can be put elsewhere. */
  readonly hasMovableClocks?: true;
  /** What every node is given beside what it is always given. */
  readonly nodeArguments?: readonly string[];
  /** One more node, which is no member at first. */
  readonly hasSpareNode?: true;
  readonly steps: readonly Step[];
}
