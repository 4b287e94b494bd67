import { AccountClient } from "@lockstep/account/account-messages";
import { accepted } from "@lockstep/host/cluster-channel";
import type { ExampleCluster } from "@lockstep/host/example/example-cluster";
import type { Stage } from "@lockstep/host/example/stage";
import { AtmClient } from "./atm-messages.ts";

const BANK = 1;
const ATMS = 4;
const ACCOUNTS = 12;
const DEPOSIT_CENTS = 10_000_000_00;
const CASH_CENTS = 10_000_000_000_00;
/** Of each account at a time. */
const UNDER_WAY = 1;
const PAUSE_MS_MAX = 150;

/**
 * People withdraw cash from machines of one cluster, whose money is in the accounts of another one, while the leader of the
 * one or the other is killed in the middle: `--kills 200`, and `--seed` for other moments. At the end all cash and
 * all money is counted.
 */
export async function play({ cluster: atms, called: [bank], say, check, number }: Stage): Promise<void> {
  const kills = number("kills", 8);
  const chance = new Chance(number("seed", 1));
  const accounts = new AccountClient(bank!.as(BANK));
  const machines = new AtmClient(atms.as(BANK));
  for (let accountId = 1; accountId <= ACCOUNTS; accountId++) {
    accepted(await accounts.deposit({ accountId, amountCents: DEPOSIT_CENTS }));
  }
  for (let atmId = 1; atmId <= ATMS; atmId++) {
    accepted(await machines.loadCash({ atmId, amountCents: CASH_CENTS }));
  }
  say(
    `${ACCOUNTS} accounts with ${DEPOSIT_CENTS / 100} each, ${ATMS} machines with ${CASH_CENTS / 100} each`,
  );

  const crowd = new Crowd(atms, new Chance(chance.below(1_000_000)));
  const restarts = new Map<ExampleCluster, Promise<void>>();
  for (let kill = 1; kill <= kills; kill++) {
    await pause(chance.below(PAUSE_MS_MAX));
    const victim = chance.below(2) === 0 ? atms : bank!;
    await restarts.get(victim); // Two of three are needed.
    const nodeId = await victim.killLeader();
    restarts.set(victim, victim.startNode(nodeId));
    const totals = accepted(await machines.totals({}));
    say(
      `kill ${kill}: ${victim.application.name} node ${nodeId}, which led; ` +
        `${crowd.begun} withdrawals begun, ${totals.doneCount} done, ` +
        `${totals.refusedCount} refused, ${totals.timedOutCount} timed out, ${totals.openCount} open`,
    );
  }
  await Promise.all(restarts.values());
  await crowd.goHome();
  let atm = accepted(await machines.totals({}));
  for (; atm.openCount > 0; atm = accepted(await machines.totals({}))) await pause(50);
  const account = accepted(await accounts.books({}));

  const ended = atm.doneCount + atm.refusedCount + atm.timedOutCount + atm.disputedCount;
  const money = (cents: number): string => (cents / 100).toFixed(2);
  say(`${crowd.begun} withdrawals: ${JSON.stringify(atm)}`);
  say(`the bank: ${JSON.stringify(account)}`);
  check(crowd.refusals === 0, "every wish was taken, once");
  check(
    ended === crowd.begun,
    `${crowd.begun} withdrawals were begun, and each of them ended once (${ended})`,
  );
  check(
    atm.disputedCount === 0,
    `of no withdrawal it is unknown what became of it (${atm.disputedCount} are disputed)`,
  );
  check(
    atm.dispensedCents === account.debitedCents,
    `cash dispensed ${money(atm.dispensedCents)} = debits ${money(account.debitedCents)}`,
  );
  check(
    atm.loadedCents === atm.cashCents + atm.dispensedCents,
    `cash loaded ${money(atm.loadedCents)} = in the machines ${money(atm.cashCents)} + dispensed`,
  );
  check(
    account.depositedCents === account.freeCents + account.debitedCents && account.heldCents === 0,
    `deposits ${money(account.depositedCents)} = free ${money(account.freeCents)} + debits; nothing is still held`,
  );
  check(
    atm.doneCount === account.settledCount && atm.reversedCount === account.releasedCount,
    `${account.settledCount} holds settled and ${account.releasedCount} released, as the machines have it`,
  );
}

/** People before machines: each account has a few withdrawals under way, one after the other. */
class Crowd {
  begun = 0;
  refusals = 0;
  private readonly machines: AtmClient;
  private readonly chance: Chance;
  private isOpen = true;
  private readonly people: Promise<void>[] = [];

  constructor(atms: ExampleCluster, chance: Chance) {
    this.machines = new AtmClient(atms.as(2));
    this.chance = chance;
    for (let n = 0; n < ACCOUNTS * UNDER_WAY; n++) this.people.push(this.withdraw((n % ACCOUNTS) + 1));
  }

  /** Nobody begins anything more. */
  async goHome(): Promise<void> {
    this.isOpen = false;
    await Promise.all(this.people);
  }

  private async withdraw(accountId: number): Promise<void> {
    while (this.isOpen) {
      const atmId = 1 + this.chance.below(ATMS);
      // Some want more than anybody has.
      const amountCents = this.chance.below(20) === 0 ? DEPOSIT_CENTS * 2 : 20_00 + this.chance.below(180_00);
      const answer = await this.machines.withdraw({ atmId, accountId, amountCents });
      if (answer.template === "WithdrawalBegun") this.begun++;
      else this.refusals++;
      await pause(this.chance.below(100));
    }
  }
}

/** The same numbers for the same seed. */
class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  below(bound: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * bound);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
