import { protocol } from "@lockstep/domain/contract/protocol";
import type { Application } from "@lockstep/host/application";
import { pointsContract } from "./points-contract.ts";
import { pointsCodecs, pointsService } from "./points-messages.ts";
import { Points } from "./points-service.ts";

export const application: Application = {
  name: "points",
  description: "Points for those who buy.",
  module: import.meta.url,
  services: () => [pointsService(new Points())],
  protocols: [protocol(pointsContract, pointsCodecs)],
};
