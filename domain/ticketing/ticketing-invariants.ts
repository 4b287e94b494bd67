import { type BoxOffice, noSection, priceOf } from "./box-office.ts";
import { type Show, noSeat } from "./show.ts";
import { HoldStatus, SeatState, TicketStatus } from "./ticketing-messages.ts";

/** What holds and tickets say of one show, counted anew. */
interface Claims {
  /** The pending hold, or the valid ticket, of each seat. */
  readonly holdOfSeat: Map<number, number>;
  readonly ticketOfSeat: Map<number, number>;
  readonly areaHeld: number[];
  readonly areaSold: number[];
  readonly accountSeats: Map<number, number>;
}

/**
 * Works everything out again from holds and tickets and compares: nothing is oversold, each held seat
 * has exactly one pending hold, each sold seat exactly one valid ticket, counts and summaries are true.
 * @returns what is not so, in words
 */
export function violations(office: BoxOffice): string[] {
  const found: string[] = [];
  const claims = new Map<number, Claims>();
  for (const [showId, show] of office.shows) {
    const sections = show.plan.chart.sections.map(() => 0);
    claims.set(showId, {
      holdOfSeat: new Map(),
      ticketOfSeat: new Map(),
      areaHeld: [...sections],
      areaSold: [...sections],
      accountSeats: new Map(),
    });
  }
  claimHolds(office, claims, found);
  claimTickets(office, claims, found);
  for (const [showId, show] of office.shows) {
    found.push(...compare(show, claims.get(showId)!).map((wrong) => `show ${showId}: ${wrong}`));
  }
  return found;
}

function claimHolds(office: BoxOffice, claims: Map<number, Claims>, found: string[]): void {
  const { holds } = office;
  let pendingCount = 0;
  for (let slot = 0; slot < holds.capacity; slot++) {
    if (holds.id[slot] === 0 || holds.status[slot] !== HoldStatus.Pending) continue;
    const holdId = holds.id[slot];
    pendingCount++;
    if (holds.find(holdId) !== slot) found.push(`hold ${holdId} is in slot ${slot}, where none looks`);
    const show = office.showOf(slot);
    const claim = claims.get(holds.showId[slot])!;
    const count = holds.count[slot];
    const area = holds.area[slot];
    add(claim.accountSeats, holds.accountId[slot], count);
    if (area !== noSection) {
      claim.areaHeld[area] += count;
      continue;
    }
    let seats = 0;
    let amount = 0;
    for (let seat = holds.firstSeat[slot]; seat !== noSeat; seat = show.nextSeat[seat]) {
      if (claim.holdOfSeat.has(seat)) found.push(`seat ${seat} has two holds`);
      claim.holdOfSeat.set(seat, holdId);
      amount += priceOf(show, seat, noSection);
      if (++seats > count) break;
    }
    if (seats !== count) found.push(`hold ${holdId} has ${seats} seats, not ${count}`);
    if (amount !== holds.amount[slot]) found.push(`hold ${holdId} does not cost ${amount}`);
  }
  if (pendingCount !== holds.pendingCount) found.push(`${pendingCount} holds, counted ${holds.pendingCount}`);
}

function claimTickets(office: BoxOffice, claims: Map<number, Claims>, found: string[]): void {
  const { tickets } = office;
  for (let ticketId = 1; ticketId <= tickets.count; ticketId++) {
    if (tickets.status[ticketId] !== TicketStatus.Valid) continue;
    const claim = claims.get(tickets.showId[ticketId])!;
    const seat = tickets.seat[ticketId];
    add(claim.accountSeats, tickets.accountId[ticketId], 1);
    if (seat === noSeat) claim.areaSold[tickets.section[ticketId]]++;
    else if (claim.ticketOfSeat.has(seat)) found.push(`seat ${seat} has two tickets`);
    else claim.ticketOfSeat.set(seat, ticketId);
  }
}

function compare(show: Show, claims: Claims): string[] {
  const found: string[] = [];
  const { plan } = show;
  const fresh = plan.chart.sections.map((section) => section.capacity);
  let freeCount = 0;
  for (let seat = 0; seat < plan.seatCount; seat++) {
    const holdId = claims.holdOfSeat.get(seat);
    const ticketId = claims.ticketOfSeat.get(seat);
    if (holdId !== undefined && ticketId !== undefined) found.push(`seat ${seat} is held and sold`);
    const state =
      ticketId !== undefined
        ? SeatState.Sold
        : holdId !== undefined
          ? SeatState.Held
          : plan.restingState[seat];
    if (show.state[seat] !== state) found.push(`seat ${seat} is ${show.state[seat]}, not ${state}`);
    const owner = ticketId ?? holdId ?? 0;
    if (show.owner[seat] !== owner) found.push(`seat ${seat} is of ${show.owner[seat]}, not of ${owner}`);
    if (holdId === undefined && show.nextSeat[seat] !== noSeat) found.push(`seat ${seat} is in a list`);
    if (state !== SeatState.Free) continue;
    freeCount++;
    fresh[show.sectionOf(seat)]++;
  }
  if (show.freeCount !== freeCount) found.push(`${freeCount} seats are free, counted ${show.freeCount}`);
  for (let section = 0; section < plan.sectionCount; section++) {
    const capacity = plan.sectionCapacity[section];
    const held = claims.areaHeld[section];
    const sold = claims.areaSold[section];
    const free = fresh[section] - held - sold;
    if (capacity > 0 && held + sold > capacity) found.push(`section ${section + 1} is oversold`);
    if (show.areaHeld[section] !== held) found.push(`section ${section + 1} has ${held} places held`);
    if (show.areaSold[section] !== sold) found.push(`section ${section + 1} has ${sold} places sold`);
    if (show.sectionFree[section] !== free) found.push(`section ${section + 1} has ${free} free`);
  }
  for (let row = 0; row < plan.rowCount; row++) {
    const { longestRun, nearestFree } = summaryOf(show, row);
    if (show.rowLongestRun[row] !== longestRun) found.push(`row ${row} has a run of ${longestRun}`);
    if (show.rowNearestFree[row] !== nearestFree) found.push(`row ${row} has a free seat at ${nearestFree}`);
  }
  const counted = show.accountCounts();
  if (counted.size !== claims.accountSeats.size) found.push("an account is counted that has no seat");
  for (const [accountId, count] of claims.accountSeats) {
    if (counted.get(accountId) !== count) found.push(`account ${accountId} has ${count} seats`);
    if (count > show.terms.accountSeatsMax) found.push(`account ${accountId} is above the limit`);
  }
  return found;
}

function summaryOf(show: Show, row: number): { longestRun: number; nearestFree: number } {
  const { rowFirstSeat, besidePrevious, distance } = show.plan;
  const runs = [0];
  let nearestFree = Infinity;
  for (let seat = rowFirstSeat[row]; seat < rowFirstSeat[row + 1]; seat++) {
    const isFree = show.state[seat] === SeatState.Free;
    if (!isFree || besidePrevious[seat] === 0) runs.push(0);
    if (!isFree) continue;
    runs[runs.length - 1]++;
    nearestFree = Math.min(nearestFree, distance[seat]);
  }
  return { longestRun: Math.max(...runs), nearestFree };
}

function add(counts: Map<number, number>, key: number, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
