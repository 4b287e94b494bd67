import { type StatsFs, statfsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import type { Logger } from "./ports.ts";

const LOOK_MS = 1_000;
const MEBIBYTE = 2 ** 20;
/** Enough for the snapshots and segments of an hour; a tenth of a large disk would be far more than that. */
const RESERVE_BYTES_DEFAULT_MAX = 2 ** 31;
/** Commands are taken again when so much more than the reserve is free: not one on, one off. */
const RECOVERED = 1.1;

/** What stays free on the disk: a share of it, or bytes. */
export type DiskReserve = { readonly share: number } | { readonly bytes: number };

/**
 * The logical quota (durability rule 8): commands are refused before the disk is full, because a disk that is full ends
 * the process at its next write. Reads, elections and replication go on; what the others send is stored to the last byte.
 */
export class DiskSpace {
  /** Why no commands are taken; undefined while there is room. */
  shortage: string | undefined;
  private readonly reserve: DiskReserve | undefined;

  /** @param reserve default: a tenth of the disk, 2 GiB at most */
  constructor(reserve?: DiskReserve) {
    this.reserve = reserve;
  }

  /** @returns whether the shortage began or ended */
  observe(freeBytes: number, totalBytes: number): boolean {
    const reserveBytes = this.reserveBytesOf(totalBytes);
    const wasShort = this.shortage !== undefined;
    const isShort = freeBytes < reserveBytes * (wasShort ? RECOVERED : 1);
    const free = Math.floor(freeBytes / MEBIBYTE);
    this.shortage = isShort
      ? `out of space: ${free} MiB are free on the node's disk, ${Math.ceil(reserveBytes / MEBIBYTE)} MiB are kept free; ` +
        "make room, or set --disk-reserve lower"
      : undefined;
    return isShort !== wasShort;
  }

  private reserveBytesOf(totalBytes: number): number {
    if (this.reserve === undefined) return Math.min(totalBytes / 10, RESERVE_BYTES_DEFAULT_MAX);
    return "share" in this.reserve ? totalBytes * this.reserve.share : this.reserve.bytes;
  }
}

/**
 * Looks now and once a second.
 *
 * @returns what stops it
 * @throws what statfs throws for a directory that is not there
 */
export function watchDiskSpace(directory: string, space: DiskSpace, logger: Logger): () => void {
  const note = ({ bavail, blocks, bsize }: StatsFs): void => {
    if (!space.observe(bavail * bsize, blocks * bsize)) return;
    if (space.shortage === undefined) logger.info({ directory }, "there is room on the disk again");
    else logger.error({ directory }, space.shortage);
  };
  note(statfsSync(directory));
  const timer = setInterval(() => {
    statfs(directory).then(note, (error: unknown) => {
      logger.warn({ directory, error: String(error) }, "the disk does not tell how much of it is free");
    });
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** @returns what `10%`, `500M` or `2G` says; undefined when it says nothing of the kind */
export function parseDiskReserve(text: string): DiskReserve | undefined {
  const [, digits, unit] = /^(\d{1,6})(%|M|G)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const amount = Number(digits);
  if (unit === "%") return amount < 100 ? { share: amount / 100 } : undefined;
  return { bytes: amount * (unit === "M" ? MEBIBYTE : 1024 * MEBIBYTE) };
}
