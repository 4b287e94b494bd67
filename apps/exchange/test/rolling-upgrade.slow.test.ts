import { copyFileSync } from "node:fs";
import type { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import { Outcome } from "@lockstep/cluster/client/cluster-port";
import { clientSecretPath } from "@lockstep/cluster/client-secret";
import { Role } from "@lockstep/domain/contract/context";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { afterEach, expect, test, vi } from "vitest";
import { BoughtDecoder, BuyEncoder } from "../../examples/upgrade/v1/points-messages.ts";
import { ClusterProcesses } from "./cluster-processes.ts";
import { lockstep, makeDirectory, stopProcesses, until } from "./exchange-process.ts";

vi.setConfig({ testTimeout: 120_000 }); // Processes start slowly on a busy machine.

const CUSTOMERS = 7;
const SEND_EVERY_MS = 5;
const TIMEOUT_MS = 30_000;

let cluster: ClusterProcesses | undefined;
let load: Purchases | undefined;
afterEach(async () => {
  await load?.stop();
  cluster?.stopClients();
  await stopProcesses();
});

/** A steady stream of purchases by clients of the older build, and what came of each. */
class Purchases {
  sent = 0;
  answered = 0;
  longestMs = 0;
  /** Anything but an answer of the service, and rejections. */
  readonly failures: string[] = [];
  /** By customer, as answered last. */
  readonly points: number[] = Array.from({ length: CUSTOMERS }, () => 0);
  private readonly client: ClusterClient;
  private readonly timer: NodeJS.Timeout;

  constructor(client: ClusterClient) {
    this.client = client;
    this.timer = setInterval(() => this.send(), SEND_EVERY_MS);
  }

  /** Waits until the last is answered. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await until(() => this.answered + this.failures.length === this.sent, "all purchases answered");
  }

  /** Waits until as many more are answered. */
  async goOn(count: number): Promise<void> {
    const enough = this.answered + count;
    await until(() => this.answered >= enough || this.failures.length > 0, `${count} purchases`);
  }

  private send(): void {
    const nth = this.sent++;
    const customer = nth % CUSTOMERS;
    const message = new MessageBuffer();
    new BuyEncoder().claim(message).set({ customerId: customer + 1, amountCents: 100 * (nth % 90) });
    const sentMs = performance.now();
    const onAnswer = (_tag: number, outcome: Outcome, bytes: Uint8Array): void => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const isAnswer = outcome === Outcome.Replied && view.getUint16(2, true) === BoughtDecoder.templateId;
      this.longestMs = Math.max(this.longestMs, performance.now() - sentMs);
      if (!isAnswer) {
        this.failures.push(`purchase ${nth}: outcome ${outcome}, ${new TextDecoder().decode(bytes)}`);
      } else {
        this.answered++;
        this.points[customer] = new BoughtDecoder().wrap(view, 0).points;
      }
    };
    this.client.submit(
      { principalId: 1, roles: Role.Trader },
      message.message(),
      { timeoutMs: TIMEOUT_MS },
      { onAnswer },
      nth,
    );
  }
}

test("nodes are upgraded one by one under load, go back before the activation and not behind it, and no request fails", async () => {
  const builds = new Map([1, 2, 3].map((nodeId) => [nodeId, 1]));
  const program = (nodeId: number): string => `apps/examples/upgrade/dist/v${builds.get(nodeId)}/main.js`;
  const processes = await ClusterProcesses.start(3, { program, args: ["--snapshot-commands", "300"] });
  cluster = processes;
  const purchases = new Purchases(processes.client());
  load = purchases;
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);

  // The tool speaks for the exchange, whose commands are not needed here: it is given the secret, and no logs of others.
  const secretDirectory = makeDirectory();
  copyFileSync(clientSecretPath(processes.data), clientSecretPath(secretDirectory));
  const tool = async (...args: string[]): Promise<string> => {
    const addresses = processes.nodeIds.map((id) => processes.addressOf(id)).join();
    const native = ["--client", addresses, "--data", secretDirectory];
    const { stdout, stderr } = await lockstep(...args, ...native);
    return (stdout + stderr).trim();
  };
  /** Hands the lead over if it has it, stops it, starts the other build, and waits until it has caught up. */
  const replace = async (nodeId: number, build: number): Promise<void> => {
    if ((await processes.leader()) === nodeId) await tool("transfer-leader");
    expect((await processes.terminate(nodeId)).code).toBe(0);
    const from = builds.get(nodeId);
    builds.set(nodeId, build);
    await processes.startNodes(nodeId);
    await processes.leader();
    await purchases.goOn(50);
    say(
      `node ${nodeId}: build ${from} is replaced by build ${build}; ${purchases.answered} purchases answered, ${purchases.failures.length} failed`,
    );
  };
  const agree = async (): Promise<void> => {
    await purchases.stop();
    const digests = await processes.digests();
    expect(new Set(digests.map(({ stateHash, outputDigest }) => stateHash + outputDigest)).size).toBe(1);
    for (const nodeId of processes.nodeIds) {
      expect((await processes.status(nodeId))?.quarantine).toBeUndefined();
    }
  };

  await purchases.goOn(100);
  for (const nodeId of [1, 2]) await replace(nodeId, 2);
  say(await tool("upgrade"));
  const refused = await tool("upgrade", "activate", "2");
  expect(refused).toMatch(/^VERSION_UNSUPPORTED: node 3 supports versions up to 1/);
  say(refused);
  await replace(2, 1); // Somebody had second thoughts.
  for (const nodeId of [2, 3]) await replace(nodeId, 2);

  // All run the new build, and behave as the old one.
  const leaderId = await processes.leader();
  const buy = (body: object) => processes.command(leaderId, "points/buy", { customerId: "100", ...body });
  expect(await buy({ amountCents: 6_000 })).toMatchObject({ status: 200, body: { points: 60 } });
  const early = await buy({ amountCents: 6_000, isPresent: true });
  expect(early.status).toBe(400);
  expect(JSON.stringify(early.body)).toMatch(/version 2 .* version 1 is active/);
  const redeem = () => processes.command(leaderId, "points/redeem", { customerId: "100", points: 10 });
  expect((await redeem()).status).toBe(400);

  say(await tool("upgrade"));
  say(await tool("upgrade", "activate", "2"));
  await purchases.goOn(100);
  expect(await buy({ amountCents: 6_000 })).toMatchObject({ body: { points: 180, extraPoints: 60 } });
  expect(await buy({ amountCents: 100, isPresent: true })).toMatchObject({
    body: { points: 191, extraPoints: 10 },
  });
  expect(await redeem()).toMatchObject({ status: 200, body: { points: 181 } });
  expect(await processes.query(leaderId, "points/customer?customerId=100")).toMatchObject({
    body: { points: 181, redeemed: 10 },
  });

  // Behind the activation there is no way back.
  if ((await processes.leader()) === 1) await tool("transfer-leader");
  await processes.terminate(1);
  builds.set(1, 1);
  const tooOld = await processes.startAndFail(1);
  expect(tooOld.code).toBe(1);
  expect(tooOld.stderr).toMatch(
    /this build supports versions up to 1: start a build that supports version 2/,
  );
  say(tooOld.stderr.trim());
  builds.set(1, 2);
  await processes.startNodes(1);
  await purchases.goOn(50);
  await agree();
  expect(purchases.failures).toEqual([]);
  say(
    `${purchases.answered} purchases answered, none failed; the longest took ${Math.round(purchases.longestMs)} ms`,
  );
  console.log(lines.join("\n"));
});
