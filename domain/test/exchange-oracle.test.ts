import fc from "fast-check";
import { expect, test } from "vitest";
import { exchangeContract } from "../exchange/exchange-contract.ts";
import { builtInRejections } from "../contract/contract.ts";
import { CancelReason, OrderType, SelfTradePrevention, TimeInForce } from "../exchange/exchange-messages.ts";
import { CoverageCount } from "./coverage-count.ts";
import { OracleRun } from "./exchange-oracle.ts";

/**
 * The whole service against the naive exchange: random sequences of commands, after each of which
 * replies, trades, balances, books and what the events say of the books are compared, and all
 * invariants are checked. A failing sequence shrinks by commands.
 */
test("the exchange does what the naive one does, command by command", { timeout: 60_000 }, () => {
  const coverage = new CoverageCount();
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 450, size: "max" }), (seeds) => {
      const run = new OracleRun(coverage);
      for (const seed of seeds) run.step(seed);
      run.finish();
    }),
    { numRuns: 540, seed: 20_120_621, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: true },
  );
  console.log(coverage.toString());

  const byCluster: string[] = Object.keys(builtInRejections).filter((name) => name !== "Forbidden");
  const ofHours = Object.keys(exchangeContract.rejections).filter((name) => name.includes("TradingHours"));
  const seldom = [...byCluster, ...ofHours]; // Hours are drawn for one market only.
  const rejections = Object.keys(exchangeContract.rejections).filter((name) => !seldom.includes(name));
  const tried = {
    command: Object.keys(exchangeContract.commands),
    rejection: rejections,
    type: Object.keys(OrderType),
    "time in force": Object.keys(TimeInForce),
    "self-trade prevention": Object.keys(SelfTradePrevention),
    order: ["post-only", "asked again", "amended in place", "amended away", "expired"],
  };
  const came = {
    "cancel reason": Object.keys(CancelReason),
    prevented: Object.keys(SelfTradePrevention).filter((mode) => mode !== "None"),
  };
  expect(coverage.fewerThan(700, tried)).toEqual([]);
  expect(coverage.fewerThan(50, { rejection: ofHours })).toEqual([]);
  expect(coverage.fewerThan(300, came)).toEqual([]);
  expect(coverage.of("order", "traded") / coverage.of("order", "accepted")).toBeGreaterThanOrEqual(0.2);
});
