import { EVENTS_OFFSET, FrameType, QUERY_REPLY_OFFSET } from "../frame.ts";
import { RECORD_HEADER_BYTES, recordLength, REPLIES_FRAME_HEADER_BYTES } from "../outputs.ts";
import { MESSAGE_HEADER_BYTES } from "../batch.ts";
import { schemaIdOf, SYSTEM_SCHEMA_ID, systemBlockBytes, templateIdOf } from "../system-messages.ts";
import { Outcome } from "./cluster-port.ts";

const PLACE_FRAME_BYTES = 24;
/** A client must not hang or fall because a node, or whatever answers in its place, talks nonsense. */
const RECORD_BYTES_MIN = RECORD_HEADER_BYTES + MESSAGE_HEADER_BYTES;

/**
 * Checks that a frame of a node holds what its type and its own counts say, before anything of it is read.
 * Hot path: one look at each record.
 *
 * @returns undefined when it does, else what is wrong
 */
export function nodeFrameProblem(
  type: number,
  view: DataView,
  offset: number,
  length: number,
): string | undefined {
  switch (type) {
    case FrameType.Replies: {
      if (length < REPLIES_FRAME_HEADER_BYTES) return "a frame of replies is too short";
      const count = view.getUint32(offset + 24, true);
      const found = recordsIn(view, offset + REPLIES_FRAME_HEADER_BYTES, offset + length);
      return found === count && count > 0 ? undefined : "a frame does not hold the replies that it counts";
    }
    case FrameType.Events: {
      if (length < EVENTS_OFFSET) return "a frame of events is too short";
      const found = recordsIn(view, offset + EVENTS_OFFSET, offset + length);
      return found < 0 ? "a frame of events is not made of events" : undefined;
    }
    case FrameType.QueryReply: {
      if (length < QUERY_REPLY_OFFSET) return "an answer to a query is too short";
      const bytes = view.getUint32(offset + 28, true);
      const isKnown = view.getUint8(offset + 24) <= Outcome.Unknown;
      return isKnown && bytes <= length - QUERY_REPLY_OFFSET
        ? undefined
        : "an answer to a query is malformed";
    }
    case FrameType.Resync:
    case FrameType.CaughtUp:
      return length < PLACE_FRAME_BYTES ? "a place in the events is too short" : undefined;
  }
  return undefined;
}

/** How many records lie there without a gap; below 0 when something else does. */
function recordsIn(view: DataView, from: number, end: number): number {
  let count = 0;
  for (let at = from; at < end; count++) {
    if (end - at < RECORD_BYTES_MIN) return -1;
    const length = recordLength(view, at);
    if (length < RECORD_BYTES_MIN || length > end - at || length % 8 !== 0) return -1;
    const message = at + RECORD_HEADER_BYTES;
    // Into the cluster's own messages the client looks itself.
    if (schemaIdOf(view, message) === SYSTEM_SCHEMA_ID) {
      if (length < RECORD_BYTES_MIN + systemBlockBytes(templateIdOf(view, message))) return -1;
    }
    at += length;
  }
  return count;
}
