import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  ExchangeProcess,
  lockstep,
  makeDirectory,
  stopProcesses,
} from "../../exchange/test/exchange-process.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let node: ExchangeProcess;
let http: string[];
/** Where nobody listens: a port that is never handed out, and that fetch does not refuse by itself. */
const NOBODY = "127.0.0.1:2";

beforeAll(async () => {
  node = await ExchangeProcess.start();
  http = ["--url", node.url];
});
afterAll(stopProcesses);

type Refusal = readonly [args: readonly string[], line: RegExp];

/** A command that fails says why in one line, without a stack, and exits with 1. @returns what did not */
async function unexpected(refusals: readonly Refusal[]): Promise<string[]> {
  const wrong = refusals.map(async ([args, line]) => {
    const { code, stdout, stderr } = await lockstep(...args);
    const isExpected = code === 1 && stdout === "" && /^[^\n]+\n$/.test(stderr) && line.test(stderr);
    return isExpected ? "" : `lockstep ${args.join(" ")}: ${code} ${stdout}${stderr} (not ${line})`;
  });
  return (await Promise.all(wrong)).filter((text) => text !== "");
}

test("what there is not is said with what there is", async () => {
  const wrong = await unexpected([
    [[...http, "book", "BTC-EUR"], /no market BTC-EUR; there are: AAPL-USD, BTC-USD/],
    [
      ["import", "lobster", import.meta.filename, "--market", "X", ...node.native],
      /no market X; there are: AAPL-USD, BTC-USD/,
    ],
    [[...http, "cancel", "999"], /^UNKNOWN_ORDER: /],
    [[...http, "hold", "77", "--best", "2"], /^UNKNOWN_SHOW: /],
    [[...http, "balances", "--account", "777"], /^UNKNOWN_ACCOUNT: /],
    [
      ["replay", "--data", node.directory, "--to", "99999"],
      /holds the commands at positions 1 to \d+: it does not go to position 99999/,
    ],
    [["skip", "5", ...node.native], /^NOT_HALTED_THERE: .*the apply is not halted/],
  ]);
  expect(wrong).toEqual([]);
});

test("decimals that are none, or finer than the market, are refused before anything is sent", async () => {
  const wrong = await unexpected([
    [[...http, "order", "buy", "BTC-USD", "1.2.3"], /the quantity is "1.2.3"; write a decimal/],
    [[...http, "order", "buy", "BTC-USD", "0.001"], /the quantity 0.001 is not a multiple of 0.01/],
    [[...http, "order", "buy", "BTC-USD", "1", "--price", "abc"], /the price is "abc"; write a decimal/],
    [
      [...http, "order", "buy", "BTC-USD", "1", "--price", "5.001"],
      /the price is 5.001; it may have 2 digits/,
    ],
  ]);
  expect(wrong).toEqual([]);
});

test("more than there is, and a post-only order that would trade, are the service's no", async () => {
  const wrong = await unexpected([
    [[...http, "order", "sell", "BTC-USD", "1000", "--price", "70000"], /^INSUFFICIENT_FUNDS: /],
    [
      [...http, "order", "buy", "BTC-USD", "1", "--price", "70000", "--post-only"],
      /^POST_ONLY_WOULD_TRADE: /,
    ],
  ]);
  expect(wrong).toEqual([]);
});

test("a calendar enters the log once, and a market that is closed by it takes no orders", async () => {
  const days = ["--zone", "America/New_York", "--open", "09:30", "--close", "16:00", "--from", "2099-03-06"];
  const calendar = (...more: string[]) => lockstep(...http, "calendar", "AAPL-USD", ...days, ...more);
  const dry = await calendar("--to", "2099-03-09", "--dry-run");
  expect(dry.stdout).toMatch(
    /skips or has twice is taken as "compatible"[^]*2099-03-09T09:30-04:00[^]*nothing was sent/,
  );
  const first = await calendar("--to", "2099-03-09");
  expect(first.stdout).toMatch(/2099-03-06 .*09:30-05:00.* 6:30 .*position \d+[^]*2099-03-09 .*position \d+/);
  const second = await calendar("--to", "2099-03-10");
  expect(second.stdout).toMatch(
    /2099-03-06 .*was there[^]*2099-03-09 .*was there[^]*2099-03-10 .*position \d+/,
  );
  const wrong = await unexpected([
    [[...http, "order", "buy", "AAPL-USD", "1", "--price", "585"], /^MARKET_CLOSED: /],
    [[...http, "calendar", "AAPL", ...days, "--to", "2099-03-09"], /no market AAPL; there are: AAPL-USD/],
    [[...http, "calendar", "BTC-USD", ...days, "--to", "2099-02-30"], /--to is "2099-02-30"; write a date/],
    [
      [...http, "calendar", "AAPL-USD", ...days, "--to", "2099-03-09", "--close", "17:00"],
      /^TRADING_HOURS_OVERLAP: .*\(session of 2099-03-06; nothing entered the log\)/,
    ],
  ]);
  expect(wrong).toEqual([]);
  const announce = ["announce", "9", "--like", "1", "--name", "Late show", "--zone", "Europe/Berlin"];
  const show = await lockstep(...http, ...announce, "--on-sale", "2099-03-29T02:30");
  expect(show.stdout).toContain("show 9 is on sale from 2099-03-29T01:30:00.000Z");
});

test("a wrong key is refused by gateway and node", async () => {
  const otherSecret = makeDirectory();
  writeFileSync(join(otherSecret, "client-secret"), `${"ab".repeat(32)}\n`);
  const wrong = await unexpected([
    [[...http, "--key", "nobody", "book", "BTC-USD"], /^UNKNOWN_KEY: /],
    [["status", "--client", node.address, "--data", otherSecret], /NotProven/],
  ]);
  expect(wrong).toEqual([]);
});

test("where no node runs, the command says so and what to do", async () => {
  const native = ["--client", NOBODY, "--data", node.directory];
  const wrong = await unexpected([
    [
      ["--url", `http://${NOBODY}`, "book", "BTC-USD"],
      /no gateway answers at \S+ \(connect ECONNREFUSED \S+\); is the node running/,
    ],
    [["status", ...native], /no answer from the cluster: \S+ ECONNREFUSED; is a node running there/],
    [["skip", "5", ...native], /no answer from the cluster/],
    [
      ["import", "lobster", import.meta.filename, "--market", "AAPL-USD", ...native],
      /no answer from the cluster/,
    ],
    [["status", "--data", "nowhere"], /^nowhere is no node's data directory; name one with --data/],
    [["replay", "--data", "nowhere"], /^nowhere is no node's data directory; name one with --data/],
  ]);
  expect(wrong).toEqual([]);
});

test("files that cannot be read, or are not what they should be, are named", async () => {
  const directory = makeDirectory();
  const half = join(directory, "half.csv.gz");
  const bytes = gzipSync("34200.1,1,7,18,5853300,1\n".repeat(500));
  writeFileSync(half, bytes.subarray(0, bytes.byteLength / 2));
  const broken = join(directory, "broken.csv");
  writeFileSync(broken, "34200.1,1,7,18,5853300,1\nnot,a,line\n");
  const importOf = (path: string) => ["import", "lobster", path, "--market", "AAPL-USD", ...node.native];
  const wrong = await unexpected([
    [importOf(join(directory, "none.csv")), /ENOENT.*none\.csv/],
    [importOf(half), /half\.csv\.gz is no whole gzip file: /],
    [importOf(broken), /line 2 is "not,a,line", expected time, type, order id, size, price, side/],
    [["generate", join(directory, "none.xml"), "--out", join(directory, "out.ts")], /none\.xml/],
  ]);
  expect(wrong).toEqual([]);
});

test("arguments that are none are explained with the usage", async () => {
  const mistakes = [
    [["order", "hold", "BTC-USD", "1"], /it takes buy or sell/],
    [["status", "--client", "nonsense"], /"nonsense" is no address: write host:port/],
    [["fly"], /unknown command 'fly'/],
  ] as const;
  const ended = await Promise.all(mistakes.map(([args]) => lockstep(...args)));
  for (const [at, { code, stderr }] of ended.entries()) {
    expect(code).toBe(1);
    expect(stderr).toMatch(mistakes[at]![1]);
    expect(stderr).toContain("Usage: lockstep");
  }
});
