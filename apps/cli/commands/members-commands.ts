import { randomInt } from "node:crypto";
import type { DeskRequest } from "@lockstep/cluster/client/desk-messages";
import type { Application } from "@lockstep/host/application";
import type { Command } from "commander";
import { refusal } from "../cluster-status.ts";
import { type NativeOptions, connectNatively, withNativeOptions } from "../native-client.ts";
import { positiveInteger } from "./market-commands.ts";
import { textTable } from "../text-table.ts";

interface AddOptions extends NativeOptions {
  readonly peer: string;
  readonly native: string;
  readonly gateway?: string;
}

/** A change waits for a majority, and for one that is under way. */
const CHANGE_TIMEOUT_MS = 10_000;

/** Who votes in the cluster, and how that is changed while it runs. */
export function addMembersCommands(program: Command, application: Application): void {
  program
    .command("init")
    .description("make the token under which empty nodes found a new cluster")
    .action(() => {
      const token = randomInt(1, 2 ** 48 - 1);
      console.log(
        `Start every member with --init ${token}, all with the same --members. They found the cluster when each has\n` +
          "proven to be empty. Later starts need no token: a node that lost its directory joins the others again.",
      );
    });

  const members = program.command("members").description("who votes in the cluster, and who learns");

  withNativeOptions(members.command("list"), application)
    .description("show the members, how they stand and how far their logs are")
    .option("--json", "for programs")
    .action(async (options: NativeOptions & { json?: true }) => {
      const client = await connectNatively(options);
      try {
        const answer = await client.ask({ ask: "members" }, "leader");
        if (!("members" in answer)) throw refusal(answer);
        if (options.json) {
          console.log(JSON.stringify(answer, null, 2));
          return;
        }
        const head = ["node", "incarnation", "standing", "log", "behind", "peer", "native", "gateway"];
        const rows = answer.members.map((member) => {
          const { matchIndex, isActive, isLeader, standing } = member;
          return [
            member.nodeId,
            member.incarnation,
            isLeader ? `${standing}, leads` : isActive === false ? `${standing}, silent` : standing,
            matchIndex ?? "",
            matchIndex === undefined ? "" : answer.lastIndex - matchIndex,
            member.peerAddress,
            member.clientAddress,
            member.gatewayUrl ?? "",
          ];
        });
        console.log(textTable(head, rows));
      } finally {
        client.stop();
      }
    });

  withNativeOptions(members.command("add"), application)
    .description("add a node that learns; it votes when it is promoted")
    .argument("<node>", "its number", positiveInteger)
    .requiredOption("--peer <address>", "where it listens for the other members: host:port")
    .requiredOption("--native <address>", "where it serves the native protocol: host:port")
    .option("--gateway <url>", "where its gateway is found: http://host:port")
    .action(async (nodeId: number, options: AddOptions) => {
      const { peer, native, gateway } = options;
      const addresses = { peerAddress: peer, clientAddress: native };
      const member = { nodeId, ...addresses, ...(gateway === undefined ? {} : { gatewayUrl: gateway }) };
      await change(options, { ask: "addMember", member });
      console.log(
        `node ${nodeId} is a learner. Start it with an empty directory, with --node ${nodeId} and --members naming all\n` +
          `members and itself, without --init; when it has caught up: lockstep members promote ${nodeId}`,
      );
    });

  withNativeOptions(members.command("move"), application)
    .description(
      "tell all nodes that one is found elsewhere from now on: stop it, move its directory, then say so",
    )
    .argument("<node>", "its number", positiveInteger)
    .option("--peer <address>", "where it listens for the other members: host:port")
    .option("--native <address>", "where it serves the native protocol: host:port")
    .option("--gateway <url>", "where its gateway is found: http://host:port")
    .action(async (nodeId: number, options: NativeOptions & Partial<AddOptions>) => {
      const { peer, native, gateway } = options;
      const member = {
        nodeId,
        ...(peer === undefined ? {} : { peerAddress: peer }),
        ...(native === undefined ? {} : { clientAddress: native }),
        ...(gateway === undefined ? {} : { gatewayUrl: gateway }),
      };
      if (Object.keys(member).length === 1) throw new Error("say where it is: --peer, --native or --gateway");
      await change(options, { ask: "moveMember", member });
      console.log(
        `node ${nodeId} is looked for there from now on. Start it with its directory, and with --members that say so;
` + "the other nodes know it already, also when they are started with what they were told before",
      );
    });

  withNativeOptions(members.command("promote"), application)
    .description("let a learner vote; refused until its log is as good as the others'")
    .argument("<node>", "its number", positiveInteger)
    .action(async (nodeId: number, options: NativeOptions) => {
      await change(options, { ask: "promoteMember", nodeId });
      console.log(`node ${nodeId} votes`);
    });

  withNativeOptions(members.command("remove"), application)
    .description("take a node out of the cluster for good")
    .argument("<node>", "its number", positiveInteger)
    .action(async (nodeId: number, options: NativeOptions) => {
      await change(options, { ask: "removeMember", nodeId });
      console.log(`node ${nodeId} is no member any more; its process can be stopped`);
    });
}

async function change(options: NativeOptions, request: DeskRequest): Promise<void> {
  const client = await connectNatively(options);
  try {
    const answer = await client.ask(request, "leader", CHANGE_TIMEOUT_MS);
    if (!("done" in answer)) throw refusal(answer);
  } finally {
    client.stop();
  }
}
