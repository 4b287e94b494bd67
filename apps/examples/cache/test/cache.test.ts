import { Role } from "@lockstep/domain/contract/context";
import { testKit } from "@lockstep/test-kit/test-kit";
import { describe, expect, test } from "vitest";
import { application } from "../application.ts";
import { Removal } from "../cache-messages.ts";

const scenario = testKit(application);
const ann = { name: "ann", principalId: 11, roles: Role.Trader };
const ben = { name: "ben", principalId: 12, roles: Role.Trader };
const viewer = { name: "a viewer", principalId: 13, roles: Role.Viewer };

describe("an entry", () => {
  test("is stored, read, changed and deleted, each change with the next revision", () =>
    scenario(({ when, ask, answer }) => {
      when(ann, "Put", { key: "colour", value: "red" })
        .expect("Stored", { revision: 1 })
        .expect("EntryStored", { revision: 1, key: "colour", value: "red" });
      when(ben, "Put", { key: "colour", value: "blue" }).expect("Stored", { revision: 2 });
      expect(answer(viewer, "Get", { key: "colour" })).toMatchObject({ value: "blue", revision: 2 });
      when(ann, "Delete", { key: "colour" })
        .expect("Removed", { revision: 3 })
        .expect("EntryRemoved", { revision: 3, key: "colour", removal: Removal.Deleted });
      ask(ann, "Get", { key: "colour" }).expectRejection("UnknownKey");
      when(ann, "Delete", { key: "colour" }).expectRejection("UnknownKey");
    }));

  test("is set only when it is as the caller believes", () =>
    scenario(({ given, when }) => {
      when(ann, "Put", { key: "n", value: "1", expectedRevision: 0 }).expect("Stored");
      when(ben, "Put", { key: "n", value: "1", expectedRevision: 0 }).expectRejection("RevisionMismatch", 1);
      given(ann, "Put", { key: "n", value: "2", expectedRevision: 1 });
      when(ben, "Put", { key: "n", value: "2", expectedRevision: 1 }).expectRejection("RevisionMismatch", 2);
      when(ben, "Delete", { key: "n", expectedRevision: 1 })
        .expectRejection("RevisionMismatch", 2)
        .expectNo();
      when(ben, "Delete", { key: "n", expectedRevision: 2 }).expect("Removed");
      when(ben, "Put", { key: "n", value: "2", expectedRevision: 2 }).expectRejection("RevisionMismatch", 0);
    }));

  test("is found by the beginning of its key, in one order on every machine", () =>
    scenario(({ given, answer }) => {
      for (const key of ["b/2", "a/9", "b/10", "ä", "b"]) given(ann, "Put", { key, value: "" });
      const keysWith = (prefix: string) => answer(viewer, "Keys", { prefix }).keys.map(({ key }) => key);
      expect(keysWith("b/")).toEqual(["b/10", "b/2"]);
      expect(keysWith("")).toEqual(["a/9", "b", "b/10", "b/2", "ä"]);
      expect(keysWith("c")).toEqual([]);
    }));

  test("has a key, and somebody who may write it", () =>
    scenario(({ when }) => {
      when(ann, "Put", { key: "", value: "x" }).expectRejection("EmptyKey");
      when(viewer, "Put", { key: "k", value: "x" }).expectRejection("Forbidden");
    }));
});

describe("a lease", () => {
  test("takes what is under it along when it ends, in the order in which it was put", () =>
    scenario(({ given, when, ask, after }) => {
      const { leaseId } = given(ann, "GrantLease", { seconds: 10 });
      for (const key of ["z", "a", "m"]) given(ann, "Put", { key, value: "1", leaseId });
      given(ann, "Put", { key: "z", value: "2", leaseId });
      given(ben, "Put", { key: "kept", value: "1" });
      after("9s").expectNo();
      after("1s").expectEvents(
        ["EntryRemoved", { key: "a", removal: Removal.LeaseEnded, revision: 6 }],
        ["EntryRemoved", { key: "m", revision: 7 }],
        ["EntryRemoved", { key: "z", revision: 8 }],
      );
      ask(ann, "Get", { key: "a" }).expectRejection("UnknownKey");
      ask(ann, "Get", { key: "kept" }).expect("Entry", { value: "1" });
      when(ann, "RenewLease", { leaseId }).expectRejection("UnknownLease", leaseId);
      when(ann, "Put", { key: "a", value: "1", leaseId }).expectRejection("UnknownLease", leaseId);
    }));

  test("lasts as long as it is renewed in time", () =>
    scenario(({ given, when, after }) => {
      const { leaseId } = given(ann, "GrantLease", { seconds: 10 });
      given(ann, "Put", { key: "k", value: "1", leaseId });
      for (let times = 0; times < 3; times++) {
        after("9s").expectNo();
        when(ann, "RenewLease", { leaseId }).expect("LeaseGranted", { leaseId });
      }
      after("9s").expectNo();
      after("1s").expect("EntryRemoved", { key: "k" });
    }));

  test("is its owner's, and is revoked with all that is under it", () =>
    scenario(({ given, when, after }) => {
      const { leaseId } = given(ann, "GrantLease", { seconds: 10 });
      given(ann, "Put", { key: "k", value: "1", leaseId });
      when(ben, "RenewLease", { leaseId }).expectRejection("NotLeaseOwner");
      when(ben, "RevokeLease", { leaseId }).expectRejection("NotLeaseOwner");
      when(ben, "Put", { key: "other", value: "1", leaseId }).expectRejection("NotLeaseOwner");
      when(ann, "RevokeLease", { leaseId })
        .expect("LeaseRevoked", { keyCount: 1 })
        .expectEvents(["EntryRemoved", { key: "k", removal: Removal.Deleted }]);
      after("1m").expectNo();
    }));

  test("lets go of an entry that is put under another one, or under none", () =>
    scenario(({ given, after, ask }) => {
      const first = given(ann, "GrantLease", { seconds: 10 });
      const second = given(ann, "GrantLease", { seconds: 20 });
      for (const key of ["moved", "freed"]) given(ann, "Put", { key, value: "1", leaseId: first.leaseId });
      given(ann, "Put", { key: "moved", value: "1", leaseId: second.leaseId });
      given(ben, "Put", { key: "freed", value: "1" });
      after("10s").expectNo();
      after("10s").expectEvents(["EntryRemoved", { key: "moved" }]);
      ask(ben, "Get", { key: "freed" }).expect("Entry", { value: "1" });
    }));

  test("lasts a second to a day", () =>
    scenario(({ when }) => {
      for (const seconds of [0, 86_401]) when(ann, "GrantLease", { seconds }).expectRejection("BadLease");
    }));
});
