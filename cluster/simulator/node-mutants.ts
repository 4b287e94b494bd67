import { BATCH_HEADER_BYTES, type Batch, BatchKind } from "../batch.ts";
import type { ClusterClient } from "../client/cluster-client.ts";
import type { Node } from "../node.ts";
import type { StateMachine } from "../state-machine.ts";
import { Role } from "../raft/role.ts";
import { readU53 } from "../u53.ts";
import type { ClusterFaults } from "./cluster-faults.ts";
import type { SnapshotConditions } from "./snapshot-conditions.ts";
import { SNAPSHOT_MUTANTS } from "./snapshot-mutants.ts";

/** A way in which a node is broken on purpose, through its ports, to show that the simulation finds it. */
export interface NodeMutant {
  readonly name: string;
  readonly acknowledgesBeforeSync?: boolean;
  readonly forgetsVote?: boolean;
  readonly countsSnapshotsBeforeSync?: boolean;
  /** A disk that lost its past still says whose it is. */
  readonly keepsIdentity?: boolean;
  /** What follows a batch that is not as it was written is cut off, as if it had never been acknowledged. */
  readonly cutsOffDamage?: boolean;
  /** Under which the mistake shows soon; none for one that shows anyhow. */
  readonly conditions?: Partial<ClusterFaults>;
  readonly snapshots?: Partial<SnapshotConditions>;
  /** Of every machine, the reference included. */
  readonly patchMachine?: (machine: StateMachine) => void;
  /** Of every node, before it starts. */
  readonly patchNode?: (node: Node) => void;
  /** Of every client. */
  readonly patchClient?: (client: ClusterClient) => void;
  /** Of one node's machine. */
  readonly patchOneMachine?: (machine: StateMachine) => void;
}

export const NODE_MUTANTS: readonly NodeMutant[] = [
  { name: "acknowledges and counts itself before the disk has synced", acknowledgesBeforeSync: true },
  { name: "does not save its vote", forgetsVote: true },
  { name: "applies what was repeated instead of looking into the reply ring", patchMachine: forgetReplies },
  { name: "answers linearizable queries without asking the leader", patchNode: answerAtOnce },
  { name: "has a model that reads the node's own clock", patchOneMachine: readOwnClock },
  { name: "appends nothing of its own when it begins to lead", patchNode: leadInSilence },
  {
    name: "votes as before when its disk has lost everything",
    keepsIdentity: true,
    patchNode: overlookLoss,
    conditions: { nodes: 3, wipeEveryMeanMs: 1_500, rotEveryMeanMs: 0, restoreEveryMeanMs: 0 },
  },
  {
    name: "cuts its log off where it is damaged",
    cutsOffDamage: true,
    patchNode: overlookLoss,
    conditions: {
      nodes: 3,
      rotEveryMeanMs: 700,
      crashEveryMeanMs: 700,
      downMeanMs: 50,
      thinkMeanMs: 20,
      wipeEveryMeanMs: 0,
      restoreEveryMeanMs: 0,
    },
  },
  { name: "activates a version without asking all voters", patchNode: activateUnasked },
  ...SNAPSHOT_MUTANTS,
];

/** As if whoever believes to lead did lead, and whoever follows knew everything. */
function answerAtOnce(node: Node): void {
  node.readIndex = (request): void => {
    node["queries"].onReadIndex(request, Math.max(1, node.appliedIndex));
  };
}

/** As becomeLeader, but for the empty entry. */
function leadInSilence({ raft: { core } }: Node): void {
  core.becomeLeader = (): void => {
    core["reset"](core.term);
    core.leader = core.id;
    core.role = Role.Leader;
    const own = core.progress.get(core.id)!;
    own.becomeReplicate();
    own.isRecentlyActive = true;
    core.pendingChangeIndex = core.log.lastIndex;
  };
}

/** Whoever asks for a version gets it. */
function activateUnasked({ activation }: Node): void {
  activation.refusal = (version) =>
    version > activation.active ? undefined : { code: "VERSION_NOT_HIGHER", message: "it is active" };
}

/** What others know of its promises is not heard. */
function overlookLoss(node: Node): void {
  node["members"]["life"]["end"] = (): void => {};
}

/** Before each batch, sessions forget that they had what is repeated in it. */
function forgetReplies(machine: StateMachine): void {
  const apply = machine.apply.bind(machine);
  machine.apply = (batch: Batch, toPosition?: number) => {
    const { view, length } = batch;
    let offset = batch.kind === BatchKind.Commands ? BATCH_HEADER_BYTES : length;
    for (; offset < length; offset += view.getUint32(offset, true)) {
      const session = machine.sessions.get(readU53(view, offset + 8));
      const first = readU53(view, offset + 16);
      if (session !== undefined && first <= session.lastCorrelationId) session.lastCorrelationId = first - 1;
    }
    return apply(batch, toPosition);
  };
}

function readOwnClock(machine: StateMachine): void {
  for (const service of machine.services.inOrder) {
    const onCommand = service.onCommand.bind(service);
    service.onCommand = (view, offset, length, context) => {
      const wrong = context as { now: number };
      const { now } = context;
      wrong.now = now + 1;
      onCommand(view, offset, length, context);
      wrong.now = now;
    };
  }
}
