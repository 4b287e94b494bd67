import { createHash } from "node:crypto";
import type { Entity } from "@lockstep/cluster/past/entity";
import type { Subject } from "@lockstep/cluster/past/subject";
import type { ContractFingerprint } from "@lockstep/cluster/ports";
import type { ClusteredService } from "@lockstep/cluster/service";
import type { ServicesModule } from "@lockstep/cluster/snapshots/snapshot-worker";
import { contractShape } from "@lockstep/domain/contract/contract-shape";
import type { MessageTypes, Protocol } from "@lockstep/domain/contract/protocol";
import type { ClientChannel } from "@lockstep/domain/contract/service";

/**
 * What a cluster runs, as one value: its module exports it as `application`, and node, gateway and tools need nothing
 * else. Here services meet the cluster: that the domain's `Service` is the cluster's `ClusteredService` is checked by
 * the compiler on what `services` returns.
 *
 * Who names the types of its messages, as `Application<AuctionMessages>` (several: `A | B`), has them checked in tests.
 */
export interface Application<Types extends MessageTypes = MessageTypes> {
  /** Lower case with hyphens; the name of its folder, and what `lockstep --app` takes. */
  readonly name: string;
  /** A sentence for `--help`. */
  readonly description: string;
  /** `import.meta.url` of the module that exports this as `application`: the thread that writes snapshots looks there. */
  readonly module: string;
  /** New and empty ones; what several share (the exchange's ledger) is made here and given to each. */
  services(): ClusteredService[];
  /** What clients can say to them. */
  readonly protocols: readonly Protocol<Types>[];
  /**
   * The highest behaviour version that this build supports (`context.version` is the one that the log has activated);
   * that of its newest contract unless said otherwise.
   */
  readonly version?: number;
  /** Those whose services its own call and that run in clusters of their own; `--link` says where. */
  readonly calls?: readonly Application[];
  /** What a new cluster is filled with, unless in production or with `--no-demo`. */
  readonly demo?: Demo;
  /** What to try first, a line each, printed when it is up. */
  readonly firstSteps?: (at: FirstStepsAt) => readonly string[];
  /** A state for people, a line each: `lockstep replay` prints it. */
  readonly report?: (ask: StateQuery) => readonly string[];
  /** What people ask the past for: `lockstep history --order 17` finds a subject called `order`. */
  readonly subjects?: readonly Subject[];
  /** What to add to an entity whose key says little: a balance, "account 2, asset 1". */
  readonly labelOf?: (entity: Entity) => string | undefined;
  /** Where nodes keep their logs when nothing is said; `data/NAME` unless said otherwise. */
  readonly dataDirectory?: string;
  /** How it is started, for those who have to start a node again; `npm run NAME` unless said otherwise. */
  readonly startCommand?: string;
}

/** Commands like any others, put into a new log by the leader. */
export interface Demo {
  /** Whether the last thing that `fill` makes is there. */
  isThere(channel: ClientChannel): Promise<boolean>;
  /**
   * Called again when it was cut off. Its commands are then answered and not applied twice, if they come in the same order.
   * @param nowUs wall clock, microseconds since 1970
   */
  fill(channel: ClientChannel, nowUs: number): Promise<void>;
}

export interface FirstStepsAt {
  /** `http://host:port` of a gateway. */
  readonly url: string;
  readonly developmentKey: string;
  /** How the command line tool is called for this application. */
  readonly tool: string;
}

/** Asks a state a query of the application, by its name and in JSON; throws ContractError for one that is malformed. */
export type StateQuery = (query: string, fields?: object) => object;

/** The application that tools mean when none is named. */
export const DEFAULT_APPLICATION = "exchange";

export function dataDirectoryOf({ name, dataDirectory }: Application): string {
  return dataDirectory ?? `data/${name}`;
}

export function startCommandOf({ name, startCommand }: Application): string {
  return startCommand ?? `npm run ${name}`;
}

/** How people call the command line tool for it. */
export function toolCommandOf({ name }: Application): string {
  return name === DEFAULT_APPLICATION ? "npm run lockstep --" : `npm run lockstep -- --app ${name}`;
}

/** Whether the log has API keys: the access service is one of its own. Otherwise there is the development key, and no other. */
export function hasKeys({ protocols }: Application): boolean {
  return protocols.some(({ contract }) => contract.name === "access");
}

/** The highest version of its services that this build supports: of their behaviour, contracts and snapshots alike. */
export function versionOf({ version = 1, protocols }: Application): number {
  return Math.max(version, ...protocols.map(({ contract }) => contract.version));
}

/** Which editions of its contracts this build has: 64 bits each, equal where two builds understand each other. */
export function fingerprintsOf({ protocols }: Application): ContractFingerprint[] {
  return protocols.map(({ contract }) => ({
    schemaId: contract.schemaId,
    fingerprint: createHash("sha256").update(contractShape(contract)).digest("hex").slice(0, 16),
  }));
}

/** Where another thread finds its services: it runs compiled code, also when tests do not. */
export function servicesModuleOf({ module }: Application): ServicesModule {
  const url = module.endsWith(".ts")
    ? new URL(`dist/${fileOf(module).replace(/ts$/, "js")}`, module).href
    : module;
  return { url, name: "application" };
}

const fileOf = (url: string): string => url.slice(url.lastIndexOf("/") + 1);
