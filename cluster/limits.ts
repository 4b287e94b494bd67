import { assert } from "./assert.ts";

/**
 * Every bound of the cluster, with its unit last. A bound is what keeps a queue from growing until
 * the process dies; who would exceed one is refused by name, made to wait, or cut off.
 */
export const limits = {
  /** Commands in a batch: what one apply may take of a turn (architecture, "A batch is …"). */
  batchCommandsMax: 4096,
  /** Header and payload. LMDB adds 16 bytes to a record, so that k x 4096 - 16 fills its pages. */
  batchBytesMax: 262_128,
  /** A batch that is not full is sealed while fewer than this are in flight: few wait, none is huge. */
  batchesInFlightForPartialSeal: 8,
  /** Sealed and not yet applied. */
  batchesInFlightMax: 64,

  /** A command with its header. What is larger (a 60,000-seat chart) is sent as many commands. */
  commandBytesMax: 65_536,
  /** Commands that a client puts into one run. A node takes longer runs, and splits them. */
  runCommandsMax: 1024,
  /** Less than a batch, so that a client's run is never split: what is refused is a whole run. */
  runBytesMax: 245_760,
  /** A frame from a client: several batches of bulk load, and no more memory than this per half frame. */
  frameBytesMax: 1_048_576,
  /** A frame from a node: the replies of a whole batch. */
  replyFrameBytesMax: 268_435_456,
  /** A frame before the connection proved a secret. */
  frameBytesMaxUnproven: 512,

  /** Validated and not yet sealed: above it the sockets are not read. */
  ingressQueueBytesMax: 16_777_216,
  /** Not yet taken by a client's socket: above it nothing more is read from that client. */
  egressHighWaterBytes: 4_194_304,
  /** A subscriber's socket gets the next events only while it holds less than this. */
  subscriberHighWaterBytes: 262_144,
  /** Recent events kept for those who come back. */
  eventRingBytes: 67_108_864,

  /** What an entry costs beside its data where entries are counted in bytes: its id, kind and object. */
  entryOverheadBytes: 64,
  /** Entries of one append to a follower, unless a single one is larger: one write, one read buffer's work. */
  appendBytesMax: 1_048_576,
  /** Appends on their way to one follower, and their bytes: beyond, it is slow and gets no more. */
  appendsInFlightMax: 256,
  appendsInFlightBytesMax: 16_777_216,
  /** Proposed and not yet applied by the leader: beyond, proposals are refused and ingress waits. */
  uncommittedBytesMax: 67_108_864,
  /** Handed to apply and not yet applied. */
  applyingBytesMax: 16_777_216,

  connectionsMax: 4096,
  /** Those that have not proven the secret yet; they get so much time for it. */
  connectionsUnprovenMax: 1024,
  proofTimeoutMs: 5_000,
  subscriptionsPerConnectionMax: 16,
  /** Queries of one connection that wait for a position or for the leader's word. */
  queriesWaitingMax: 4096,

  /** Requests of one client that are sent and not answered: its sliding window. */
  clientWindowCommandsMax: 65_536,
  /** Requests of one client that wait for a place in the window. */
  clientQueueBytesMax: 16_777_216,

  /** Open sessions; one more is rejected SESSIONS_FULL. */
  sessionsMax: 4096,
  /** What a session gets for the replies its client has not acknowledged, unless it asks for another size. */
  replyRingBytesDefault: 262_144,
  /** The most it may ask for: a full client window of replies. */
  replyRingBytesMax: 16_777_216,
  /** Granted to all sessions together; taken from the process only as it is used. */
  replyRingsBytesMax: 1_073_741_824,
  /** A reply with its record header; a service that makes a larger one has a bug. */
  replyBytesMax: 65_536,
  /** Replies kept by idempotency key, and how long: in cluster time. */
  idempotencyKeysMax: 1_048_576,
  idempotencyBytesMax: 268_435_456,
  idempotencyKeptUs: 600_000_000,
  /** Set timers; at this number commands are rejected TIMERS_FULL until some have fired. */
  timersMax: 1_048_576,
  /** Timers that one handler may add when all but one place is taken. */
  timersPerCommandMax: 65_536,
  /** A timer's payload with its message header: what is larger belongs into the service's state, under the timer's key. */
  timerPayloadBytesMax: 256,
  /** Requests between services that one command may lead to. */
  callsPerCommandMax: 4096,
  /** Requests to a service of another cluster that are not answered; one more is rejected Overloaded. */
  linkRequestsMax: 4096,
  linkBytesMax: 4_194_304,
  /** Of those, sent at a time: so few that the other cluster can keep all their replies. */
  linkWindowRequestsMax: 256,
  /** Timers of one position fire until this many steps are used; the rest before the next command. */
  timerStepsMax: 49_152,
} as const;

/** The relations between them, checked once at start. */
export function assertLimits(): void {
  assert((limits.batchBytesMax + 16) % 4096 === 0);
  assert(limits.commandBytesMax + 1024 < limits.batchBytesMax); // Every command fits into a batch.
  assert(limits.commandBytesMax < limits.runBytesMax);
  assert(limits.runBytesMax + 1024 < limits.batchBytesMax);
  assert(limits.runCommandsMax <= limits.batchCommandsMax);
  assert(limits.frameBytesMax < limits.ingressQueueBytesMax);
  assert(limits.batchesInFlightForPartialSeal < limits.batchesInFlightMax);
  assert(limits.batchBytesMax <= limits.appendBytesMax);
  assert(limits.appendBytesMax <= limits.appendsInFlightBytesMax);
  assert(limits.batchesInFlightMax <= limits.appendsInFlightMax);
  assert(limits.batchesInFlightMax * limits.batchBytesMax <= limits.uncommittedBytesMax);
  assert(Number.isInteger(Math.log2(limits.clientWindowCommandsMax))); // Slots are found by a mask.
  assert(limits.sessionsMax * limits.replyRingBytesDefault <= limits.replyRingsBytesMax);
  assert(limits.replyBytesMax <= limits.replyRingBytesDefault); // The newest reply is always kept.
  assert(limits.replyBytesMax < limits.idempotencyBytesMax);
  assert(limits.timerPayloadBytesMax % 8 === 0 && limits.timerPayloadBytesMax < 512); // Its length in units of 8 has 6 bits.
  assert(limits.timersMax + limits.timersPerCommandMax < 2 ** 25); // And the number of its memory 25.
  assert(limits.linkWindowRequestsMax * limits.replyBytesMax <= limits.replyRingBytesMax);
  assert(limits.commandBytesMax < limits.linkBytesMax);
  assert(limits.timerStepsMax < 65_536); // A step has 16 bits, and the command needs some.
}
