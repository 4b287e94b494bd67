import { Outcome } from "@lockstep/cluster/client/cluster-port";
import type { Random } from "@lockstep/cluster/simulator/random";
import { DepositEncoder } from "@lockstep/domain/accounts/accounts-messages";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import type { Cluster } from "./cluster.ts";
import type { Load } from "./load/load.ts";
import { ACCOUNT, ASSET, OPERATOR } from "./load/people.ts";
import type { Network } from "./network.ts";
import type { UndoList } from "./undo-list.ts";

/** A cluster under load, and what the steps of a scenario need to torment it. */
export interface StageParts {
  readonly cluster: Cluster;
  readonly network: Network;
  readonly load: Load;
  readonly random: Random;
  readonly undo: UndoList;
  /** How long the trouble lasts. */
  readonly seconds: number;
  readonly tell: (text: string) => void;
}

export class Stage {
  readonly cluster: Cluster;
  readonly network: Network;
  readonly load: Load;
  readonly random: Random;
  readonly undo: UndoList;
  readonly seconds: number;
  readonly tell: (text: string) => void;
  /** Whom the last step that chose has chosen. */
  victims: readonly number[] = [];

  constructor({ cluster, network, load, random, undo, seconds, tell }: StageParts) {
    this.cluster = cluster;
    this.network = network;
    this.load = load;
    this.random = random;
    this.undo = undo;
    this.seconds = seconds;
    this.tell = tell;
  }

  async choose(who: Who): Promise<readonly number[]> {
    this.victims = await who.of(this);
    return this.victims;
  }

  /** All members but the victims. */
  get others(): readonly number[] {
    return this.cluster.members.filter((nodeId) => !this.victims.includes(nodeId));
  }

  /** Gives one command, of a client of its own. @returns how it ended, and what was said */
  async command(seconds: number): Promise<{ readonly outcome: Outcome; readonly reason: string }> {
    const client = this.cluster.connect(this.random.pick(this.cluster.members));
    const message = new MessageBuffer();
    const deposit = { accountId: ACCOUNT.house, assetId: ASSET.quote, amount: 1 };
    new DepositEncoder().claim(message).set(deposit);
    try {
      return await new Promise((resolve) => {
        const onAnswer = (_tag: number, outcome: Outcome, bytes: Uint8Array): void =>
          resolve({ outcome, reason: outcome === Outcome.Replied ? "" : new TextDecoder().decode(bytes) });
        client.submit(OPERATOR, message.message(), { timeoutMs: seconds * 1_000 }, { onAnswer }, 0);
      });
    } finally {
      this.cluster.disconnect(client);
    }
  }
}

/** Which nodes a step is about. */
export interface Who {
  readonly text: string;
  of(stage: Stage): Promise<readonly number[]>;
}

export const leader: Who = {
  text: "the leader",
  of: async ({ cluster }) => [await cluster.awaitLeader()],
};

export const follower: Who = {
  text: "a follower",
  of: async ({ cluster, random }) => {
    const leaderId = await cluster.awaitLeader();
    return [random.pick(cluster.members.filter((nodeId) => nodeId !== leaderId))];
  },
};

export const everybody: Who = {
  text: "all nodes",
  of: ({ cluster }) => Promise.resolve(cluster.members),
};

/** With the leader among them. */
export const majority: Who = {
  text: "a majority",
  of: async ({ cluster }) => {
    const leaderId = await cluster.awaitLeader();
    const rest = cluster.members.filter((nodeId) => nodeId !== leaderId);
    return [leaderId, ...rest.slice(0, Math.floor(cluster.members.length / 2))];
  },
};

/** Whom the step before was about. */
export const sameOnes: Who = {
  text: "it",
  of: ({ victims }) => Promise.resolve(victims),
};
