interface Event {
  readonly time: number;
  readonly order: number;
  readonly run: () => void;
}

/** What will happen, by time; what happens at the same time happens in the order in which it was planned. */
export class EventQueue {
  now = 0;
  private order = 0;
  private readonly heap: Event[] = [];

  get isEmpty(): boolean {
    return this.heap.length === 0;
  }

  after(delay: number, run: () => void): void {
    this.heap.push({ time: this.now + delay, order: this.order++, run });
    for (let child = this.heap.length - 1; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!isBefore(this.heap[child]!, this.heap[parent]!)) break;
      this.swap(child, parent);
      child = parent;
    }
  }

  /** Runs the next event. */
  runNext(): void {
    const [first] = this.heap;
    const last = this.heap.pop()!;
    if (this.heap.length > 0) {
      this.heap[0] = last;
      this.sink();
    }
    this.now = first!.time;
    first!.run();
  }

  private sink(): void {
    const { heap } = this;
    for (let parent = 0; ;) {
      let least = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < heap.length && isBefore(heap[child]!, heap[least]!)) least = child;
      }
      if (least === parent) return;
      this.swap(parent, least);
      parent = least;
    }
  }

  private swap(a: number, b: number): void {
    const event = this.heap[a]!;
    this.heap[a] = this.heap[b]!;
    this.heap[b] = event;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}
