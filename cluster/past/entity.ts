import { checksum } from "../checksum.ts";
import { type ClusterStateWriter, hex32 } from "../digest.ts";
import type { SubjectOfState } from "../service.ts";
import { StateBytesReader } from "../state-bytes.ts";
import type { StateMachine } from "../state-machine.ts";
import { type StateSection, writeClusterState } from "../state-machine-snapshot.ts";

/** A piece of state as a service writes it for snapshots: what people look at, and what is compared. */
export interface Entity {
  /** Of the service; "cluster" for sessions, timers and idempotency keys. */
  readonly service: string;
  readonly kind: string;
  /** As it is written: what the order of a kind's entities follows. */
  readonly key: number;
  /** In the order in which they are written; a name may occur several times. */
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly value: number | string;
}

/** Of an entity without its fields: to pass what nobody wants, before anything is kept of it. */
export type EntityFilter = (service: string, kind: string, key: number) => boolean;

/**
 * By which number people know an entity: its field `orderId`, when it is an `order` and has one; else its key. Where the
 * key is something that changes, such as an order's place in the queue, the entity is still the same one.
 */
export function idOf({ kind, key, fields }: Entity): number {
  const name = `${kind}Id`;
  const field = fields.find((each) => each.name === name);
  return typeof field?.value === "number" ? field.value : key;
}

/** Such as "exchange order 17". */
export function nameOf(entity: Entity): string {
  return `${entity.service} ${entity.kind} ${idOf(entity)}`;
}

/** The values of all fields of that name. */
export function valuesOf(entity: Entity, name: string): (number | string)[] {
  return entity.fields.filter((field) => field.name === name).map(({ value }) => value);
}

const CLUSTER = "cluster";

/** Spares services that have much state. */
export interface WhereToLook {
  /** All unless said otherwise. */
  readonly services?: readonly string[];
  /** What of them; those that know it by that name leave out all else. */
  readonly only?: SubjectOfState;
}

/** Visits the state as it is now, also within a batch: what the services write, then what the cluster has of its own. */
export function visitEntities(
  machine: StateMachine,
  isWanted: EntityFilter,
  visit: (entity: Entity) => void,
  where: WhereToLook = {},
): void {
  const { only } = where;
  const services = where.services ?? [...machine.services.inOrder.map(({ name }) => name), CLUSTER];
  for (const service of machine.services.inOrder) {
    if (!services.includes(service.name)) continue;
    const writer = new EntityWriter(service.name, isWanted, visit, only);
    service.takeSnapshot(writer, machine.version);
    writer.end();
  }
  if (!services.includes(CLUSTER)) return;
  const writer = new EntityWriter(CLUSTER, isWanted, visit);
  writeClusterState(machine, writer);
  writer.end();
}

/** As visitEntities, of state that was saved. @throws StateFormatError */
export function visitSavedEntities(
  section: StateSection,
  isWanted: EntityFilter,
  visit: (entity: Entity) => void,
): void {
  const writer = new EntityWriter(section.name, isWanted, visit);
  const reader = new StateBytesReader(section.bytes);
  for (let next = reader.next(); next !== undefined; next = reader.next()) {
    if (next.tag === "text") writer.text(next.name, next.value);
    else if (next.tag === "bytes") writer.bytes(next.name, next.value);
    else writer[next.tag](next.name, next.value);
  }
  writer.end();
}

/** Makes entities of what a service writes. What nobody wants costs a call for each of its fields, and no memory. */
class EntityWriter implements ClusterStateWriter {
  private readonly service: string;
  private readonly isWanted: EntityFilter;
  private readonly visit: (entity: Entity) => void;
  readonly only: SubjectOfState | undefined;
  private kind = "";
  private key = 0;
  private fields: Field[] | undefined;

  constructor(
    service: string,
    isWanted: EntityFilter,
    visit: (entity: Entity) => void,
    only?: SubjectOfState,
  ) {
    this.only = only;
    this.service = service;
    this.isWanted = isWanted;
    this.visit = visit;
  }

  entity(kind: string, key: number): void {
    this.end();
    this.kind = kind;
    this.key = key;
    if (this.isWanted(this.service, kind, key)) this.fields = [];
  }

  number(name: string, value: number): void {
    this.fields?.push({ name, value });
  }

  text(name: string, value: string): void {
    this.fields?.push({ name, value });
  }

  bytes(name: string, value: Uint8Array): void {
    this.fields?.push({ name, value: `${value.byteLength} bytes, CRC-32 ${hex32(checksum(value))}` });
  }

  /** Hands over the last one. */
  end(): void {
    const { service, kind, key, fields } = this;
    this.fields = undefined;
    if (fields !== undefined) this.visit({ service, kind, key, fields });
  }
}
