import { type AnyModel, checkHistory } from "@lockstep/cluster/simulator/checkers/history-check";
import { History } from "@lockstep/cluster/simulator/checkers/history";
import { checkLinearizability } from "@lockstep/cluster/simulator/checkers/linearizability";
import type { Operation, Reply } from "@lockstep/cluster/simulator/checkers/operation";
import type { RecordedOperation } from "@lockstep/cluster/simulator/checkers/recorded-operation";
import type { SequentialModel } from "@lockstep/cluster/simulator/checkers/sequential-model";
import { draws } from "@lockstep/cluster/test/checkers/drawn-histories";
import {
  OrderType,
  RejectionCode,
  SelfTradePrevention,
  Side,
  TimeInForce,
} from "@lockstep/domain/exchange/exchange-messages";
import { ExchangeScenario, MARKET, alice, bob, plainMarket } from "@lockstep/domain/test/exchange-scenario";
import { BoxOfficeHost, customer, payee } from "@lockstep/domain/test/ticketing-host";
import { chartCommands } from "@lockstep/domain/ticketing/hall-plan";
import { SeatState as SeatStateCode } from "@lockstep/domain/ticketing/ticketing-messages";
import fc from "fast-check";
import { expect, test } from "vitest";
import { orderBookModel } from "../models/order-book-model.ts";
import type { BookInput, BookOutput } from "../models/order-book-model.ts";
import { seatMapModel } from "../models/seat-map-model.ts";
import type { SeatInput, SeatOutput } from "../models/seat-map-model.ts";

/** The models of the checkers against the real services: whoever is wrong, a history tells. */
const TICK_SIZE = 3;
const MARKETS = 2;
const SEATS = 8;
const HOLD_DURATION_US = 1_000;
const bounds = { stepsMax: 200_000 };
const book = orderBookModel(TICK_SIZE);

const bookChoice = fc.record({
  kind: fc.constantFrom("place", "place", "place", "place", "cancel", "amend", "cancelAll", "top", "book"),
  marketId: fc.integer({ min: MARKET, max: MARKETS }),
  trader: fc.constantFrom(alice, bob),
  side: fc.constantFrom(Side.Buy, Side.Sell),
  type: fc.constantFrom(OrderType.Limit, OrderType.Limit, OrderType.Limit, OrderType.Market),
  timeInForce: fc.constantFrom(
    TimeInForce.GoodTillCancelled,
    TimeInForce.GoodTillCancelled,
    TimeInForce.ImmediateOrCancel,
    TimeInForce.FillOrKill,
  ),
  selfTradePrevention: fc.constantFrom(...Object.values(SelfTradePrevention)),
  postOnly: fc.constantFrom(true, false, false),
  priceTicks: fc.integer({ min: 98, max: 102 }),
  keepsPrice: fc.boolean(),
  quantityLots: fc.integer({ min: 1, max: 6 }),
  ago: fc.nat(8),
});
type BookChoice = typeof bookChoice extends fc.Arbitrary<infer Choice> ? Choice : never;

test("what the exchange answers is linearizable in the model of the order book", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(draws(bookChoice, { lengthMax: 60, spread: 2 }), (drawn) => {
      const operations = recordBook(drawn);
      for (const { reply } of operations) kinds.add(reply?.output.kind ?? "unknown");
      const { verdict, partitions } = checkLinearizability(book, operations, bounds);
      expect([verdict, partitions <= MARKETS]).toEqual(["linearizable", true]);
    }),
    { numRuns: 25, seed: 4 },
  );
  expect([...kinds].sort()).toEqual([
    "amended",
    "book",
    "cancelled",
    "cancelledAll",
    "not open",
    "placed",
    "refused",
    "top",
    "unknown",
    "would trade",
  ]);
});

test("one lot too many in one reply of the exchange is found when everything is known", () => {
  fc.assert(
    fc.property(draws(bookChoice, { lengthMax: 40, spread: 0 }), fc.nat(), (drawn, at) => {
      const operations = recordBook(drawn.map((one) => ({ ...one, fate: "known" as const })));
      const placed = operations.flatMap(({ reply }, i) => (reply?.output.kind === "placed" ? [i] : []));
      fc.pre(placed.length > 0);
      const victim = placed[at % placed.length]!;
      const { reply, ...one } = operations[victim]!;
      const { output } = reply as Reply<BookOutput & { kind: "placed" }>;
      const told = { ...output, executedLots: output.executedLots + 1 };
      operations[victim] = { ...one, reply: { ...reply!, output: told } };
      const { verdict, counterexample } = checkLinearizability(book, operations, bounds);
      expect(verdict).toBe("not linearizable");
      expect(counterexample?.operation).toBe(operations[victim]);
    }),
    { numRuns: 25, seed: 4 },
  );
});

test("the order book's model replays a log of the exchange to the same replies", () => {
  fc.assert(
    fc.property(draws(bookChoice, { lengthMax: 60, spread: 2 }), (drawn) => {
      let position = 0;
      const operations = recordBook(drawn).map(({ reply, ...one }, i): RecordedOperation => {
        const isQuery = one.input.kind === "top" || one.input.kind === "book";
        const isLogged = drawn[i]!.fate !== "unknown and never";
        if (!isQuery && isLogged) position++;
        const object = `market ${one.input.marketId}`;
        const kind = isQuery ? "query" : "command";
        const answer = reply ?? {};
        return { ...one, ...answer, object, id: `${i}`, kind, ...(isLogged ? { position } : {}) };
      });
      const history = { isLogKnown: true, operations };
      const report = checkHistory(
        history,
        () => book as AnyModel,
        () => bounds,
      );
      expect([report.violations, report.verdict]).toEqual([[], "linearizable"]);
    }),
    { numRuns: 15, seed: 4 },
  );
});

const seatChoice = fc.record({
  kind: fc.constantFrom("hold", "hold", "hold", "release", "buy", "map"),
  seats: fc.uniqueArray(fc.nat(SEATS - 1), { minLength: 1, maxLength: 3 }),
  customer: fc.constantFrom(2, 3),
  ago: fc.nat(3),
  waitUs: fc.constantFrom(0, 0, 0, HOLD_DURATION_US / 2),
});
type SeatChoice = typeof seatChoice extends fc.Arbitrary<infer Choice> ? Choice : never;

test.each([
  { holdsTimeOut: false, name: "while no hold times out" },
  { holdsTimeOut: true, name: "when holds time out" },
])("what the box office answers is linearizable in the model of the seat map $name", ({ holdsTimeOut }) => {
  const kinds = new Set<string>();
  const model = seatMapModel(SEATS, { holdsTimeOut });
  fc.assert(
    fc.property(draws(seatChoice, { lengthMax: 50, spread: 2 }), (drawn) => {
      const operations = recordSeats(drawn, holdsTimeOut);
      for (const { reply } of operations) kinds.add(reply?.output.kind ?? "unknown");
      expect(checkLinearizability(model, operations, bounds).verdict).toBe("linearizable");
    }),
    { numRuns: 25, seed: 4 },
  );
  expect([...kinds].sort()).toEqual(["done", "held", "map", "taken", "unknown"]);
});

test("a hold that timed out is not explained where no hold may", () => {
  const hold = (seats: number[]): SeatInput => ({ kind: "hold", section: "1", seats });
  const history = told<SeatInput, SeatOutput>(
    [hold([1, 2]), { kind: "held", holdId: 1 }],
    [hold([2, 3]), { kind: "held", holdId: 2 }],
  );
  const verdictOf = (holdsTimeOut: boolean) =>
    checkLinearizability(seatMapModel(SEATS, { holdsTimeOut }), history, bounds).verdict;
  expect(verdictOf(true)).toBe("linearizable");
  expect(verdictOf(false)).toBe("not linearizable");
});

test.each<{ name: string; history: [SeatInput, SeatOutput][] }>([
  {
    name: "a seat sold twice",
    history: [
      [
        { kind: "hold", section: "1", seats: [1] },
        { kind: "held", holdId: 1 },
      ],
      [{ kind: "buy", section: "1", holdId: 1 }, { kind: "done" }],
      [
        { kind: "hold", section: "1", seats: [1] },
        { kind: "held", holdId: 2 },
      ],
    ],
  },
  {
    name: "a hold id given twice",
    history: [
      [
        { kind: "hold", section: "1", seats: [1] },
        { kind: "held", holdId: 1 },
      ],
      [
        { kind: "hold", section: "1", seats: [2] },
        { kind: "held", holdId: 1 },
      ],
    ],
  },
  {
    name: "a seat refused that nobody has",
    history: [[{ kind: "hold", section: "1", seats: [1] }, { kind: "taken" }]],
  },
  {
    name: "a hold bought that was released",
    history: [
      [
        { kind: "hold", section: "1", seats: [1] },
        { kind: "held", holdId: 1 },
      ],
      [{ kind: "release", section: "1", holdId: 1 }, { kind: "done" }],
      [{ kind: "buy", section: "1", holdId: 1 }, { kind: "done" }],
    ],
  },
  {
    name: "a map that shows half a hold",
    history: [
      [
        { kind: "hold", section: "1", seats: [1, 2] },
        { kind: "held", holdId: 1 },
      ],
      [
        { kind: "map", section: "1" },
        { kind: "map", seats: "fhffffff" },
      ],
    ],
  },
])("the seat map does not have $name", ({ history }) => {
  for (const holdsTimeOut of [true, false]) {
    const model: SequentialModel<readonly string[], SeatInput, SeatOutput> = seatMapModel(SEATS, {
      holdsTimeOut,
    });
    expect(checkLinearizability(model, told(...history), bounds).verdict).toBe("not linearizable");
  }
});

type Drawn<Input> = ReturnType<typeof draws<Input>> extends fc.Arbitrary<infer Draws> ? Draws : never;

/** Runs the choices on the real exchange, and records them as clients with the delays drawn saw them. */
function recordBook(drawn: Drawn<BookChoice>): Operation<BookInput, BookOutput>[] {
  const exchange = new ExchangeScenario({ tickSize: TICK_SIZE, openOrdersMax: 1_000 });
  exchange.byOperator("CreateMarket", { ...plainMarket, symbol: "OTHER", tickSize: TICK_SIZE });
  exchange.withFunds(1_000_000_000, alice, bob);
  return record(drawn, (choice, moment) => {
    const input = bookInput(choice, moment);
    return { input, perform: () => performBook(exchange, choice.trader, input) };
  });
}

function bookInput({ kind, marketId, trader, ago, ...choice }: BookChoice, moment: number): BookInput {
  if (kind === "top" || kind === "book") return { kind, marketId };
  const { accountId } = trader;
  if (kind === "cancelAll") return { kind, marketId, accountId };
  // Ids are even or odd by market: a cancel with a guessed id never meets an order of another market.
  const clientOrderId = (kind === "place" ? moment : Math.max(0, moment - ago)) * MARKETS + marketId;
  if (kind === "cancel") return { kind, marketId, cancel: { accountId, clientOrderId } };
  const { keepsPrice, priceTicks, quantityLots, type, ...rules } = choice;
  if (kind === "amend") {
    const price = keepsPrice ? {} : { priceTicks };
    return { kind, marketId, amend: { accountId, clientOrderId, quantityLots, ...price } };
  }
  const price = type === OrderType.Market ? {} : { priceTicks };
  const order = { accountId, marketId, quantityLots, clientOrderId, type, ...rules, ...price };
  return { kind: "place", marketId, order };
}

function performBook(exchange: ExchangeScenario, trader: typeof alice, input: BookInput): BookOutput {
  const { marketId } = input;
  if (input.kind === "top" || input.kind === "book") {
    const { reply } = exchange.scenario.ask(input.kind === "top" ? "TopOfBook" : "Book", { marketId });
    return { ...reply, kind: input.kind } as never;
  }
  const { reply } = performOnBook(exchange, trader, input);
  if (reply!.template !== "Rejected") return { ...reply, kind: DONE[input.kind] } as never;
  const code = reply!["code"] as number;
  if (code === RejectionCode.PostOnlyWouldTrade) return { kind: "would trade" };
  return {
    kind: code === RejectionCode.OrderClosed || code === RejectionCode.UnknownOrder ? "not open" : "refused",
  };
}

const DONE = { place: "placed", cancel: "cancelled", amend: "amended", cancelAll: "cancelledAll" } as const;

function performOnBook(exchange: ExchangeScenario, trader: typeof alice, input: BookInput) {
  switch (input.kind) {
    case "place":
      return exchange.by(trader, "PlaceOrder", input.order);
    case "cancel":
      return exchange.by(trader, "CancelOrder", input.cancel);
    case "amend":
      return exchange.by(trader, "AmendOrder", input.amend);
    default:
      return exchange.by(trader, "CancelAllOrders", {
        accountId: trader.accountId,
        marketId: input.marketId,
      });
  }
}

function recordSeats(drawn: Drawn<SeatChoice>, holdsTimeOut: boolean): Operation<SeatInput, SeatOutput>[] {
  const office = openOffice();
  const holds: { readonly holdId: number; readonly owner: number }[] = [];
  return record(drawn, ({ kind, seats, customer: owner, ago, waitUs }): Step<SeatInput, SeatOutput> => {
    const section = "1";
    if (kind === "map") return { input: { kind, section }, perform: () => mapOf(office) };
    const hold = holds.at(-1 - ago);
    if (kind === "hold" || hold === undefined) {
      const perform = (isKnown: boolean): SeatOutput => {
        if (holdsTimeOut) office.advanceTo(office.now + waitUs);
        const wanted = { showId: 1, accountId: owner, seats: seats.map((seat) => ({ seat })) };
        const [reply] = office.send("HoldSeats", wanted, customer(owner));
        if (reply!.message === "SeatTaken") return { kind: "taken" };
        const holdId = reply!["holdId"] as number;
        if (isKnown) holds.push({ holdId, owner }); // Nobody asks for what nobody was told of.
        return { kind: "held", holdId };
      };
      return { input: { kind: "hold", section, seats }, perform };
    }
    const { holdId } = hold;
    const isBuy = kind === "buy";
    const perform = (): SeatOutput => {
      const [reply] = office.send(isBuy ? "BuyHold" : "ReleaseHold", { holdId }, customer(hold.owner));
      return { kind: reply!.message === (isBuy ? "HoldBought" : "HoldReleased") ? "done" : "taken" };
    };
    return { input: { kind: isBuy ? "buy" : "release", section, holdId }, perform };
  });
}

/** A row of seats that stand apart, so that no pick leaves a single one. */
function openOffice(): BoxOfficeHost {
  const office = new BoxOfficeHost();
  const seats = Array.from({ length: SEATS }, (_, x) => {
    return { label: `${x}`, x, y: 0, category: 1, attributes: 0, besidePrevious: false };
  });
  const sections = [{ name: "Row", rows: [{ name: "A", seats }] }];
  for (const command of chartCommands({ chartId: 1, name: "Hall", focalX: 0, focalY: 0, sections })) {
    office.send(command);
  }
  office.send("CreateShow", {
    showId: 1,
    chartId: 1,
    assetId: 1,
    payeeAccountId: payee,
    onSaleAt: 0,
    holdDurationUs: HOLD_DURATION_US,
    extensionUs: 0,
    accountSeatsMax: 1_000,
    name: "Show",
    prices: [{ category: 1, price: 1 }],
  });
  return office;
}

function mapOf(office: BoxOfficeHost): SeatOutput {
  const letters = { [SeatStateCode.Free]: "f", [SeatStateCode.Held]: "h", [SeatStateCode.Sold]: "s" };
  const [reply] = office.send("SeatMap", { showSectionId: 1_001 });
  const runs = reply!["runs"] as { seatCount: number; state: keyof typeof letters }[];
  return { kind: "map", seats: runs.map((run) => letters[run.state].repeat(run.seatCount)).join("") };
}

interface Step<Input, Output> {
  readonly input: Input;
  readonly perform: (isKnown: boolean) => Output;
}

/** What is drawn takes effect in its order, and looks to its clients as late as drawn. */
function record<Choice, Input, Output>(
  drawn: Drawn<Choice>,
  prepare: (choice: Choice, moment: number) => Step<Input, Output>,
): Operation<Input, Output>[] {
  const history = new History<Omit<Operation<Input, Output>, "reply">, Reply<Output>>();
  for (const [moment, { input: choice, before, after, fate }] of drawn.entries()) {
    const { input, perform } = prepare(choice, moment);
    const call = history.call({ client: moment, input, calledAt: moment - before });
    if (fate === "unknown and never") continue;
    const output = perform(fate === "known");
    if (fate === "known") history.returned(call, { output, returnedAt: moment + after });
  }
  return history.operations();
}

/** One after the other, without overlap. */
function told<Input, Output>(...steps: (readonly [Input, Output])[]): Operation<Input, Output>[] {
  return steps.map(([input, output], i) => {
    return { client: 1, input, calledAt: i, reply: { output, returnedAt: i + 0.5 } };
  });
}
