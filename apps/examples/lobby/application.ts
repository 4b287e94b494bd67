import { protocol } from "@lockstep/domain/contract/protocol";
import type { Application } from "@lockstep/host/application";
import { lobbyContract } from "./lobby-contract.ts";
import { lobbyCodecs, type LobbyMessages, lobbyService } from "./lobby-messages.ts";
import { Lobby } from "./lobby-service.ts";

export const application: Application<LobbyMessages> = {
  name: "lobby",
  description: "An online game: rooms, turns with a clock, and dice that are the same on every node.",
  module: import.meta.url,
  services: () => [lobbyService(new Lobby())],
  protocols: [protocol(lobbyContract, lobbyCodecs)],
  startCommand: "npm start -w apps/examples/lobby",
};
