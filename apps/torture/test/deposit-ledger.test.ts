import { Outcome } from "@lockstep/cluster/client/cluster-port";
import type { AnswerListener, EventListener } from "@lockstep/cluster/client/cluster-port";
import type { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import { BalanceChangedEncoder, BalanceReason } from "@lockstep/domain/accounts/accounts-messages";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { expect, test } from "vitest";
import { DepositEvents, DepositLedger } from "../load/deposit-ledger.ts";
import { ACCOUNT } from "../load/people.ts";
import { Tally } from "../load/tally.ts";

/** A cluster that answers as told, and whose events are those that the test names. */
class Play {
  readonly tally = new Tally();
  readonly ledger: DepositLedger;
  private listener: EventListener | undefined;

  constructor(...outcomes: readonly Outcome[]) {
    this.ledger = new DepositLedger(this.client, this.tally);
    for (const [at, outcome] of outcomes.entries()) {
      this.ledger.send();
      this.ledger.onAnswer(at + 1, outcome, new Uint8Array(8));
    }
  }

  problems(...amounts: readonly number[]): string[] {
    const events = new DepositEvents(this.client, this.ledger.sent);
    const buffer = new MessageBuffer();
    for (const amount of amounts) {
      const deposit = { accountId: ACCOUNT.counted, assetId: 2, reason: BalanceReason.Deposit, amount };
      new BalanceChangedEncoder().claim(buffer).set({ ...deposit, free: 0, held: 0 });
      this.listener!.onEvent(buffer.view, 0, buffer.message().byteLength, 1, 0);
    }
    return this.ledger.compare(events, "node 1");
  }

  private get client(): ClusterClient {
    const play: Partial<ClusterClient> = {
      submit: (_caller, _message, _options, _listener: AnswerListener) => {},
      subscribe: (_from, listener) => {
        this.listener = listener;
        return { close: () => {} };
      },
    };
    return play as ClusterClient;
  }
}

const { Replied, Unknown, NoLeader } = Outcome;

test("what was acknowledged is there once, what is unknown once or not at all", () => {
  const play = new Play(Replied, Unknown, Replied, NoLeader);
  expect(play.problems(1, 3)).toEqual([]);
  expect(play.problems(1, 2, 3)).toEqual([]);
  expect(play.tally).toMatchObject({ acknowledged: 2, unknown: 1, refused: 1 });
});

test.each([
  { name: "lost", amounts: [1], problem: "node 1: 1 deposits were acknowledged and are not there: 3" },
  { name: "doubled", amounts: [1, 3, 3], problem: "node 1: 1 deposits were applied more than once: 3" },
  {
    name: "applied though refused",
    amounts: [1, 3, 4],
    problem: "node 1: 1 deposits were refused and are there: 4",
  },
  { name: "invented", amounts: [1, 3, 9], problem: "node 1: 1 deposits were never sent and are there: 9" },
])("a deposit that was $name is found", ({ amounts, problem }) => {
  expect(new Play(Replied, Unknown, Replied, NoLeader).problems(...amounts)).toEqual([problem]);
});
