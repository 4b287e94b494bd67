import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LogReader } from "@lockstep/cluster/log/log-reader";
import { afterEach, expect, test, vi } from "vitest";
import { ClusterProcesses } from "./cluster-processes.ts";
import { Deposits } from "./deposits.ts";
import { lockstep, stopProcesses, until } from "./exchange-process.ts";

vi.setConfig({ testTimeout: 180_000 }); // Processes start slowly on a busy machine.

let cluster: ClusterProcesses | undefined;
afterEach(async () => {
  cluster?.stopClients();
  await stopProcesses();
});

function hasTrimmed(three: ClusterProcesses, nodeId: number): boolean {
  const archive = join(three.directoryOf(nodeId), "archive");
  return existsSync(archive) && readdirSync(archive).some((name) => name.endsWith(".lmdb"));
}

async function equalHashes(three: ClusterProcesses): Promise<void> {
  const digests = await three.digests();
  expect(new Set(digests.map(({ stateHash }) => stateHash)).size).toBe(1);
  expect(new Set(digests.map(({ outputDigest }) => outputDigest)).size).toBe(1);
}

test("nodes that were away, or lost their disk, while the log was trimmed get a snapshot from the others", async () => {
  cluster = await ClusterProcesses.start(3, { args: ["--segment-mib", "1", "--snapshot-commands", "280"] });
  const deposits = await Deposits.open(cluster.client());
  const [away, other] = await cluster.followers();
  const leader = await cluster.leader();
  await cluster.kill(away!);
  deposits.startSending();
  await until(() => [leader, other!].every((nodeId) => hasTrimmed(cluster!, nodeId)), "the log is trimmed");
  await deposits.stopSending();
  await cluster.startNodes(away!);
  await equalHashes(cluster);

  await cluster.kill(other!);
  rmSync(cluster.directoryOf(other!), { recursive: true });
  await cluster.startNodes(other!);
  const client = cluster.client();
  const isVoter = async (): Promise<boolean> => {
    const answer = await client.ask({ ask: "members" }, "leader");
    const member = "members" in answer ? answer.members.find(({ nodeId }) => nodeId === other) : undefined;
    return member?.standing === "voter" && member.incarnation === 2;
  };
  await until(isVoter, "the wiped node votes again");
  await equalHashes(cluster);
  expect(deposits.failures).toEqual([]);

  for (const nodeId of [away!, other!]) {
    await cluster.terminate(nodeId);
    const log = await LogReader.open(cluster.directoryOf(nodeId), { archive: false });
    expect(log.firstIndex).toBeGreaterThan(200); // It began behind a snapshot.
    await log.close();
    const { stdout } = await lockstep("replay", "--data", cluster.directoryOf(nodeId));
    expect(stdout).toMatch(/^from .*\.snapshot, position \d+\n/);
  }
});

/** A bit of each snapshot of a node flips, behind its head. */
function rotSnapshots(three: ClusterProcesses, nodeId: number): void {
  const directory = join(three.directoryOf(nodeId), "snapshots");
  const names = readdirSync(directory);
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    const bytes = readFileSync(join(directory, name));
    bytes[bytes.length - 100]! ^= 1;
    writeFileSync(join(directory, name), bytes);
  }
}

test("a node behind whose trimmed log no snapshot loads gets one from the others, whether anybody leads or not", async () => {
  cluster = await ClusterProcesses.start(3, { args: ["--segment-mib", "1", "--snapshot-commands", "280"] });
  const deposits = await Deposits.open(cluster.client());
  deposits.startSending();
  await until(() => cluster!.nodeIds.every((nodeId) => hasTrimmed(cluster!, nodeId)), "all have trimmed");
  const [away, other] = await cluster.followers();
  const leader = await cluster.leader();

  // Its log has to begin anew: the others trim what it would need.
  await cluster.kill(away!);
  const before = deposits.acknowledged.length;
  const archived = (): number => readdirSync(join(cluster!.directoryOf(leader), "archive")).length;
  const [segments, position] = [archived(), (await cluster.status(leader))!.appliedPosition];
  await until(() => archived() > segments && deposits.acknowledged.length > before + 600, "more is trimmed");
  rotSnapshots(cluster, away!);
  await cluster.startNodes(away!);
  expect(cluster.outputOf(away!)).toContain("a snapshot is fetched from the other members");
  await until(async () => ((await cluster!.status(away!))?.appliedPosition ?? 0) > position, "it applies");
  await deposits.stopSending();
  await equalHashes(cluster);

  // Nobody leads, and two of three have to take part before anybody can.
  await cluster.kill(...cluster.nodeIds);
  rotSnapshots(cluster, other!);
  await cluster.startNodes(other!, away!);
  expect(cluster.outputOf(other!)).toContain("a snapshot is fetched from the other members");
  expect([other, away]).toContain(await cluster.leader());
  await cluster.startNodes(leader);
  await equalHashes(cluster);
  expect(deposits.failures).toEqual([]);
  const reader = cluster.client({ endpoints: [cluster.addressOf(leader)] });
  const digest = await reader.ask({ ask: "stateHash" }, "near");
  expect("position" in digest && digest.position).toBeGreaterThan(deposits.sent);
});
