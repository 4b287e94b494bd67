import { type Command, InvalidArgumentError } from "commander";
import type { GatewayClient } from "../gateway-client.ts";
import { textTable } from "../text-table.ts";
import { MarketUnits, listAssets, listMarkets } from "../market-units.ts";
import { formatDecimal } from "../decimals.ts";

interface Level {
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly orderCount: number;
}

interface Book {
  readonly bids: readonly Level[];
  readonly offers: readonly Level[];
}

interface OrderPlaced {
  readonly orderId: string;
  readonly status: string;
  readonly executedLots: number;
  readonly remainingLots: number;
  readonly quoteAmount: number;
}

interface CancelConfirmed {
  readonly cancelledLots: number;
  readonly executedLots: number;
}

interface Balance {
  readonly assetId: number;
  readonly free: number;
  readonly held: number;
}

interface OrderOptions {
  readonly price?: string;
  readonly account?: number;
  readonly ioc?: true;
  readonly fok?: true;
  readonly postOnly?: true;
  readonly clientOrderId?: string;
}

/** Trading from a terminal. Prices and quantities are decimals here; ticks and lots beyond the gateway. */
export function addMarketCommands(program: Command, connect: () => GatewayClient): void {
  program
    .command("markets")
    .description("list the markets")
    .action(async () => {
      const client = connect();
      const [markets, assets] = await Promise.all([listMarkets(client), listAssets(client)]);
      const head = ["id", "symbol", "smallest price step", "smallest quantity"];
      const rows = markets.map((market) => {
        const units = MarketUnits.from(market, assets);
        return [
          market.marketId,
          market.symbol,
          `${units.price(1)} ${units.quote.code}`,
          `${units.quantity(1)} ${units.base.code}`,
        ];
      });
      console.log(
        markets.length === 0
          ? "no markets yet; npm start makes some, unless with --no-demo"
          : textTable(head, rows),
      );
    });

  program
    .command("book")
    .description("show the order book of a market")
    .argument("<market>", "symbol or id")
    .option("--levels <n>", "price levels of each side", positiveInteger, 10)
    .action(async (symbol: string, options: { levels: number }) => {
      const client = connect();
      const units = await MarketUnits.of(client, symbol);
      const { body, position } = await client.query<Book>("exchange/book", {
        marketId: units.market.marketId,
      });
      const level = (each: Level) => [
        units.quantity(each.quantityLots),
        each.orderCount,
        units.price(each.priceTicks),
      ];
      const bids = body.bids.slice(0, options.levels).map(level);
      const offers = body.offers.slice(0, options.levels).map((each) => level(each).reverse());
      const head = ["bid quantity", "orders", "bid", "offer", "orders", "offer quantity"];
      const none = ["", "", ""];
      const rows = Array.from({ length: Math.max(bids.length, offers.length) }, (_, row) => [
        ...(bids[row] ?? none),
        ...(offers[row] ?? none),
      ]);
      console.log(`${units.market.symbol} at position ${position}`);
      console.log(bids.length + offers.length === 0 ? "the book is empty" : textTable(head, rows));
    });

  program
    .command("order")
    .description("place an order; without --price it is a market order")
    .argument("<side>", "buy or sell", oneOf("buy", "sell"))
    .argument("<market>", "symbol or id")
    .argument("<quantity>", "decimal, in the base asset")
    .option("--price <decimal>", "limit price, in the quote asset")
    .option("--account <id>", "account to trade for; your first one by default", positiveInteger)
    .option("--ioc", "immediate or cancel")
    .option("--fok", "fill or kill")
    .option("--post-only", "rejected when it would trade at once")
    .option("--client-order-id <id>", "your own number; the same one again returns the first result")
    .action(async (side: string, symbol: string, quantity: string, options: OrderOptions) => {
      const client = connect();
      const units = await MarketUnits.of(client, symbol);
      const isMarket = options.price === undefined;
      const { body, position } = await client.command<OrderPlaced>("exchange/place-order", {
        accountId: options.account ?? (await firstAccount(client)),
        marketId: units.market.marketId,
        side,
        type: isMarket ? "market" : "limit",
        timeInForce: options.fok
          ? "fillOrKill"
          : options.ioc || isMarket
            ? "immediateOrCancel"
            : "goodTillCancelled",
        selfTradePrevention: "cancelNewest",
        postOnly: options.postOnly ?? false,
        quantityLots: units.lots(quantity),
        ...(options.price === undefined ? {} : { priceTicks: units.ticks(options.price) }),
        ...(options.clientOrderId === undefined ? {} : { clientOrderId: options.clientOrderId }),
      });
      const executed = units.quantity(body.executedLots);
      const open = units.quantity(body.remainingLots);
      console.log(
        `order ${body.orderId}: ${body.status}, ${executed} executed for ${units.money(body.quoteAmount)}, ${open} open (position ${position})`,
      );
    });

  program
    .command("cancel")
    .description("cancel an order, or all of an account")
    .argument("[orderId]", "number of the order")
    .option("--all", "every open order of the account")
    .option("--account <id>", "account of the order; your first one by default", positiveInteger)
    .action(async (orderId: string | undefined, options: { all?: true; account?: number }) => {
      if ((orderId === undefined) !== (options.all === true)) {
        throw new InvalidArgumentError("name an order, or say --all");
      }
      const client = connect();
      const accountId = options.account ?? (await firstAccount(client));
      if (orderId === undefined) {
        const { body } = await client.command<{ orderCount: number }>("exchange/cancel-all-orders", {
          accountId,
        });
        console.log(`${body.orderCount} orders cancelled`);
        return;
      }
      const { body } = await client.command<CancelConfirmed>("exchange/cancel-order", { accountId, orderId });
      console.log(
        `order ${orderId}: ${body.cancelledLots} lots cancelled, ${body.executedLots} executed before`,
      );
    });

  program
    .command("balances")
    .description("show the balances of an account")
    .option("--account <id>", "your first one by default", positiveInteger)
    .action(async (options: { account?: number }) => {
      const client = connect();
      const accountId = options.account ?? (await firstAccount(client));
      const [{ body }, assets] = await Promise.all([
        client.query<{ balances: Balance[] }>("accounts/balances", { accountId }),
        listAssets(client),
      ]);
      const rows = body.balances.map(({ assetId, free, held }) => {
        const asset = assets.find((each) => each.assetId === assetId);
        const decimals = asset?.decimals ?? 0;
        return [asset?.code ?? assetId, formatDecimal(free, decimals), formatDecimal(held, decimals)];
      });
      console.log(`account ${accountId}\n${textTable(["asset", "free", "held"], rows)}`);
    });
}

export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError("it takes an integer from 1");
  return value;
}

/** @throws Error when the principal has none */
export async function firstAccount(client: GatewayClient): Promise<number> {
  const accounts = (await client.query<{ accounts: { accountId: number }[] }>("accounts/my-accounts")).body
    .accounts;
  const first = accounts[0];
  if (first === undefined) throw new Error("this key owns no account; name one with --account");
  return first.accountId;
}

function oneOf(...choices: string[]): (text: string) => string {
  return (text) => {
    if (!choices.includes(text)) throw new InvalidArgumentError(`it takes ${choices.join(" or ")}`);
    return text;
  };
}
