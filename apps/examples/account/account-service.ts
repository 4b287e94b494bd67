import type { Context, StateReader, StateWriter } from "@lockstep/domain/contract/context";
import {
  AccountStateEncoder,
  type AccountHandlers,
  type DepositDecoder,
  DepositedEncoder,
  type AccountDecoder,
  type BooksDecoder,
  HeldEncoder,
  type HoldDecoder,
  RejectionCode,
  type ReleaseDecoder,
  ReleasedEncoder,
  type SettleDecoder,
  SettledEncoder,
  BookTotalsEncoder,
} from "./account-messages.ts";

interface Balance {
  freeCents: number;
  heldCents: number;
  debitedCents: number;
}

interface Hold {
  readonly accountId: number;
  readonly amountCents: number;
}

/** Accounts of a bank. It knows nothing of who takes the money, nor where they are. */
export class Account implements AccountHandlers {
  private readonly balances = new Map<number, Balance>();
  private readonly holds = new Map<number, Hold>();
  private depositedCents = 0;
  private settledCount = 0;
  private releasedCount = 0;
  private readonly deposited = new DepositedEncoder();
  private readonly held = new HeldEncoder();
  private readonly settled = new SettledEncoder();
  private readonly released = new ReleasedEncoder();
  private readonly account = new AccountStateEncoder();
  private readonly books = new BookTotalsEncoder();

  onDeposit({ accountId, amountCents }: DepositDecoder, context: Context): void {
    if (amountCents === 0) return context.reject(RejectionCode.BadAmount, 0);
    const balance = this.balances.get(accountId) ?? { freeCents: 0, heldCents: 0, debitedCents: 0 };
    this.balances.set(accountId, balance);
    balance.freeCents += amountCents;
    this.depositedCents += amountCents;
    this.deposited.reply(context).set({ freeCents: balance.freeCents });
  }

  onHold({ accountId, amountCents }: HoldDecoder, context: Context): void {
    const balance = this.balances.get(accountId);
    if (amountCents === 0) return context.reject(RejectionCode.BadAmount, 0);
    if (balance === undefined) return context.reject(RejectionCode.UnknownAccount, accountId);
    if (balance.freeCents < amountCents) {
      return context.reject(RejectionCode.InsufficientFunds, balance.freeCents);
    }
    balance.freeCents -= amountCents;
    balance.heldCents += amountCents;
    const holdId = context.nextId();
    this.holds.set(holdId, { accountId, amountCents });
    this.held.reply(context).set({ holdId });
  }

  onSettle({ holdId }: SettleDecoder, context: Context): void {
    const hold = this.end(holdId);
    if (hold === undefined) return context.reject(RejectionCode.UnknownHold, holdId);
    this.balances.get(hold.accountId)!.debitedCents += hold.amountCents;
    this.settledCount++;
    this.settled.reply(context).set({ amountCents: hold.amountCents });
  }

  onRelease({ holdId }: ReleaseDecoder, context: Context): void {
    const hold = this.end(holdId);
    if (hold === undefined) return context.reject(RejectionCode.UnknownHold, holdId);
    this.balances.get(hold.accountId)!.freeCents += hold.amountCents;
    this.releasedCount++;
    this.released.reply(context).set({ amountCents: hold.amountCents });
  }

  onAccount({ accountId }: AccountDecoder, context: Context): void {
    const balance = this.balances.get(accountId);
    if (balance === undefined) return context.reject(RejectionCode.UnknownAccount, accountId);
    this.account.reply(context).set(balance);
  }

  onBooks(_query: BooksDecoder, context: Context): void {
    const { depositedCents, settledCount, releasedCount } = this;
    const sum = { freeCents: 0, heldCents: 0, debitedCents: 0 };
    for (const { freeCents, heldCents, debitedCents } of this.balances.values()) {
      sum.freeCents += freeCents;
      sum.heldCents += heldCents;
      sum.debitedCents += debitedCents;
    }
    this.books.reply(context).set({ depositedCents, settledCount, releasedCount, ...sum });
  }

  /** No money comes or goes but by deposits and debits. */
  violations(): readonly string[] {
    const balances = [...this.balances.values()];
    const sum = (part: keyof Balance): number =>
      balances.reduce((cents, balance) => cents + balance[part], 0);
    const held = [...this.holds.values()].reduce((cents, { amountCents }) => cents + amountCents, 0);
    const all = sum("freeCents") + sum("heldCents") + sum("debitedCents");
    return [
      ...(held === sum("heldCents") ? [] : [`holds are of ${held} cents, and ${sum("heldCents")} are held`]),
      ...(all === this.depositedCents ? [] : [`${this.depositedCents} cents were paid in, ${all} are there`]),
    ];
  }

  takeSnapshot(writer: StateWriter): void {
    writer.entity("totals", 0);
    writer.number("depositedCents", this.depositedCents);
    writer.number("settledCount", this.settledCount);
    writer.number("releasedCount", this.releasedCount);
    for (const [accountId, balance] of inKeyOrder(this.balances)) {
      writer.entity("account", accountId);
      writer.number("freeCents", balance.freeCents);
      writer.number("heldCents", balance.heldCents);
      writer.number("debitedCents", balance.debitedCents);
    }
    for (const [holdId, hold] of inKeyOrder(this.holds)) {
      writer.entity("hold", holdId);
      writer.number("accountId", hold.accountId);
      writer.number("amountCents", hold.amountCents);
    }
  }

  loadSnapshot(reader: StateReader): void {
    reader.entity("totals");
    this.depositedCents = reader.number("depositedCents");
    this.settledCount = reader.number("settledCount");
    this.releasedCount = reader.number("releasedCount");
    for (let key = reader.entity("account"); key !== undefined; key = reader.entity("account")) {
      const freeCents = reader.number("freeCents");
      const heldCents = reader.number("heldCents");
      this.balances.set(key, { freeCents, heldCents, debitedCents: reader.number("debitedCents") });
    }
    for (let key = reader.entity("hold"); key !== undefined; key = reader.entity("hold")) {
      const accountId = reader.number("accountId");
      this.holds.set(key, { accountId, amountCents: reader.number("amountCents") });
    }
  }

  /** Takes a hold away; its money is nowhere until the caller has put it somewhere. */
  private end(holdId: number): Hold | undefined {
    const hold = this.holds.get(holdId);
    if (hold === undefined) return undefined;
    this.holds.delete(holdId);
    this.balances.get(hold.accountId)!.heldCents -= hold.amountCents;
    return hold;
  }
}

function inKeyOrder<Value>(map: ReadonlyMap<number, Value>): [number, Value][] {
  return [...map].sort(([a], [b]) => a - b);
}
