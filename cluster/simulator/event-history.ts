import type { EventListener, EventPlace } from "../client/cluster-port.ts";
import { checksum } from "../checksum.ts";
import {
  type OutputBuffer,
  RECORD_HEADER_BYTES,
  recordLength,
  recordPosition,
  recordStep,
} from "../outputs.ts";
import { InvariantViolation } from "./violation.ts";

interface PublishedEvent {
  readonly position: number;
  readonly step: number;
  readonly hash: number;
}

/** What the reference machine published, and with that what every listener has to hear. */
export class EventHistory {
  private readonly published: PublishedEvent[] = [];

  publish({ view, bytes, end }: OutputBuffer): void {
    for (let record = 0; record < end; record += recordLength(view, record)) {
      const message = bytes.subarray(record + RECORD_HEADER_BYTES, record + recordLength(view, record));
      this.published.push({
        position: recordPosition(view, record),
        step: recordStep(view, record),
        hash: checksum(message),
      });
    }
  }

  /** A listener from the beginning of the log. */
  listener(): EventListener {
    return new EventCheck(this.published);
  }
}

/** Hears events over all reconnects: each once, in order, without a gap unless it was told of one. */
class EventCheck implements EventListener {
  private readonly published: readonly PublishedEvent[];
  private next = 0;

  constructor(published: readonly PublishedEvent[]) {
    this.published = published;
  }

  onEvent(view: DataView, offset: number, length: number, position: number, step: number): void {
    const expected = this.published[this.next++];
    const hash = checksum(new Uint8Array(view.buffer, view.byteOffset + offset, length));
    if (expected?.position === position && expected.step === step && expected.hash === hash) return;
    const wanted = expected === undefined ? "none" : `${expected.position}.${expected.step}`;
    throw new InvariantViolation(
      "events come once and in order",
      `a client hears ${position}.${step}, the next one is ${wanted}`,
    );
  }

  onResync(place: EventPlace): void {
    const { published } = this;
    const isHeard = ({ position, step }: PublishedEvent): boolean =>
      position < place.position || (position === place.position && step <= place.step);
    this.next = 0;
    while (this.next < published.length && isHeard(published[this.next]!)) this.next++;
  }
}
