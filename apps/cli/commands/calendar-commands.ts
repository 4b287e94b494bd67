import { readFileSync } from "node:fs";
import { type Command, Option } from "commander";
import {
  DISAMBIGUATIONS,
  type Disambiguation,
  type ResolvedSession,
  parseDays,
  parseHolidays,
  resolveCalendar,
  resolveInstant,
} from "../calendar.ts";
import { type GatewayClient, GatewayError } from "../gateway-client.ts";
import { MarketUnits } from "../market-units.ts";
import { textTable } from "../text-table.ts";
import { positiveInteger } from "./market-commands.ts";

interface CalendarOptions {
  readonly zone: string;
  readonly open: string;
  readonly close: string;
  readonly overnight?: true;
  readonly days: string;
  readonly from: string;
  readonly to: string;
  readonly holidays?: string;
  readonly disambiguation: Disambiguation;
  readonly dryRun?: true;
}

interface AnnounceOptions {
  readonly like: number;
  readonly name: string;
  readonly onSale: string;
  readonly zone: string;
  readonly disambiguation: Disambiguation;
}

/** Times as people write them, in zones, become instants here; the log knows nothing of zones. */
export function addCalendarCommands(program: Command, connect: () => GatewayClient): void {
  program
    .command("calendar")
    .description(
      "let a market trade by a calendar: its sessions enter the log as instants; once more changes nothing",
    )
    .argument("<market>", "symbol or id")
    .requiredOption("--zone <name>", "zone of the times, such as America/New_York")
    .requiredOption("--open <time>", "when a session opens: 09:30")
    .requiredOption("--close <time>", "when it closes: 16:00, up to 24:00")
    .option("--overnight", "it closes on the day after it opened")
    .option("--days <days>", "days on which a session opens: mon-fri, or sat,sun", "mon-fri")
    .requiredOption("--from <date>", "the first day: 2026-03-02")
    .requiredOption("--to <date>", "the last day, which is part of it")
    .option("--holidays <file>", "days without a session, a date a line")
    .addOption(disambiguation())
    .option("--dry-run", "print the sessions, and send nothing")
    .action(async (symbol: string, options: CalendarOptions) => {
      const sessions = resolveCalendar({
        ...options,
        isOvernight: options.overnight === true,
        days: parseDays(options.days),
        holidays: parseHolidays(options.holidays === undefined ? "" : readFileSync(options.holidays, "utf8")),
      });
      const isSent = options.dryRun !== true;
      const outcomes = isSent ? await schedule(connect(), symbol, sessions) : sessions.map(() => "");
      console.log(
        `times of ${options.zone}; one that the zone skips or has twice is taken as "${options.disambiguation}"`,
      );
      const head = ["date", "opens", "closes", "hours", ...(isSent ? ["in the log"] : [])];
      const rows = sessions.map((session, at) => [
        session.date,
        session.opens,
        session.closes,
        lengthOf(session),
        ...(isSent ? [outcomes[at]!] : []),
      ]);
      console.log(sessions.length === 0 ? "no session on these days" : textTable(head, rows));
      for (const note of sessions.flatMap(({ notes }) => notes)) console.log(`note: ${note}`);
      if (!isSent) console.log(`${sessions.length} sessions; nothing was sent (--dry-run)`);
    });

  program
    .command("announce")
    .description("announce a show like another one: same hall, same prices, its own time on sale")
    .argument("<show>", "id for the new show", positiveInteger)
    .requiredOption("--like <show>", "id of a show", positiveInteger)
    .requiredOption("--name <text>", "its name")
    .requiredOption("--on-sale <time>", "from when seats may be held: 2026-03-08T10:00")
    .requiredOption("--zone <name>", "zone of that time, such as America/New_York")
    .addOption(disambiguation())
    .action(async (showId: number, options: AnnounceOptions) => {
      const onSaleAt = resolveInstant(options.onSale, options.zone, options.disambiguation);
      const client = connect();
      const { body } = await client.query<Record<string, unknown>>("ticketing/show", {
        showId: options.like,
      });
      const terms = [
        "chartId",
        "assetId",
        "payeeAccountId",
        "holdDurationUs",
        "extensionUs",
        "accountSeatsMax",
        "prices",
      ];
      const { position } = await client.command("ticketing/create-show", {
        ...Object.fromEntries(terms.map((term) => [term, body[term]])),
        showId,
        name: options.name,
        onSaleAt,
      });
      const at = new Date(onSaleAt / 1_000).toISOString();
      console.log(
        `show ${showId} is on sale from ${at} (position ${position}); an unclear time is taken as "${options.disambiguation}"`,
      );
    });
}

function disambiguation(): Option {
  return new Option("--disambiguation <which>", "what a time means that the zone skips or has twice")
    .choices(DISAMBIGUATIONS)
    .default(DISAMBIGUATIONS[0]);
}

/** One command a session, the earliest first. @returns what came of each */
async function schedule(
  client: GatewayClient,
  symbol: string,
  sessions: readonly ResolvedSession[],
): Promise<string[]> {
  const { market } = await MarketUnits.of(client, symbol);
  const outcomes: string[] = [];
  for (const { date, opensAtUs, closesAtUs } of sessions) {
    const hours = { marketId: market.marketId, opensAtUs, closesAtUs };
    try {
      const { body, position } = await client.command<{ isNew: boolean }>(
        "exchange/schedule-trading-hours",
        hours,
      );
      outcomes.push(body.isNew ? `position ${position}` : "was there");
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (error.code !== "BAD_TRADING_HOURS") {
        const done = outcomes.length === 0 ? "nothing" : `${outcomes.length} sessions before it`;
        throw new GatewayError(
          error.status,
          error.code,
          `${error.message} (session of ${date}; ${done} entered the log)`,
        );
      }
      outcomes.push("over"); // They end after they begin, so this is what was wrong.
    }
  }
  return outcomes;
}

function lengthOf({ opensAtUs, closesAtUs }: ResolvedSession): string {
  const minutes = Math.round((closesAtUs - opensAtUs) / 60_000_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
