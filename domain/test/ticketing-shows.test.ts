import { describe, expect, test } from "vitest";
import type { HallPlan } from "../ticketing/hall-plan.ts";
import type { TicketingLimits } from "../ticketing/ticketing-limits.ts";
import { SalePhase, SaleSwitch, SeatAttributes, SectionKind } from "../ticketing/ticketing-messages.ts";
import { BoxOfficeHost, customer, operator, type Message } from "./ticketing-host.ts";
import {
  seat,
  hall,
  given,
  holdSeats,
  holdBest,
  holdPlaces,
  buy,
  release,
  drawing,
  reply,
  showTerms,
} from "./ticketing-office.ts";

describe("a show", () => {
  test("is on sale from its time on, by itself", () => {
    const host = given({ onSaleAt: 5_000_000 });
    expect(holdSeats(host, [0, 1])[0]).toEqual({ message: "NotOnSale", value: 5_000_000 });
    expect(host.advanceTo(5_000_000)).toEqual([
      { message: "SaleChanged", showId: 7, onSaleAt: 5_000_000, phase: SalePhase.OnSale },
    ]);
    expect(reply(holdSeats(host, [0, 1]))).toBe("HoldPlaced");
  });

  test("that is paused takes no new holds, but pending ones are bought", () => {
    const host = given();
    const [{ holdId }] = holdSeats(host, [0, 1]);
    host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Pause });
    expect(reply(holdSeats(host, [2, 3]))).toBe("SalePaused");
    expect(reply(host.send("ExtendHold", { holdId }, customer(2)))).toBe("SalePaused");
    expect(reply(buy(host, holdId))).toBe("HoldBought");
    host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Open });
    expect(reply(holdSeats(host, [2, 3]))).toBe("HoldPlaced");
  });

  test("that is paused before its time stays paused when the time comes", () => {
    const host = given({ onSaleAt: 5_000_000 });
    host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Pause });
    expect(host.advanceTo(5_000_000)).toEqual([]);
    expect(host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Open })[0]).toMatchObject({
      phase: SalePhase.OnSale,
    });
  });

  test("that is opened before its time waits for it", () => {
    const host = given({ onSaleAt: 5_000_000 });
    host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Pause });
    const [opened] = host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Open });
    expect(opened).toMatchObject({ phase: SalePhase.Announced });
    expect(host.advanceTo(5_000_000)).toHaveLength(1);
  });

  test("that is closed never opens again", () => {
    const host = given();
    host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Close });
    expect(reply(holdSeats(host, [0, 1]))).toBe("SaleClosed");
    expect(reply(host.send("ChangeSale", { showId: 7, sale: SaleSwitch.Open }))).toBe("SaleClosed");
  });

  test.each([
    ["an id that is taken", {}, { message: "ShowExists", value: 7 }],
    ["id 0", { showId: 0 }, { message: "IdOutOfRange", value: 0 }],
    ["an id too large", { showId: 1_000_001 }, { message: "IdOutOfRange", value: 1_000_001 }],
    ["an unknown chart", { showId: 8, chartId: 5 }, { message: "UnknownChart", value: 5 }],
    ["an unknown asset", { showId: 8, assetId: 5 }, { message: "UnknownAsset", value: 5 }],
    ["an unknown payee", { showId: 8, payeeAccountId: 5 }, { message: "UnknownAccount", value: 5 }],
    ["holds of no time", { showId: 8, holdDurationUs: 0 }, { message: "DurationOutOfRange", value: 0 }],
    [
      "holds of more than a day",
      { showId: 8, holdDurationUs: 86_400_000_001 },
      { message: "DurationOutOfRange", value: 86_400_000_001 },
    ],
    [
      "extensions of more than a day",
      { showId: 8, extensionUs: 86_400_000_001 },
      { message: "DurationOutOfRange", value: 86_400_000_001 },
    ],
    [
      "a category without a price",
      { showId: 8, prices: [{ category: 1, price: 1 }] },
      { message: "PriceMissing", value: 2 },
    ],
    [
      "a category with two prices",
      { showId: 8, prices: [1, 1, 2].map((category) => ({ category, price: 0 })) },
      { message: "PriceRepeated", value: 1 },
    ],
    [
      "a category out of range",
      { showId: 8, prices: [{ category: 33, price: 1 }] },
      { message: "CategoryOutOfRange", value: 33 },
    ],
    [
      "a price out of range",
      { showId: 8, prices: [{ category: 1, price: 1_000_000_000_001 }] },
      { message: "PriceOutOfRange", value: 1_000_000_000_001 },
    ],
  ])("with %s is refused", (_, changes, rejection) => {
    const host = given();
    expect(host.send("CreateShow", { ...showTerms, ...changes })[0]).toEqual(rejection);
    expect(host.send("Shows")[0]).toMatchObject({ isLast: true, shows: [{ showId: 7, name: "Hamlet" }] });
  });

  test("needs a sealed chart", () => {
    const host = given();
    host.send("CreateChart", { chartId: 2, focalX: 0, focalY: 0, name: "half built" });
    const [rejection] = host.send("CreateShow", { ...showTerms, showId: 8, chartId: 2 });
    expect(rejection).toEqual({ message: "ChartNotSealed", value: 2 });
  });

  test("has its terms and its counts told", () => {
    const host = given();
    buy(host, holdSeats(host, [0, 1])[0].holdId);
    holdPlaces(host, 3);
    expect(host.send("Show", { showId: 7 })[0]).toEqual({
      message: "ShowDetails",
      ...showTerms,
      freeCount: 12,
      heldCount: 3,
      soldCount: 2,
      phase: SalePhase.OnSale,
    });
    expect(host.send("Show", { showId: 8 })[0]).toEqual({ message: "UnknownShow", value: 8 });
    expect(host.send("ChangeSale", { showId: 8, sale: SaleSwitch.Open })[0]).toEqual({
      message: "UnknownShow",
      value: 8,
    });
  });
});

describe("a chart", () => {
  const place = { chartId: 2, firstSeat: 0, rowNumber: 1, sectionNumber: 1, rowName: "A" };
  const seated = { chartId: 2, sectionNumber: 1, sectionKind: SectionKind.Seated, name: "Stalls" };
  const area = { ...seated, sectionKind: SectionKind.GeneralAdmission, category: 1, capacity: 10 };

  /** Chart 2 with one seated section and no seats. */
  function begun(limits: Partial<TicketingLimits> = {}): BoxOfficeHost {
    const host = new BoxOfficeHost(limits);
    host.send("CreateChart", { chartId: 2, focalX: 0, focalY: 0, name: "new" });
    host.send("AddSection", seated);
    return host;
  }

  test.each([
    ["an id that is taken", "CreateChart", { chartId: 2 }, { message: "ChartExists", value: 2 }],
    ["id 0", "CreateChart", { chartId: 0 }, { message: "IdOutOfRange", value: 0 }],
    [
      "a focal point out of range",
      "CreateChart",
      { focalX: -1_000_001 },
      { message: "CoordinateOutOfRange", value: -1_000_001 },
    ],
    ["a section of no chart", "AddSection", { chartId: 3 }, { message: "UnknownChart", value: 3 }],
    ["a section out of turn", "AddSection", { sectionNumber: 1 }, { message: "OutOfTurn", value: 2 }],
    ["seats with a capacity", "AddSection", { capacity: 4 }, { message: "CapacityOutOfRange", value: 4 }],
    [
      "a seated section with a category",
      "AddSection",
      { category: 4 },
      { message: "CategoryOutOfRange", value: 4 },
    ],
    [
      "an area without places",
      "AddSection",
      { ...area, sectionNumber: 2, capacity: 0 },
      { message: "CapacityOutOfRange", value: 0 },
    ],
    [
      "an area without a category",
      "AddSection",
      { ...area, sectionNumber: 2, category: 0 },
      { message: "CategoryOutOfRange", value: 0 },
    ],
    ["seats of no chart", "AddSeats", { chartId: 3 }, { message: "UnknownChart", value: 3 }],
    ["seats of no section", "AddSeats", { sectionNumber: 2 }, { message: "UnknownSection", value: 2 }],
    ["seats added twice", "AddSeats", { firstSeat: 1 }, { message: "OutOfTurn", value: 0 }],
    ["a row out of turn", "AddSeats", { rowNumber: 2 }, { message: "OutOfTurn", value: 1 }],
    [
      "a row to go on with that there is not",
      "AddSeats",
      { rowNumber: 0 },
      { message: "OutOfTurn", value: 1 },
    ],
    ["no seats", "AddSeats", { seats: [] }, { message: "NoSeats" }],
    [
      "a seat to the east of everything",
      "AddSeats",
      { seats: [seat(0, { x: 1_000_001 })] },
      { message: "CoordinateOutOfRange", value: 1_000_001 },
    ],
    [
      "a seat to the south of everything",
      "AddSeats",
      { seats: [seat(0, { y: -1_000_001 })] },
      { message: "CoordinateOutOfRange", value: -1_000_001 },
    ],
    [
      "a seat without a category",
      "AddSeats",
      { seats: [seat(0, { category: 0 })] },
      { message: "CategoryOutOfRange", value: 0 },
    ],
    ["nothing to sell", "SealChart", { chartId: 2 }, { message: "ChartEmpty", value: 2 }],
    ["no existence", "SealChart", { chartId: 3 }, { message: "UnknownChart", value: 3 }],
  ])("with %s is refused", (_, command, changes, rejection) => {
    const host = begun();
    const valid: Record<string, object> = {
      CreateChart: { chartId: 4, focalX: 0, focalY: 0, name: "next" },
      AddSection: { ...seated, sectionNumber: 2 },
      AddSeats: { ...place, seats: [seat(0)] },
      SealChart: {},
    };
    expect(host.send(command, { ...valid[command], ...changes })[0]).toEqual(rejection);
    expect(host.send("Chart", { chartId: 2 })[0]).toMatchObject({ seatCount: 0, isSealed: false });
  });

  test("goes on with a row only under the row's name", () => {
    const host = begun();
    host.send("AddSeats", { ...place, seats: [seat(0)] });
    const more = { ...place, firstSeat: 1, seats: [seat(1)] };
    expect(host.send("AddSeats", { ...more, rowName: "B" })[0]).toEqual({ message: "OutOfTurn", value: 2 });
    expect(host.send("AddSeats", more)[0]).toMatchObject({ seatCount: 2, rowCount: 1 });
  });

  test("takes rows in the order of its sections", () => {
    const host = begun();
    host.send("AddSection", { ...seated, sectionNumber: 2, name: "Balcony" });
    host.send("AddSeats", { ...place, sectionNumber: 2, seats: [seat(0)] });
    const back = { ...place, firstSeat: 1, rowNumber: 2, seats: [seat(1)] };
    expect(host.send("AddSeats", back)[0]).toEqual({ message: "OutOfTurn", value: 2 });
  });

  test("that is sealed never changes", () => {
    const host = begun();
    host.send("AddSeats", { ...place, seats: [seat(0)] });
    host.send("SealChart", { chartId: 2 });
    const rejection = { message: "ChartIsSealed", value: 2 };
    expect(host.send("AddSeats", { ...place, firstSeat: 1, seats: [seat(1)] })[0]).toEqual(rejection);
    expect(host.send("AddSection", { ...seated, sectionNumber: 2 })[0]).toEqual(rejection);
    expect(host.send("SealChart", { chartId: 2 })[0]).toEqual(rejection);
  });

  test("is bounded in every direction", () => {
    const limits = {
      chartsMax: 1,
      sectionsPerChartMax: 1,
      rowsPerChartMax: 1,
      seatsPerChartMax: 3,
      showsMax: 1,
    };
    const host = begun(limits);
    const refused = (bound: number): Message => ({ message: "LimitReached", value: bound });
    expect(host.send("CreateChart", { chartId: 3, focalX: 0, focalY: 0, name: "" })[0]).toEqual(refused(1));
    expect(host.send("AddSection", { ...seated, sectionNumber: 2 })[0]).toEqual(refused(1));
    host.send("AddSeats", { ...place, seats: [seat(0), seat(1)] });
    const more = { ...place, firstSeat: 2, seats: [seat(2), seat(3)] };
    expect(host.send("AddSeats", more)[0]).toEqual(refused(3));
    expect(host.send("AddSeats", { ...more, rowNumber: 2, rowName: "B", seats: [seat(0)] })[0]).toEqual(
      refused(1),
    );
    host.send("SealChart", { chartId: 2 });
    host.send("CreateShow", { ...showTerms, chartId: 2 });
    expect(host.send("CreateShow", { ...showTerms, showId: 8, chartId: 2 })[0]).toEqual(refused(1));
  });

  test("has at most ten thousand seats in a section, so that its image is one reply", () => {
    const host = begun();
    const seats = Array.from({ length: 250 }, (_, index) => seat(index));
    for (let firstSeat = 0; firstSeat < 10_000; firstSeat += 250) {
      host.send("AddSeats", { ...place, firstSeat, seats });
    }
    const [rejection] = host.send("AddSeats", { ...place, firstSeat: 10_000, seats: [seat(0)] });
    expect(rejection).toEqual({ message: "LimitReached", value: 10_000 });
  });

  test("is built by operators", () => {
    const host = begun();
    for (const command of [
      "CreateChart",
      "AddSection",
      "AddSeats",
      "SealChart",
      "CreateShow",
      "ChangeSale",
    ]) {
      const value = {
        ...showTerms,
        ...area,
        ...place,
        focalX: 0,
        focalY: 0,
        seats: [],
        sale: SaleSwitch.Open,
      };
      expect(reply(host.send(command, value, customer(2)))).toBe("Forbidden");
    }
  });

  test("has its sections and seats told", () => {
    const host = given();
    expect(host.send("Chart", { chartId: 1 })[0]).toEqual({
      message: "ChartDetails",
      chartId: 1,
      focalX: 0,
      focalY: -1,
      seatCount: 12,
      isSealed: true,
      sections: [
        { firstSeat: 0, seatCount: 12, capacity: 0, sectionKind: SectionKind.Seated, name: "Stalls" },
        {
          firstSeat: 12,
          seatCount: 0,
          capacity: 5,
          sectionKind: SectionKind.GeneralAdmission,
          category: 2,
          name: "Standing",
        },
      ],
      name: "Hall",
    });
    const [some] = host.send("SectionSeats", { chartId: 1, sectionNumber: 1, fromSeat: 10 });
    expect(some).toMatchObject({
      firstSeat: 10,
      isLast: true,
      seats: [
        { row: 2, rowName: "B", label: "5", x: 4, y: 1 },
        { row: 2, rowName: "B", label: "6", besidePrevious: true },
      ],
    });
    expect(reply(host.send("SectionSeats", { chartId: 1, sectionNumber: 2 }))).toBe("UnknownSection");
    expect(reply(host.send("SectionSeats", { chartId: 3, sectionNumber: 1 }))).toBe("UnknownChart");
    expect(reply(host.send("Chart", { chartId: 3 }))).toBe("UnknownChart");
  });

  test("tells the seats of a long section in pieces", () => {
    const host = begun();
    const seats = Array.from({ length: 200 }, (_, index) => seat(index));
    for (const firstSeat of [0, 200]) host.send("AddSeats", { ...place, firstSeat, seats });
    const [first] = host.send("SectionSeats", { chartId: 2, sectionNumber: 1 });
    expect(first).toMatchObject({ firstSeat: 0, isLast: false });
    expect(first.seats).toHaveLength(256);
    const [rest] = host.send("SectionSeats", { chartId: 2, sectionNumber: 1, fromSeat: 256 });
    expect(rest).toMatchObject({ firstSeat: 256, isLast: true });
    expect(rest.seats).toHaveLength(144);
  });
});

describe("special seats", () => {
  const special: HallPlan = {
    ...hall,
    sections: [
      {
        name: "Stalls",
        rows: [
          {
            name: "A",
            seats: [
              seat(0, { attributes: SeatAttributes.House }),
              seat(1, { attributes: SeatAttributes.Blocked }),
              seat(2, { attributes: SeatAttributes.Accessible }),
              seat(3, { attributes: SeatAttributes.Companion }),
              seat(4),
              seat(5),
            ],
          },
        ],
      },
      hall.sections[1],
    ],
  };

  test("of the house are held by operators only, and go back to the house", () => {
    const host = given({}, special);
    expect(holdSeats(host, [0])[0]).toEqual({ message: "SeatNotForSale", value: 0 });
    const [{ holdId }] = holdSeats(host, [0], 2, operator);
    expect(drawing(host)).toBe("hx....");
    release(host, holdId);
    expect(drawing(host)).toBe("ox....");
  });

  test("that are blocked are sold to nobody", () => {
    const host = given({}, special);
    expect(holdSeats(host, [1], 2, operator)[0]).toEqual({ message: "SeatNotForSale", value: 1 });
  });

  test("are found for those who say that they need them", () => {
    const host = given({}, special);
    expect(holdBest(host, 2)[0]).toMatchObject({ seats: [{ seat: 4 }, { seat: 5 }] });
    const attributesAllowed = SeatAttributes.Accessible | SeatAttributes.Companion;
    expect(holdBest(host, 2, { attributesAllowed })[0]).toMatchObject({ seats: [{ seat: 2 }, { seat: 3 }] });
  });
});
