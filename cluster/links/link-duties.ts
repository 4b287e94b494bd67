import type { Logger } from "../ports.ts";
import type { StateMachine } from "../state-machine.ts";
import type { Dialer } from "../transport/connection.ts";
import { ChunkPool } from "../transport/outbox.ts";
import { Courier, type LinkFigures, type LinkTarget } from "./courier.ts";

/** Where a node finds the services of other clusters that its own call. */
export interface NodeLinks {
  readonly targets: readonly LinkTarget[];
  readonly dialer: Dialer;
}

interface LinkDutiesOptions extends NodeLinks {
  readonly clusterId: number;
  readonly machine: () => StateMachine;
  readonly append: (command: Uint8Array) => void;
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly logger: Logger;
}

/** The leader's part in links: a courier for each. */
export class LinkDuties {
  private readonly options: LinkDutiesOptions;
  private readonly pool = new ChunkPool();
  private couriers: Courier[] = [];
  private fromIndex = Infinity;

  constructor(options: LinkDutiesOptions) {
    this.options = options;
  }

  /** @param lastIndex of the log: until all of it is applied, others may have done more than is known here */
  takeOver(lastIndex: number): void {
    this.stop();
    this.fromIndex = lastIndex;
  }

  /** Once per turn, while this node leads and applies. */
  work(): void {
    const machine = this.options.machine();
    if (machine.links.count === 0 || machine.appliedIndex < this.fromIndex) return;
    if (this.couriers.length === 0) {
      this.couriers = this.options.targets.flatMap((target) => this.hire(target));
    }
    for (const courier of this.couriers) courier.work();
  }

  /** Another node leads. */
  stop(): void {
    for (const courier of this.couriers) courier.stop();
    this.couriers = [];
    this.fromIndex = Infinity;
  }

  get figures(): LinkFigures[] {
    return this.couriers.map(({ figures }) => figures);
  }

  private hire(target: LinkTarget): Courier[] {
    const { machine, ...options } = this.options;
    const { schemaId } = target;
    if (machine().links.get(schemaId) === undefined) return []; // Nobody here calls it.
    return [
      new Courier({
        ...options,
        target,
        pool: this.pool,
        link: () => machine().links.get(schemaId)!,
        validate: (callerSchemaId, templateId, view, offset, length) =>
          machine().services.bySchemaId[callerSchemaId]?.validateOutcome?.(
            schemaId,
            templateId,
            view,
            offset,
            length,
          ),
      }),
    ];
  }
}
