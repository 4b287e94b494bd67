import { protocol } from "@lockstep/domain/contract/protocol";
import type { Application } from "@lockstep/host/application";
import { cacheContract } from "./cache-contract.ts";
import { cacheCodecs, type CacheMessages, cacheService } from "./cache-messages.ts";
import { Cache } from "./cache-service.ts";

export const application: Application<CacheMessages> = {
  name: "cache",
  description: "A consistent key-value store: compare and set, leases, and a watch that misses nothing.",
  module: import.meta.url,
  services: () => [cacheService(new Cache())],
  protocols: [protocol(cacheContract, cacheCodecs)],
  startCommand: "npm start -w apps/examples/cache",
};
