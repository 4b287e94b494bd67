import { seedOf } from "@lockstep/cluster/cluster-id";
import type { Skips } from "@lockstep/cluster/skips";
import { StateMachine } from "@lockstep/cluster/state-machine";
import { createServices } from "@lockstep/exchange/services";

/** The exchange's services before the first command, as a node of that cluster makes them. */
export function exchangeMachine(clusterId: number, skips?: Skips): StateMachine {
  return new StateMachine({
    services: createServices,
    clusterId,
    seed: seedOf(clusterId),
    ...(skips === undefined ? {} : { skips }),
  });
}
