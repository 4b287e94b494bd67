import type { AccountsClient } from "@lockstep/domain/accounts/accounts-messages";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { chartCommands, type HallPlan, type RowPlan } from "@lockstep/domain/ticketing/hall-plan";
import { ticketingContract } from "@lockstep/domain/ticketing/ticketing-contract";
import { CreateShowEncoder, decodeTicketingReply } from "@lockstep/domain/ticketing/ticketing-messages";
import { done, type PortChannel } from "../floor-setup.ts";

export const SEATS_PER_ROW = 40;
export const SHOW_ID = 1;
const ROWS_PER_SECTION = 25;
const SEAT_WIDTH = 55;
const ROW_DEPTH = 90;
const PRICE = 5_000;
/** What a buyer has: enough for all that it may buy. */
const FUNDS = 1_000_000;
const HOLD_US = 120_000_000;
const BUYER_SEATS_MAX = 8;
const BUYERS_AT_ONCE = 2_000;

/** A show that is on sale, and who wants to see it. */
export interface Hall {
  readonly seats: number;
  /** Of each buyer; all are the operator's, in whose name the load speaks. */
  readonly accountIds: readonly number[];
  readonly assetId: number;
  readonly payeeAccountId: number;
  readonly price: number;
}

/** A hall of straight rows, the best in front, and a show in it. Seats are whole rows. */
export async function openHall(
  channel: PortChannel,
  accounts: AccountsClient,
  rows: number,
  buyers: number,
): Promise<Hall> {
  const { assetId } = done(await accounts.createAsset({ code: "EUR", decimals: 2 }));
  const open = async (): Promise<number> =>
    done(await accounts.openAccount({ ownerPrincipalId: 1 })).accountId;
  const payeeAccountId = await open();
  const accountIds: number[] = [];
  while (accountIds.length < buyers) {
    const count = Math.min(BUYERS_AT_ONCE, buyers - accountIds.length);
    const some = await Promise.all(Array.from({ length: count }, open));
    for (const moved of await Promise.all(
      some.map((accountId) => accounts.deposit({ accountId, assetId, amount: FUNDS })),
    )) {
      done(moved);
    }
    accountIds.push(...some);
  }
  const buffer = new MessageBuffer();
  new CreateShowEncoder().claim(buffer).set({
    showId: SHOW_ID,
    chartId: 1,
    assetId,
    payeeAccountId,
    onSaleAt: 0,
    holdDurationUs: HOLD_US,
    extensionUs: 0,
    accountSeatsMax: BUYER_SEATS_MAX,
    prices: [{ category: 1, price: PRICE }],
    name: "The show that everybody wants to see",
  });
  for (const command of [...chartCommands(planOf(rows)), buffer.copy()]) {
    done(decodeTicketingReply(await channel.request(ticketingContract.schemaId, command)));
  }
  return { seats: rows * SEATS_PER_ROW, accountIds, assetId, payeeAccountId, price: PRICE };
}

function planOf(rows: number): HallPlan {
  const sections = Array.from({ length: Math.ceil(rows / ROWS_PER_SECTION) }, (_, section) => ({
    name: `Block ${section + 1}`,
    rows: Array.from(
      { length: Math.min(ROWS_PER_SECTION, rows - section * ROWS_PER_SECTION) },
      (_unused, at) => rowOf(section * ROWS_PER_SECTION + at),
    ),
  }));
  return { chartId: 1, name: "A large hall", focalX: 0, focalY: 0, sections };
}

function rowOf(row: number): RowPlan {
  const seats = Array.from({ length: SEATS_PER_ROW }, (_, seat) => ({
    label: `${seat + 1}`,
    x: (seat * 2 - SEATS_PER_ROW) * Math.ceil(SEAT_WIDTH / 2),
    y: 400 + row * ROW_DEPTH,
    category: 1,
    attributes: 0,
    besidePrevious: seat > 0,
  }));
  return { name: `${row + 1}`, seats };
}
