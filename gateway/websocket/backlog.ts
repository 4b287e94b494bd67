import type { DecodedEvent } from "../decoded-event.ts";

/**
 * Events that wait for a client which reads too slowly, or asked to be told in intervals. Of events
 * with the same identity (a price level, a seat) only the last is kept. Bounded.
 */
export class Backlog {
  readonly #eventsMax: number;
  readonly #latest = new Map<string, DecodedEvent>();
  readonly #each: DecodedEvent[] = [];
  #firstSequence: number | undefined;
  #lastSequence: number | undefined;

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
    this.#firstSequence ??= event.sequence;
    this.#lastSequence = event.sequence;
    return true;
  }

  /** Takes everything as the members of one message, and is empty again. */
  take(): string {
    const events = [...this.#each, ...this.#latest.values()];
    events.sort((a, b) => a.position - b.position || a.step - b.step);
    const sequences =
      this.#firstSequence === undefined
        ? ""
        : `"firstSequence":${this.#firstSequence},"lastSequence":${this.#lastSequence},`;
    const text = `${sequences}"events":[${events.map(({ content }) => `{${content}}`).join(",")}]`;
    this.clear();
    return text;
  }

  clear(): void {
    this.#latest.clear();
    this.#each.length = 0;
    this.#firstSequence = undefined;
    this.#lastSequence = undefined;
  }
}
