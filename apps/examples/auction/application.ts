import { protocol } from "@lockstep/domain/contract/protocol";
import type { Application } from "@lockstep/host/application";
import { auctionContract } from "./auction-contract.ts";
import { auctionCodecs, type AuctionMessages, auctionService } from "./auction-messages.ts";
import { Auction } from "./auction-service.ts";

export const application: Application<AuctionMessages> = {
  name: "auction",
  description: "An English auction, with a hammer that waits for late bids.",
  module: import.meta.url,
  services: () => [auctionService(new Auction())],
  protocols: [protocol(auctionContract, auctionCodecs)],
  startCommand: "npm start -w apps/examples/auction",
};
