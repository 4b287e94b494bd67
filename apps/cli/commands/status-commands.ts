import Table from "cli-table3";
import type { Command } from "commander";
import { type NativeOptions, connectNatively, withNativeOptions } from "../native-client.ts";
import { positiveInteger } from "./market-commands.ts";

/** How a node is, and what an operator may do to it. */
export function addStatusCommands(program: Command): void {
  withNativeOptions(program.command("status"))
    .description("show a node's role, positions, output digest and state hash")
    .option("--json", "for programs")
    .action(async (options: NativeOptions & { json?: true }) => {
      const client = await connectNatively(options);
      try {
        const [statusAnswer, hashAnswer] = [
          await client.ask({ ask: "status" }, "near"),
          await client.ask({ ask: "stateHash" }, "near"),
        ];
        if (!("status" in statusAnswer)) throw refusal(statusAnswer);
        const digest = "stateHash" in hashAnswer ? hashAnswer : undefined; // None while it is halted.
        const status = { ...statusAnswer.status, ...digest };
        if (options.json) {
          console.log(JSON.stringify(status, null, 2));
          return;
        }
        const table = new Table();
        table.push(
          ["node", `${status.nodeId} of cluster ${status.clusterId}`],
          ["role", `${status.role} in term ${status.term}`],
          [
            "leader",
            status.leaderId === 0 ? "none known" : `node ${status.leaderId} ${status.leaderGatewayUrl ?? ""}`,
          ],
          ["last position", status.lastPosition],
          ["commit position", status.commitPosition],
          ["applied position", status.appliedPosition],
          ["cluster time", new Date(status.clusterTimeUs / 1000).toISOString()],
          ["sessions", status.sessions],
          ["health", status.halted ?? "good"],
          [
            "state hash",
            digest === undefined ? "none" : `${digest.stateHash} at position ${digest.position}`,
          ],
          [
            "output digest",
            `${status.outputDigest} at position ${digest?.position ?? status.appliedPosition}`,
          ],
        );
        console.log(table.toString());
      } finally {
        client.stop();
      }
    });

  withNativeOptions(program.command("skip"))
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

function refusal(answer: object): Error {
  if ("error" in answer) {
    const { code, message } = answer.error as { code: string; message: string };
    return new Error(`${code}: ${message}`);
  }
  return new Error(`the node answered ${JSON.stringify(answer)}`);
}
