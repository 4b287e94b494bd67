import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Step } from "../scenario.ts";
import type { Who } from "../stage.ts";
import { faketimeLibrary } from "../tools.ts";

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
      for (const nodeId of await stage.choose(who)) setClock(stage.cluster.directory, nodeId, seconds);
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

function setClock(directory: string, nodeId: number, seconds: number): void {
  writeFileSync(clockFile(directory, nodeId), `${seconds < 0 ? "" : "+"}${seconds}\n`);
}

function clockFile(directory: string, nodeId: number): string {
  return join(directory, `clock-${nodeId}`);
}
