import { type Command, InvalidArgumentError } from "commander";
import { formatDecimal } from "../decimals.ts";
import type { GatewayClient } from "../gateway-client.ts";
import { textTable } from "../text-table.ts";
import { listAssets } from "../market-units.ts";
import { firstAccount, positiveInteger } from "./market-commands.ts";

interface Show {
  readonly showId: number;
  readonly name: string;
  readonly phase: string;
  readonly onSaleAt: number;
  readonly freeCount: number;
}

interface HoldPlaced {
  readonly holdId: string;
  readonly amount: number;
  /** Microseconds since 1970. */
  readonly deadline: number;
  readonly seats?: readonly { readonly seat: number }[];
}

interface HoldOptions {
  readonly best?: number;
  readonly seats?: number[];
  readonly places?: number;
  readonly section?: number;
  readonly account?: number;
}

/** The box office from a terminal: what is on, hold seats, buy them. */
export function addTicketCommands(program: Command, connect: () => GatewayClient): void {
  program
    .command("shows")
    .description("list the shows")
    .action(async () => {
      const { body } = await connect().query<{ shows: Show[] }>("ticketing/shows");
      const { shows } = body;
      const rows = shows.map((show) => {
        const from = show.onSaleAt === 0 ? "" : instant(show.onSaleAt);
        return [show.showId, show.name, show.phase, from, show.freeCount];
      });
      console.log(
        shows.length === 0
          ? "no shows yet; npm start makes one, unless with --no-demo"
          : textTable(["id", "show", "sale", "on sale from", "free"], rows),
      );
    });

  program
    .command("hold")
    .description("set seats aside for a while: the best ones together, picked ones, or places of an area")
    .argument("<show>", "id of the show", positiveInteger)
    .option("--best <n>", "the best n seats together", positiveInteger)
    .option("--seats <list>", "seats by their index in the chart: 12,13", seatList)
    .option("--places <n>", "places in the area given by --section", positiveInteger)
    .option("--section <number>", "section of the chart, from 1", positiveInteger)
    .option("--account <id>", "your first one by default", positiveInteger)
    .action(async (show: number, options: HoldOptions) => {
      const client = connect();
      const accountId = options.account ?? (await firstAccount(client));
      const { body } = await hold(client, show, accountId, options);
      const { money } = await termsOf(client, show);
      const seats = body.seats?.map((each) => each.seat).join(", ");
      console.log(
        `hold ${body.holdId}${seats ? `: seats ${seats}` : ""} for ${money(body.amount)}, until ${instant(body.deadline)}`,
      );
      console.log(`buy it with: npm run lockstep -- buy ${body.holdId}`);
    });

  program
    .command("buy")
    .description("buy the seats of a hold")
    .argument("<hold>", "id of the hold")
    .action(async (holdId: string) => {
      const { body, position } = await connect().command<{ ticketCount: number; firstTicketId: string }>(
        "ticketing/buy-hold",
        { holdId },
      );
      const count = body.ticketCount;
      const first = BigInt(body.firstTicketId);
      const tickets = count === 1 ? `ticket ${first}` : `tickets ${first} to ${first + BigInt(count - 1)}`;
      console.log(`${tickets} (position ${position})`);
    });

  program
    .command("release")
    .description("give the seats of a hold back")
    .argument("<hold>", "id of the hold")
    .action(async (holdId: string) => {
      await connect().command("ticketing/release-hold", { holdId });
      console.log(`hold ${holdId} released`);
    });
}

function hold(client: GatewayClient, showId: number, accountId: number, options: HoldOptions) {
  const ways = [options.best, options.seats, options.places].filter((way) => way !== undefined);
  if (ways.length !== 1) throw new InvalidArgumentError("say one of --best, --seats, --places");
  const section = options.section === undefined ? {} : { sectionNumber: options.section };
  if (options.best !== undefined) {
    return client.command<HoldPlaced>("ticketing/hold-best-available", {
      showId,
      accountId,
      seatCount: options.best,
      attributesAllowed: [],
      together: "row",
      ...section,
    });
  }
  if (options.seats !== undefined) {
    return client.command<HoldPlaced>("ticketing/hold-seats", {
      showId,
      accountId,
      seats: options.seats.map((seat) => ({ seat })),
    });
  }
  return client.command<HoldPlaced>("ticketing/hold-places", {
    showId,
    accountId,
    seatCount: options.places,
    ...section,
  });
}

async function termsOf(
  client: GatewayClient,
  showId: number,
): Promise<{ money: (minorUnits: number) => string }> {
  const [{ body }, assets] = await Promise.all([
    client.query<{ assetId: string | number }>("ticketing/show", { showId }),
    listAssets(client),
  ]);
  const asset = assets.find((each) => String(each.assetId) === String(body.assetId));
  return {
    money: (minorUnits) => `${formatDecimal(minorUnits, asset?.decimals ?? 0)} ${asset?.code ?? ""}`.trim(),
  };
}

function instant(microseconds: number): string {
  return new Date(microseconds / 1000).toISOString();
}

function seatList(text: string): number[] {
  const seats = text.split(",").map(Number);
  if (!seats.every((seat) => Number.isSafeInteger(seat) && seat >= 0)) {
    throw new InvalidArgumentError("it takes indexes of seats, such as 12,13");
  }
  return seats;
}
