import type { ClusteredService, ServiceContext } from "@lockstep/cluster/service";
import type { Workload } from "@lockstep/cluster/simulator/workload";
import { SeatMapDecoder } from "@lockstep/domain/ticketing/ticketing-messages";
import { MarketTurnsDecoder, PlaceOrderDecoder } from "@lockstep/domain/exchange/exchange-messages";
import { ExchangeWorkload } from "./exchange-workload.ts";
import { RegisterWorkload } from "./register-workload.ts";
import { TicketingWorkload } from "./ticketing-workload.ts";

/**
 * A service that is broken on purpose, on all replicas alike: they agree, byte for byte, and only a model that shares
 * no code with them tells that what they say is wrong.
 */
export interface ServiceMutant {
  readonly name: string;
  readonly service: string;
  newWorkload(): Workload;
}

const EVERY = 50;

export const SERVICE_MUTANTS: readonly ServiceMutant[] = [
  {
    name: "forgets a write that it has confirmed",
    service: "register",
    newWorkload: () => broken(new RegisterWorkload(), forgetWrites),
  },
  {
    name: "answers queries with what was there before the last command",
    service: "register",
    newWorkload: () => broken(new RegisterWorkload(), answerStale),
  },
  {
    name: "is reminded of something else than it asked for",
    service: "register",
    newWorkload: () => broken(new RegisterWorkload(), mixUpReminders),
  },
  {
    name: "does what is new before it is activated",
    service: "register",
    newWorkload: () => broken(new RegisterWorkload(), overlookVersion),
  },
  {
    name: "takes post-only orders that trade",
    service: "exchange",
    newWorkload: () => broken(new ExchangeWorkload(), forgetPostOnly),
  },
  {
    name: "sleeps when a market opens or closes",
    service: "exchange",
    newWorkload: () => broken(new ExchangeWorkload(), sleepThroughTurns),
  },
  {
    name: "shows the seats of another show",
    service: "ticketing",
    newWorkload: () => broken(new TicketingWorkload(), showOtherSeats),
  },
];

function broken(workload: Workload, breakOne: (service: ClusteredService, build: number) => void): Workload {
  const makeServices = workload.makeServices.bind(workload);
  workload.makeServices = (build?: number): readonly ClusteredService[] => {
    const services = makeServices(build);
    for (const service of services) breakOne(service, build ?? workload.builds ?? 1);
    return services;
  };
  return workload;
}

type Handler = ClusteredService["onCommand"];

/** The state of the register, which only a mutant may touch. */
function valuesOf(service: ClusteredService): Map<number, number> {
  return (service as unknown as { readonly values: Map<number, number> }).values;
}

function restore(values: Map<number, number>, to: ReadonlyMap<number, number>): void {
  values.clear();
  for (const [key, value] of to) values.set(key, value);
}

function forgetWrites(service: ClusteredService): void {
  const onCommand = service.onCommand.bind(service);
  service.onCommand = (view, offset, length, context): void => {
    const before = new Map(valuesOf(service));
    onCommand(view, offset, length, context);
    if (context.position % EVERY === 0) restore(valuesOf(service), before);
  };
}

function answerStale(service: ClusteredService): void {
  const onCommand = service.onCommand.bind(service);
  const onQuery = service.onQuery.bind(service);
  let before: ReadonlyMap<number, number> = new Map();
  service.onCommand = (...command: Parameters<Handler>): void => {
    before = new Map(valuesOf(service));
    onCommand(...command);
  };
  service.onQuery = (...query: Parameters<Handler>): void => {
    const now = new Map(valuesOf(service));
    restore(valuesOf(service), before);
    onQuery(...query);
    restore(valuesOf(service), now);
  };
}

function mixUpReminders(service: ClusteredService): void {
  const onTimer = service.onTimer.bind(service);
  const last = new DataView(new ArrayBuffer(256));
  service.onTimer = (kind, key, payload, context): void => {
    const given = new Uint8Array(payload.buffer.slice(0));
    onTimer(kind, key, context.position % EVERY === 0 ? last : payload, context);
    new Uint8Array(last.buffer).set(given);
  };
}

/** As a build in which somebody forgot the branch. */
function overlookVersion(service: ClusteredService, build: number): void {
  const onCommand = service.onCommand.bind(service);
  service.onCommand = (view, offset, length, context): void => {
    const changed = context as { version: number };
    const { version } = context;
    changed.version = build;
    onCommand(view, offset, length, context);
    changed.version = version;
  };
}

function forgetPostOnly(service: ClusteredService): void {
  const postOnlyOffset = 20;
  alter(service, "onCommand", "exchange", PlaceOrderDecoder.templateId, (view, offset) => {
    const asked = view.getUint8(offset + postOnlyOffset);
    view.setUint8(offset + postOnlyOffset, 0);
    return () => view.setUint8(offset + postOnlyOffset, asked);
  });
}

function sleepThroughTurns(service: ClusteredService): void {
  if (service.name !== "exchange") return;
  const onTimer = service.onTimer.bind(service);
  service.onTimer = (kind, key, payload, context): void => {
    if (kind !== MarketTurnsDecoder.templateId) onTimer(kind, key, payload, context);
  };
}

function showOtherSeats(service: ClusteredService): void {
  const showSectionIdOffset = 8;
  alter(service, "onQuery", "ticketing", SeatMapDecoder.templateId, (view, offset) => {
    const asked = view.getUint32(offset + showSectionIdOffset, true);
    view.setUint32(offset + showSectionIdOffset, 1_000 + (asked % 1_000), true);
    return () => view.setUint32(offset + showSectionIdOffset, asked, true);
  });
}

/** Lets a service read another message than it was given. @param change returns what puts it right again */
function alter(
  service: ClusteredService,
  handler: "onCommand" | "onQuery",
  name: string,
  templateId: number,
  change: (view: DataView, offset: number) => () => void,
): void {
  if (service.name !== name) return;
  const handle = service[handler].bind(service);
  service[handler] = (view: DataView, offset: number, length: number, context: ServiceContext): void => {
    if (view.getUint16(offset + 2, true) !== templateId) return handle(view, offset, length, context);
    const putRight = change(view, offset);
    handle(view, offset, length, context);
    putRight();
  };
}
