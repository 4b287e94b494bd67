import { limits } from "../limits.ts";

/** What an entry holds. The numbers are those of a batch's kind; only Configuration means anything to the core. */
export const EntryKind = { Commands: 0, Empty: 1, Configuration: 2 } as const;
export type EntryKind = (typeof EntryKind)[keyof typeof EntryKind];

/** One place in the log. Never changed once made: the log, the sockets and the apply share it. */
export interface Entry {
  readonly index: number;
  readonly term: number;
  readonly kind: EntryKind;
  /** A sealed batch, opaque here; a configuration change is decoded by the injected EntryCodec. */
  readonly data: Uint8Array;
}

/** Where an entry is: Raft compares logs by nothing else. */
export interface EntryId {
  readonly index: number;
  readonly term: number;
}

/** What an entry costs against a limit in bytes; never 0, so that a limit also bounds empty entries. */
export function entrySizeBytes(entry: Entry): number {
  return entry.data.byteLength + limits.entryOverheadBytes;
}

export function entriesSizeBytes(entries: readonly Entry[]): number {
  let sizeBytes = 0;
  for (let i = 0; i < entries.length; i++) sizeBytes += entrySizeBytes(entries[i]!);
  return sizeBytes;
}

/** Without overhead: what counts as proposed and in flight. A no-op is free, so it is never refused. */
export function payloadSizeBytes(entries: readonly Entry[]): number {
  let sizeBytes = 0;
  for (let i = 0; i < entries.length; i++) sizeBytes += entries[i]!.data.byteLength;
  return sizeBytes;
}

/** The longest prefix within `sizeBytesMax`, but at least one entry, so that a large one still gets through. */
export function limitSize(entries: readonly Entry[], sizeBytesMax: number): readonly Entry[] {
  if (entries.length <= 1) return entries;
  let sizeBytes = entrySizeBytes(entries[0]!);
  for (let i = 1; i < entries.length; i++) {
    sizeBytes += entrySizeBytes(entries[i]!);
    if (sizeBytes > sizeBytesMax) return entries.slice(0, i);
  }
  return entries;
}
