import { accepted } from "@lockstep/host/cluster-channel";
import type { Demo } from "@lockstep/host/application";
import { DEVELOPER_PRINCIPAL_ID } from "@lockstep/host/developer";
import { AccountsClient } from "@lockstep/domain/accounts/accounts-messages";
import { AccessClient, Roles } from "@lockstep/domain/access/access-messages";
import type { ClientChannel } from "@lockstep/domain/contract/service";
import {
  type CreateMarket,
  ExchangeClient,
  OrderType,
  SelfTradePrevention,
  Side,
  TimeInForce,
} from "@lockstep/domain/exchange/exchange-messages";
import { DEMO_SHOW_IDS, demoHall } from "@lockstep/domain/ticketing/demo-hall";
import { ticketingContract } from "@lockstep/domain/ticketing/ticketing-contract";
import { TicketingClient, decodeTicketingReply } from "@lockstep/domain/ticketing/ticketing-messages";

/** The second show goes on sale this long after the first start. */
const SECOND_SHOW_AFTER_US = 10 * 60 * 1_000_000;

export const demo: Demo = {
  isThere: hasDemo,
  fill: (channel, nowUs) => fillWithDemo(channel, nowUs + SECOND_SHOW_AFTER_US),
};

async function hasDemo(channel: ClientChannel): Promise<boolean> {
  const reply = await new TicketingClient(channel).show({ showId: DEMO_SHOW_IDS.at(-1)! });
  return reply.template !== "Rejected";
}

const HOUSE_PRINCIPAL_ID = 2;

const noFilters = { referencePriceTicks: 0, priceBandPpm: 0, minimumNotional: 0, openOrdersMax: 10_000 };
const fees = { makerFeePpm: 200, takerFeePpm: 500 };
const QUANTITY_MAX = 2 ** 31 - 1;

/**
 * Fills a new cluster with something to try: three assets, two markets, three accounts, a theatre
 * with two shows. These are commands in the log like any others: a replay has them too.
 *
 * The developer trades with account 1. The house makes a market in BTC-USD with account 2 and
 * collects fees and ticket money in account 3. AAPL-USD is left empty for imports.
 */
async function fillWithDemo(channel: ClientChannel, onSaleAtUs: number): Promise<void> {
  const access = new AccessClient(channel);
  const accounts = new AccountsClient(channel);
  const exchange = new ExchangeClient(channel);

  const everything = Roles.Trader | Roles.MarketMaker | Roles.Operator | Roles.Viewer;
  const people = [
    { principalId: DEVELOPER_PRINCIPAL_ID, roles: everything, name: "Developer", subject: "" },
    { principalId: HOUSE_PRINCIPAL_ID, roles: Roles.MarketMaker, name: "House", subject: "" },
  ];
  for (const person of people) accepted(await access.createPrincipal(person));

  const usd = accepted(await accounts.createAsset({ code: "USD", decimals: 2 })).assetId;
  const aapl = accepted(await accounts.createAsset({ code: "AAPL", decimals: 0 })).assetId;
  const btc = accepted(await accounts.createAsset({ code: "BTC", decimals: 8 })).assetId;

  const open = async (ownerPrincipalId: number, deposits: readonly (readonly [number, number])[]) => {
    const { accountId } = accepted(await accounts.openAccount({ ownerPrincipalId }));
    for (const [assetId, amount] of deposits) {
      accepted(await accounts.deposit({ accountId, assetId, amount }));
    }
    return accountId;
  };
  await open(DEVELOPER_PRINCIPAL_ID, [
    [usd, 1_000_000_00],
    [aapl, 10_000],
    [btc, 10_00_000_000],
  ]);
  const maker = await open(HOUSE_PRINCIPAL_ID, [
    [usd, 10_000_000_00],
    [btc, 100_00_000_000],
  ]);
  const house = await open(HOUSE_PRINCIPAL_ID, []);

  const shares: CreateMarket = {
    ...noFilters,
    ...fees,
    symbol: "AAPL-USD",
    baseAssetId: aapl,
    quoteAssetId: usd,
    feeAccountId: house,
    lotSize: 1,
    tickSize: 1, // A cent a share.
    minimumQuantityLots: 1,
    maximumQuantityLots: QUANTITY_MAX,
    maximumNotional: 100_000_000_000_00,
  };
  accepted(await exchange.createMarket(shares));
  const { marketId } = accepted(
    await exchange.createMarket({ ...shares, symbol: "BTC-USD", baseAssetId: btc, lotSize: 1_000_000 }), // A cent a hundredth.
  );

  const quote = {
    accountId: maker,
    marketId,
    type: OrderType.Limit,
    timeInForce: TimeInForce.GoodTillCancelled,
    selfTradePrevention: SelfTradePrevention.CancelNewest,
    postOnly: true,
  };
  for (let level = 1; level <= 10; level++) {
    const quantityLots = level * 10;
    accepted(
      await exchange.placeOrder({ ...quote, side: Side.Buy, priceTicks: 65_000 - level * 10, quantityLots }),
    );
    accepted(
      await exchange.placeOrder({ ...quote, side: Side.Sell, priceTicks: 65_000 + level * 10, quantityLots }),
    );
  }

  for (const message of demoHall({ assetId: usd, payeeAccountId: house, onSaleAt: onSaleAtUs })) {
    accepted(decodeTicketingReply(await channel.request(ticketingContract.schemaId, message)));
  }
}
