import { pause, until } from "../pause.ts";
import type { Step } from "../scenario.ts";
import type { Who } from "../stage.ts";

const CATCH_UP_SECONDS_MAX = 60;
const TRANSFER_SECONDS_MAX = 30;
const BETWEEN_TRANSFERS_SECONDS = 0.5;

/** The spare node becomes a learner, catches up, and votes. */
export const addSpare: Step = {
  text: "add the spare node, and let it vote when it has caught up",
  run: async ({ cluster, network }) => {
    const nodeId = cluster.spare;
    const [peerAddress, clientAddress] = [network.peerAddress(nodeId), network.clientAddress(nodeId)];
    const member = { nodeId, peerAddress, clientAddress, gatewayUrl: network.gatewayUrl(nodeId) };
    await cluster.ask(await cluster.awaitLeader(), { ask: "addMember", member });
    cluster.members = [...cluster.members, nodeId];
    await cluster.start([nodeId]);
    let refusal = "";
    const isPromoted = async (): Promise<boolean> => {
      try {
        await cluster.ask(await cluster.awaitLeader(), { ask: "promoteMember", nodeId });
        return true;
      } catch (error) {
        refusal = (error as Error).message; // It is behind, or another change is under way.
        return false;
      }
    };
    await until(isPromoted, `node ${nodeId} votes`, CATCH_UP_SECONDS_MAX).catch((error: unknown) => {
      throw new Error(`${(error as Error).message}: ${refusal}`);
    });
  },
};

/** For good: its process is stopped, too. */
export function remove(who: Who): Step {
  return {
    text: `remove ${who.text} from the members, and stop it`,
    run: async (stage) => {
      const { cluster } = stage;
      for (const nodeId of await stage.choose(who)) {
        await cluster.ask(await cluster.awaitLeader(), { ask: "removeMember", nodeId });
        cluster.members = cluster.members.filter((member) => member !== nodeId);
        await cluster.end([nodeId], "SIGTERM");
      }
    },
  };
}

export function transferOften(share: number): Step {
  return {
    text: "hand the lead over, again and again",
    run: async ({ cluster, seconds, tell }) => {
      const endMs = performance.now() + seconds * share * 1_000;
      let transfers = 0;
      while (performance.now() < endMs) {
        const before = await cluster.awaitLeader();
        await cluster.ask(before, { ask: "transferLeader" });
        const hasMoved = async (): Promise<boolean> => ![0, before].includes(await cluster.leader());
        await until(hasMoved, `node ${before} has handed the lead over`, TRANSFER_SECONDS_MAX);
        transfers++;
        await pause(BETWEEN_TRANSFERS_SECONDS);
      }
      tell(`the lead moved ${transfers} times`);
    },
  };
}

/** The one whom the step before was about leads. */
export const transferToIt: Step = {
  text: "hand the lead over to it",
  run: async ({ cluster, victims }) => {
    const nodeId = victims[0]!;
    await cluster.ask(await cluster.awaitLeader(), { ask: "transferLeader", nodeId });
    const leads = async (): Promise<boolean> => (await cluster.leader()) === nodeId;
    await until(leads, `node ${nodeId} leads`, TRANSFER_SECONDS_MAX);
  },
};
