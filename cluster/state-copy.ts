import type { IdempotencyCopy } from "./idempotency.ts";
import { adoptLinks, copyLinks, type LinkCopy } from "./links/link-state.ts";
import type { ArrayCopier } from "./service.ts";
import type { SessionOptions } from "./session.ts";
import type { StateMachine } from "./state-machine.ts";
import { loadService, saveService, type StateSection } from "./state-machine-snapshot.ts";
import type { TimersCopy } from "./timers.ts";

/**
 * A machine's state as it was at one moment, for another thread to write: arrays as they lie in memory, and of
 * services that have none, what they write themselves. It never leaves the process.
 */
export interface StateCopy {
  readonly appliedIndex: number;
  readonly appliedPosition: number;
  readonly clusterTimeUs: number;
  readonly logBytes: number;
  readonly version: number;
  readonly lastId: number;
  readonly repliesDigest: number;
  readonly eventsDigest: number;
  readonly sessions: readonly SessionCopy[];
  readonly timers: TimersCopy;
  readonly idempotency: IdempotencyCopy;
  readonly links: readonly LinkCopy[];
  /** In schema order. */
  readonly services: readonly ServiceCopy[];
}

interface SessionCopy extends SessionOptions {
  readonly lastCorrelationId: number;
  readonly firstReply: number;
  readonly replyCount: number;
  readonly replies: Uint8Array;
}

interface ServiceCopy {
  readonly name: string;
  /** What the service's `copyState` gave; undefined when it has none. */
  readonly copied: unknown;
  readonly written: StateSection | undefined;
  /** How long that took. */
  readonly us: number;
}

/** Copies the state: at the end of a batch, while nothing is applied. @param nowUs what time it is, to tell how long parts take */
export function copyState(machine: StateMachine, copy: ArrayCopier, nowUs: () => number): StateCopy {
  return {
    appliedIndex: machine.appliedIndex,
    appliedPosition: machine.appliedPosition,
    clusterTimeUs: machine.clusterTimeUs,
    logBytes: machine.logBytes,
    version: machine.version,
    lastId: machine.ids.lastId,
    repliesDigest: machine.outputs.repliesDigest,
    eventsDigest: machine.outputs.eventsDigest,
    sessions: Array.from(machine.sessions, (session) => ({
      id: session.id,
      principalId: session.principalId,
      roles: session.roles,
      timeoutMs: session.timeoutMs,
      nonce: session.nonce,
      replyRingBytes: session.replies.limitBytes,
      lastCorrelationId: session.lastCorrelationId,
      firstReply: session.replies.firstCorrelationId,
      replyCount: session.replies.count,
      replies: session.replies.copyState(copy),
    })),
    timers: machine.timers.copyState(copy),
    idempotency: machine.idempotency.copyState(copy),
    links: copyLinks(machine.links),
    services: machine.services.inOrder.map((service) => {
      const beganUs = nowUs();
      const copied = service.copyState?.(copy);
      const written = copied === undefined ? sliced(saveService(service, machine.version)) : undefined;
      return { name: service.name, copied, written, us: nowUs() - beganUs };
    }),
  };
}

/** Makes a new machine one that can `save` as the one that was copied, and nothing else. */
export function adoptState(machine: StateMachine, copy: StateCopy): void {
  machine.appliedIndex = copy.appliedIndex;
  machine.appliedPosition = copy.appliedPosition;
  machine.clusterTimeUs = copy.clusterTimeUs;
  machine.logBytes = copy.logBytes;
  machine.version = copy.version;
  machine.ids.lastId = copy.lastId;
  machine.outputs.repliesDigest = copy.repliesDigest;
  machine.outputs.eventsDigest = copy.eventsDigest;
  for (const { lastCorrelationId, firstReply, replyCount, replies, ...options } of copy.sessions) {
    const session = machine.sessions.open(options);
    session.lastCorrelationId = lastCorrelationId;
    session.replies.restore(replies, firstReply, replyCount);
  }
  machine.timers.adoptState(copy.timers);
  machine.idempotency.adoptState(copy.idempotency);
  adoptLinks(machine.links, copy.links);
  machine.services.inOrder.forEach((service, at) => {
    const { copied, written } = copy.services[at]!;
    if (written === undefined) service.adoptState!(copied);
    else loadService(service, written);
  });
}

/** Without the rest of the memory that it was written into. */
function sliced(section: StateSection): StateSection {
  return { ...section, bytes: section.bytes.slice() };
}

/** About how many bytes `copyState` copies. */
export function copiedBytes(machine: StateMachine): number {
  let bytes = 0;
  const count: ArrayCopier = (array, length = array.length) => {
    bytes += (length * array.BYTES_PER_ELEMENT + 7) & ~7;
    return array;
  };
  for (const session of machine.sessions) session.replies.copyState(count);
  machine.timers.copyState(count);
  machine.idempotency.copyState(count);
  for (const service of machine.services.inOrder) service.copyState?.(count);
  return bytes;
}
