import { assert } from "./assert.ts";
import { Batch, BATCH_HEADER_BYTES, BatchKind, sealBatch } from "./batch.ts";
import type { ClusterTime } from "./cluster-time.ts";
import { type LogPoint, type LogStore, NO_POINT } from "./log/log-store.ts";

/** The end of a state: its last command, and the time by then. */
interface StampedPlace {
  readonly position: number;
  readonly clusterTimeUs: number;
}

/**
 * Stamps batches: index, term, first position, cluster time and the link to the batch before. It
 * follows the log's end, whoever wrote it, so that this node can lead at any moment.
 */
export class Sequencer {
  private readonly log: LogStore;
  private readonly time: ClusterTime;
  private readonly clusterId: number;
  private readonly batch = new Batch();
  /** The newest configuration entry that was applied. */
  private configurationPoint: LogPoint = NO_POINT;
  /** Of the log's last command; 0 before the first. */
  lastPosition = 0;
  /** Of the log's last batch. */
  lastTimeUs = 0;

  /** @param begin where a log goes on that holds no batch */
  constructor(log: LogStore, time: ClusterTime, clusterId: number, begin: StampedPlace) {
    this.log = log;
    this.time = time;
    this.clusterId = clusterId;
    this.beginBehind(begin);
    if (log.lastIndex >= log.firstIndex) {
      log.read(log.lastIndex, 1, (bytes, index) => {
        if (index === log.lastIndex) this.follow(bytes);
      });
    }
  }

  /** The log begins anew behind this place. */
  beginBehind({ position, clusterTimeUs }: StampedPlace): void {
    this.lastPosition = position;
    this.lastTimeUs = clusterTimeUs;
    this.time.observeStamp(clusterTimeUs);
  }

  /** These bytes are the log's last batch now. */
  follow(bytes: Uint8Array): void {
    const batch = this.batch.wrap(bytes);
    this.lastPosition = batch.firstPosition + batch.count - 1;
    this.lastTimeUs = batch.clusterTimeUs;
    this.time.observeStamp(batch.clusterTimeUs);
  }

  /**
   * A configuration entry is in force. From now on every batch says that it is committed, not when the lagging
   * mark comes to it: who acknowledged a batch must not start again in an older configuration than its maker's.
   */
  passConfiguration(index: number): void {
    const { log } = this;
    this.configurationPoint = { index, term: log.termAt(index), hash: log.hashAt(index) };
  }

  /** Seals the next batch in place, behind the log's last. */
  seal(bytes: Uint8Array, kind: BatchKind, count: number, index: number, term: number, timeUs: number): void {
    assert(index === this.log.lastIndex + 1);
    const { configurationPoint } = this;
    const highWater =
      this.log.highWater.index < configurationPoint.index ? configurationPoint : this.log.highWater;
    sealBatch(bytes, {
      kind,
      clusterId: this.clusterId,
      index,
      term,
      firstPosition: this.lastPosition + 1,
      count,
      previousHash: this.log.lastHash,
      clusterTimeUs: timeUs,
      highWater,
    });
  }

  /** A batch without commands, as a new leader's first. Its time is that of the one before. */
  sealEmpty(index: number, term: number): Uint8Array {
    const bytes = new Uint8Array(BATCH_HEADER_BYTES);
    this.seal(bytes, BatchKind.Empty, 0, index, term, this.lastTimeUs);
    return bytes;
  }
}
