import type { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import { type Caller, Outcome } from "@lockstep/cluster/client/cluster-port";
import {
  CreateAssetEncoder,
  DepositEncoder,
  OpenAccountEncoder,
} from "@lockstep/domain/accounts/accounts-messages";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { CreateMarketEncoder } from "@lockstep/domain/exchange/exchange-messages";
import { chartCommands } from "@lockstep/domain/ticketing/hall-plan";
import { CreateShowEncoder } from "@lockstep/domain/ticketing/ticketing-messages";
import { ACCOUNT, ACCOUNTS, ASSET, OPERATOR, ownerOf } from "./people.ts";
import { SEATS, SHOW } from "./seats.ts";
import { TICK_SIZE } from "./trading.ts";

const TIMEOUT_MS = 60_000;
const FUNDS = 1_000_000_000_000;
const REJECTED_TEMPLATE_ID = 65_535;
/** No hold of a run times out, also when a node's clock is an hour fast. */
const HOLD_US = 20 * 3_600_000_000;

/** What all runs begin with: assets, accounts, one market, and one show with one section. @throws Error with what was refused */
export async function setUp(client: ClusterClient): Promise<void> {
  for (const message of setupCommands()) await submit(client, OPERATOR, message);
}

function submit(client: ClusterClient, caller: Caller, message: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAnswer = (_tag: number, outcome: Outcome, bytes: Uint8Array): void => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const isDone = outcome === Outcome.Replied && view.getUint16(2, true) !== REJECTED_TEMPLATE_ID;
      if (isDone) return resolve();
      reject(new Error(`the setup's ${message.join(" ")} had outcome ${outcome}: ${bytes.join(" ")}`));
    };
    client.submit(caller, message, { timeoutMs: TIMEOUT_MS }, { onAnswer }, 0);
  });
}

function setupCommands(): Uint8Array[] {
  const buffer = new MessageBuffer();
  const commands: Uint8Array[] = [];
  for (const code of ["BASE", "QUOTE"]) {
    new CreateAssetEncoder().claim(buffer).set({ code, decimals: 2 });
    commands.push(buffer.copy());
  }
  for (let accountId = 1; accountId <= ACCOUNTS; accountId++) {
    new OpenAccountEncoder().claim(buffer).set({ ownerPrincipalId: ownerOf(accountId).principalId });
    commands.push(buffer.copy());
  }
  for (const accountId of [...ACCOUNT.traders, ...ACCOUNT.guests]) {
    for (const assetId of [ASSET.base, ASSET.quote]) {
      new DepositEncoder().claim(buffer).set({ accountId, assetId, amount: FUNDS });
      commands.push(buffer.copy());
    }
  }
  new CreateMarketEncoder().claim(buffer).set({
    symbol: "BASE-QUOTE",
    baseAssetId: ASSET.base,
    quoteAssetId: ASSET.quote,
    feeAccountId: ACCOUNT.house,
    lotSize: 1,
    tickSize: TICK_SIZE,
    referencePriceTicks: 0,
    priceBandPpm: 0,
    minimumQuantityLots: 1,
    maximumQuantityLots: 1_000_000,
    minimumNotional: 0,
    maximumNotional: 1_000_000_000,
    openOrdersMax: 10_000,
    makerFeePpm: 0,
    takerFeePpm: 0,
  });
  commands.push(buffer.copy(), ...chartCommands(hall()));
  new CreateShowEncoder().claim(buffer).set({
    showId: SHOW,
    chartId: 1,
    assetId: ASSET.quote,
    payeeAccountId: ACCOUNT.house,
    onSaleAt: 0,
    holdDurationUs: HOLD_US,
    extensionUs: 0,
    accountSeatsMax: 10_000,
    prices: [{ category: 1, price: 1 }],
    name: "Show",
  });
  commands.push(buffer.copy());
  return commands;
}

/** A row of seats that stand apart, so that no pick leaves a single one. */
function hall(): Parameters<typeof chartCommands>[0] {
  const seats = Array.from({ length: SEATS }, (_, x) => {
    return { label: `${x}`, x, y: 0, category: 1, attributes: 0, besidePrevious: false };
  });
  const sections = [{ name: "Row", rows: [{ name: "A", seats }] }];
  return { chartId: 1, name: "Hall", focalX: 0, focalY: 0, sections };
}
