import { protocol } from "@lockstep/domain/contract/protocol";
import type { Application } from "@lockstep/host/application";
import { accountContract } from "./account-contract.ts";
import { accountCodecs, accountService } from "./account-messages.ts";
import { Account } from "./account-service.ts";

export const application: Application = {
  name: "account",
  description: "Accounts of a bank, for services that take money from them.",
  module: import.meta.url,
  services: () => [accountService(new Account())],
  protocols: [protocol(accountContract, accountCodecs)],
  startCommand: "npm start -w apps/examples/account",
};
