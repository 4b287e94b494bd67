import { accepted } from "@lockstep/host/cluster-channel";
import type { Stage } from "@lockstep/host/example/stage";
import { CacheClient, RejectionCode } from "./cache-messages.ts";

const WORKERS = [11, 12, 13];
const INCREMENTS = 20;
const LEASE_SECONDS = 2;

/** Three workers count together by compare and set while the leader dies, and then one of them leads by a lease. */
export async function play({ cluster, say, check }: Stage): Promise<void> {
  let lastRevision = 0;
  let isWhole = true;
  const gone = new Promise<void>((resolve) => {
    cluster.watch(({ name, position, fields }) => {
      isWhole &&= fields["revision"] === ++lastRevision;
      if (fields["key"] === "count" && lastRevision % INCREMENTS !== 0) return; // All of them would be too many lines.
      say(`       event ${position} ${name} ${JSON.stringify(fields)}`);
      if (name === "EntryRemoved" && fields["key"] === "leader") resolve();
    });
  });
  const [ann, ben, cid] = WORKERS.map((worker) => new CacheClient(cluster.as(worker))) as [
    CacheClient,
    CacheClient,
    CacheClient,
  ];

  accepted(await ann.put({ key: "count", value: "0" }));
  let conflicts = 0;
  const count = async (worker: CacheClient): Promise<void> => {
    for (let done = 0; done < INCREMENTS;) {
      const { value, revision } = accepted(await worker.get({ key: "count" }));
      const next = { key: "count", value: `${Number(value) + 1}`, expectedRevision: revision };
      if ((await worker.put(next)).template === "Stored") done++;
      else conflicts++;
    }
  };
  const counting = Promise.all([ann, ben, cid].map(count));
  const killed = await cluster.killLeader();
  say(`node ${killed} led and was killed while three workers count`);
  await counting;
  const { value } = accepted(await ann.get({ key: "count" }));
  const expected = WORKERS.length * INCREMENTS;
  check(
    value === `${expected}`,
    `three workers counted to ${value}; ${conflicts} times somebody else was faster`,
  );

  const { leaseId } = accepted(await ann.grantLease({ seconds: LEASE_SECONDS }));
  accepted(await ann.put({ key: "leader", value: "ann", leaseId, expectedRevision: 0 }));
  const late = await ben.put({ key: "leader", value: "ben", expectedRevision: 0 });
  const isRefused = late.template === "Rejected" && late.code === RejectionCode.RevisionMismatch;
  check(isRefused, "only one of them becomes the leader");
  const foreign = await ben.renewLease({ leaseId });
  check(foreign.template === "Rejected", "nobody renews another one's lease");
  accepted(await ann.renewLease({ leaseId }));
  say(`ann stops renewing her lease; in ${LEASE_SECONDS} seconds of cluster time it ends`);
  await gone;
  accepted(await ben.put({ key: "leader", value: "ben", expectedRevision: 0 }));
  const { value: leader } = accepted(await cid.get({ key: "leader" }));
  check(leader === "ben", "ben, who watched, leads");

  const { revision, keys } = accepted(await cid.keys({ prefix: "" }));
  check(
    keys.map(({ key }) => key).join() === "count,leader",
    `the store has ${keys.length} keys at revision ${revision}`,
  );
  check(isWhole, "the watch missed no change and saw none twice");
}
