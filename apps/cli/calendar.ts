import { Temporal } from "temporal-polyfill";

/**
 * Which instant is meant by a time of day that a zone skips, or has twice. "compatible" is what calendars of people do:
 * the later one of a time that is skipped, the earlier one of a time that is there twice.
 */
export const DISAMBIGUATIONS = ["compatible", "earlier", "later", "reject"] as const;
export type Disambiguation = (typeof DISAMBIGUATIONS)[number];

/** When a market trades, as people say it: from an opening to a closing time on certain days, in a zone. */
export interface Calendar {
  /** Of the IANA data base: America/New_York. */
  readonly zone: string;
  /** 09:30; up to 24:00, where a session ends at midnight. */
  readonly open: string;
  readonly close: string;
  /** It closes on the day after it opened. */
  readonly isOvernight: boolean;
  /** ISO numbers, Monday is 1. */
  readonly days: ReadonlySet<number>;
  /** Both are dates, 2026-03-02, and part of it. */
  readonly from: string;
  readonly to: string;
  readonly holidays: ReadonlySet<string>;
  readonly disambiguation: Disambiguation;
}

/** A session as instants: what enters the log. */
export interface ResolvedSession {
  /** The date on which it opens. */
  readonly date: string;
  readonly opensAtUs: number;
  readonly closesAtUs: number;
  /** With the zone's offset, for people. */
  readonly opens: string;
  readonly closes: string;
  /** What about its times was not what the clock on the wall would let one expect. */
  readonly notes: readonly string[];
}

/** What a person wrote cannot be a calendar; says the value and what to write instead. */
export class CalendarError extends Error {
  override readonly name = "CalendarError";
}

const DAY_NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const SESSIONS_MAX = 1_000;

/**
 * The sessions of a calendar as instants, by the rules of the zone that this machine knows: those rules may be another
 * tomorrow, so the result goes into the log and not the calendar.
 *
 * @throws CalendarError
 */
export function resolveCalendar(calendar: Calendar): ResolvedSession[] {
  const [open, close] = [parseTime(calendar.open, "--open"), parseTime(calendar.close, "--close")];
  const [from, to] = [parseDate(calendar.from, "--from"), parseDate(calendar.to, "--to")];
  checkZone(calendar.zone);
  if (!calendar.isOvernight && calendar.close <= calendar.open) {
    const advice = "say --overnight when it ends on the next day";
    throw new CalendarError(`--close is ${calendar.close}, not after --open, ${calendar.open}; ${advice}`);
  }
  if (Temporal.PlainDate.compare(from, to) > 0) {
    throw new CalendarError(`--to is ${calendar.to}, before --from, ${calendar.from}`);
  }
  const dates: Temporal.PlainDate[] = [];
  for (let date = from; Temporal.PlainDate.compare(date, to) <= 0; date = date.add({ days: 1 })) {
    if (!calendar.days.has(date.dayOfWeek) || calendar.holidays.has(date.toString())) continue;
    if (dates.length === SESSIONS_MAX) {
      throw new CalendarError(
        `there are more than ${SESSIONS_MAX} sessions until ${calendar.to}; say an earlier --to`,
      );
    }
    dates.push(date);
  }
  const sessions = dates.map((date) => resolveSession(calendar, date, open, close));
  sessions.forEach((session, n) => {
    const before = sessions[n - 1];
    if (before === undefined || before.closesAtUs <= session.opensAtUs) return;
    throw new CalendarError(`the session of ${before.date} is not over when that of ${session.date} opens`);
  });
  return sessions;
}

/**
 * One time on the wall as an instant, in microseconds since 1970: when a sale begins.
 * @param text 2026-03-08T10:00
 * @throws CalendarError
 */
export function resolveInstant(text: string, zone: string, disambiguation: Disambiguation): number {
  checkZone(zone);
  let wall: Temporal.PlainDateTime;
  try {
    wall = Temporal.PlainDateTime.from(text, { overflow: "reject" });
  } catch {
    throw new CalendarError(`"${text}" is no date and time; write 2026-03-08T10:00`);
  }
  return microseconds(resolve(wall, zone, disambiguation).instant);
}

/** `mon-fri`, `sat,sun`, `mon-wed,fri`. @throws CalendarError */
export function parseDays(text: string): Set<number> {
  const days = new Set<number>();
  for (const part of text.toLowerCase().split(",")) {
    const [first = "", last = first, ...rest] = part.split("-");
    const [begin, end] = [DAY_NAMES.indexOf(first), DAY_NAMES.indexOf(last)];
    if (begin < 0 || end < 0 || rest.length > 0) {
      throw new CalendarError(
        `"${part}" is no day; write ${DAY_NAMES.join(", ")}, or a range such as mon-fri`,
      );
    }
    for (let day = begin; ; day = (day + 1) % 7) {
      days.add(day + 1);
      if (day === end) break;
    }
  }
  return days;
}

/** A date a line; what follows a # is for people. @throws CalendarError naming the line */
export function parseHolidays(text: string): Set<string> {
  const lines = text.split("\n").map((line) => line.replace(/#.*/, "").trim());
  return new Set(
    lines.flatMap((line, n) =>
      line === "" ? [] : [parseDate(line, `line ${n + 1} of the holidays`).toString()],
    ),
  );
}

interface WallTime {
  readonly days: number;
  readonly time: Temporal.PlainTime;
}

function resolveSession(
  calendar: Calendar,
  date: Temporal.PlainDate,
  open: WallTime,
  close: WallTime,
): ResolvedSession {
  const { zone, disambiguation, isOvernight } = calendar;
  const opening = date.add({ days: open.days }).toPlainDateTime(open.time);
  const closing = date.add({ days: close.days + (isOvernight ? 1 : 0) }).toPlainDateTime(close.time);
  const [opens, closes] = [resolve(opening, zone, disambiguation), resolve(closing, zone, disambiguation)];
  const [opensAtUs, closesAtUs] = [microseconds(opens.instant), microseconds(closes.instant)];
  if (closesAtUs <= opensAtUs) {
    throw new CalendarError(
      `on ${date.toString()} the session would close at ${closes.text}, not after it opens at ${opens.text}`,
    );
  }
  const notes = [...opens.notes, ...closes.notes];
  return { date: date.toString(), opensAtUs, closesAtUs, opens: opens.text, closes: closes.text, notes };
}

interface Resolved {
  readonly instant: Temporal.Instant;
  readonly text: string;
  readonly notes: readonly string[];
}

/** @throws CalendarError when the zone has no such time, or two, and nothing says what is meant */
function resolve(wall: Temporal.PlainDateTime, zone: string, disambiguation: Disambiguation): Resolved {
  const [earlier, later] = (["earlier", "later"] as const).map((which) =>
    wall.toZonedDateTime(zone, { disambiguation: which }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  const isPlain = earlier.equals(later);
  const isSkipped = !isPlain && !earlier.toPlainDateTime().equals(wall);
  const what = `${wall.toString({ smallestUnit: "minute" })} ${isSkipped ? "does not exist" : "is there twice"} in ${zone}`;
  if (!isPlain && disambiguation === "reject") {
    throw new CalendarError(
      `${what}: ${spoken(earlier)} and ${spoken(later)} are near it; say --disambiguation earlier or later, or another time`,
    );
  }
  const meant = wall.toZonedDateTime(zone, { disambiguation });
  const notes = isPlain ? [] : [`${what}: taken as ${spoken(meant)} (${disambiguation})`];
  return { instant: meant.toInstant(), text: spoken(meant), notes };
}

function spoken(time: Temporal.ZonedDateTime): string {
  return time.toString({ smallestUnit: "minute", timeZoneName: "never" });
}

function microseconds(instant: Temporal.Instant): number {
  return instant.epochMilliseconds * 1_000;
}

function parseTime(text: string, option: string): WallTime {
  const match = /^(\d\d):(\d\d)$/.exec(text);
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
  const isMidnight = hour === 24 && minute === 0;
  if (match === null || minute > 59 || (hour > 23 && !isMidnight)) {
    throw new CalendarError(`${option} is "${text}"; write a time of day, such as 09:30, up to 24:00`);
  }
  return { days: isMidnight ? 1 : 0, time: new Temporal.PlainTime(isMidnight ? 0 : hour, minute) };
}

function parseDate(text: string, option: string): Temporal.PlainDate {
  const wrong = new CalendarError(`${option} is "${text}"; write a date, such as 2026-03-02`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) throw wrong;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch {
    throw wrong;
  }
}

function checkZone(zone: string): void {
  // An offset such as +01:00 would be taken too, and has no rules.
  const isNamed = /^[A-Za-z]/.test(zone);
  try {
    if (isNamed) return void Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
  } catch {
    // Said below.
  }
  throw new CalendarError(
    `there is no zone "${zone}"; write one of the IANA data base, such as America/New_York`,
  );
}
