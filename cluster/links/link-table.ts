import type { ClusteredService } from "../service.ts";
import { Link, type LinkLimits } from "./link.ts";

/** A link to each service that a service of this cluster calls and that is not in this cluster, in schema order. */
export class LinkTable {
  private readonly links = new Map<number, Link>();

  constructor(services: readonly ClusteredService[], limits: LinkLimits) {
    const here = new Set(services.map(({ schemaId }) => schemaId));
    const called = new Set(services.flatMap(({ calls = [] }) => calls));
    const elsewhere = [...called].filter((schemaId) => !here.has(schemaId)).sort((a, b) => a - b);
    for (const schemaId of elsewhere) this.links.set(schemaId, new Link(schemaId, limits));
  }

  get count(): number {
    return this.links.size;
  }

  get(schemaId: number): Link | undefined {
    return this.links.get(schemaId);
  }

  [Symbol.iterator](): IterableIterator<Link> {
    return this.links.values();
  }
}
