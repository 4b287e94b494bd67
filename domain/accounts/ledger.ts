import { type ArrayCopier, Role, type StateReader, type StateWriter } from "../contract/context.ts";
import { AMOUNT_MAX, type Accounts, AccountsRejection, EXTERNAL_ACCOUNT } from "./accounts.ts";
import { invariant } from "./invariant.ts";

/** Balances are dense, accounts times assets; this bounds them to 256 MiB. */
const BALANCES_MAX = 1 << 24;
export const ACCOUNTS_MAX: number = 1 << 20;
export const ASSETS_MAX = 256;

const SUSPENDED = 1;

// V8 folds a module's own constants into its code, but loads exported and imported ones each time.
const amountMax: number = AMOUNT_MAX;
const externalAccount: number = EXTERNAL_ACCOUNT;
const operatorRole: number = Role.Operator;
const { AmountOutOfRange, InsufficientFunds, InsufficientHold, NotOwner, UnknownAccount, UnknownAsset } =
  AccountsRejection;

/** What an asset is. Its amounts are integers; `decimals` says where people put the point. */
export interface Asset {
  code: string;
  decimals: number;
}

export interface LedgerCopy {
  readonly assets: readonly (Asset | undefined)[];
  readonly accounts: number;
  readonly accountsCapacity: number;
  readonly assetBits: number;
  readonly balances: Float64Array;
  readonly owners: Float64Array;
  readonly flags: Uint8Array;
}

/**
 * The accounts, bound locally: balances in one typed array, free and held side by side, at
 * (account << assetBits | asset) * 2. Memory doubles when accounts or assets outgrow it (rare).
 *
 * Invariants (`violations` looks for them): per asset all balances sum to zero, no balance but the
 * external account's is negative, and that one holds nothing.
 */
export class Ledger implements Accounts {
  /** By asset id; the ids begin at 1. */
  private readonly assets: (Asset | undefined)[] = [undefined];
  private balances: Float64Array;
  private owners: Float64Array;
  private flags: Uint8Array;
  private assetBits = 2;
  private accountsCapacity = 64;
  private accounts = 1; // The external account is always there.

  constructor() {
    this.balances = new Float64Array(this.accountsCapacity << (this.assetBits + 1));
    this.owners = new Float64Array(this.accountsCapacity);
    this.flags = new Uint8Array(this.accountsCapacity);
  }

  /** Accounts with the external one; ids are below it. */
  get accountsCount(): number {
    return this.accounts;
  }

  /** Assets and the unused id 0; ids are below it. */
  get assetsCount(): number {
    return this.assets.length;
  }

  hold(accountId: number, assetId: number, amount: number): number {
    const at = this.indexOf(accountId, assetId);
    if (at < 0) return -at;
    if (!(amount >= 0 && amount <= amountMax)) return AmountOutOfRange;
    const balances = this.balances;
    if (balances[at] < amount) return InsufficientFunds;
    balances[at] -= amount;
    balances[at + 1] += amount;
    return 0;
  }

  release(accountId: number, assetId: number, amount: number): number {
    const at = this.indexOf(accountId, assetId);
    if (at < 0) return -at;
    if (!(amount >= 0 && amount <= amountMax)) return AmountOutOfRange;
    const balances = this.balances;
    if (balances[at + 1] < amount) return InsufficientHold;
    balances[at + 1] -= amount;
    balances[at] += amount;
    return 0;
  }

  settle(fromAccountId: number, toAccountId: number, assetId: number, amount: number): number {
    const from = this.indexOf(fromAccountId, assetId);
    if (from < 0) return -from;
    const to = this.indexOf(toAccountId, assetId);
    if (to < 0) return -to;
    if (!(amount >= 0 && amount <= amountMax)) return AmountOutOfRange;
    const balances = this.balances;
    if (balances[from + 1] < amount) return InsufficientHold;
    balances[from + 1] -= amount;
    balances[to] += amount;
    return 0;
  }

  transfer(fromAccountId: number, toAccountId: number, assetId: number, amount: number): number {
    const from = this.indexOf(fromAccountId, assetId);
    if (from < 0) return -from;
    const to = this.indexOf(toAccountId, assetId);
    if (to < 0) return -to;
    if (!(amount >= 0 && amount <= amountMax)) return AmountOutOfRange;
    const balances = this.balances;
    if (fromAccountId === externalAccount) {
      // What exists of the asset is bounded here, so that no balance needs a bound of its own.
      if (balances[from] - amount < -amountMax) return AmountOutOfRange;
    } else if (balances[from] < amount) return InsufficientFunds;
    balances[from] -= amount;
    balances[to] += amount;
    return 0;
  }

  freeOf(accountId: number, assetId: number): number {
    const at = this.indexOf(accountId, assetId);
    return at < 0 ? 0 : this.balances[at];
  }

  heldOf(accountId: number, assetId: number): number {
    const at = this.indexOf(accountId, assetId);
    return at < 0 ? 0 : this.balances[at + 1];
  }

  hasAccount(accountId: number): boolean {
    return accountId > 0 && accountId < this.accounts;
  }

  hasAsset(assetId: number): boolean {
    return assetId > 0 && assetId < this.assets.length;
  }

  ownerOf(accountId: number): number {
    return this.hasAccount(accountId) ? this.owners[accountId] : 0;
  }

  isSuspended(accountId: number): boolean {
    return this.hasAccount(accountId) && (this.flags[accountId] & SUSPENDED) !== 0;
  }

  authorize(accountId: number, principalId: number, roles: number): number {
    if (!this.hasAccount(accountId)) return UnknownAccount;
    if (this.owners[accountId] === principalId || (roles & operatorRole) !== 0) return 0;
    return NotOwner;
  }

  /** @returns the new account's id, or 0 when there is no room */
  openAccount(ownerPrincipalId: number): number {
    if (this.accounts === ACCOUNTS_MAX) return 0;
    if (this.accounts === this.accountsCapacity) {
      if (!this.resize(this.accountsCapacity * 2, this.assetBits)) return 0;
    }
    const accountId = this.accounts++;
    this.owners[accountId] = ownerPrincipalId;
    return accountId;
  }

  setSuspended(accountId: number, suspended: boolean): void {
    if (suspended) this.flags[accountId] |= SUSPENDED;
    else this.flags[accountId] &= ~SUSPENDED;
  }

  /** @returns the new asset's id, or 0 when there is no room */
  createAsset(asset: Asset): number {
    if (this.assets.length === ASSETS_MAX) return 0;
    if (this.assets.length === 1 << this.assetBits) {
      if (!this.resize(this.accountsCapacity, this.assetBits + 1)) return 0;
    }
    return this.assets.push(asset) - 1;
  }

  /** @param assetId of an asset that exists */
  assetAt(assetId: number): Asset {
    const asset = this.assets[assetId];
    invariant(asset !== undefined);
    return asset;
  }

  /** @returns the id of the asset with this code, or 0 */
  assetOf(code: string): number {
    const found = this.assets.findIndex((asset) => asset?.code === code);
    return found < 0 ? 0 : found;
  }

  /** What of the invariants does not hold, in words; empty when all is well. Cold. */
  violations(): string[] {
    const found: string[] = [];
    for (let assetId = 1; assetId < this.assets.length; assetId++) {
      let sum = this.freeOf(externalAccount, assetId); // Minus all others, so partial sums stay exact.
      if (this.heldOf(externalAccount, assetId) !== 0) {
        found.push(`asset ${assetId}: external money is held`);
      }
      for (let accountId = 1; accountId < this.accounts; accountId++) {
        const free = this.freeOf(accountId, assetId);
        const held = this.heldOf(accountId, assetId);
        if (!isBalance(free)) found.push(`account ${accountId}: ${free} free of asset ${assetId}`);
        if (!isBalance(held)) found.push(`account ${accountId}: ${held} held of asset ${assetId}`);
        sum += free + held;
      }
      if (sum !== 0) found.push(`asset ${assetId}: balances sum to ${sum}, not to 0`);
    }
    return found;
  }

  takeSnapshot(writer: StateWriter): void {
    const { only } = writer;
    if (only?.kind === "account") return this.writeOne(only.id, writer);
    for (let assetId = 1; assetId < this.assets.length; assetId++) {
      const asset = this.assetAt(assetId);
      writer.entity("asset", assetId);
      writer.text("code", asset.code);
      writer.number("decimals", asset.decimals);
    }
    for (let accountId = 1; accountId < this.accounts; accountId++) this.writeAccount(accountId, writer);
    for (let accountId = 0; accountId < this.accounts; accountId++) this.writeBalances(accountId, writer);
  }

  /** For who looks at one account alone. */
  private writeOne(accountId: number, writer: StateWriter): void {
    if (accountId >= this.accounts) return;
    if (accountId > 0) this.writeAccount(accountId, writer);
    this.writeBalances(accountId, writer);
  }

  private writeAccount(accountId: number, writer: StateWriter): void {
    writer.entity("account", accountId);
    writer.number("ownerPrincipalId", this.owners[accountId]);
    writer.number("flags", this.flags[accountId]);
  }

  private writeBalances(accountId: number, writer: StateWriter): void {
    for (let assetId = 1; assetId < this.assets.length; assetId++) {
      const at = this.indexOf(accountId, assetId);
      if (this.balances[at] === 0 && this.balances[at + 1] === 0) continue;
      writer.entity("balance", accountId * ASSETS_MAX + assetId);
      writer.number("free", this.balances[at]);
      writer.number("held", this.balances[at + 1]);
    }
  }

  loadSnapshot(reader: StateReader): void {
    while (reader.entity("asset") !== undefined) {
      this.createAsset({ code: reader.text("code"), decimals: reader.number("decimals") });
    }
    while (reader.entity("account") !== undefined) {
      const accountId = this.openAccount(reader.number("ownerPrincipalId"));
      this.flags[accountId] = reader.number("flags");
    }
    for (let key = reader.entity("balance"); key !== undefined; key = reader.entity("balance")) {
      const at = this.indexOf(Math.floor(key / ASSETS_MAX), key % ASSETS_MAX);
      this.balances[at] = reader.number("free");
      this.balances[at + 1] = reader.number("held");
    }
  }

  copyState(copy: ArrayCopier): LedgerCopy {
    const { assets, accounts, accountsCapacity, assetBits } = this;
    return {
      assets: [...assets],
      accounts,
      accountsCapacity,
      assetBits,
      balances: copy(this.balances, accounts << (assetBits + 1)),
      owners: copy(this.owners, accounts),
      flags: copy(this.flags, accounts),
    };
  }

  /** Makes a new ledger one that can `takeSnapshot`. Cold. */
  adoptState({ assets, ...fields }: LedgerCopy): void {
    this.assets.splice(0, Infinity, ...assets);
    Object.assign(this, fields);
  }

  /** Where the free balance is, the held one behind it; or minus the rejection. */
  private indexOf(accountId: number, assetId: number): number {
    if (!(accountId >= 0 && accountId < this.accounts)) return -UnknownAccount;
    if (!(assetId > 0 && assetId < this.assets.length)) return -UnknownAsset;
    return ((accountId << this.assetBits) | assetId) << 1;
  }

  private resize(accountsCapacity: number, assetBits: number): boolean {
    if (accountsCapacity << assetBits > BALANCES_MAX) return false;
    const balances = new Float64Array(accountsCapacity << (assetBits + 1));
    for (let accountId = 0; accountId < this.accounts; accountId++) {
      const from = accountId << (this.assetBits + 1);
      const to = accountId << (assetBits + 1);
      balances.set(this.balances.subarray(from, from + (2 << this.assetBits)), to);
    }
    const owners = new Float64Array(accountsCapacity);
    owners.set(this.owners);
    const flags = new Uint8Array(accountsCapacity);
    flags.set(this.flags);
    this.balances = balances;
    this.owners = owners;
    this.flags = flags;
    this.accountsCapacity = accountsCapacity;
    this.assetBits = assetBits;
    return true;
  }
}

function isBalance(amount: number): boolean {
  return Number.isSafeInteger(amount) && amount >= 0;
}
