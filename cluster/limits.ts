import { assert } from "./assert.ts";

/**
 * Every bound of the cluster, with its unit last. A bound is what keeps a queue from growing until
 * the process dies; who would exceed one is refused by name, made to wait, or cut off.
 */
export const limits = {
  /** Commands in a batch: what one apply may take of a turn (architecture, "A batch is …"). */
  batchCommandsMax: 4096,
  /** Header and payload. LMDB adds 16 bytes to a record, so that k x 4096 - 16 fills its pages. */
  batchBytesMax: 256 * 1024 - 16,
  /** A batch that is not full is sealed while fewer than this are in flight: few wait, none is huge. */
  batchesInFlightForPartialSeal: 8,
  /** Sealed and not yet applied. */
  batchesInFlightMax: 64,

  /** A command with its header. What is larger (a 60,000-seat chart) is sent as many commands. */
  commandBytesMax: 64 * 1024,
  /** Commands that a client puts into one run. A node takes longer runs, and splits them. */
  runCommandsMax: 1024,
  runBytesMax: 256 * 1024,
  /** A frame from a client: several batches of bulk load, and no more memory than this per half frame. */
  frameBytesMax: 1024 * 1024,
  /** A frame before the connection proved a secret. */
  frameBytesMaxUnproven: 512,

  /** Validated and not yet sealed: above it the sockets are not read. */
  ingressQueueBytesMax: 16 * 1024 * 1024,
  /** Not yet taken by a client's socket: above it nothing more is read from that client. */
  egressHighWaterBytes: 4 * 1024 * 1024,
  /** A subscriber's socket gets the next events only while it holds less than this. */
  subscriberHighWaterBytes: 256 * 1024,
  /** Recent events kept for those who come back. */
  eventRingBytes: 64 * 1024 * 1024,

  connectionsMax: 4096,
  subscriptionsPerConnectionMax: 16,
  /** Queries of one connection that wait for a position or for the leader's word. */
  queriesWaitingMax: 4096,

  /** Requests of one client that are sent and not answered: its sliding window. */
  clientWindowCommandsMax: 65_536,
  /** Requests of one client that wait for a place in the window. */
  clientQueueBytesMax: 16 * 1024 * 1024,
} as const;

/** The relations between them, checked once at start. */
export function assertLimits(): void {
  assert((limits.batchBytesMax + 16) % 4096 === 0);
  assert(limits.commandBytesMax + 1024 < limits.batchBytesMax); // Every command fits into a batch.
  assert(limits.commandBytesMax < limits.runBytesMax);
  assert(limits.runBytesMax < limits.frameBytesMax);
  assert(limits.runCommandsMax <= limits.batchCommandsMax);
  assert(limits.frameBytesMax < limits.ingressQueueBytesMax);
  assert(limits.batchesInFlightForPartialSeal < limits.batchesInFlightMax);
  assert(Number.isInteger(Math.log2(limits.clientWindowCommandsMax))); // Slots are found by a mask.
}
