import { protocol } from "@lockstep/domain/contract/protocol";
import type { Application } from "@lockstep/host/application";
import { pointsContract } from "./points-contract.ts";
import { pointsCodecs, type PointsMessages, pointsService } from "./points-messages.ts";
import { Points } from "./points-service.ts";

export const application: Application<PointsMessages> = {
  name: "points",
  description: "Points for those who buy.",
  module: import.meta.url,
  services: () => [pointsService(new Points())],
  protocols: [protocol(pointsContract, pointsCodecs)],
};
