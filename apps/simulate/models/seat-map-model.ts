import type { SequentialModel } from "@lockstep/cluster/simulator/checkers/sequential-model";

/** Commands and queries about seats of one section of one show. Seats are counted within the section, from 0. */
export type SeatInput =
  | { readonly kind: "hold"; readonly section: string; readonly seats: readonly number[] }
  | { readonly kind: "release" | "buy"; readonly section: string; readonly holdId: number }
  | { readonly kind: "map"; readonly section: string };

export type SeatOutput =
  | { readonly kind: "held"; readonly holdId: number }
  /** Seats of the hold are free again, or sold. */
  | { readonly kind: "done" }
  /** One of the seats was held or sold; of release and buy: the hold is not pending. */
  | { readonly kind: "taken" }
  /** Turned away for a reason that seats have no part in, or only neighbours. It says nothing and changes nothing. */
  | { readonly kind: "refused" }
  /** One letter for each seat: `f` free, `h` held, `s` sold. */
  | { readonly kind: "map"; readonly seats: string };

/** Of each seat: FREE, SOLD, or the name of the hold that has it. */
export type SeatState = readonly string[];

const FREE = "f";
const SOLD = "s";

/**
 * The seats of one section: a seat has one hold at a time, and what is sold stays sold. The office chooses the ids of
 * holds, so they are taken from the replies; a hold whose reply nobody saw has a name that nobody can ask for.
 *
 * When holds may time out, they do so unseen: a hold is taken to have timed out when a reply says what is possible
 * only then. (That the deadline had passed is not checked here: the fast check replays it with the log's time.)
 */
export function seatMapModel(
  seatCount: number,
  { holdsTimeOut }: { readonly holdsTimeOut: boolean },
): SequentialModel<SeatState, SeatInput, SeatOutput> {
  return {
    initial: Array.from({ length: seatCount }, () => FREE),
    step(state, input, output) {
      if (output?.kind === "refused") return [state];
      if (input.kind === "hold") return hold(state, input.seats, output, holdsTimeOut);
      if (input.kind === "map") return map(state, output, holdsTimeOut);
      return end(state, input, output, holdsTimeOut);
    },
    identify: (state) => state.join(" "),
    partitionOf: ({ section }) => section,
  };
}

function hold(
  state: SeatState,
  seats: readonly number[],
  output: SeatOutput | undefined,
  holdsTimeOut: boolean,
): SeatState[] {
  const inTheWay = new Set(seats.map((seat) => state[seat]!).filter((name) => name !== FREE));
  const mayTake = inTheWay.size === 0 || (holdsTimeOut && !inTheWay.has(SOLD));
  const name = output?.kind === "held" ? `h${output.holdId}` : `h?${seats.join()}`;
  const taken = () =>
    state.map((now, seat) => {
      if (seats.includes(seat)) return name;
      return inTheWay.has(now) ? FREE : now;
    });
  // An id is given once; a second time would merge two holds.
  const isNew = !state.includes(name);
  if (output === undefined) return mayTake ? [state, taken()] : [state];
  if (output.kind === "held") return mayTake && isNew ? [taken()] : [];
  return output.kind === "taken" && inTheWay.size > 0 ? [state] : [];
}

function end(
  state: SeatState,
  { kind, holdId }: SeatInput & { readonly kind: "release" | "buy" },
  output: SeatOutput | undefined,
  holdsTimeOut: boolean,
): SeatState[] {
  const name = `h${holdId}`;
  const becomes = (after: string) => state.map((now) => (now === name ? after : now));
  const isPending = state.includes(name);
  const done = isPending ? [becomes(kind === "buy" ? SOLD : FREE)] : [];
  const notPending = isPending ? (holdsTimeOut ? [becomes(FREE)] : []) : [state];
  if (output === undefined) return [state, ...done, ...notPending];
  if (output.kind === "done") return done;
  return output.kind === "taken" ? notPending : [];
}

function map(state: SeatState, output: SeatOutput | undefined, holdsTimeOut: boolean): SeatState[] {
  if (output === undefined) return [state];
  if (output.kind !== "map" || output.seats.length !== state.length) return [];
  const seen = output.seats.split("");
  const timedOut = new Set(state.filter((name, seat) => name.startsWith("h") && seen[seat] === FREE));
  if (timedOut.size > 0 && !holdsTimeOut) return [];
  const after = state.map((name) => (timedOut.has(name) ? FREE : name));
  return after.every((name, seat) => name.charAt(0) === seen[seat]) ? [after] : [];
}
