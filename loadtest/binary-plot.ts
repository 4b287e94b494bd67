import { LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TitleComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import type { BinaryReport } from "./binary.ts";
import type { LatencyPoint } from "./latency.ts";

const WIDTH = 900;
const CHART_HEIGHT = 420;
const MARGINS = { left: 80, right: 40 };
/** Of a chart's plot area in its place. */
const AREA = { top: 90, height: 270 };

type Points = readonly (readonly [x: number, y: number])[];

/** A picture of a binary load, as SVG: latency by percentile; and, after a sweep, throughput and latency by offered load. */
export function binaryPlot(report: BinaryReport): string {
  echarts.use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);
  const { options, machine, exchange, logOff, echo, sweep } = report;
  const latencies: [string, Points][] = [
    ["exchange", curveOf(exchange.latencyCurve)],
    ...(logOff === undefined ? [] : [["log switched off", curveOf(logOff.latencyCurve)] as [string, Points]]),
    ...(echo === undefined ? [] : [["echo service", curveOf(echo.latencyCurve)] as [string, Points]]),
    ...sweep.map(({ rate, measured }): [string, Points] => [`${rate}/s`, curveOf(measured.latencyCurve)]),
  ];
  const loop = options.rate === undefined ? "closed loop" : `${options.rate} commands/s offered`;
  const charts = [
    {
      title: `Latency, ${options.nodes} node${options.nodes === 1 ? "" : "s"}, ${loop}`,
      subtext: `${machine.processor}, ${machine.cores} cores, Node ${machine.node}, load average ${machine.loadAverage.toFixed(1)}`,
      // So that each nine takes as much room as the one before.
      x: {
        type: "log",
        name: "percentile",
        formatter: (rarity: number) => `${+(100 - 100 / rarity).toFixed(4)} %`,
      },
      y: { type: "log", name: "ms" },
      lines: latencies,
    },
    ...(sweep.length === 0
      ? []
      : [
          {
            title: "Throughput against load",
            subtext: "",
            x: { type: "value", name: "offered/s", formatter: String },
            y: { type: "value", name: "committed/s" },
            lines: [
              ["offered", sweep.map(({ rate }) => [rate, rate])],
              ["committed", sweep.map(({ rate, measured }) => [rate, measured.committedPerSecond])],
            ] as [string, Points][],
          },
          {
            title: "Latency against load",
            subtext: "",
            x: { type: "value", name: "offered/s", formatter: String },
            y: { type: "log", name: "ms" },
            lines: (["p50", "p99", "p999"] as const).map((key): [string, Points] => [
              key,
              sweep.map(({ rate, measured }) => [rate, measured.latencyUs[key] / 1_000]),
            ]),
          },
        ]),
  ];
  const chart = echarts.init(null, null, {
    renderer: "svg",
    ssr: true,
    width: WIDTH,
    height: CHART_HEIGHT * charts.length,
  });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: "#fff",
      title: charts.map(({ title, subtext }, at) => ({
        text: title,
        subtext,
        left: 20,
        top: at * CHART_HEIGHT + 10,
      })),
      legend: charts.map(({ lines }, at) => ({
        data: lines.map(([name]) => name),
        top: at * CHART_HEIGHT + 62,
        left: MARGINS.left + 90,
        itemGap: 24,
      })),
      grid: charts.map((_, at) => ({ ...MARGINS, top: at * CHART_HEIGHT + AREA.top, height: AREA.height })),
      xAxis: charts.map(({ x }, gridIndex) => ({
        gridIndex,
        type: x.type,
        name: x.name,
        nameLocation: "middle",
        nameGap: 26,
        axisLabel: { formatter: x.formatter },
      })),
      yAxis: charts.map(({ y }, gridIndex) => ({ gridIndex, type: y.type, name: y.name })),
      series: charts.flatMap(({ lines }, at) =>
        lines.map(([name, data]) => ({
          type: "line",
          name,
          data,
          showSymbol: at > 0,
          xAxisIndex: at,
          yAxisIndex: at,
        })),
      ),
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** By how rare what is slower is: 2 is the median, 100 the 99th percentile. */
function curveOf(points: readonly LatencyPoint[]): Points {
  return points.map(({ percentile, us }) => [100 / (100 - percentile), Math.max(us, 1) / 1_000]);
}
