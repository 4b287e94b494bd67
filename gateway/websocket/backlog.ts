import type { DecodedEvent } from "../decoded-event.ts";

/**
 * Events that wait for a client which reads too slowly, or asked to be told in intervals. Of events
 * with the same identity (a price level, a seat) only the last is kept. Bounded.
 */
export class Backlog {
  readonly #eventsMax: number;
  readonly #latest = new Map<string, DecodedEvent>();
  readonly #each: DecodedEvent[] = [];
  #first: DecodedEvent | undefined;
  #last: DecodedEvent | undefined;

  constructor(eventsMax: number) {
    this.#eventsMax = eventsMax;
  }

  get count(): number {
    return this.#latest.size + this.#each.length;
  }

  /** @returns false when there is no place: what waits is useless then */
  add(event: DecodedEvent): boolean {
    if (event.identity === undefined) {
      if (this.count >= this.#eventsMax) return false;
      this.#each.push(event);
    } else {
      // Deleted first, so that the order stays that of the events.
      if (!this.#latest.delete(event.identity) && this.count >= this.#eventsMax) return false;
      this.#latest.set(event.identity, event);
    }
    this.#first ??= event;
    this.#last = event;
    return true;
  }

  /**
   * Takes everything as one message, in UTF-8, and is empty again. Who waits for the same events shares the bytes.
   *
   * @param address of the channel and key that all events are of, as members of the message
   */
  take(address: string): Uint8Array {
    const first = this.#first!;
    const last = this.#last!;
    if (last.together?.first !== first) {
      const message = Buffer.from(
        `{"type":"events",${address},${this.#members(first.sequence, last.sequence)}}`,
      );
      last.together = { first, message };
    }
    this.clear();
    return last.together.message;
  }

  #members(firstSequence: number | undefined, lastSequence: number | undefined): string {
    const events = [...this.#each, ...this.#latest.values()];
    events.sort((a, b) => a.position - b.position || a.step - b.step);
    const sequences =
      firstSequence === undefined ? "" : `"firstSequence":${firstSequence},"lastSequence":${lastSequence},`;
    return `${sequences}"events":[${events.map(({ content }) => `{${content}}`).join(",")}]`;
  }

  clear(): void {
    this.#latest.clear();
    this.#each.length = 0;
    this.#first = undefined;
    this.#last = undefined;
  }
}
