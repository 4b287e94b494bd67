import { recordLength, recordSchemaId } from "./outputs.ts";

const INITIAL_BYTES = 65_536;

/**
 * Takes one contract's records out of a stretch of event records (outputs.ts). Hot path: no work per
 * record beyond a look at its header, and a copy per run of records that are wanted.
 */
export class EventFilter {
  private chosen = new Uint8Array(INITIAL_BYTES);

  /** @returns whole records; valid until the next call, or as long as `records` */
  take(records: Uint8Array, schemaId: number): Uint8Array {
    const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
    let used = 0;
    let from = 0;
    for (let record = 0; record < records.byteLength;) {
      const end = record + recordLength(view, record);
      if (recordSchemaId(view, record) !== schemaId) {
        used = this.copy(records, from, record, used);
        from = end;
      }
      record = end;
    }
    if (from === 0) return records;
    used = this.copy(records, from, records.byteLength, used);
    return this.chosen.subarray(0, used);
  }

  private copy(records: Uint8Array, from: number, to: number, used: number): number {
    if (to === from) return used;
    if (this.chosen.byteLength < records.byteLength) this.chosen = new Uint8Array(records.byteLength);
    this.chosen.set(records.subarray(from, to), used);
    return used + to - from;
  }
}
