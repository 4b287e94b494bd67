import { RECORD_HEADER_BYTES } from "../outputs.ts";
import { replay } from "../replay.ts";
import type { ClusteredService, ServiceContext } from "../service.ts";
import type { StateMachine } from "../state-machine.ts";
import { type Difference, differences } from "./entity-differences.ts";
import { type Entity, nameOf, visitEntities } from "./entity.ts";
import { HaltedError, machineBefore, type MakeServices, type Past } from "./past.ts";
import { ServiceWrapper } from "./service-wrapper.ts";
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
  readonly services: MakeServices;
  readonly subject: SubjectEntities;
  readonly fromPosition: number;
  readonly toPosition: number;
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
  const { past, fromPosition, toPosition, onProgress } = options;
  const watch = new Watch(options);
  const services: MakeServices = () =>
    options.services().map((service) => new WatchedService(service, watch));
  const machine = machineBefore(past, services, Math.max(0, fromPosition - 1));
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

  isOn(position: number): boolean {
    return position >= this.options.fromPosition;
  }

  run(position: number, timer: Touch["timer"], handler: () => void): void {
    this.before ??= this.look();
    const { replies } = this.machine.outputs;
    const { end, records } = replies;
    handler();
    const after = this.look();
    const found = differences(this.before, after);
    if (found.length === 0) return;
    this.before = after;
    const reply =
      replies.records > records
        ? replies.bytes.slice(end + RECORD_HEADER_BYTES, replies.messageEnd)
        : undefined;
    this.touches.push({ position, timer, reply, differences: found });
  }

  tell(): void {
    for (const touch of this.touches) this.options.onTouch(touch);
    this.touches = [];
  }

  private look(): Entity[] {
    const { isWanted, isOf, services } = this.options.subject;
    const found: Entity[] = [];
    const visit = (entity: Entity): void => {
      const name = nameOf(entity);
      if (!isOf(entity) && !this.names.has(name)) return;
      this.names.add(name);
      found.push(entity);
    };
    visitEntities(this.machine, isWanted, visit, services);
    return found;
  }
}

class WatchedService extends ServiceWrapper {
  private readonly watch: Watch;

  constructor(service: ClusteredService, watch: Watch) {
    super(service);
    this.watch = watch;
  }

  override onCommand(view: DataView, offset: number, length: number, context: ServiceContext): void {
    this.run(context, undefined, () => super.onCommand(view, offset, length, context));
  }

  override onTimer(kind: number, key: number, payload: DataView, context: ServiceContext): void {
    const timer = { service: this.name, kind, key };
    this.run(context, timer, () => super.onTimer(kind, key, payload, context));
  }

  override onSessionOpened(context: ServiceContext): void {
    this.run(context, undefined, () => super.onSessionOpened(context));
  }

  override onSessionClosed(context: ServiceContext): void {
    this.run(context, undefined, () => super.onSessionClosed(context));
  }

  private run({ position }: ServiceContext, timer: Touch["timer"], handler: () => void): void {
    if (this.watch.isOn(position)) this.watch.run(position, timer, handler);
    else handler();
  }
}
