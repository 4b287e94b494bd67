import type {
  HeldDecoder,
  RejectedDecoder,
  ReleasedDecoder,
  SettledDecoder,
} from "@lockstep/account/account-messages";
import type { Context, StateReader, StateWriter } from "@lockstep/domain/contract/context";
import type { OutcomeUnknown } from "@lockstep/domain/contract/outcome";
import {
  type AtmAccount,
  type AtmHandlers,
  type AuthorisationDecoder,
  AuthorisationEncoder,
  CashLoadedEncoder,
  type TotalsDecoder,
  type WithdrawalDecoder,
  type LoadCashDecoder,
  RejectionCode,
  State,
  CashTotalsEncoder,
  type WithdrawDecoder,
  WithdrawalBegunEncoder,
  WithdrawalStateEncoder,
  WithdrawalEndedEncoder,
} from "./atm-messages.ts";

/** How long somebody stands before a machine that does nothing, in microseconds. */
export const AUTHORISATION_US = 400_000;

interface Withdrawal {
  readonly atmId: number;
  readonly amountCents: number;
  state: State;
  code: number;
}

/**
 * Cash machines. A withdrawal is authorised by a hold on the account, then the cash is dispensed, then the hold is
 * settled. When the account's answer takes too long the machine gives up, and a hold that comes after all is released.
 *
 * The machines are given the account as an interface: whether it is in this cluster or in another one, they cannot tell.
 */
export class Atm implements AtmHandlers {
  private readonly account: AtmAccount;
  /** Cash by machine. */
  private readonly cash = new Map<number, number>();
  private readonly withdrawals = new Map<number, Withdrawal>();
  private loadedCents = 0;
  private dispensedCents = 0;
  private readonly authorisation = new AuthorisationEncoder();
  private readonly cashLoaded = new CashLoadedEncoder();
  private readonly begun = new WithdrawalBegunEncoder();
  private readonly ended = new WithdrawalEndedEncoder();
  private readonly withdrawal = new WithdrawalStateEncoder();
  private readonly totals = new CashTotalsEncoder();

  constructor(account: AtmAccount) {
    this.account = account;
  }

  onLoadCash({ atmId, amountCents }: LoadCashDecoder, context: Context): void {
    if (amountCents === 0) return context.reject(RejectionCode.BadAmount, 0);
    const cashCents = (this.cash.get(atmId) ?? 0) + amountCents;
    this.cash.set(atmId, cashCents);
    this.loadedCents += amountCents;
    this.cashLoaded.reply(context).set({ cashCents });
  }

  onWithdraw({ atmId, accountId, amountCents }: WithdrawDecoder, context: Context): void {
    const cashCents = this.cash.get(atmId);
    if (amountCents === 0) return context.reject(RejectionCode.BadAmount, 0);
    if (cashCents === undefined) return context.reject(RejectionCode.UnknownAtm, atmId);
    if (cashCents < amountCents) return context.reject(RejectionCode.NotEnoughCash, cashCents);
    const withdrawalId = context.nextId();
    this.withdrawals.set(withdrawalId, { atmId, amountCents, state: State.Authorising, code: 0 });
    this.cash.set(atmId, cashCents - amountCents); // Set aside, so that it is there when the account says yes.
    this.account.hold(context, withdrawalId).set({ accountId, amountCents });
    this.authorisation.schedule(context, context.now + AUTHORISATION_US, withdrawalId);
    this.begun.reply(context).set({ withdrawalId });
  }

  onAuthorisation({ key: withdrawalId }: AuthorisationDecoder, context: Context): void {
    this.giveUp(withdrawalId, State.TimedOut, context);
  }

  onHoldOutcome(
    outcome: HeldDecoder | RejectedDecoder | OutcomeUnknown,
    withdrawalId: number,
    context: Context,
  ): void {
    const withdrawal = this.withdrawals.get(withdrawalId)!;
    const isLate = withdrawal.state === State.TimedOut;
    this.authorisation.cancel(context, withdrawalId);
    switch (outcome.template) {
      case "Held":
        if (isLate) {
          withdrawal.state = State.Reversing;
          this.account.release(context, withdrawalId).set({ holdId: outcome.holdId });
          return;
        }
        withdrawal.state = State.Settling;
        this.dispensedCents += withdrawal.amountCents; // Here the machine counts out the notes.
        this.account.settle(context, withdrawalId).set({ holdId: outcome.holdId });
        return;
      case "Rejected":
        withdrawal.code = outcome.code;
        if (isLate) withdrawal.state = State.Lapsed;
        else this.giveUp(withdrawalId, State.Refused, context);
        return;
      case "OutcomeUnknown":
        if (isLate) withdrawal.state = State.Disputed;
        else this.giveUp(withdrawalId, State.Disputed, context);
    }
  }

  onSettleOutcome(
    outcome: SettledDecoder | RejectedDecoder | OutcomeUnknown,
    withdrawalId: number,
    context: Context,
  ): void {
    this.end(withdrawalId, outcome.template === "Settled" ? State.Done : State.Disputed, context);
  }

  onReleaseOutcome(outcome: ReleasedDecoder | RejectedDecoder | OutcomeUnknown, withdrawalId: number): void {
    const withdrawal = this.withdrawals.get(withdrawalId)!;
    withdrawal.state = outcome.template === "Released" ? State.Reversed : State.Disputed;
  }

  onWithdrawal({ withdrawalId }: WithdrawalDecoder, context: Context): void {
    const withdrawal = this.withdrawals.get(withdrawalId);
    if (withdrawal === undefined) return context.reject(RejectionCode.UnknownWithdrawal, withdrawalId);
    const { state, amountCents, code } = withdrawal;
    this.withdrawal.reply(context).set({ state, amountCents, code });
  }

  onTotals(_query: TotalsDecoder, context: Context): void {
    const counts = new Map<State, number>();
    for (const { state } of this.withdrawals.values()) counts.set(state, (counts.get(state) ?? 0) + 1);
    const count = (...states: State[]): number =>
      states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
    this.totals.reply(context).set({
      loadedCents: this.loadedCents,
      cashCents: [...this.cash.values()].reduce((sum, cents) => sum + cents, 0),
      dispensedCents: this.dispensedCents,
      openCount: count(State.Authorising, State.Settling, State.TimedOut, State.Reversing),
      doneCount: count(State.Done),
      refusedCount: count(State.Refused),
      timedOutCount: count(State.TimedOut, State.Reversing, State.Reversed, State.Lapsed),
      reversedCount: count(State.Reversed),
      disputedCount: count(State.Disputed),
    });
  }

  /** Cash is in a machine, set aside for somebody, or dispensed. */
  violations(): readonly string[] {
    let cents = this.dispensedCents;
    for (const cashCents of this.cash.values()) cents += cashCents;
    for (const { state, amountCents } of this.withdrawals.values()) {
      if (state === State.Authorising) cents += amountCents;
    }
    return cents === this.loadedCents ? [] : [`${this.loadedCents} cents were loaded, ${cents} are there`];
  }

  takeSnapshot(writer: StateWriter): void {
    writer.entity("totals", 0);
    writer.number("loadedCents", this.loadedCents);
    writer.number("dispensedCents", this.dispensedCents);
    for (const [atmId, cashCents] of inKeyOrder(this.cash)) {
      writer.entity("atm", atmId);
      writer.number("cashCents", cashCents);
    }
    for (const [withdrawalId, withdrawal] of inKeyOrder(this.withdrawals)) {
      writer.entity("withdrawal", withdrawalId);
      writer.number("atmId", withdrawal.atmId);
      writer.number("amountCents", withdrawal.amountCents);
      writer.number("state", withdrawal.state);
      writer.number("code", withdrawal.code);
    }
  }

  loadSnapshot(reader: StateReader): void {
    reader.entity("totals");
    this.loadedCents = reader.number("loadedCents");
    this.dispensedCents = reader.number("dispensedCents");
    for (let key = reader.entity("atm"); key !== undefined; key = reader.entity("atm")) {
      this.cash.set(key, reader.number("cashCents"));
    }
    for (let key = reader.entity("withdrawal"); key !== undefined; key = reader.entity("withdrawal")) {
      const atmId = reader.number("atmId");
      const amountCents = reader.number("amountCents");
      const state = reader.number("state") as State;
      this.withdrawals.set(key, { atmId, amountCents, state, code: reader.number("code") });
    }
  }

  /** The cash that was set aside goes back. */
  private giveUp(withdrawalId: number, state: State, context: Context): void {
    const { atmId, amountCents } = this.withdrawals.get(withdrawalId)!;
    this.cash.set(atmId, this.cash.get(atmId)! + amountCents);
    this.end(withdrawalId, state, context);
  }

  private end(withdrawalId: number, state: State, context: Context): void {
    const withdrawal = this.withdrawals.get(withdrawalId)!;
    const isDispensed = withdrawal.state === State.Settling;
    withdrawal.state = state;
    const dispensedCents = isDispensed ? withdrawal.amountCents : 0;
    this.ended.publish(context).set({ atmId: withdrawal.atmId, withdrawalId, state, dispensedCents });
  }
}

function inKeyOrder<Value>(map: ReadonlyMap<number, Value>): [number, Value][] {
  return [...map].sort(([a], [b]) => a - b);
}
