import { seedOf } from "@lockstep/cluster/cluster-id";
import type { Replayable } from "@lockstep/cluster/past/past";
import type { Skips } from "@lockstep/cluster/skips";
import { StateMachine } from "@lockstep/cluster/state-machine";
import { type Application, versionOf } from "@lockstep/host/application";

/** The application's services before the first command, as a node of that cluster makes them. */
export function machineOf(application: Application, clusterId: number, skips?: Skips): StateMachine {
  return new StateMachine({
    services: () => application.services(),
    versionMax: versionOf(application),
    clusterId,
    seed: seedOf(clusterId),
    ...(skips === undefined ? {} : { skips }),
  });
}

/** What a past is replayed with. */
export function replayableOf(application: Application): Replayable {
  return { services: () => application.services(), version: versionOf(application) };
}
