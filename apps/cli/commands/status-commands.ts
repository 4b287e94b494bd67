import type { Application } from "@lockstep/host/application";
import type { Command } from "commander";
import { type NativeOptions, connectNatively, withNativeOptions } from "../native-client.ts";
import { refusal, statusOfAll, statusText } from "../cluster-status.ts";
import { stagesOfLeader, stagesText } from "../stages.ts";
import { positiveInteger } from "./market-commands.ts";

/** How a node is, and what an operator may do to it. */
export function addStatusCommands(program: Command, application: Application): void {
  withNativeOptions(program.command("status"), application)
    .description("show every node's role, positions and health, and the digests of its state and output")
    .option("--json", "for programs: one object for each node")
    .option("--stages", "where the time of commands goes on the node that leads, stage by stage")
    .action(async (options: NativeOptions & { json?: true; stages?: true }) => {
      if (options.stages === true) {
        const stages = await stagesOfLeader(options);
        console.log(options.json ? JSON.stringify(stages, null, 2) : stagesText(stages));
        return;
      }
      const nodes = await statusOfAll(options);
      console.log(options.json ? JSON.stringify(nodes, null, 2) : statusText(application, nodes));
    });

  withNativeOptions(program.command("transfer-leader"), application)
    .description("hand the lead to another node, before its machine is worked on")
    .argument("[node]", "who gets it; otherwise the follower that is furthest", positiveInteger)
    .action(async (nodeId: number | undefined, options: NativeOptions) => {
      const before = (await statusOfAll(options)).find((node) => node.role === "leader");
      if (before === undefined || before.role !== "leader") throw new Error("NO_LEADER: no node leads now");
      const { clientAddress } = before.members.find((member) => member.nodeId === before.nodeId)!;
      const client = await connectNatively({ ...options, client: [clientAddress] });
      try {
        const request = { ask: "transferLeader", ...(nodeId === undefined ? {} : { nodeId }) } as const;
        // Asked as the nearest: who asks the leader is sent to the next one, away from its answer.
        const answer = await client.ask(request, "near");
        if (!("done" in answer)) throw refusal(answer);
        const after = await client.ask({ ask: "status" }, "near");
        if ("status" in after) console.log(`node ${after.status.leaderId} leads`);
      } finally {
        client.stop();
      }
    });

  withNativeOptions(program.command("skip"), application)
    .description("go on after a handler failed: the command at the position is answered with a rejection")
    .argument("<position>", "where the apply is halted; status says it", positiveInteger)
    .action(async (position: number, options: NativeOptions) => {
      const client = await connectNatively(options);
      try {
        const answer = await client.ask({ ask: "skip", position }, "leader", SKIP_TIMEOUT_MS);
        if (!("done" in answer)) throw refusal(answer);
        console.log(`position ${position} is skipped; the state was rebuilt without it`);
      } finally {
        client.stop();
      }
    });
}

/** The state is rebuilt from the log meanwhile. */
const SKIP_TIMEOUT_MS = 600_000;
