import type { AnyModel } from "@lockstep/cluster/simulator/checkers/history-check";
import { HistoryFileError, type ModelChoice } from "@lockstep/cluster/simulator/checkers/history-file";
import { registerModel } from "@lockstep/cluster/simulator/checkers/register-model";
import { toSequential } from "@lockstep/cluster/simulator/checkers/sequential-model";
import { accountModel } from "./account-model.ts";
import { orderBookModel } from "./order-book-model.ts";
import { seatMapModel } from "./seat-map-model.ts";

/**
 * The model that a history file names: `register`; `account`, of one asset; `order book` with its market's `tickSize`;
 * `seat map` with its section's `seatCount`, and whether `holdsTimeOut`.
 *
 * @throws HistoryFileError with the parameter that is missing
 */
export function modelOf(object: string, choice: ModelChoice): AnyModel {
  const { model, tickSize, seatCount, holdsTimeOut } = choice;
  const wrong = (what: string): HistoryFileError => new HistoryFileError(`${object}: ${what}`);
  switch (model) {
    case "register":
      return toSequential(registerModel) as AnyModel;
    case "account":
      return toSequential(accountModel) as AnyModel;
    case "order book":
      if (!isCount(tickSize)) throw wrong("an order book has a tickSize, a whole number from 1");
      return orderBookModel(tickSize) as AnyModel;
    case "seat map":
      if (!isCount(seatCount)) throw wrong("a seat map has a seatCount, a whole number from 1");
      if (typeof holdsTimeOut !== "boolean") throw wrong("a seat map's holdsTimeOut is true or false");
      return seatMapModel(seatCount, { holdsTimeOut }) as AnyModel;
    default:
      throw wrong(`there is no model ${model}: register, account, order book, seat map`);
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}
