import { expect, test } from "vitest";
import { measureBinary } from "../binary.ts";
import { binaryPlot } from "../binary-plot.ts";
import { measureHttp } from "../http.ts";
import { marketDataText } from "../market-data/market-data-report.ts";
import { measureMarketData } from "../market-data/market-data.ts";
import { onsaleText } from "../onsale/onsale-report.ts";
import { measureOnsale } from "../onsale/onsale.ts";
import { binaryText, httpText, wsText } from "../report.ts";
import { measureWs } from "../ws.ts";

// Each load once, small, against real nodes that are built by `tsc -b`. What they measure here means
// nothing; that everything is answered and nothing refused does.
const short = { seconds: 0.5, warmupSeconds: 0.2, nodeFlags: [] };
const quiet = (): void => {};
const floor = { markets: 5, accounts: 20 };
const mix = { adds: 60, cancels: 30, takers: 10 };
const binary = {
  ...short,
  nodes: 1,
  ...floor,
  mix,
  liveOrders: 20,
  window: 2_048,
  runCommands: 256,
  sweep: [],
};

test("the binary load in a closed loop, beside an echo service", { timeout: 60_000 }, async () => {
  const report = await measureBinary({ ...binary, rate: undefined, echo: true, logOff: true }, quiet);
  expect(report.exchange.refused).toEqual({});
  expect(report.exchange.committed).toBeGreaterThan(1_000);
  expect(report.exchange.latencyUs.count).toBeGreaterThan(1_000);
  expect(report.exchange.nodeUsages[0]!.cpuSeconds).toBeGreaterThan(0);
  expect(report.echo!.refused).toEqual({});
  expect(report.committedPerSecond).toBe(report.exchange.committedPerSecond);
  expect(report.exchange.pauses.nodes).toHaveLength(1);
  expect(report.exchange.pauses.answers!.ms).toBeGreaterThan(0);
  expect(report.exchange.pauses.diskSync!.ms).toBeGreaterThan(0);
  expect(report.logOff!.refused).toEqual({});
  expect(report.logOff!.nodeUsages[0]!.diskBytes!).toBeLessThan(report.exchange.nodeUsages[0]!.diskBytes!);
  expect(report.lmdbCommitUs.p50).toBeGreaterThan(0);
  expect(binaryText(report)).toContain("ratio to echo service");
});

test("the binary load in an open loop commits what is offered", { timeout: 60_000 }, async () => {
  const report = await measureBinary(
    { ...binary, rate: 2_000, sweep: [1_000], echo: false, logOff: false },
    quiet,
  );
  expect(report.exchange.refused).toEqual({});
  expect(report.exchange.committed).toBeGreaterThan(0);
  expect(report.exchange.committedPerSecond).toBeLessThan(50_000); // A closed loop does more, even here.
  expect(report.echo).toBeUndefined();
  expect(report.sweep.map(({ rate }) => rate)).toEqual([1_000]);
  expect(report.sweep[0]!.measured.refused).toEqual({});
  expect(binaryPlot(report)).toMatch(/^<svg .*Throughput against load/s);
});

test("the HTTP load, beside a bare route that answers alike", { timeout: 60_000 }, async () => {
  const report = await measureHttp({ ...short, connections: 4, rounds: 1 }, quiet);
  for (const measured of [report.exchange, report.bareRoute]) {
    expect(measured.requests).toBeGreaterThan(20);
    expect(measured).toMatchObject({ non2xx: 0, errors: 0, statuses: { 200: measured.requests } });
    expect(measured.correctedLatencyUs.count).toBeGreaterThanOrEqual(measured.requests);
  }
  expect(httpText(report)).toContain("ratio to bare route");
});

test("the WebSocket load in both formats, beside an echo server", { timeout: 60_000 }, async () => {
  const options = { ...short, ...floor, connections: 2, commandsPerFrame: 10, window: 100 };
  const report = await measureWs(options, quiet);
  expect(report.formats.map(({ format }) => format)).toEqual(["binary", "json"]);
  for (const { exchange, echo } of report.formats) {
    expect(exchange.refused).toEqual({});
    expect(exchange.commands).toBeGreaterThan(100);
    expect(echo.commands).toBeGreaterThan(100);
  }
  expect(wsText(report)).toContain("JSON: one");
});

test("market data to subscribers, each of whom has the book in the end", { timeout: 60_000 }, async () => {
  const options = { ...short, ...floor, subscribers: [20], rate: 2_000, intervalMs: 50 };
  const report = await measureMarketData(options, quiet);
  const [none, some] = report.measurements;
  expect(none!.heard).toBeUndefined();
  expect(some).toMatchObject({ subscribers: 20, refused: 0, wrongCopies: 0 });
  expect(some!.heard).toMatchObject({ gaps: 0, resyncs: 0, closed: 0, errors: 0 });
  expect(some!.heard!.changes).toBeGreaterThan(20);
  expect(marketDataText(report)).toContain("ratio to none");
});

test("a small hall is sold out, and every seat once", { timeout: 60_000 }, async () => {
  const report = await measureOnsale({ buyers: 60, rows: 2, thinkMs: 20, nodeFlags: [] }, quiet);
  expect(report).toMatchObject({ seats: 80, sold: 80, held: 0, free: 0 });
  expect(report.tally).toMatchObject({ boughtSeats: 80 });
  expect(report.tally.emptyHanded).toBeGreaterThan(0);
  expect(onsaleText(report)).toContain("SOLD_OUT");
});
