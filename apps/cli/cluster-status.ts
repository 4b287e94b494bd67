import { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import type { NodeAddress, NodeStatus, StateDigest } from "@lockstep/cluster/client/desk-messages";
import { nodeWorld } from "@lockstep/cluster/client/node-world";
import type { LinkFigures } from "@lockstep/cluster/links/courier";
import type { Application } from "@lockstep/host/application";
import { TcpDialer } from "@lockstep/cluster/transport/tcp";
import { DEVELOPER } from "@lockstep/host/developer";
import { type NativeOptions, connectNatively } from "./native-client.ts";
import { secretOf } from "./node-directory.ts";
import { type Cell, textTable } from "./text-table.ts";

/** A node that does not answer in this time is down, or as good as down. */
const ANSWER_MS_MAX = 1_500;

/** A node and what it says of itself; `unreachable` when it says nothing. */
export type NodeReport =
  | (NodeStatus & Partial<StateDigest> & { readonly health: string; readonly lag: number })
  | (NodeAddress & { readonly health: string; readonly role: "unreachable"; readonly leaderId: 0 });

/** Of all members of the cluster that whoever answers first belongs to, by their numbers. */
export async function statusOfAll(options: NativeOptions): Promise<NodeReport[]> {
  const client = await connectNatively(options);
  let members: readonly NodeAddress[];
  try {
    const answer = await client.ask({ ask: "status" }, "near");
    if (!("status" in answer)) throw refusal(answer);
    members = answer.status.members;
  } finally {
    client.stop();
  }
  const secret = secretOf(options.data);
  const answers = await Promise.all(members.map((member) => askNode(member, secret)));
  const committed = Math.max(...answers.map((answer) => answer?.commitPosition ?? 0));
  return members
    .map((member, at): NodeReport => {
      const status = answers[at];
      if (status === undefined) return { ...member, health: "unreachable", role: "unreachable", leaderId: 0 };
      const lag = Math.max(0, committed - status.appliedPosition);
      return { ...status, health: healthOf(status), lag };
    })
    .sort((one, other) => one.nodeId - other.nodeId);
}

/** For people. */
export function statusText(application: Application, nodes: readonly NodeReport[]): string {
  const head = [
    "node",
    "role",
    "term",
    "last",
    "commit",
    "applied",
    "lag",
    "leader",
    "native",
    "snapshot",
    "health",
  ];
  const rows: Cell[][] = [];
  const lines: string[] = [];
  for (const node of nodes) {
    const { nodeId, role, health } = node;
    if (node.role === "unreachable") {
      rows.push([nodeId, role, "", "", "", "", "", "", node.clientAddress, "", health]);
      continue;
    }
    const { term, lastPosition, commitPosition, appliedPosition, lag, leaderId, members } = node;
    const address = members.find((member) => member.nodeId === nodeId)?.clientAddress ?? "";
    rows.push([
      nodeId,
      role,
      term,
      lastPosition,
      commitPosition,
      appliedPosition,
      lag,
      leaderId === 0 ? "none" : leaderId,
      address,
      node.snapshot?.position ?? "none",
      health,
    ]);
    if (lines.length === 0) {
      const time = new Date(node.clusterTimeUs / 1_000).toISOString();
      lines.push(`cluster ${node.clusterId}, version ${node.version} of its services, time ${time}`);
    }
    if (node.quarantine !== undefined) lines.push(`node ${nodeId}: ${node.quarantine.text}`);
    for (const link of node.links) lines.push(linkLine(link));
    if (node.repairedBatches > 0) {
      lines.push(
        `node ${nodeId} was repaired when it started: ${node.repairedBatches} batches came from the others`,
      );
    }
    if (node.stateHash === undefined) continue;
    lines.push(
      `node ${nodeId} at position ${node.position}: state hash ${node.stateHash}, output digest ${node.outputDigest}`,
    );
  }
  return [textTable(head, rows), ...lines, ...editionWarnings(application, nodes)].join("\n");
}

/** Of the leader: whether the cluster of a service that its own call is there. */
function linkLine({ name, waiting, isConnected, problem }: LinkFigures): string {
  const state = isConnected ? "connected" : "not connected";
  return `link to ${name}: ${state}, ${waiting} requests wait for an answer${problem === "" ? "" : ` (${problem})`}`;
}

/** Short for a quarantine: its whole text stands below the table. */
export function healthOf(
  status: Pick<NodeStatus, "quarantine" | "halted" | "shortage" | "leaderId">,
): string {
  const { quarantine, halted, shortage, leaderId } = status;
  if (quarantine === undefined) return halted ?? shortage ?? (leaderId === 0 ? "knows no leader" : "good");
  const { index, position, isOldBuild } = quarantine;
  if (isOldBuild === true) return "old build";
  return `quarantined at ${position === undefined ? `index ${index}` : `position ${position}`}`;
}

/** One line for each contract of which the nodes do not all run the same edition. */
export function editionWarnings({ protocols }: Application, nodes: readonly NodeReport[]): string[] {
  const up = nodes.filter((node) => node.role !== "unreachable");
  const ids = new Set(up.flatMap(({ contracts }) => contracts.map(({ schemaId }) => schemaId)));
  return [...ids].flatMap((id) => {
    const editions = up.map((node) => ({
      nodeId: node.nodeId,
      edition: node.contracts.find(({ schemaId }) => schemaId === id)?.fingerprint ?? "none",
    }));
    if (new Set(editions.map(({ edition }) => edition)).size === 1) return [];
    const name = protocols.find(({ contract }) => contract.schemaId === id)?.contract.name ?? "unknown";
    const list = editions.map(({ nodeId, edition }) => `node ${nodeId} ${edition}`).join(", ");
    return [
      `WARNING: the nodes run different editions of contract ${id} (${name}): ${list}; start all on one build`,
    ];
  });
}

/** What a node said instead of an answer. */
export function refusal(answer: object): Error {
  if ("error" in answer) {
    const { code, message } = answer.error as { code: string; message: string };
    return new Error(`${code}: ${message}`);
  }
  return new Error(`the node answered ${JSON.stringify(answer)}`);
}

async function askNode(
  { clientAddress }: NodeAddress,
  secret: Uint8Array,
): Promise<(NodeStatus & Partial<StateDigest>) | undefined> {
  const client = new ClusterClient({
    dialer: new TcpDialer(),
    endpoints: [clientAddress],
    secret,
    owner: DEVELOPER,
    world: nodeWorld,
    sessionWhenNeeded: true,
  });
  try {
    const status = await client.ask({ ask: "status" }, "near", ANSWER_MS_MAX);
    if (!("status" in status)) throw refusal(status);
    const digest = await client.ask({ ask: "stateHash" }, "near", ANSWER_MS_MAX);
    return { ...status.status, ...("stateHash" in digest ? digest : {}) }; // None while it is halted.
  } catch {
    return undefined;
  } finally {
    client.stop();
  }
}
