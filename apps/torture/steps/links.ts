import { apart, from, type FaultyLink, type LinkFault, type Place } from "../network.ts";
import { pause } from "../pause.ts";
import type { Step } from "../scenario.ts";
import { follower, leader, type Stage, type Who } from "../stage.ts";

const CUT: LinkFault = { isCut: true };
const FLAP_SECONDS = 0.3;
const ROTATION_SECONDS = 2;
const RESET_EVERY_SECONDS = 0.5;

function linkStep(text: string, links: (stage: Stage) => Promise<FaultyLink[]> | FaultyLink[]): Step {
  return { text, run: async (stage) => stage.network.setFaults(await links(stage)) };
}

export const mend: Step = linkStep("all links are well again", () => []);

/** Both ways, from the other nodes; clients still reach it. */
export function isolate(who: Who): Step {
  return linkStep(`cut ${who.text} off from the other nodes`, async (stage) => {
    const victims = await stage.choose(who);
    return apart([victims, stage.others], CUT);
  });
}

/** From the other nodes and from the clients. */
export function isolateWholly(who: Who): Step {
  return linkStep(`cut ${who.text} off from everybody`, async (stage) => {
    const victims = await stage.choose(who);
    return apart([victims, [...stage.others, "clients"]], CUT);
  });
}

/** What it sends arrives, and it hears nothing from the other nodes. */
export function deafen(who: Who): Step {
  return linkStep(`let ${who.text} hear nothing from the other nodes`, async (stage) => {
    const victims = await stage.choose(who);
    return from(stage.others, victims, CUT);
  });
}

/** It hears all, and nothing that it sends arrives at the other nodes. */
export function mute(who: Who): Step {
  return linkStep(`let nothing from ${who.text} arrive at the other nodes`, async (stage) => {
    const victims = await stage.choose(who);
    return from(victims, stage.others, CUT);
  });
}

export const cutClientsFromLeader: Step = linkStep("cut the clients off from the leader", async (stage) => {
  return apart([await stage.choose(leader), ["clients"]], CUT);
});

/** Two and two that do not hear each other, and one, no leader, who hears both. */
export const bridge: Step = linkStep(
  "two and two do not hear each other, a follower between them hears all",
  async (stage) => {
    const [between] = await stage.choose(follower);
    const [a, b, c, d] = stage.cluster.members.filter((nodeId) => nodeId !== between) as [
      number,
      number,
      number,
      number,
    ];
    return apart(
      [
        [a, b],
        [c, d],
      ],
      CUT,
    );
  },
);

/** The leader is with the minority. */
export const halve: Step = linkStep("cut the leader and one more off from the rest", async (stage) => {
  const [leaderId] = await stage.choose(leader);
  const [other] = stage.others;
  stage.victims = [leaderId!, other!];
  return apart([stage.victims, stage.others], CUT);
});

/** Majorities that change every two seconds, so that no leader has one for long. */
export function rotateMajorities(share: number): Step {
  return {
    text: "every two seconds another majority hears each other, and the rest nobody",
    run: async (stage) => {
      const { cluster, network, random } = stage;
      const { members } = cluster;
      const endMs = performance.now() + stage.seconds * share * 1_000;
      while (performance.now() < endMs) {
        const first = random.below(members.length);
        const turned = [...members.slice(first), ...members.slice(0, first)];
        const size = Math.floor(members.length / 2) + 1;
        const alone = turned.slice(size).map((nodeId): readonly Place[] => [nodeId]);
        await network.setFaults(apart([turned.slice(0, size), ...alone], CUT));
        await pause(ROTATION_SECONDS);
      }
    },
  };
}

export function flap(share: number): Step {
  return {
    text: "the link between the leader and a follower goes and comes",
    run: async (stage) => {
      const [leaderId] = await stage.choose(leader);
      const [other] = stage.others;
      const endMs = performance.now() + stage.seconds * share * 1_000;
      while (performance.now() < endMs) {
        await stage.network.setFaults(apart([[leaderId!], [other!]], CUT));
        await pause(FLAP_SECONDS);
        await stage.network.setFaults([]);
        await pause(FLAP_SECONDS);
      }
    },
  };
}

/** All links, those of the clients, too. */
export function worsen(text: string, fault: LinkFault): Step {
  return linkStep(text, ({ cluster }) => {
    const places: readonly Place[] = [...cluster.members, "clients"];
    return apart(
      places.map((place) => [place]),
      fault,
    );
  });
}

/** Links between nodes only: what clients say has no checksum but TCP's, or TLS. */
export function worsenBetweenNodes(text: string, fault: LinkFault): Step {
  return linkStep(text, ({ cluster }) =>
    apart(
      cluster.members.map((nodeId) => [nodeId]),
      fault,
    ),
  );
}

export function resetOften(share: number): Step {
  return {
    text: "reset all connections, again and again",
    run: async (stage) => {
      const endMs = performance.now() + stage.seconds * share * 1_000;
      while (performance.now() < endMs) {
        await stage.network.resetAll();
        await pause(RESET_EVERY_SECONDS);
      }
    },
  };
}
