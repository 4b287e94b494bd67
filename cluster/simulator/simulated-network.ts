import type { EventQueue } from "./event-queue.ts";
import type { Random } from "./random.ts";
import { MS } from "./simulated-process.ts";

/** Sites are members by their number, and clients by CLIENT_SITE and more. */
export const CLIENT_SITE = 1_000;
const SITES = 4_096;

/** What travels between two sites, in both directions, and stands still where the way is cut. */
export interface Route {
  readonly a: number;
  readonly b: number;
  /** The way between them is open again. */
  onOpened(): void;
  /** Neither end hears of the other any more, sooner or later; what is under way is lost. */
  reset(): void;
}

/** Ways between sites: how long they take, and which are cut. */
export class SimulatedNetwork {
  readonly events: EventQueue;
  readonly random: Random;
  readonly routes: Set<Route> = new Set();
  isHealed = false;
  private readonly delayMeanUs: number;
  private readonly cut = new Set<number>();

  constructor(events: EventQueue, random: Random, delayMeanMs: number) {
    this.events = events;
    this.random = random;
    this.delayMeanUs = delayMeanMs * MS;
  }

  /** Drawn anew for every piece: at least a twentieth of the mean. */
  drawDelayUs(): number {
    if (this.isHealed) return 200;
    const unit = Math.max(1, Math.round(this.delayMeanUs / 20));
    return this.random.delay(20) * unit;
  }

  isCut(from: number, to: number): boolean {
    return this.cut.has(from * SITES + to);
  }

  isReachable(a: number, b: number): boolean {
    return !this.isCut(a, b) && !this.isCut(b, a);
  }

  cutWay(from: number, to: number): void {
    this.cut.add(from * SITES + to);
  }

  /** Ways between members; those of clients stay as they are. */
  openWays(isOpened: (from: number, to: number) => boolean): void {
    for (const way of this.cut) {
      if (isOpened(Math.floor(way / SITES), way % SITES)) this.cut.delete(way);
    }
    for (const route of this.routes) route.onOpened();
  }

  /** Hangs up all connections of a site, or some. */
  resetRoutes(site: number, isChosen: () => boolean): void {
    for (const route of this.routes) {
      if ((route.a === site || route.b === site) && isChosen()) route.reset();
    }
  }
}

/**
 * One direction of a connection: what is put in comes out in order, each piece after its delay; while the way is
 * cut, or the taker does not take, nothing comes out.
 */
export class Channel<Piece> {
  readonly pieces: Piece[] = [];
  private readonly network: SimulatedNetwork;
  private readonly from: number;
  private readonly to: number;
  private readonly take: (piece: Piece) => void;
  private readonly isTaken: () => boolean;
  private arrivesUs = 0;
  /** Pieces that have arrived and could not come out. */
  private waiting = 0;
  isClosed = false;

  constructor(
    network: SimulatedNetwork,
    from: number,
    to: number,
    take: (piece: Piece) => void,
    isTaken: () => boolean = () => true,
  ) {
    this.network = network;
    this.from = from;
    this.to = to;
    this.take = take;
    this.isTaken = isTaken;
  }

  put(piece: Piece): void {
    this.pieces.push(piece);
    const { network } = this;
    this.arrivesUs = Math.max(this.arrivesUs, network.events.now + network.drawDelayUs());
    network.events.after(this.arrivesUs - network.events.now, this.arrive);
  }

  /** The way is open again, or the taker takes. */
  resume(): void {
    const { waiting, network } = this;
    this.waiting = 0;
    for (let left = waiting; left > 0; left--) {
      this.arrivesUs = Math.max(this.arrivesUs, network.events.now + 1);
      network.events.after(this.arrivesUs - network.events.now, this.arrive);
    }
  }

  /** @returns how many pieces are lost */
  close(): number {
    this.isClosed = true;
    return this.pieces.splice(0).length;
  }

  private readonly arrive = (): void => {
    if (this.isClosed) return;
    if (this.network.isCut(this.from, this.to) || !this.isTaken()) {
      this.waiting++;
      return;
    }
    const piece = this.pieces.shift();
    if (piece !== undefined) this.take(piece);
  };
}
