import {
  type ClusterSimulationResult,
  simulateCluster,
} from "@lockstep/cluster/simulator/cluster-simulation";
import { SCRIPT_FORMAT, type TroubleScript } from "@lockstep/cluster/simulator/trouble-action";
import type { Invariant } from "@lockstep/cluster/simulator/violation";
import { WORKLOADS } from "./workloads.ts";

/** What is to be run, as plain data: it goes to other threads. */
export interface SeedRequest {
  readonly seed: number;
  readonly service: string;
  readonly seconds: number;
  readonly nodes: number | undefined;
  /** What goes wrong, instead of what the seed would draw. */
  readonly script?: TroubleScript;
  /** To see that it is the same run both times. */
  readonly isTwice: boolean;
}

/** What came of it, as plain data. */
export interface SeedOutcome extends Omit<ClusterSimulationResult, "violation"> {
  readonly request: SeedRequest;
  readonly violation: { readonly invariant: Invariant; readonly message: string } | undefined;
  /** Of the second run, if there was one. */
  readonly secondTraceHash: number | undefined;
}

export function runSeed(request: SeedRequest): SeedOutcome {
  const { violation, ...result } = runOnce(request);
  return {
    ...result,
    request,
    violation: violation && { invariant: violation.invariant, message: violation.message },
    secondTraceHash: request.isTwice && violation === undefined ? runOnce(request).traceHash : undefined,
  };
}

/** A run with all that was drawn for its trouble. */
export function scriptOf({ request, faults, record, violation }: SeedOutcome): TroubleScript {
  const { seed, service, seconds } = request;
  const found = violation?.message.split("\n", 1)[0] ?? "";
  return { format: SCRIPT_FORMAT, found, service, seed, seconds, faults: { ...faults }, actions: record };
}

export function requestOf(script: TroubleScript): SeedRequest {
  const { seed, service, seconds } = script;
  return { seed, service, seconds, nodes: undefined, script, isTwice: false };
}

function runOnce({ seed, service, seconds, nodes, script }: SeedRequest): ClusterSimulationResult {
  return simulateCluster(seed, {
    workload: WORKLOADS[service]!(),
    seconds,
    ...(nodes === undefined ? {} : { nodes }),
    ...(script === undefined
      ? {}
      : { script: script.actions, conditions: { ...script.faults, deathInWriteRate: 0 } }),
  });
}
