import type { Caller } from "../client/cluster-port.ts";
import type { ClusteredService } from "../service.ts";
import type { Historian } from "./historian.ts";
import type { Random } from "./random.ts";

/** A command as a simulated client gives it. */
export interface WorkloadCommand {
  readonly caller: Caller;
  readonly message: Uint8Array;
}

/** What simulated clients do with the services of the cluster. One for each run: it may remember. */
export interface Workload {
  /** Builds of the services, from 1: each supports the versions up to its number. Default: one. */
  readonly builds?: number;
  /** New ones, for one machine. @param build the newest unless said otherwise */
  makeServices(build?: number): readonly ClusteredService[];
  /** Given one after the other, before anything goes wrong. */
  readonly setup: readonly WorkloadCommand[];
  /** @param client from 0 */
  draw(random: Random, client: number): WorkloadCommand;
  /** A question of the state: a query. */
  ask(random: Random): WorkloadCommand;
  /** Who judges in the end what clients were told; a new one, that has seen nothing. */
  newHistorian(): Historian;
  /** What a command was answered, so that later ones may refer to it. */
  heard?(command: WorkloadCommand, reply: Uint8Array): void;
}
