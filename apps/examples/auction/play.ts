import { accepted } from "@lockstep/host/cluster-channel";
import type { Stage } from "@lockstep/host/example/stage";
import { AuctionClient, RejectionCode } from "./auction-messages.ts";

const AUCTIONEER = 1;
const BIDDERS = [11, 12, 13];
const ROUNDS = 6;

/** Three people bid against each other, the leader dies in the middle, and the hammer falls in time. */
export async function play({ cluster, say, check }: Stage): Promise<void> {
  const hammerFell = new Promise<Readonly<Record<string, unknown>>>((resolve) => {
    cluster.watch(({ name, position, fields }) => {
      say(`       event ${position} ${name} ${JSON.stringify(fields)}`);
      if (name === "HammerFell") resolve(fields);
    });
  });
  const auctioneer = new AuctionClient(cluster.as(AUCTIONEER));
  const [first, second, third] = BIDDERS.map((bidder) => new AuctionClient(cluster.as(bidder)));
  const { lotId } = accepted(
    await auctioneer.openLot({
      startingPrice: 100_00,
      increment: 10_00,
      durationSeconds: 5,
      softCloseSeconds: 5,
      title: "A clock that never goes back",
    }),
  );
  say(`lot ${lotId} is open`);

  let amount = 100_00;
  for (let round = 0; round < ROUNDS; round++) {
    const leaderId = round === ROUNDS / 2 ? await cluster.leader() : 0;
    const bids = [first, second, third].map((bidder, at) =>
      bidder!.placeBid({ lotId, amount: amount + at * 10_00 }),
    );
    if (leaderId !== 0) await cluster.kill(leaderId); // What was sent above is on its way.
    for (const bid of await Promise.all(bids)) accepted(bid);
    amount += BIDDERS.length * 10_00;
    if (leaderId !== 0) say(`node ${leaderId} led and was killed with three bids under way; all were taken`);
  }
  const highest = amount - 10_00;

  const low = await first!.placeBid({ lotId, amount: highest });
  const isTooLow = low.template === "Rejected" && low.code === RejectionCode.BidTooLow;
  check(
    isTooLow && low.value === highest + 10_00,
    "a bid that is no higher is refused, with the least that would do",
  );
  say("nobody bids more: the hammer waits five seconds of cluster time");

  const { winnerId, amount: price } = await hammerFell;
  check(
    winnerId === BIDDERS.at(-1) && price === highest,
    `bidder ${winnerId as number} got it for ${highest / 100}`,
  );
  const lot = accepted(await auctioneer.lot({ lotId }));
  const bidCount = ROUNDS * BIDDERS.length;
  check(
    lot.bidCount === bidCount,
    `${bidCount} bids were answered, and ${lot.bidCount} are in the state: none lost, none twice`,
  );
  for (const nodeId of cluster.runningIds) {
    const headers = { "x-lockstep-key": "dev" };
    const answer = await fetch(`${cluster.urlOf(nodeId)}/v1/auction/lot?lotId=${lotId}`, { headers });
    const { bidderId, isOpen } = (await answer.json()) as { bidderId: number; isOpen: boolean };
    check(bidderId === winnerId && !isOpen, `node ${nodeId} says so over HTTP too`);
  }
  const late = await second!.placeBid({ lotId, amount: highest * 2 });
  const isOver = late.template === "Rejected" && late.code === RejectionCode.BiddingIsOver;
  check(isOver, "a bid after the hammer is refused");
}
