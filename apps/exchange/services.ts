import { createHash } from "node:crypto";
import type { ContractFingerprint } from "@lockstep/cluster/ports";
import type { ClusteredService } from "@lockstep/cluster/service";
import type { ServicesModule } from "@lockstep/cluster/snapshots/snapshot-worker";
import { Access } from "@lockstep/domain/access/access-service";
import { accessContract } from "@lockstep/domain/access/access-contract";
import { accessCodecs, accessService } from "@lockstep/domain/access/access-messages";
import { accountsContract } from "@lockstep/domain/accounts/accounts-contract";
import { accountsCodecs } from "@lockstep/domain/accounts/accounts-messages";
import { createAccounts } from "@lockstep/domain/accounts/accounts-service";
import { Ledger } from "@lockstep/domain/accounts/ledger";
import { contractShape } from "@lockstep/domain/contract/contract-shape";
import { type Protocol, protocol } from "@lockstep/domain/contract/protocol";
import { exchangeContract } from "@lockstep/domain/exchange/exchange-contract";
import { exchangeCodecs } from "@lockstep/domain/exchange/exchange-messages";
import { createExchange } from "@lockstep/domain/exchange/exchange-service";
import { Ticketing } from "@lockstep/domain/ticketing/ticketing-service";
import { ticketingContract } from "@lockstep/domain/ticketing/ticketing-contract";
import { ticketingCodecs, ticketingService } from "@lockstep/domain/ticketing/ticketing-messages";

/**
 * The services of this cluster, new and empty. Here a service meets the cluster: that the domain's
 * `Service` is the cluster's `ClusteredService` is checked by the compiler on the return.
 *
 * The exchange and the box office are given the same ledger: one command moves seats and money.
 */
export function createServices(): ClusteredService[] {
  const ledger = new Ledger();
  return [
    createAccounts(ledger),
    createExchange(ledger),
    ticketingService(new Ticketing(ledger)),
    accessService(new Access()),
  ];
}

/** Which editions of their contracts this build has: 64 bits each, equal where two builds understand each other. */
export function createFingerprints(): ContractFingerprint[] {
  return [accountsContract, exchangeContract, ticketingContract, accessContract].map((contract) => ({
    schemaId: contract.schemaId,
    fingerprint: createHash("sha256").update(contractShape(contract)).digest("hex").slice(0, 16),
  }));
}

/** Where the thread that makes snapshots finds `createServices`: it runs compiled code, also when tests do not. */
export const servicesModule: ServicesModule = {
  url: new URL(import.meta.url.endsWith(".ts") ? "dist/services.js" : "services.js", import.meta.url).href,
  name: "createServices",
};

/** What clients can say to them. */
export function createProtocols(): Protocol[] {
  return [
    protocol(accountsContract, accountsCodecs),
    protocol(exchangeContract, exchangeCodecs),
    protocol(ticketingContract, ticketingCodecs),
    protocol(accessContract, accessCodecs),
  ];
}
