import type { ClusterClient } from "../client/cluster-client.ts";
import type { Node } from "../node.ts";
import type { StateMachine } from "../state-machine.ts";
import type { ClusterFaults } from "./cluster-faults.ts";
import type { NodeMutant } from "./node-mutants.ts";
import type { SnapshotConditions } from "./snapshot-conditions.ts";

const OFTEN: Partial<SnapshotConditions> = {
  policy: { commands: 100, bytes: 0, minutes: 0, by: "all" },
  writeMeanMs: 50,
  rotRate: 0,
};
const CRASHES: Partial<ClusterFaults> = {
  nodes: 3,
  crashEveryMeanMs: 700,
  downMeanMs: 50,
  thinkMeanMs: 20,
  wipeEveryMeanMs: 0,
  restoreEveryMeanMs: 0,
  rotEveryMeanMs: 0,
};

/** Mistakes that show when nodes go on from snapshots, and when clients go on after their sessions. */
export const SNAPSHOT_MUTANTS: readonly NodeMutant[] = [
  {
    name: "has no replies in its snapshots",
    patchNode: startWithoutReplies,
    conditions: CRASHES,
    snapshots: OFTEN,
  },
  {
    name: "counts on a snapshot that is not durable",
    countsSnapshotsBeforeSync: true,
    conditions: CRASHES,
    snapshots: { ...OFTEN, writeMeanMs: 1_000 },
  },
  {
    name: "gives up its log when a snapshot is begun",
    patchNode: trimTooEarly,
    conditions: CRASHES,
    snapshots: { ...OFTEN, writeMeanMs: 1_000 },
  },
  {
    name: "is told again, in a new session, what it may have done in the old one",
    patchClient: repeatInNewSession,
    conditions: { ...CRASHES, resetEveryMeanMs: 300 },
  },
];

/** What others may still ask for at once. */
const BATCHES_LEFT = 5;

/** As if the snapshot that it goes on from had none. */
function startWithoutReplies(node: Node): void {
  if (node.snapshots?.last === undefined) return;
  for (const session of node.applier.machine.sessions["byId"].values()) {
    session.replies.free(session.lastCorrelationId + 1);
  }
}

function trimTooEarly(node: Node): void {
  const { snapshots } = node;
  if (snapshots === undefined) return;
  const trim = (index: number): number => node["log"].trimBefore(Math.max(1, index - BATCHES_LEFT));
  const afterBatch = snapshots.afterBatch.bind(snapshots);
  snapshots.afterBatch = (machine: StateMachine, bytes: Uint8Array): void => {
    const { isBusy } = snapshots["parts"].store;
    afterBatch(machine, bytes);
    if (!isBusy && snapshots["parts"].store.isBusy) trim(machine.appliedIndex);
  };
}

/** As if a session ended with its connection: all that has no answer is asked again in a new one. */
function repeatInNewSession(client: ClusterClient): void {
  const channel = client["commands"];
  const onReady = channel["onReady"].bind(channel);
  channel["onReady"] = (): void => {
    channel["requeue"](channel["outstanding"].splice(0));
    channel["sessionId"] = 0;
    channel["nonce"] = channel["options"].sessionNonce();
    onReady();
  };
}
