import { assert } from "./assert.ts";
import { MESSAGE_HEADER_BYTES } from "./batch.ts";
import type { ClusteredService } from "./service.ts";
import { schemaIdOf, SYSTEM_SCHEMA_ID } from "./system-messages.ts";

/** The services of a machine, found by the schema id of a message. */
export class ServiceTable {
  /** In the order of their schema ids: the order in which all of them are told something. */
  readonly inOrder: readonly ClusteredService[];
  /** Sparse in ids, dense in memory as long as ids are small. Hot path. */
  readonly bySchemaId: (ClusteredService | undefined)[];

  constructor(services: readonly ClusteredService[]) {
    this.inOrder = [...services].sort((a, b) => a.schemaId - b.schemaId);
    const largest = this.inOrder.at(-1)?.schemaId ?? 0;
    this.bySchemaId = Array.from({ length: largest + 1 }, () => undefined);
    for (const service of this.inOrder) {
      assert(service.schemaId > SYSTEM_SCHEMA_ID && service.schemaId < 65_536);
      assert(this.bySchemaId[service.schemaId] === undefined); // Two services cannot share a schema.
      this.bySchemaId[service.schemaId] = service;
    }
  }

  /**
   * Checks the foreign bytes of a message for a service. One of a version that is not active is refused by every build:
   * those that know it and those that do not must have the same in their logs.
   *
   * @param version the active one
   * @returns undefined when well-formed, else what is wrong
   */
  validate(view: DataView, offset: number, length: number, version: number): string | undefined {
    if (length < MESSAGE_HEADER_BYTES) {
      return `a message has a header of ${MESSAGE_HEADER_BYTES} bytes, here are ${length}`;
    }
    const schemaId = schemaIdOf(view, offset);
    if (schemaId === SYSTEM_SCHEMA_ID) return "messages of schema 0 are the cluster's own";
    const service = this.bySchemaId[schemaId];
    if (service === undefined) {
      const known = this.inOrder.map((each) => `${each.schemaId} (${each.name})`).join(", ");
      return `no service has schema id ${schemaId}; there are ${known}`;
    }
    const asked = view.getUint16(offset + 6, true);
    if (asked > version) {
      return `the message has version ${asked} of ${service.name}, and version ${version} is active: it is taken when version ${asked} is activated`;
    }
    return service.validate(view, offset, length);
  }
}
