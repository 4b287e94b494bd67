import type { SequentialModel } from "@lockstep/cluster/simulator/checkers/sequential-model";

/**
 * Commands and queries about seats of one section of one show. Seats are counted within the section, from 0. The
 * cluster's time when it was applied, where the recorder knows it, tells which holds have timed out.
 */
export type SeatInput = { readonly section: string; readonly nowUs?: number } & (
  | { readonly kind: "hold"; readonly seats: readonly number[] }
  | { readonly kind: "release" | "buy" | "extend"; readonly holdId: number }
  | { readonly kind: "refund"; readonly tickets: readonly number[] }
  | { readonly kind: "map" }
);

export type SeatOutput =
  | {
      readonly kind: "held";
      readonly holdId: number;
      readonly deadlineUs?: number;
      /** Of this section, ascending. */
      readonly seats?: readonly number[];
    }
  /** Seats of the hold are free again, sold, or held longer; seats of the tickets are free again. */
  | { readonly kind: "done"; readonly deadlineUs?: number; readonly tickets?: readonly number[] }
  /** One of the seats was held or sold; of release, buy and extend: the hold is not pending. */
  | { readonly kind: "taken" }
  /** Turned away for a reason that seats have no part in, or only neighbours. It says nothing and changes nothing. */
  | { readonly kind: "refused" }
  /** One letter for each seat: `f` free, `h` held, `s` sold. */
  | { readonly kind: "map"; readonly seats: string };

/** Of each seat: FREE, or who has it: `h` and the hold, with its deadline if known; `s`, with the ticket if known. */
export type SeatState = readonly string[];

const FREE = "f";
const SOLD = "s";

/**
 * The seats of one section: a seat has one hold at a time, and what is sold stays sold until its ticket is given back.
 * The office chooses the ids of holds and tickets, so they are taken from the replies; a hold whose reply nobody saw
 * has a name that nobody can ask for.
 *
 * Where the recorder knows deadlines and the time, holds time out exactly then. Elsewhere, and if `holdsTimeOut`, they
 * do so unseen: a hold is taken to have timed out when a reply says what is possible only then.
 */
export function seatMapModel(
  seatCount: number,
  { holdsTimeOut }: { readonly holdsTimeOut: boolean },
): SequentialModel<SeatState, SeatInput, SeatOutput> {
  return {
    initial: Array.from({ length: seatCount }, () => FREE),
    step(before, input, output) {
      const state = withoutTimedOut(before, input.nowUs);
      const mayTimeOut = (name: string): boolean =>
        holdsTimeOut && (input.nowUs === undefined || deadlineOf(name) === undefined);
      if (output?.kind === "refused") return [state];
      switch (input.kind) {
        case "hold":
          return hold(state, input.seats, output, mayTimeOut);
        case "map":
          return map(state, output, mayTimeOut);
        case "refund":
          return refund(state, input.tickets, output);
        default:
          return change(state, input.kind, input.holdId, output, mayTimeOut);
      }
    },
    identify: (state) => state.join(" "),
    partitionOf: ({ section }) => section,
  };
}

type MayTimeOut = (name: string) => boolean;

function hold(
  state: SeatState,
  seats: readonly number[],
  output: SeatOutput | undefined,
  mayTimeOut: MayTimeOut,
): SeatState[] {
  const inTheWay = new Set(seats.map((seat) => state[seat]!).filter((name) => name !== FREE));
  const mayTake = [...inTheWay].every((name) => isHeld(name) && mayTimeOut(name));
  const name = output?.kind === "held" ? holdName(output.holdId, output.deadlineUs) : `h?${seats.join()}`;
  const taken = (): string[] =>
    state.map((now, seat) => {
      if (seats.includes(seat)) return name;
      return inTheWay.has(now) ? FREE : now;
    });
  if (output === undefined) return mayTake ? [state, taken()] : [state];
  if (output.kind === "taken") return inTheWay.size > 0 ? [state] : [];
  if (output.kind !== "held" || !mayTake) return [];
  if (output.seats !== undefined && output.seats.join() !== seats.toSorted((a, b) => a - b).join()) return [];
  // An id is given once; a second time would merge two holds.
  return findHold(state, output.holdId) === undefined ? [taken()] : [];
}

function change(
  state: SeatState,
  kind: "release" | "buy" | "extend",
  holdId: number,
  output: SeatOutput | undefined,
  mayTimeOut: MayTimeOut,
): SeatState[] {
  const name = findHold(state, holdId);
  const tickets = output?.kind === "done" ? output.tickets : undefined;
  const deadlineUs = output?.kind === "done" ? output.deadlineUs : undefined;
  const become = (after: (nth: number) => string): string[] => {
    let nth = 0;
    return state.map((now) => (now === name ? after(nth++) : now));
  };
  const after = {
    release: () => FREE,
    buy: (nth: number) => `${SOLD}${tickets?.[nth] ?? ""}`,
    extend: () => holdName(holdId, deadlineUs),
  };
  const done = name === undefined ? [] : [become(after[kind])];
  const notPending = name === undefined ? [state] : mayTimeOut(name) ? [become(() => FREE)] : [];
  if (output === undefined) return [state, ...done, ...notPending];
  if (output.kind === "taken") return notPending;
  return output.kind === "done" ? done : [];
}

function refund(state: SeatState, tickets: readonly number[], output: SeatOutput | undefined): SeatState[] {
  const names = tickets.map((ticket) => `${SOLD}${ticket}`);
  const isValid = names.every((name) => state.includes(name));
  const freed = isValid ? [state.map((name) => (names.includes(name) ? FREE : name))] : [];
  if (output === undefined) return [state, ...freed];
  return output.kind === "done" ? freed : [];
}

function map(state: SeatState, output: SeatOutput | undefined, mayTimeOut: MayTimeOut): SeatState[] {
  if (output === undefined) return [state];
  if (output.kind !== "map" || output.seats.length !== state.length) return [];
  const seen = output.seats.split("");
  const timedOut = new Set(state.filter((name, seat) => isHeld(name) && seen[seat] === FREE));
  if (![...timedOut].every(mayTimeOut)) return [];
  const after = state.map((name) => (timedOut.has(name) ? FREE : name));
  return after.every((name, seat) => name.charAt(0) === seen[seat]) ? [after] : [];
}

function withoutTimedOut(state: SeatState, nowUs: number | undefined): SeatState {
  if (nowUs === undefined) return state;
  const isOver = (name: string): boolean => (deadlineOf(name) ?? Infinity) <= nowUs;
  return state.some(isOver) ? state.map((name) => (isOver(name) ? FREE : name)) : state;
}

function isHeld(name: string): boolean {
  return name.startsWith("h");
}

function holdName(holdId: number, deadlineUs: number | undefined): string {
  return deadlineUs === undefined ? `h${holdId}` : `h${holdId}<${deadlineUs}`;
}

function findHold(state: SeatState, holdId: number): string | undefined {
  return state.find((name) => name === `h${holdId}` || name.startsWith(`h${holdId}<`));
}

function deadlineOf(name: string): number | undefined {
  const at = name.indexOf("<");
  return at < 0 ? undefined : Number(name.slice(at + 1));
}
