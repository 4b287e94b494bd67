import { protocol } from "@lockstep/domain/contract/protocol";
import type { Application } from "@lockstep/host/application";
import { auctionContract } from "./auction-contract.ts";
import { auctionCodecs, type AuctionMessages, auctionService } from "./auction-messages.ts";
import { Auction } from "./auction-service.ts";

export const application: Application<AuctionMessages> = {
  name: "auction",
  description: "Lots are sold to whoever offers most, by a hammer that waits for late bids.",
  module: import.meta.url,
  services: () => [auctionService(new Auction())],
  protocols: [protocol(auctionContract, auctionCodecs)],
  firstSteps: ({ url, developmentKey, tool }) => [
    `${tool} contract`,
    `${tool} send open-lot '{"startingPrice":100,"increment":10,"durationSeconds":600,"softCloseSeconds":60,"title":"a clock"}'`,
    `curl -sL '${url}/v1/auction/lot?lotId=1' -H 'X-Lockstep-Key: ${developmentKey}'`,
  ],
  startCommand: "npm start -w apps/examples/auction",
};
