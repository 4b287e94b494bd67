import { AccountBinding } from "@lockstep/account/account-messages";
import { application as account } from "@lockstep/account/application";
import { Role } from "@lockstep/domain/contract/context";
import { protocol } from "@lockstep/domain/contract/protocol";
import type { Application } from "@lockstep/host/application";
import { atmContract } from "./atm-contract.ts";
import { atmCodecs, atmService } from "./atm-messages.ts";
import { Atm } from "./atm-service.ts";

/** In whose name the machines ask the bank. */
const MACHINES = { principalId: 900, roles: Role.Operator };

/**
 * Cash machines. The accounts are a cluster of their own: `services` does not name them, so `--link` has to. With
 * `accountService(new Account())` beside the machines, they would be in this one, and the machines would not know.
 */
export const application: Application = {
  name: "atm",
  description: "Cash machines, whose money is in the accounts of another cluster.",
  module: import.meta.url,
  services: () => [atmService(new Atm(new AccountBinding(MACHINES)))],
  protocols: [protocol(atmContract, atmCodecs)],
  calls: [account],
  startCommand: "npm start -w apps/examples/atm",
};
