import { type Entity, type EntityFilter, idOf, type WhereToLook } from "./entity.ts";

/** Something that people ask the history of, such as one order: an option of `lockstep history`. */
export interface Subject {
  /** Of the option: `order` for `--order`. */
  readonly name: string;
  /** What comes behind it: `<id>`. */
  readonly argument: string;
  /** A few words for `--help`. */
  readonly description: string;
  /** What of the state it is. @throws RangeError when the text names none */
  entities(text: string): SubjectEntities;
}

export interface SubjectEntities extends WhereToLook {
  /** Whose handlers can change it; those of all services unless said otherwise. */
  readonly changedBy?: readonly string[];
  /** By what is known before the fields are. */
  readonly isWanted: EntityFilter;
  readonly isOf: (entity: Entity) => boolean;
  /** In a reply, a field of this name and value tells of it too: an order that was filled at once was never in the state. */
  readonly answer?: { readonly field: string; readonly value: number };
}

/** The entities of one kind with this id: all that most subjects need. */
export function entitiesWithId(service: string, kind: string, text: string): SubjectEntities {
  const id = idFrom(text);
  return {
    services: [service],
    only: { kind, id },
    isWanted: (_service, each) => each === kind,
    isOf: (entity) => idOf(entity) === id,
  };
}

/** @throws RangeError */
export function idFrom(text: string): number {
  const id = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(id)) return id;
  throw new RangeError(`${text} is no id: give a whole number`);
}
