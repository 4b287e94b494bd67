import { type Entity, valuesOf } from "@lockstep/cluster/past/entity";
import { entitiesWithId, idFrom, type Subject } from "@lockstep/cluster/past/subject";
import { ASSETS_MAX } from "@lockstep/domain/accounts/ledger";

/** What traders, buyers and their supporters ask about. */
export const subjects: readonly Subject[] = [
  {
    name: "order",
    argument: "<id>",
    description: "an order, open or remembered",
    entities: (text) => ({
      ...entitiesWithId("exchange", "order", text),
      answer: { field: "orderId", value: idFrom(text) },
    }),
  },
  {
    name: "account",
    argument: "<id>",
    description: "an account: its owner, its flags, its balances",
    entities(text) {
      const id = idFrom(text);
      const isWanted = (_service: string, kind: string, key: number): boolean =>
        kind === "account" ? key === id : kind === "balance" && accountOf(key) === id;
      return { services: ["accounts"], only: { kind: "account", id }, isWanted, isOf: () => true };
    },
  },
  {
    name: "seat",
    argument: "<show:seat>",
    description: "a seat of a show, by its index in the chart: 1:17",
    entities(text) {
      const [showId, seat] = showAndSeat(text);
      return {
        services: ["ticketing"],
        changedBy: ["ticketing"],
        isWanted: (_service, kind) => kind === "hold" || kind === "ticket",
        isOf: (entity) => valuesOf(entity, "showId")[0] === showId && valuesOf(entity, "seat").includes(seat),
      };
    },
  },
];

/** The key of a balance is made of two numbers. */
export function labelOf({ kind, key }: Entity): string | undefined {
  return kind === "balance" ? `account ${accountOf(key)}, asset ${key % ASSETS_MAX}` : undefined;
}

const accountOf = (balanceKey: number): number => Math.floor(balanceKey / ASSETS_MAX);

function showAndSeat(text: string): [showId: number, seat: number] {
  const parts = text.split(":");
  if (parts.length !== 2) throw new RangeError(`${text} is no seat: say the show and the seat, such as 1:17`);
  return [idFrom(parts[0]!), idFrom(parts[1]!)];
}
