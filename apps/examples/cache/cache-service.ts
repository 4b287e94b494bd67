import type { Context, StateReader, StateWriter } from "@lockstep/domain/contract/context";
import {
  type CacheHandlers,
  type DeleteDecoder,
  EntryEncoder,
  EntryRemovedEncoder,
  EntryStoredEncoder,
  type GetDecoder,
  type GrantLeaseDecoder,
  KeyListEncoder,
  type KeysDecoder,
  type LeaseEndsDecoder,
  LeaseEndsEncoder,
  LeaseGrantedEncoder,
  LeaseRevokedEncoder,
  type PutDecoder,
  RejectionCode,
  Removal,
  RemovedEncoder,
  type RenewLeaseDecoder,
  type RevokeLeaseDecoder,
  StoredEncoder,
} from "./cache-messages.ts";
import { type Lease, Store } from "./cache-model.ts";

const SECOND_US = 1_000_000;
const LEASE_SECONDS_MAX = 86_400;
const ENTRIES_MAX = 100_000;
const LEASES_MAX = 10_000;
const KEYS_LISTED_MAX = 1_000;

/** Joins the store to the messages of the contract. */
export class Cache implements CacheHandlers {
  private readonly store = new Store();
  private lastLeaseId = 0;
  private readonly stored = new StoredEncoder();
  private readonly removed = new RemovedEncoder();
  private readonly leaseGranted = new LeaseGrantedEncoder();
  private readonly leaseRevoked = new LeaseRevokedEncoder();
  private readonly entry = new EntryEncoder();
  private readonly keyList = new KeyListEncoder();
  private readonly entryStored = new EntryStoredEncoder();
  private readonly entryRemoved = new EntryRemovedEncoder();
  private readonly leaseEnds = new LeaseEndsEncoder();

  onPut(command: PutDecoder, context: Context): void {
    const { store } = this;
    const { key, value, leaseId = 0, expectedRevision } = command.toObject();
    if (key === "") return context.reject(RejectionCode.EmptyKey);
    if (!store.isExpected(key, expectedRevision)) {
      return context.reject(RejectionCode.RevisionMismatch, store.revisionOf(key));
    }
    if (leaseId !== 0 && this.leaseOf(leaseId, context) === undefined) return;
    if (store.entries.size === ENTRIES_MAX && !store.entries.has(key)) {
      return context.reject(RejectionCode.StoreFull, ENTRIES_MAX);
    }
    store.put(key, value, leaseId);
    const { revision } = store;
    this.stored.reply(context).revision = revision;
    const lease = leaseId === 0 ? {} : { leaseId };
    this.entryStored.publish(context).set({ revision, key, value, ...lease });
  }

  onDelete(command: DeleteDecoder, context: Context): void {
    const { store } = this;
    const { key, expectedRevision } = command.toObject();
    if (!store.isExpected(key, expectedRevision)) {
      return context.reject(RejectionCode.RevisionMismatch, store.revisionOf(key));
    }
    if (!store.entries.has(key)) return context.reject(RejectionCode.UnknownKey);
    this.remove(key, Removal.Deleted, context);
    this.removed.reply(context).revision = store.revision;
  }

  onGrantLease({ seconds }: GrantLeaseDecoder, context: Context): void {
    const { leases } = this.store;
    if (seconds < 1 || seconds > LEASE_SECONDS_MAX) return context.reject(RejectionCode.BadLease);
    if (leases.size === LEASES_MAX) return context.reject(RejectionCode.StoreFull, LEASES_MAX);
    const leaseId = ++this.lastLeaseId;
    const terms = { leaseId, ownerId: context.principalId, durationUs: seconds * SECOND_US };
    const lease: Lease = { ...terms, endsAtUs: 0, keys: new Set() };
    leases.set(leaseId, lease);
    this.letLast(lease, context);
  }

  onRenewLease({ leaseId }: RenewLeaseDecoder, context: Context): void {
    const lease = this.leaseOf(leaseId, context);
    if (lease !== undefined) this.letLast(lease, context);
  }

  onRevokeLease({ leaseId }: RevokeLeaseDecoder, context: Context): void {
    const lease = this.leaseOf(leaseId, context);
    if (lease === undefined) return;
    this.leaseRevoked.reply(context).set({ leaseId, keyCount: lease.keys.size });
    this.leaseEnds.cancel(context, leaseId);
    this.end(lease, Removal.Deleted, context);
  }

  /** A renewal moves the timer: one that fires is of a lease that was not renewed again. */
  onLeaseEnds(timer: LeaseEndsDecoder, context: Context): void {
    const lease = this.store.leases.get(timer.key)!;
    this.end(lease, Removal.LeaseEnded, context);
  }

  onGet({ key }: GetDecoder, context: Context): void {
    const entry = this.store.entries.get(key);
    if (entry === undefined) return context.reject(RejectionCode.UnknownKey);
    const { value, revision, leaseId } = entry;
    this.entry.reply(context).set({ value, revision, ...(leaseId === 0 ? {} : { leaseId }) });
  }

  onKeys({ prefix }: KeysDecoder, context: Context): void {
    const { store } = this;
    const keys = store.keysWith(prefix).slice(0, KEYS_LISTED_MAX);
    const entries = keys.map((key) => ({ key, revision: store.revisionOf(key) }));
    this.keyList.reply(context).set({ revision: store.revision, keys: entries });
  }

  /** A lease that the caller may use; otherwise the command is rejected. */
  private leaseOf(leaseId: number, context: Context): Lease | undefined {
    const lease = this.store.leases.get(leaseId);
    if (lease === undefined) context.reject(RejectionCode.UnknownLease, leaseId);
    else if (lease.ownerId === context.principalId) return lease;
    else context.reject(RejectionCode.NotLeaseOwner);
    return undefined;
  }

  private letLast(lease: Lease, context: Context): void {
    lease.endsAtUs = context.now + lease.durationUs;
    const { leaseId, endsAtUs } = lease;
    this.leaseEnds.schedule(context, endsAtUs, leaseId);
    this.leaseGranted.reply(context).set({ leaseId, endsAtUs });
  }

  private end({ leaseId, keys }: Lease, removal: Removal, context: Context): void {
    for (const key of keys) this.remove(key, removal, context);
    this.store.leases.delete(leaseId);
  }

  private remove(key: string, removal: Removal, context: Context): void {
    this.store.remove(key);
    this.entryRemoved.publish(context).set({ revision: this.store.revision, key, removal });
  }

  violations(): string[] {
    return this.store.violations();
  }

  takeSnapshot(writer: StateWriter): void {
    const { entries, leases, revision } = this.store;
    writer.entity("store", 0);
    writer.number("revision", revision);
    writer.number("lastLeaseId", this.lastLeaseId);
    for (const lease of leases.values()) {
      writer.entity("lease", lease.leaseId);
      writer.number("ownerId", lease.ownerId);
      writer.number("durationUs", lease.durationUs);
      writer.number("endsAtUs", lease.endsAtUs);
    }
    // By revision, which is unique: in this order the keys of each lease come as they were put.
    for (const [key, entry] of [...entries].sort(([, a], [, b]) => a.revision - b.revision)) {
      writer.entity("entry", entry.revision);
      writer.text("key", key);
      writer.text("value", entry.value);
      writer.number("leaseId", entry.leaseId);
    }
  }

  loadSnapshot(reader: StateReader): void {
    const { store } = this;
    reader.entity("store");
    const revision = reader.number("revision");
    this.lastLeaseId = reader.number("lastLeaseId");
    for (let leaseId = reader.entity("lease"); leaseId !== undefined; leaseId = reader.entity("lease")) {
      store.leases.set(leaseId, {
        leaseId,
        ownerId: reader.number("ownerId"),
        durationUs: reader.number("durationUs"),
        endsAtUs: reader.number("endsAtUs"),
        keys: new Set(),
      });
    }
    for (let at = reader.entity("entry"); at !== undefined; at = reader.entity("entry")) {
      store.revision = at - 1;
      store.put(reader.text("key"), reader.text("value"), reader.number("leaseId"));
    }
    store.revision = revision;
  }
}
