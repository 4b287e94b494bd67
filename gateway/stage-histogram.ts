import { Histogram, type MetricObjectWithValues, type MetricValueWithName, type Registry } from "prom-client";
import type { StageFigures } from "./cluster-port.ts";

type StageValues = MetricObjectWithValues<MetricValueWithName<"stage">>;

const NAME = "lockstep_stage_seconds";
const HELP = "How long commands were in each stage of their way through the node, while it led.";

/** What the node counts by itself, as a histogram of Prometheus: nothing is observed here. */
export class StageHistogram extends Histogram<"stage"> {
  readonly #stages: () => readonly StageFigures[];

  constructor(registers: Registry[], stages: () => readonly StageFigures[]) {
    super({
      name: NAME,
      help: HELP,
      labelNames: ["stage"] as const,
      registers,
    });
    this.#stages = stages;
  }

  override get(): Promise<StageValues> {
    return this.getForPromString();
  }

  /** What the registry asks for its text; the typings do not know it. */
  getForPromString(): Promise<StageValues> {
    const values = this.#stages().flatMap(valuesOf);
    return Promise.resolve({
      name: NAME,
      help: HELP,
      type: "histogram",
      aggregator: "sum",
      values,
    } as unknown as StageValues); // Nor that no collector is needed.
  }
}

function valuesOf({ stage, count, meanUs, belowPowersOfTwo }: StageFigures): MetricValueWithName<"stage">[] {
  const bucket = (le: number | string, value: number): MetricValueWithName<"stage"> => {
    // The typings do not know that buckets have one more label.
    return { metricName: `${NAME}_bucket`, labels: { stage, le } as { stage: string }, value };
  };
  return [
    ...belowPowersOfTwo.map((value, power) => bucket(2 ** (power + 1) / 1e6, value)),
    bucket("+Inf", count),
    { metricName: `${NAME}_sum`, labels: { stage }, value: (meanUs * count) / 1e6 },
    { metricName: `${NAME}_count`, labels: { stage }, value: count },
  ];
}
