import type { EventQueue } from "./event-queue.ts";
import type { Random } from "./random.ts";
import { MS } from "./simulated-process.ts";

/** Sites are members by their number, and clients by CLIENT_SITE and more. */
export const CLIENT_SITE = 1_000;
const SITES = 4_096;
/** After so long, and then twice as long, a lost packet is sent again by the system. */
const RETRANSMISSION_US = 200 * MS;
const DELAY_MEAN_MS_MAX = 100;

/** Two ways and what travels on them: it stands still where a way is cut. */
export interface Route {
  readonly a: number;
  readonly b: number;
  /** The way between them is open again. */
  onOpened(): void;
  /** Neither end hears of the other any more, sooner or later; of what is under way an end is lost. */
  reset(): void;
}

/** What a seed says of all ways. */
export interface NetworkConditions {
  readonly delayMeanMs: number;
  /** Of packets: they come later, and what is behind them waits. */
  readonly lossRate: number;
}

/** One direction between two sites, with its own chance. */
class Link {
  readonly random: Random;
  readonly delayMeanUs: number;
  isCut = false;
  /** What is put in until then stays in until then. */
  clogUntilUs = 0;

  constructor(random: Random, delayMeanMs: number) {
    this.random = random;
    this.delayMeanUs = Math.min(DELAY_MEAN_MS_MAX, delayMeanMs * random.pick([0.5, 1, 1, 2])) * MS;
  }
}

/** Ways between sites: how long they take, and which are cut. */
export class SimulatedNetwork {
  readonly events: EventQueue;
  readonly routes: Set<Route> = new Set();
  isHealed = false;
  /** Packets that were lost and came later. */
  retransmissions = 0;
  private readonly random: Random;
  private readonly conditions: NetworkConditions;
  private readonly links = new Map<number, Link>();

  /** @param random the streams of its links are made from it */
  constructor(events: EventQueue, random: Random, conditions: NetworkConditions) {
    this.events = events;
    this.random = random;
    this.conditions = conditions;
  }

  /** Of the way from one site to another. */
  randomOf(from: number, to: number): Random {
    return this.link(from, to).random;
  }

  /** Drawn anew for every piece. */
  drawDelayUs(from: number, to: number): number {
    if (this.isHealed) return 200;
    const { random, delayMeanUs, clogUntilUs } = this.link(from, to);
    let delayUs = 1 + Math.round(random.exponential(delayMeanUs));
    const { lossRate } = this.conditions;
    for (let waitUs = RETRANSMISSION_US; lossRate > 0 && random.chance(lossRate); waitUs *= 2) {
      this.retransmissions++;
      delayUs += waitUs;
    }
    return Math.max(delayUs, clogUntilUs - this.events.now);
  }

  isCut(from: number, to: number): boolean {
    return this.links.get(from * SITES + to)?.isCut === true;
  }

  isReachable(a: number, b: number): boolean {
    return !this.isCut(a, b) && !this.isCut(b, a);
  }

  cutWay(from: number, to: number): void {
    this.link(from, to).isCut = true;
  }

  /** For a while nothing comes out of it; then everything at once. */
  clog(from: number, to: number, durationUs: number): void {
    this.link(from, to).clogUntilUs = this.events.now + durationUs;
  }

  openWays(isOpened: (from: number, to: number) => boolean): void {
    for (const [way, link] of this.links) {
      if (link.isCut && isOpened(Math.floor(way / SITES), way % SITES)) link.isCut = false;
    }
    for (const route of this.routes) route.onOpened();
  }

  /** Hangs up all connections of a site, or some. */
  resetRoutes(site: number, isChosen: () => boolean): void {
    for (const route of this.routes) {
      if ((route.a === site || route.b === site) && isChosen()) route.reset();
    }
  }

  private link(from: number, to: number): Link {
    const way = from * SITES + to;
    let link = this.links.get(way);
    if (link === undefined) {
      link = new Link(this.random.stream(1_000_000 + way), this.conditions.delayMeanMs);
      this.links.set(way, link);
    }
    return link;
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
  private isClosed = false;

  constructor(
    network: SimulatedNetwork,
    from: number,
    to: number,
    take: (piece: Piece) => void,
    isTaken: () => boolean,
  ) {
    this.network = network;
    this.from = from;
    this.to = to;
    this.take = take;
    this.isTaken = isTaken;
  }

  put(piece: Piece): void {
    if (this.isClosed) return;
    this.pieces.push(piece);
    const { network } = this;
    const delayUs = network.drawDelayUs(this.from, this.to);
    this.arrivesUs = Math.max(this.arrivesUs, network.events.now + delayUs);
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

  /** Nothing comes out any more. @returns what was under way */
  close(): Piece[] {
    this.isClosed = true;
    return this.pieces.splice(0);
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
