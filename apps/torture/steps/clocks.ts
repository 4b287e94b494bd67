import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../pause.ts";
import type { Step } from "../scenario.ts";
import type { Who } from "../stage.ts";
import { faketimeLibrary } from "../tools.ts";

/** Of times that are the same, on a busy machine. */
const TOLERANCE_SECONDS = 60;
const TAKEN_SECONDS_MAX = 30;

/** The environment of a node whose wall clock can be put elsewhere while it runs. */
export function movableClock(directory: string, nodeId: number): Readonly<Record<string, string>> {
  if (!existsSync(clockFile(directory, nodeId))) setClock(directory, nodeId, 0);
  return {
    LD_PRELOAD: faketimeLibrary()!,
    FAKETIME_TIMESTAMP_FILE: clockFile(directory, nodeId),
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1", // Time-outs are of the monotonic clock, which nobody sets.
    DONT_FAKE_MONOTONIC: "1", // As older versions call it.
  };
}

export function putClock(who: Who, seconds: number): Step {
  return {
    text: `put the clock of ${who.text} ${Math.abs(seconds)} s ${seconds < 0 ? "back" : "forward"}`,
    run: async (stage) => {
      for (const nodeId of await stage.choose(who)) {
        setClock(stage.cluster.directory, nodeId, seconds);
        const url = stage.network.gatewayUrl(nodeId);
        const isMoved = async (): Promise<boolean> =>
          Math.abs((await clockOffset(url)) - seconds) < TOLERANCE_SECONDS;
        await until(isMoved, `node ${nodeId} takes the time for another`, TAKEN_SECONDS_MAX);
      }
    },
  };
}

export const rightClock: Step = {
  text: "put it right again",
  run: ({ cluster, victims }) => {
    for (const nodeId of victims) setClock(cluster.directory, nodeId, 0);
    return Promise.resolve();
  },
};

/** Whatever one node's clock shows, the cluster goes by the median. */
export const timeIsRight: Step = {
  text: "the cluster's time is right",
  run: async ({ cluster }) => {
    const status = await cluster.status(await cluster.awaitLeader());
    const offset = (status?.clusterTimeUs ?? 0) / 1_000_000 - Date.now() / 1_000;
    if (Math.abs(offset) < TOLERANCE_SECONDS) return;
    throw new Error(`the cluster's time is ${offset.toFixed(1)} s from this machine's`);
  },
};

/** Of a node's clock to this process's, in seconds, as its HTTP answers are dated. */
async function clockOffset(url: string): Promise<number> {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return (Date.parse(answer.headers.get("date") ?? "") - Date.now()) / 1_000;
}

function setClock(directory: string, nodeId: number, seconds: number): void {
  writeFileSync(clockFile(directory, nodeId), `${seconds < 0 ? "" : "+"}${seconds}\n`);
}

function clockFile(directory: string, nodeId: number): string {
  return join(directory, `clock-${nodeId}`);
}
