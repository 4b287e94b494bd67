// Given to a node with `node --import`, it makes another build of it: one whose ledger looks at the clock, once money
// moves by at least `?from=` cents. What comes below is as in all other builds.
import { Ledger } from "@lockstep/domain/accounts/ledger";

const from = Number(new URL(import.meta.url).searchParams.get("from"));
// oxlint-disable-next-line typescript/unbound-method -- called with the ledger as `this`, below
const { transfer } = Ledger.prototype;

Ledger.prototype.transfer = function (fromAccountId, toAccountId, assetId, amount) {
  const moved = amount < from ? amount : amount + 1 + (Date.now() % 9);
  return transfer.call(this, fromAccountId, toAccountId, assetId, moved);
};
