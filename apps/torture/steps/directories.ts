import { cpSync, rmSync } from "node:fs";
import type { Step } from "../scenario.ts";
import type { Stage, Who } from "../stage.ts";

function copyOf(stage: Stage, nodeId: number): string {
  return `${stage.cluster.directoryOf(nodeId)}.copy`;
}

/** Of nodes that do not run. */
export const wipe: Step = {
  text: "empty its directory",
  run: (stage) => {
    for (const nodeId of stage.victims) {
      rmSync(stage.cluster.directoryOf(nodeId), { recursive: true });
    }
    return Promise.resolve();
  },
};

/** A backup of a node that is stopped for it. */
export function copyDirectory(who: Who): Step {
  return {
    text: `stop ${who.text}, copy its directory, start it again`,
    run: async (stage) => {
      const nodeIds = await stage.choose(who);
      await stage.cluster.end(nodeIds, "SIGTERM");
      for (const nodeId of nodeIds) {
        cpSync(stage.cluster.directoryOf(nodeId), copyOf(stage, nodeId), { recursive: true });
      }
      await stage.cluster.start(nodeIds);
    },
  };
}

export const restoreCopy: Step = {
  text: "put the copy in the place of its directory",
  run: (stage) => {
    for (const nodeId of stage.victims) {
      const directory = stage.cluster.directoryOf(nodeId);
      rmSync(directory, { recursive: true });
      cpSync(copyOf(stage, nodeId), directory, { recursive: true });
    }
    return Promise.resolve();
  },
};
