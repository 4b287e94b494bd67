import { RECORD_HEADER_BYTES } from "../outputs.ts";
import { replay } from "../replay.ts";
import type { ClusteredService, ServiceContext } from "../service.ts";
import type { StateMachine } from "../state-machine.ts";
import { type Difference, differences } from "./entity-differences.ts";
import { type Entity, nameOf, visitEntities } from "./entity.ts";
import { withHandlers } from "./handlers.ts";
import { HaltedError, machineBefore, type Past, type Replayable } from "./past.ts";
import type { SubjectEntities } from "./subject.ts";

/** A handler after which the subject is not what it was. */
export interface Touch {
  readonly position: number;
  /** Undefined: the command at that position. */
  readonly timer: { readonly service: string; readonly kind: number; readonly key: number } | undefined;
  /** SBE message; undefined of a timer, and of the cluster's own commands. */
  readonly reply: Uint8Array | undefined;
  readonly differences: readonly Difference[];
}

export interface HistoryOptions {
  readonly past: Past;
  readonly application: Replayable;
  readonly subject: SubjectEntities;
  readonly fromPosition: number;
  readonly toPosition: number;
  /** Whether a reply tells of the subject, although nothing of it is another in the state. */
  readonly isToldIn?: ((reply: Uint8Array) => boolean) | undefined;
  readonly onTouch: (touch: Touch) => void;
  readonly onProgress?: (position: number) => void;
}

/**
 * Finds what touched a piece of state, by looking at it after each handler of a replay: no list says which commands might,
 * so none is forgotten. Takes as long as the services of the subject need to write their state, once per command.
 *
 * @throws NoSnapshotError, HaltedError
 */
export function findTouches(options: HistoryOptions): void {
  const { past, application, fromPosition, toPosition, onProgress } = options;
  const watch = new Watch(options);
  const services = (): ClusteredService[] => application.services().map((service) => watched(service, watch));
  const machine = machineBefore(past, { ...application, services }, Math.max(0, fromPosition - 1));
  watch.machine = machine;
  if (machine.appliedPosition >= toPosition) return;
  replay({
    log: past.log,
    machine,
    toPosition,
    onOutputs() {
      watch.tell();
      onProgress?.(machine.appliedPosition);
    },
  });
  watch.tell();
  if (machine.halt !== undefined) throw new HaltedError(machine);
}

/** What is known of the subject, between two handlers. */
class Watch {
  machine!: StateMachine;
  private readonly options: HistoryOptions;
  private before: Entity[] | undefined;
  /** What was of the subject once stays so: a hold that lost its seats is still the one that had them. */
  private readonly names = new Set<string>();
  /** Not told before the batch is done: whoever hears of them may read the log. */
  private touches: Touch[] = [];

  constructor(options: HistoryOptions) {
    this.options = options;
  }

  concerns({ name }: ClusteredService): boolean {
    return this.options.subject.changedBy?.includes(name) ?? true;
  }

  isOn(position: number): boolean {
    return position >= this.options.fromPosition;
  }

  run(position: number, timer: Touch["timer"], handle: () => unknown): void {
    this.before ??= this.look();
    const { replies } = this.machine.outputs;
    const { end, records } = replies;
    handle();
    const after = this.look();
    const found = differences(this.before, after);
    this.before = after;
    const reply =
      replies.records > records
        ? replies.bytes.slice(end + RECORD_HEADER_BYTES, replies.messageEnd)
        : undefined;
    const isTold = reply !== undefined && this.options.isToldIn?.(reply) === true;
    if (found.length === 0 && !isTold) return;
    this.touches.push({ position, timer, reply, differences: found });
  }

  tell(): void {
    for (const touch of this.touches) this.options.onTouch(touch);
    this.touches = [];
  }

  private look(): Entity[] {
    const { isWanted, isOf } = this.options.subject;
    const found: Entity[] = [];
    const visit = (entity: Entity): void => {
      const name = nameOf(entity);
      if (!isOf(entity) && !this.names.has(name)) return;
      this.names.add(name);
      found.push(entity);
    };
    visitEntities(this.machine, isWanted, visit, this.options.subject);
    return found;
  }
}

function watched(service: ClusteredService, watch: Watch): ClusteredService {
  if (!watch.concerns(service)) return service;
  return withHandlers(
    service,
    (name, handler) =>
      function (...args: unknown[]) {
        const { position } = args.at(-1) as ServiceContext;
        const handle = (): unknown => Reflect.apply(handler, this, args);
        if (!watch.isOn(position)) return handle();
        const [kind, key] = args as [number, number];
        watch.run(position, name === "onTimer" ? { service: service.name, kind, key } : undefined, handle);
      },
  );
}
