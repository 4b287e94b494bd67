import type { EventEntry } from "./catalog.ts";
import type { EventPlace } from "./cluster-port.ts";

/** One event as subscribers get it: made once, shared by all of them. */
export interface DecodedEvent extends EventPlace {
  readonly key: string;
  /** Undefined when its channel does not count. */
  readonly sequence: number | undefined;
  /** Of two with the same identity only the later is needed; undefined when each is needed. */
  readonly identity: string | undefined;
  /** The part of a message that tells it, as JSON: `"event":…,"place":…,"sequence":…,"body":…`. */
  readonly content: string;
  /** The whole message, as UTF-8. */
  readonly message: Uint8Array;
  /** The message that tells all from `first` to this one together: made once for all who are told the same. */
  together?: { readonly first: DecodedEvent; readonly message: Uint8Array } | undefined;
}

/** Whether a comes before b, is it, or comes after it: below, at or above 0. */
export function comparePlaces(a: EventPlace, b: EventPlace): number {
  return a.position - b.position || a.step - b.step;
}

export function decodeEvent(
  entry: EventEntry,
  key: string,
  view: DataView,
  offset: number,
  position: number,
  step: number,
): DecodedEvent {
  const body = entry.toJson(view, offset);
  const { channel } = entry;
  const sequence = channel.sequence === undefined ? undefined : Number(body[channel.sequence]);
  const content =
    `"event":"${entry.name}","place":"${position}.${step}",` +
    (sequence === undefined ? "" : `"sequence":${sequence},`) +
    `"body":${JSON.stringify(body)}`;
  const identity = channel.identity?.map((field) => String(body[field])).join("\n");
  return {
    position,
    step,
    key,
    sequence,
    identity: identity === undefined ? undefined : `${entry.name}\n${identity}`,
    content,
    message: Buffer.from(
      `{"type":"event","channel":"${channel.path}","key":${JSON.stringify(key)},${content}}`,
    ),
    together: undefined,
  };
}
