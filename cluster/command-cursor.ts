import {
  type Batch,
  BATCH_HEADER_BYTES,
  BatchKind,
  COMMAND_HEADER_BYTES,
  CommandFlag,
  IDEMPOTENCY_BYTES,
  RUN_HEADER_BYTES,
} from "./batch.ts";
import { readU53 } from "./u53.ts";

/**
 * Walks the commands of a sealed batch, in order. For tools; the state machine has its own loop.
 *
 *     const cursor = new CommandCursor(batch);
 *     while (cursor.next()) print(cursor.position, cursor.messageOffset);
 */
export class CommandCursor {
  readonly batch: Batch;
  position: number;
  sessionId = 0;
  correlationId = 0;
  principalId = 0;
  roles = 0;
  /** Of the SBE message header, in `batch.view`. */
  messageOffset = 0;
  /** With padding. */
  messageLength = 0;

  private offset: number;
  private runEnd: number;

  constructor(batch: Batch) {
    this.batch = batch;
    this.position = batch.firstPosition - 1;
    this.offset = batch.kind === BatchKind.Commands ? BATCH_HEADER_BYTES : batch.length;
    this.runEnd = this.offset;
  }

  /** @returns false when there are no more */
  next(): boolean {
    const { view, length } = this.batch;
    if (this.offset >= length) return false;
    if (this.offset === this.runEnd) {
      this.runEnd += view.getUint32(this.offset, true);
      this.sessionId = readU53(view, this.offset + 8);
      this.correlationId = readU53(view, this.offset + 16) - 1;
      this.offset += RUN_HEADER_BYTES;
    }
    const flagged = (view.getUint8(this.offset + 2) & CommandFlag.IdempotencyKey) !== 0;
    const headerBytes = COMMAND_HEADER_BYTES + (flagged ? IDEMPOTENCY_BYTES : 0);
    const commandBytes = view.getUint16(this.offset, true) * 8;
    this.position++;
    this.correlationId++;
    this.roles = view.getUint8(this.offset + 3);
    this.principalId = view.getUint32(this.offset + 4, true);
    this.messageOffset = this.offset + headerBytes;
    this.messageLength = commandBytes - headerBytes;
    this.offset += commandBytes;
    return true;
  }
}
