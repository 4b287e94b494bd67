import { AccountsClient } from "@lockstep/domain/accounts/accounts-messages";
import { accepted } from "@lockstep/host/cluster-channel";
import type { Stage } from "@lockstep/host/example/stage";
import { BettingClient, RejectionCode, Side } from "./betting-messages.ts";

const HOUSE = 1;
const PEOPLE = [11, 12, 13, 14];
const DEPOSIT = 1_000_00;
const ROUNDS = 8;
const SECOND_US = 1_000_000;

/** Four people bet on a race, the leader dies twice while they do, a runner wins, and every cent is counted. */
export async function play({ cluster, say, check }: Stage): Promise<void> {
  const money = new AccountsClient(cluster.as(HOUSE));
  const office = new BettingClient(cluster.as(HOUSE));
  const { assetId } = accepted(await money.createAsset({ code: "EUR", decimals: 2 }));
  const { accountId: feeAccountId } = accepted(await money.openAccount({ ownerPrincipalId: HOUSE }));
  const bettors: { accountId: number; client: BettingClient }[] = [];
  for (const ownerPrincipalId of PEOPLE) {
    const { accountId } = accepted(await money.openAccount({ ownerPrincipalId }));
    accepted(await money.deposit({ accountId, assetId, amount: DEPOSIT }));
    bettors.push({ accountId, client: new BettingClient(cluster.as(ownerPrincipalId)) });
  }
  const names = ["Rosinante", "Pegasus", "Bucephalus"];
  const wentOff = new Promise<void>((resolve) => {
    cluster.watch(({ name }) => {
      if (name === "MarketWentOff") resolve();
    });
  });
  const startsAtUs = Date.now() * 1_000 + 20 * SECOND_US;
  const { marketId } = accepted(
    await office.createMarket({
      assetId,
      feeAccountId,
      startsAtUs,
      commissionPpm: 50_000,
      name: "The Derby",
      runners: names.map((runnerName) => ({ runnerName })),
    }),
  );
  say(`market ${marketId}: ${names.join(", ")}; ${PEOPLE.length} people with 1000.00 each`);

  let placed = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const leaderId = round % 4 === 2 ? await cluster.leader() : 0;
    const bets = bettors.map(({ accountId, client }, at) =>
      client.placeBet({
        marketId,
        accountId,
        runner: 1 + ((round + (at >> 1)) % names.length),
        side: at % 2 === 0 ? Side.Back : Side.Lay,
        odds: 300 + 10 * (round % 3),
        stake: 10_00,
      }),
    );
    if (leaderId !== 0) await cluster.kill(leaderId); // What was sent above is on its way.
    for (const bet of await Promise.all(bets)) accepted(bet);
    placed += bets.length;
    if (leaderId === 0) continue;
    say(`node ${leaderId} led and was killed with ${bets.length} bets under way; all were taken`);
    await cluster.startNode(leaderId);
  }
  const { matched, offers } = accepted(await office.market({ marketId }));
  const offered = offers.reduce((sum, { stake }) => sum + stake, 0);
  check(
    matched * 2 + offered === placed * 10_00,
    `${placed} bets were answered: ${euros(matched)} are matched on both sides, ${euros(offered)} on offer; none lost, none twice`,
  );
  say("bets are taken until the race begins, in cluster time");
  await wentOff;
  const [{ accountId, client }] = bettors as [(typeof bettors)[number]];
  const late = await client.placeBet({
    marketId,
    accountId,
    runner: 1,
    side: Side.Back,
    odds: 300,
    stake: 10_00,
  });
  check(
    late.template === "Rejected" && late.code === RejectionCode.MarketNotOpen,
    "a bet after the start is refused",
  );

  const { commission } = accepted(await office.settleMarket({ marketId, winner: 1 }));
  say(`${names[0]} has won; commission ${euros(commission)}`);
  const report = accepted(await money.conservation({}));
  const [asset] = report.assets;
  check(
    asset !== undefined &&
      asset.held === 0 &&
      asset.free === asset.deposited &&
      asset.free === PEOPLE.length * DEPOSIT,
    `${euros(asset?.free ?? 0)} came in and ${euros(asset?.free ?? 0)} are in the accounts, none of it held: money is conserved`,
  );
}

function euros(cents: number): string {
  return (cents / 100).toFixed(2);
}
