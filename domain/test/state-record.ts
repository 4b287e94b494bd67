import type { ArrayCopier, StateReader, StateWriter } from "../contract/context.ts";

export interface RecordedEntity {
  kind: string;
  key: number;
  fields: [name: string, value: number | string][];
}

/** State as a list of entities, to be compared, altered and read back. */
export class StateRecorder implements StateWriter {
  readonly entities: RecordedEntity[] = [];

  entity(kind: string, key: number): void {
    const last = this.entities.at(-1);
    if (last?.kind === kind && last.key >= key) throw new Error(`${kind} ${key} comes after ${last.key}`);
    if (last?.kind !== kind && this.entities.some((other) => other.kind === kind)) {
      throw new Error(`${kind} ${key} is apart from the others of its kind`);
    }
    this.entities.push({ kind, key, fields: [] });
  }

  number(name: string, value: number): void {
    if (!Number.isSafeInteger(value)) throw new Error(`${name} is ${value}`);
    this.entities.at(-1)?.fields.push([name, value]);
  }

  text(name: string, value: string): void {
    this.entities.at(-1)?.fields.push([name, value]);
  }
}

/** Reads a recording back, and complains when it is asked for something else than comes next. */
export class StateReplayer implements StateReader {
  private readonly entities: readonly RecordedEntity[];
  private at = -1;
  private field = 0;

  constructor(entities: readonly RecordedEntity[]) {
    this.entities = entities;
  }

  get isAtEnd(): boolean {
    return this.at === this.entities.length - 1;
  }

  entity(kind: string): number | undefined {
    const next = this.entities[this.at + 1];
    if (next?.kind !== kind) return undefined;
    this.at++;
    this.field = 0;
    return next.key;
  }

  number(name: string): number {
    return this.next(name) as number;
  }

  text(name: string): string {
    return this.next(name) as string;
  }

  private next(name: string): number | string {
    const found = this.entities[this.at]?.fields[this.field++];
    if (found === undefined || found[0] !== name) throw new Error(`${name} asked for, ${found?.[0]} comes`);
    return found[1];
  }
}

interface Stateful {
  takeSnapshot(writer: StateWriter): void;
  loadSnapshot(reader: StateReader): void;
}

/** All state of a service; two services are equal when these are. */
export function recordState(service: Stateful): RecordedEntity[] {
  const recorder = new StateRecorder();
  service.takeSnapshot(recorder);
  return recorder.entities;
}

export function loadState<S extends Stateful>(service: S, entities: readonly RecordedEntity[]): S {
  const replayer = new StateReplayer(entities);
  service.loadSnapshot(replayer);
  if (!replayer.isAtEnd) throw new Error("the service did not read all of its snapshot");
  return service;
}

/** All state of a service as the thread that writes snapshots sees it: through a copy, in a new service. */
export function recordCopy(service: Copied, made: Copied): RecordedEntity[] {
  const copied = service.copyState((array, length = array.length) => array.slice(0, length) as typeof array);
  made.adoptState(structuredClone(copied));
  return recordState(made);
}

interface Copied extends Stateful {
  copyState(copy: ArrayCopier): unknown;
  adoptState(copied: unknown): void;
}

/**
 * Loads a snapshot once for each field of each kind of entity (of its first entity), with that field
 * altered.
 *
 * @param make an empty service
 * @returns the altered fields that a snapshot taken afterwards does not show, as "kind.field"
 */
export function fieldsNotInState(make: () => Stateful, entities: readonly RecordedEntity[]): string[] {
  const original = JSON.stringify(entities);
  const missing: string[] = [];
  const kinds = [...new Set(entities.map((entity) => entity.kind))];
  for (const kind of kinds) {
    const at = entities.findIndex((entity) => entity.kind === kind);
    const entity = entities[at]!;
    for (let field = 0; field < entity.fields.length; field++) {
      const altered = structuredClone(entities) as RecordedEntity[];
      const pair = altered[at]!.fields[field]!;
      if (typeof pair[1] === "string") pair[1] += "x";
      else pair[1] += pair[1] === Number.MAX_SAFE_INTEGER ? -1 : 1;
      if (!changes(make, altered, original)) missing.push(`${kind}.${pair[0]}`);
    }
  }
  return missing;
}

/** A snapshot that is refused, or that makes no whole state, has not gone unnoticed either. */
function changes(make: () => Stateful, altered: readonly RecordedEntity[], original: string): boolean {
  try {
    return JSON.stringify(recordState(loadState(make(), altered))) !== original;
  } catch {
    return true;
  }
}
