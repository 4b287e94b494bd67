import { Outcome } from "@lockstep/cluster/client/cluster-port";
import { pause, until } from "../pause.ts";
import type { Step } from "../scenario.ts";
import { sameOnes, type Stage, type Who } from "../stage.ts";

/** @param share of the time that the trouble of this run lasts */
export function wait(share: number): Step {
  return { text: "wait", run: ({ seconds }) => pause(seconds * share) };
}

export function kill(who: Who): Step {
  return {
    text: `kill -9 ${who.text}`,
    run: async (stage) => stage.cluster.end(await stage.choose(who), "SIGKILL"),
  };
}

/** Starts those who do not run, and waits until they are up. */
export function start(who: Who = sameOnes): Step {
  return {
    text: `start ${who.text} again`,
    run: async (stage) => {
      const { cluster } = stage;
      const nodeIds = await who.of(stage);
      await cluster.start(nodeIds.filter((nodeId) => !cluster.running.includes(nodeId)));
    },
  };
}

/** The first of those whom the step before was about. */
export const startOne: Step = {
  text: "start one of them again",
  run: ({ cluster, victims }) => cluster.start(victims.slice(0, 1)),
};

export function freeze(who: Who): Step {
  return {
    text: `pause ${who.text} (SIGSTOP)`,
    run: async (stage) => {
      for (const nodeId of await stage.choose(who)) stage.cluster.processOf(nodeId).signal("SIGSTOP");
    },
  };
}

export const thaw: Step = {
  text: "let it go on (SIGCONT)",
  run: ({ cluster, victims }) => {
    for (const nodeId of victims) cluster.processOf(nodeId).signal("SIGCONT");
    return Promise.resolve();
  },
};

export function stop(who: Who): Step {
  return {
    text: `stop ${who.text} (SIGTERM)`,
    run: async (stage) => stage.cluster.end(await stage.choose(who), "SIGTERM"),
  };
}

/** Again and again for a share of the time; every round is run to its end. */
export function repeat(share: number, ...steps: readonly Step[]): Step {
  return {
    text: `again and again: ${steps.map((step) => step.text).join(", ")}`,
    run: async (stage) => {
      const endMs = performance.now() + stage.seconds * share * 1_000;
      while (performance.now() < endMs) for (const step of steps) await step.run(stage);
    },
  };
}

/** Each member in turn. */
export function inTurn(...steps: readonly Step[]): Step {
  return {
    text: `one after the other: ${steps.map((step) => step.text).join(", ")}`,
    run: async (stage) => {
      for (const nodeId of stage.cluster.members) {
        stage.victims = [nodeId];
        for (const step of steps) await step.run(stage);
      }
    },
  };
}

const WORDS_SECONDS_MAX = 60;

/** Since it was started last. */
export function says(words: RegExp): Step {
  return {
    text: `it says ${words.source}`,
    run: async ({ cluster, victims }) => {
      for (const nodeId of victims) {
        const node = cluster.processOf(nodeId);
        await until(() => words.test(node.output), `node ${nodeId} says ${words.source}`, WORDS_SECONDS_MAX);
      }
    },
  };
}

const REFUSAL_SECONDS = 4;

/** A command that is given now is told within its own time that it was not done, and why. */
export const isRefused: Step = {
  text: "a command is refused, and told why",
  run: async (stage) => {
    const { outcome, reason } = await stage.command(REFUSAL_SECONDS);
    if (outcome === Outcome.Replied) throw new Error("a command was acknowledged without a majority");
    if (reason === "") throw new Error(`a command had outcome ${outcome} and was not told why`);
    stage.tell(`refused: ${reason}`);
  },
};

const SERVICE_SECONDS_MAX = 30;

/** A command that is given now is done, with time enough for an election on a busy machine. */
export const isServed: Step = { text: "a command is done", run: serve };

async function serve(stage: Stage): Promise<void> {
  const endMs = performance.now() + SERVICE_SECONDS_MAX * 1_000;
  for (;;) {
    const { outcome, reason } = await stage.command(SERVICE_SECONDS_MAX);
    if (outcome === Outcome.Replied) return;
    if (performance.now() > endMs) {
      throw new Error(`no command was done in ${SERVICE_SECONDS_MAX} s: ${reason}`);
    }
    await pause(0.1); // A refusal is for now.
  }
}
