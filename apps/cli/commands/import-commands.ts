import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import type { EventPlace } from "@lockstep/cluster/client/cluster-port";
import { AccountsClient, BalanceChangedDecoder } from "@lockstep/domain/accounts/accounts-messages";
import { ExchangeClient } from "@lockstep/domain/exchange/exchange-messages";
import { exchangeContract } from "@lockstep/domain/exchange/exchange-contract";
import { accountsContract } from "@lockstep/domain/accounts/accounts-contract";
import type { Application } from "@lockstep/host/application";
import { ClusterChannel, accepted } from "@lockstep/host/cluster-channel";
import { DEVELOPER } from "@lockstep/host/developer";
import { type Command, InvalidArgumentError } from "commander";
import { LobsterImport } from "../lobster-import.ts";
import { type NativeOptions, connectNatively, withNativeOptions } from "../native-client.ts";
import { progressBar } from "../progress.ts";

interface ImportOptions extends NativeOptions {
  readonly market: string;
  readonly check?: string;
  readonly rate?: number;
}

/** Minor units of each asset: more than an hour of any share needs, and little beside 2^53. */
const FUNDS = 100_000_000_000_000;
const SHARE_MIN = 0.965;
const SETUP_TIMEOUT_MS = 60_000;

/** Recorded order flow into a running cluster. */
export function addImportCommands(program: Command, application: Application): void {
  const lobster = program
    .command("import")
    .description("send recorded order flow to a market")
    .command("lobster")
    .description("messages in LOBSTER's format, plain or gzip")
    .argument("<file>", "message file")
    .requiredOption("--market <symbol>", "market with a lot of one share and a tick of one cent")
    .option("--check <file>", "top-of-book file: fail unless 96.5 % of its rows agree")
    .option("--rate <lines>", "lines a second; as fast as possible without it", rateOf);
  withNativeOptions(lobster, application).action(async (file: string, options: ImportOptions) => {
    const lines = readLines(file);
    const checkLines = options.check === undefined ? undefined : readLines(options.check);
    const client = await connectNatively(options);
    try {
      await importLobster(application, client, lines, checkLines, options);
    } finally {
      client.stop();
    }
  });
}

async function importLobster(
  { protocols }: Application,
  client: ClusterClient,
  lines: readonly string[],
  checkLines: readonly string[] | undefined,
  options: ImportOptions,
): Promise<void> {
  const channel = new ClusterChannel({
    port: client,
    caller: DEVELOPER,
    protocols,
    timeoutMs: SETUP_TIMEOUT_MS,
  });
  const { marketId, accountId, assetId, place } = await prepare(channel, options.market);
  const bar = progressBar("import", lines.length);
  const run = new LobsterImport({
    client,
    exchange: protocols.find((each) => each.contract.name === exchangeContract.name)!,
    marketId,
    accountId,
    lines,
    rate: options.rate,
    onProgress: (answered) => bar.update(answered),
  });

  // The last deposit's event tells that all events before it have come.
  let markPosition = Infinity;
  let sawMark: () => void = () => {};
  let isGap = false;
  const seen = { position: 0 };
  client.subscribe(place, {
    onEvent: (view, offset, _length, position) => {
      seen.position = position;
      const schemaId = view.getUint16(offset + 4, true);
      if (schemaId === exchangeContract.schemaId) run.onEvent(view, offset, position);
      const isBalance =
        schemaId === accountsContract.schemaId &&
        view.getUint16(offset + 2, true) === BalanceChangedDecoder.templateId;
      if (isBalance && position >= markPosition) sawMark();
    },
    onResync: () => {
      isGap = true;
      sawMark();
    },
  });
  try {
    await run.run();
    const marked = new Promise<void>((resolve) => (sawMark = resolve));
    accepted(await new AccountsClient(channel).deposit({ accountId, assetId, amount: 1 }));
    markPosition = channel.lastPosition;
    if (!isGap && seen.position < markPosition) await marked;
  } finally {
    bar.stop();
  }
  if (isGap) {
    throw new Error("the node no longer holds all events of the import; digest and check would be wrong");
  }

  const result = run.result();
  const perSecond = Math.round(result.commands / result.seconds).toLocaleString("en");
  console.log(`messages   ${result.messages}`);
  console.log(`commands   ${result.commands}, ${result.rejected} of them rejected`);
  console.log(`trades     ${result.trades}`);
  console.log(`time       ${result.seconds.toFixed(2)} s, ${perSecond} commands a second`);
  console.log(`digest     ${result.digest}`);
  if (checkLines === undefined) return;
  const agreement = run.agreement(checkLines);
  const share = `${(agreement.share * 100).toFixed(2)} %`;
  console.log(`agreement  ${agreement.agreeing} of ${agreement.rowsCount} top-of-book rows, ${share}`);
  if (agreement.share < SHARE_MIN) {
    throw new Error(
      `${share} is below ${SHARE_MIN * 100} %: was the market empty, and is it the file of the same hour?`,
    );
  }
}

/** An account with money of its own, so that a refusal for lack of funds never changes the flow. */
async function prepare(channel: ClusterChannel, symbol: string): Promise<Prepared> {
  const accounts = new AccountsClient(channel);
  const { markets } = accepted(await new ExchangeClient(channel).markets({}));
  const market = markets.find((each) => each.symbol === symbol);
  if (market === undefined) {
    throw new Error(
      `there is no market ${symbol}; there are: ${markets.map((each) => each.symbol).join(", ") || "none"}`,
    );
  }
  const { accountId } = accepted(await accounts.openAccount({ ownerPrincipalId: DEVELOPER.principalId }));
  for (const assetId of [market.baseAssetId, market.quoteAssetId]) {
    accepted(await accounts.deposit({ accountId, assetId, amount: FUNDS }));
  }
  const place = { position: channel.lastPosition, step: STEP_LAST };
  return { marketId: market.marketId, accountId, assetId: market.quoteAssetId, place };
}

interface Prepared {
  readonly marketId: number;
  readonly accountId: number;
  readonly assetId: number;
  /** Where the preparation ended. */
  readonly place: EventPlace;
}

const STEP_LAST = 65_535;

function readLines(path: string): string[] {
  const bytes = readFileSync(path);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isGzip ? unpack(path, bytes) : bytes).toString("utf8").trimEnd().split(/\r?\n/);
}

function unpack(path: string, bytes: Uint8Array): Buffer {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new Error(`${path} is no whole gzip file: ${(error as Error).message}`, { cause: error });
  }
}

function rateOf(text: string): number {
  const rate = Number(text);
  if (!(rate > 0)) throw new InvalidArgumentError("it takes a number above 0");
  return rate;
}
