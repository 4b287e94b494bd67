import { accountsContract } from "@lockstep/domain/accounts/accounts-contract";
import { accountsCodecs, type AccountsMessages } from "@lockstep/domain/accounts/accounts-messages";
import { createAccounts } from "@lockstep/domain/accounts/accounts-service";
import { Ledger } from "@lockstep/domain/accounts/ledger";
import { protocol } from "@lockstep/domain/contract/protocol";
import type { Application } from "@lockstep/host/application";
import { bettingContract } from "./betting-contract.ts";
import { bettingCodecs, type BettingMessages, bettingService } from "./betting-messages.ts";
import { Betting } from "./betting-service.ts";

/** The bets and the money are in one log: one command moves both. */
export const application: Application<AccountsMessages | BettingMessages> = {
  name: "betting",
  description: "A betting exchange: back, lay, and be paid when the race is run.",
  module: import.meta.url,
  services() {
    const ledger = new Ledger();
    return [createAccounts(ledger), bettingService(new Betting(ledger))];
  },
  protocols: [protocol(accountsContract, accountsCodecs), protocol(bettingContract, bettingCodecs)],
  startCommand: "npm start -w apps/examples/betting",
};
