import type { Workload } from "@lockstep/cluster/simulator/workload";
import { ExchangeWorkload } from "./exchange-workload.ts";
import { RegisterWorkload } from "./register-workload.ts";
import { TicketingWorkload } from "./ticketing-workload.ts";

/** By the name of the service; a new one for each run. */
export const WORKLOADS: Readonly<Record<string, () => Workload>> = {
  exchange: () => new ExchangeWorkload(),
  ticketing: () => new TicketingWorkload(),
  register: () => new RegisterWorkload(),
};
