import { Role } from "@lockstep/domain/contract/context";
import type { Contract } from "@lockstep/domain/contract/contract";
import { defineContract } from "@lockstep/domain/contract/define-contract";
import { enumOf, enumeration, group, id, optional, u32, u53, utf8 } from "@lockstep/domain/contract/fields";

const key = utf8(250, "not empty");
const value = utf8(4_096, "whatever it stands for");
const revision = u53("the change that it comes from; changes of the store are counted from 1");
const expectedRevision = optional(u53("only if the entry has this revision; 0: only if there is none"));
const leaseId = id("the lease");
const ofLease = optional(id("the lease that it lives with; absent: until it is deleted"));
const endsAtUs = u53("when it ends unless it is renewed", "microseconds since 1970");

const everyone: number = Role.Trader | Role.Operator;

export const cacheContract: Contract = defineContract({
  name: "cache",
  schemaId: 32,
  version: 1,
  doc: "A key-value store in which every change has a place in one order.",
  enums: {
    Removal: enumeration("u8", {
      Deleted: [0, "somebody deleted it, or revoked its lease"],
      LeaseEnded: [1, "its lease ended"],
    }),
  },
  commands: {
    Put: {
      id: 1,
      doc: "Sets the value of a key: always, or only if nobody else has changed it (compare and set).",
      roles: everyone,
      reply: "Stored",
      fields: { expectedRevision, leaseId: ofLease, key, value },
    },
    Delete: {
      id: 2,
      doc: "Removes an entry: always, or only if nobody else has changed it.",
      roles: everyone,
      reply: "Removed",
      fields: { expectedRevision, key },
    },
    GrantLease: {
      id: 3,
      doc: "Begins a lease: what is put under it goes when it ends.",
      roles: everyone,
      reply: "LeaseGranted",
      fields: { seconds: u32("how long it lasts, 1 to 86,400", "seconds") },
    },
    RenewLease: {
      id: 4,
      doc: "Lets a lease of one's own last as long again from now on.",
      roles: everyone,
      reply: "LeaseGranted",
      fields: { leaseId },
    },
    RevokeLease: {
      id: 5,
      doc: "Ends a lease of one's own, and removes what is under it.",
      roles: everyone,
      reply: "LeaseRevoked",
      fields: { leaseId },
    },
  },
  queries: {
    Get: { id: 20, doc: "The value of a key.", reply: "Entry", fields: { key } },
    Keys: {
      id: 21,
      doc: "Keys that begin alike.",
      reply: "KeyList",
      fields: { prefix: utf8(250, "empty for all") },
    },
  },
  replies: {
    Stored: { id: 40, doc: "The entry has this revision.", fields: { revision } },
    Removed: { id: 41, doc: "The entry is gone.", fields: { revision } },
    LeaseGranted: { id: 42, doc: "The lease is there.", fields: { leaseId, endsAtUs } },
    LeaseRevoked: {
      id: 43,
      doc: "The lease is gone.",
      fields: { leaseId, keyCount: u32("entries that went with it") },
    },
    Entry: { id: 44, doc: "An entry.", fields: { revision, leaseId: ofLease, value } },
    KeyList: {
      id: 45,
      doc: "The first keys, in the order of their characters' numbers.",
      fields: { revision: u53("of the store"), keys: group(1_000, "keys", { revision, key }) },
    },
  },
  events: {
    EntryStored: {
      id: 60,
      doc: "A key has another value.",
      channel: "changes",
      fields: { revision, leaseId: ofLease, key, value },
    },
    EntryRemoved: {
      id: 61,
      doc: "A key has no value any more.",
      channel: "changes",
      fields: { revision, removal: enumOf("Removal", "why"), key },
    },
  },
  timers: {
    LeaseEnds: { id: 80, doc: "A lease was not renewed in time.", key: "the lease's id", fields: {} },
  },
  channels: {
    changes: {
      doc: "All changes of the store, in order, none left out.",
      image: "Keys",
      sequence: "revision",
    },
  },
  rejections: {
    UnknownKey: { code: 10, doc: "the key has no value" },
    RevisionMismatch: {
      code: 11,
      doc: "somebody was faster; value is the entry's revision, 0 when there is none",
    },
    UnknownLease: { code: 12, doc: "there is no such lease, or it ended; value is its id" },
    NotLeaseOwner: { code: 13, doc: "the lease is somebody else's" },
    BadLease: { code: 14, doc: "a lease lasts 1 to 86,400 seconds" },
    EmptyKey: { code: 15, doc: "a key has at least one character" },
    StoreFull: { code: 16, doc: "there is no room for more; value is how many there may be" },
  },
});
