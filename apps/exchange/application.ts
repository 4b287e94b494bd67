import { Access } from "@lockstep/domain/access/access-service";
import { accessContract } from "@lockstep/domain/access/access-contract";
import { accessCodecs, accessService } from "@lockstep/domain/access/access-messages";
import { accountsContract } from "@lockstep/domain/accounts/accounts-contract";
import { accountsCodecs } from "@lockstep/domain/accounts/accounts-messages";
import { createAccounts } from "@lockstep/domain/accounts/accounts-service";
import { Ledger } from "@lockstep/domain/accounts/ledger";
import { protocol } from "@lockstep/domain/contract/protocol";
import { exchangeContract } from "@lockstep/domain/exchange/exchange-contract";
import { exchangeCodecs } from "@lockstep/domain/exchange/exchange-messages";
import { createExchange } from "@lockstep/domain/exchange/exchange-service";
import { Ticketing } from "@lockstep/domain/ticketing/ticketing-service";
import { ticketingContract } from "@lockstep/domain/ticketing/ticketing-contract";
import { ticketingCodecs, ticketingService } from "@lockstep/domain/ticketing/ticketing-messages";
import type { Application } from "@lockstep/host/application";
import { booksReport } from "./books-report.ts";
import { demo } from "./demo.ts";
import { labelOf, subjects } from "./subjects.ts";

/** The exchange and the box office. They are given the same ledger: one command moves seats and money. */
export const application: Application = {
  name: "exchange",
  description: "The exchange and ticket office.",
  module: import.meta.url,
  services() {
    const ledger = new Ledger();
    return [
      createAccounts(ledger),
      createExchange(ledger),
      ticketingService(new Ticketing(ledger)),
      accessService(new Access()),
    ];
  },
  protocols: [
    protocol(accountsContract, accountsCodecs),
    protocol(exchangeContract, exchangeCodecs),
    protocol(ticketingContract, ticketingCodecs),
    protocol(accessContract, accessCodecs),
  ],
  demo,
  firstSteps: ({ url, developmentKey, tool }) => [
    `curl -s ${url}/v1/exchange/markets -H 'X-Lockstep-Key: ${developmentKey}'`,
    `${tool} book BTC-USD`,
  ],
  report: booksReport,
  subjects,
  labelOf,
  dataDirectory: "data",
  startCommand: "npm start",
};
