import { describe, expect, test } from "vitest";
import {
  type Calendar,
  CalendarError,
  parseDays,
  parseHolidays,
  resolveCalendar,
  resolveInstant,
} from "../calendar.ts";

const HOUR = 3_600_000_000;

function calendar(changes: Partial<Calendar>): Calendar {
  return {
    zone: "America/New_York",
    open: "09:30",
    close: "16:00",
    isOvernight: false,
    days: parseDays("mon-fri"),
    from: "2024-03-04",
    to: "2024-03-15",
    holidays: new Set(),
    disambiguation: "compatible",
    ...changes,
  };
}

/** A whole day, from midnight to midnight. */
function day(zone: string, date: string, changes: Partial<Calendar> = {}) {
  const days = parseDays("mon-sun");
  return resolveCalendar(
    calendar({ zone, days, open: "00:00", close: "24:00", from: date, to: date, ...changes }),
  )[0]!;
}

const hoursOf = ({ opensAtUs, closesAtUs }: { opensAtUs: number; closesAtUs: number }) =>
  (closesAtUs - opensAtUs) / HOUR;
const utc = (us: number) => new Date(us / 1_000).toISOString();

describe("a calendar", () => {
  test("has a session on each of its days, and the clocks' change moves them in UTC only", () => {
    const sessions = resolveCalendar(calendar({}));
    expect(sessions).toHaveLength(10);
    expect(sessions.every((session) => hoursOf(session) === 6.5 && session.notes.length === 0)).toBe(true);
    expect(utc(sessions[4]!.opensAtUs)).toBe("2024-03-08T14:30:00.000Z");
    expect(utc(sessions[5]!.opensAtUs)).toBe("2024-03-11T13:30:00.000Z");
    expect(sessions[5]!.opens).toBe("2024-03-11T09:30-04:00");
  });

  test("leaves out holidays and other days of the week", () => {
    const holidays = parseHolidays("2024-03-06 # founders\n\n# nothing\n2024-03-08\n");
    const dates = resolveCalendar(calendar({ days: parseDays("wed,fri-sat"), holidays })).map(
      ({ date }) => date,
    );
    expect(dates).toEqual(["2024-03-09", "2024-03-13", "2024-03-15"]);
  });

  test("has sessions over midnight when it is told so", () => {
    const [first] = resolveCalendar(calendar({ open: "18:00", close: "17:00", isOvernight: true }));
    expect([first!.opens, first!.closes]).toEqual(["2024-03-04T18:00-05:00", "2024-03-05T17:00-05:00"]);
  });
});

describe("a day", () => {
  test.each([
    ["of 23 hours", "America/New_York", "2024-03-10", 23],
    ["of 25 hours", "America/New_York", "2024-11-03", 25],
    ["of 23.5 hours", "Australia/Lord_Howe", "2024-10-06", 23.5],
    ["of 24 hours beside them", "America/New_York", "2024-03-11", 24],
    ["that begins at 01:00, because midnight is skipped", "America/Santiago", "2024-09-08", 23],
    ["in which midnight comes twice", "America/Havana", "2024-11-03", 25],
  ])("%s is as long as it is", (_what, zone, date, hours) => {
    expect(hoursOf(day(zone, date))).toBe(hours);
  });

  test("that a zone left out altogether cannot be a session", () => {
    // Samoa went over the date line: after 29 December 2011 came the 31st.
    expect(() => day("Pacific/Apia", "2011-12-30")).toThrow(
      "would close at 2011-12-31T00:00+14:00, not after it opens",
    );
  });

  test("is resolved by the rules that the zone had then", () => {
    const opens = (date: string) => utc(day("Europe/Istanbul", date).opensAtUs);
    // Until 2016 clocks were put back in November; since then they are not.
    expect(opens("2015-12-01")).toBe("2015-11-30T22:00:00.000Z");
    expect(opens("2016-12-01")).toBe("2016-11-30T21:00:00.000Z");
    // The United States moved the change from April to March in 2007.
    expect(utc(resolveInstant("2006-03-20T12:00", "America/New_York", "reject"))).toBe(
      "2006-03-20T17:00:00.000Z",
    );
    expect(utc(resolveInstant("2007-03-20T12:00", "America/New_York", "reject"))).toBe(
      "2007-03-20T16:00:00.000Z",
    );
  });
});

describe("a time that the zone", () => {
  const santiago = (disambiguation: Calendar["disambiguation"]) =>
    day("America/Santiago", "2024-09-08", { close: "12:00", disambiguation });
  const newYork = (disambiguation: Calendar["disambiguation"]) =>
    day("America/New_York", "2024-11-03", { open: "01:30", close: "12:00", disambiguation });

  test("skips is what the option says, and is noted", () => {
    expect(santiago("compatible").opens).toBe("2024-09-08T01:00-03:00");
    expect(santiago("later").opens).toBe("2024-09-08T01:00-03:00");
    expect(santiago("earlier").opens).toBe("2024-09-07T23:00-04:00");
    expect(santiago("compatible").notes).toEqual([
      "2024-09-08T00:00 does not exist in America/Santiago: taken as 2024-09-08T01:00-03:00 (compatible)",
    ]);
  });

  test("has twice is what the option says, and is noted", () => {
    expect(newYork("compatible").opens).toBe("2024-11-03T01:30-04:00");
    expect(newYork("earlier").opens).toBe("2024-11-03T01:30-04:00");
    expect(newYork("later").opens).toBe("2024-11-03T01:30-05:00");
    expect(newYork("later").notes).toEqual([
      "2024-11-03T01:30 is there twice in America/New_York: taken as 2024-11-03T01:30-05:00 (later)",
    ]);
  });

  test("skips or has twice is refused when the option says so", () => {
    expect(() => santiago("reject")).toThrow(
      "2024-09-08T00:00 does not exist in America/Santiago: 2024-09-07T23:00-04:00 and 2024-09-08T01:00-03:00 are near it",
    );
    expect(() => newYork("reject")).toThrow("2024-11-03T01:30 is there twice in America/New_York");
  });
});

describe("what cannot be a calendar is refused, with what to write:", () => {
  test.each<[string, Partial<Calendar>, string]>([
    [
      "an unknown zone",
      { zone: "America/Gotham" },
      'there is no zone "America/Gotham"; write one of the IANA data base',
    ],
    ["an offset for a zone", { zone: "-05:00" }, 'there is no zone "-05:00"'],
    [
      "a close before the open",
      { close: "09:00" },
      "--close is 09:00, not after --open, 09:30; say --overnight",
    ],
    ["a close at the open", { close: "09:30" }, "--close is 09:30, not after --open"],
    ["a time of day that is none", { open: "9:30" }, '--open is "9:30"; write a time of day, such as 09:30'],
    ["an hour that is none", { close: "25:00" }, '--close is "25:00"'],
    ["minutes after 24:00", { close: "24:01" }, '--close is "24:01"'],
    ["a malformed date", { from: "2026-3-2" }, '--from is "2026-3-2"; write a date, such as 2026-03-02'],
    ["a date that is none", { to: "2026-02-30" }, '--to is "2026-02-30"; write a date'],
    ["an end before the beginning", { to: "2024-03-01" }, "--to is 2024-03-01, before --from, 2024-03-04"],
    ["too many sessions", { to: "2034-03-01" }, "there are more than 1000 sessions until 2034-03-01"],
    [
      "sessions that meet",
      { open: "09:00", close: "10:00", isOvernight: true },
      "the session of 2024-03-04 is not over when that of 2024-03-05 opens",
    ],
  ])("%s", (_what, changes, message) => {
    expect(() => resolveCalendar(calendar(changes))).toThrow(CalendarError);
    expect(() => resolveCalendar(calendar(changes))).toThrow(message);
  });

  test("days, holidays and instants that are none", () => {
    expect(() => parseDays("mon-fry")).toThrow('"mon-fry" is no day; write mon, tue');
    expect(() => parseDays("mon-tue-wed")).toThrow('"mon-tue-wed" is no day');
    expect(() => parseHolidays("2026-03-04\n04.03.2026")).toThrow('line 2 of the holidays is "04.03.2026"');
    expect(() => resolveInstant("tomorrow", "Europe/Berlin", "reject")).toThrow(
      '"tomorrow" is no date and time',
    );
  });
});
