import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { accountsContract } from "@lockstep/domain/accounts/accounts-contract";
import { BalanceChangedDecoder, DepositEncoder } from "@lockstep/domain/accounts/accounts-messages";
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

/** Deposits are of 1, 2, 3 … cents: the first that the wrong build gets wrong. */
const FIRST_WRONG = 200;
const WRONG_NODE = 2;
const clockBuild = `${pathToFileURL(join(import.meta.dirname, "clock-build.mjs")).href}?from=${FIRST_WRONG}`;

/** Where in the log a node applied a deposit, as its events say. */
async function positionOf(amount: number, nodeId: number): Promise<number> {
  let found = 0;
  const changed = new BalanceChangedDecoder();
  const reader = cluster!.client({ endpoints: [cluster!.addressOf(nodeId)] });
  reader.subscribe(
    { position: 0, step: 65_535 },
    {
      onEvent: (view, offset, _length, position) => {
        if (view.getUint16(offset + 4, true) !== accountsContract.schemaId) return;
        if (view.getUint16(offset + 2, true) !== BalanceChangedDecoder.templateId) return;
        if (changed.wrap(view, offset).amount === amount) found = position;
      },
      onResync: () => {},
    },
  );
  await until(() => found > 0, `the event of deposit ${amount}`);
  reader.stop();
  return found;
}

test.each(["follower", "leader"])(
  "a %s with a build that looks at the clock names the first command that it got wrong, and is healed by a rebuild",
  async (role) => {
    const nodeFlags = new Map([[WRONG_NODE, ["--import", clockBuild]]]);
    cluster = await ClusterProcesses.start(3, { nodeFlags });
    const heir = role === "leader" ? WRONG_NODE : 1;
    if ((await cluster.leader()) !== heir) {
      await lockstep(
        "transfer-leader",
        `${heir}`,
        "--client",
        cluster.addressOf(1),
        "--data",
        cluster.directoryOf(1),
      );
    }
    expect(await cluster.leader()).toBe(heir);

    const deposits = await Deposits.open(cluster.client());
    deposits.startSending();
    const quarantine = async () => (await cluster!.status(WRONG_NODE))?.quarantine;
    await until(async () => (await quarantine())?.position !== undefined, "the wrong node names the command");
    const before = deposits.acknowledged.length;
    await until(() => deposits.acknowledged.length > before + 200, "the others go on");
    await deposits.stopSending();
    expect(deposits.failures).toEqual([]);

    const { position, text } = (await quarantine())!;
    expect(position).toBe(await positionOf(FIRST_WRONG, 1));
    const { schemaId } = accountsContract;
    expect(text).toContain(`position ${position} `);
    expect(text).toContain(
      `did not answer as node 1 and node 3 did: the command with schema ${schemaId}, template ${DepositEncoder.templateId} of principal 1`,
    );
    expect([1, 3]).toContain((await cluster.status(1))!.leaderId);
    const decoded = await lockstep(
      "log",
      "decode",
      "--data",
      cluster.directoryOf(WRONG_NODE),
      "--from",
      `${position}`,
      "--to",
      `${position}`,
    );
    expect(JSON.parse(decoded.stdout)).toMatchObject({
      position,
      command: "Deposit",
      fields: { amount: FIRST_WRONG },
    });

    await cluster.terminate(WRONG_NODE);
    nodeFlags.clear(); // The build is mended.
    const rebuilt = await lockstep("node", "rebuild", `${WRONG_NODE}`, "--data", cluster.data);
    expect([rebuilt.code, rebuilt.stderr]).toEqual([0, ""]);
    await cluster.startNodes(WRONG_NODE);
    await until(async () => (await cluster!.status(WRONG_NODE))?.role === "follower", "it votes again");
    const digests = await cluster.digests();
    expect(new Set(digests.map(({ stateHash, outputDigest }) => `${stateHash} ${outputDigest}`)).size).toBe(
      1,
    );
    expect(await quarantine()).toBeUndefined();
  },
);
