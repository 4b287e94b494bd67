import { type ClusterPort, Outcome } from "@lockstep/cluster/client/cluster-port";
import { AccountsClient } from "@lockstep/domain/accounts/accounts-messages";
import { Role } from "@lockstep/domain/contract/context";
import type { ClientChannel } from "@lockstep/domain/contract/service";
import { ExchangeClient } from "@lockstep/domain/exchange/exchange-messages";
import { REFERENCE_PRICE_TICKS } from "./market-lap.ts";
import type { TradingFloor } from "./order-flow.ts";

/** The principal who owns the floor's first account; the others' follow. */
export const FIRST_PRINCIPAL_ID = 1_000;
const OPERATOR = { principalId: 1, roles: Role.Operator };
const TIMEOUT_MS = 30_000;
/** Commands under way at once while the floor is set up. */
const DEPOSITS_AT_ONCE = 5_000;
/** Of each account, or less where there are so many that all together would have too much. */
const QUOTE_AMOUNT_MAX = 1_000_000_000_000;
const QUOTE_AMOUNT_OF_ALL = 2 ** 52;
const BASE_AMOUNT = 1_000_000_000;

/** An account for each of as many principals, and markets, each with a base asset of its own and fees. */
export interface FloorSize {
  readonly markets: number;
  readonly accounts: number;
}

/** A floor that was set up: all markets are in one currency. */
export interface OpenedFloor extends TradingFloor {
  readonly quoteAssetId: number;
}

/**
 * Opens a trading floor through commands, as an operator would: assets, accounts with money of every
 * asset, markets that charge makers and takers.
 */
export async function setUpFloor(port: ClusterPort, size: FloorSize): Promise<OpenedFloor> {
  const channel = new PortChannel(port);
  const accounts = new AccountsClient(channel);
  const exchange = new ExchangeClient(channel);
  const asset = async (code: string, decimals: number): Promise<number> =>
    done(await accounts.createAsset({ code, decimals })).assetId;
  const open = async (ownerPrincipalId: number): Promise<number> =>
    done(await accounts.openAccount({ ownerPrincipalId })).accountId;

  const quoteAssetId = await asset("USD", 2);
  const baseAssetIds = await Promise.all(numbers(size.markets, (n) => asset(`SHARE${n}`, 0)));
  const feeAccountId = await open(OPERATOR.principalId);
  const accountIds = await Promise.all(numbers(size.accounts, (n) => open(FIRST_PRINCIPAL_ID + n)));

  const quoteAmount = Math.min(QUOTE_AMOUNT_MAX, Math.floor(QUOTE_AMOUNT_OF_ALL / size.accounts));
  const deposits = accountIds.flatMap((accountId) => [
    { accountId, assetId: quoteAssetId, amount: quoteAmount },
    ...baseAssetIds.map((assetId) => ({ accountId, assetId, amount: BASE_AMOUNT })),
  ]);
  while (deposits.length > 0) {
    const some = deposits.splice(-DEPOSITS_AT_ONCE);
    for (const moved of await Promise.all(some.map((each) => accounts.deposit(each)))) done(moved);
  }

  const marketIds = await Promise.all(
    baseAssetIds.map(async (baseAssetId, n) => {
      const created = await exchange.createMarket({
        symbol: `SHARE${n}-USD`,
        baseAssetId,
        quoteAssetId,
        feeAccountId,
        lotSize: 1,
        tickSize: 1,
        referencePriceTicks: REFERENCE_PRICE_TICKS,
        priceBandPpm: 100_000,
        minimumQuantityLots: 1,
        maximumQuantityLots: 1_000_000,
        minimumNotional: 1,
        maximumNotional: Number.MAX_SAFE_INTEGER,
        openOrdersMax: 10_000,
        makerFeePpm: 100,
        takerFeePpm: 250,
      });
      return done(created).marketId;
    }),
  );
  return { marketIds, accountIds, quoteAssetId };
}

/** Lets a contract's typed client speak to the cluster as an operator. */
export class PortChannel implements ClientChannel {
  private readonly port: ClusterPort;

  constructor(port: ClusterPort) {
    this.port = port;
  }

  request(_schemaId: number, message: Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const onAnswer = (_tag: number, outcome: Outcome, bytes: Uint8Array): void => {
        if (outcome === Outcome.Replied) resolve(bytes.slice());
        else reject(new Error(`no answer while the floor is set up: ${new TextDecoder().decode(bytes)}`));
      };
      this.port.submit(OPERATOR, message, { timeoutMs: TIMEOUT_MS }, { onAnswer }, 0);
    });
  }
}

function numbers<Value>(count: number, make: (n: number) => Value): Value[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

/** @throws Error when it was rejected: the figures would be of something else */
export function done<Reply extends { readonly template: string }>(
  reply: Reply,
): Exclude<Reply, { readonly template: "Rejected" }> {
  if (reply.template === "Rejected") {
    throw new Error(`a command that sets up the floor was rejected: ${JSON.stringify(reply)}`);
  }
  return reply as Exclude<Reply, { readonly template: "Rejected" }>;
}
