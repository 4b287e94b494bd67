import type { VersionReport } from "@lockstep/cluster/client/desk-messages";
import type { Application } from "@lockstep/host/application";
import type { Command } from "commander";
import { refusal } from "../cluster-status.ts";
import { type NativeOptions, connectNatively, withNativeOptions } from "../native-client.ts";
import { textTable } from "../text-table.ts";
import { positiveInteger } from "./market-commands.ts";

/** It is committed and applied within a round trip. */
const ACTIVATE_TIMEOUT_MS = 10_000;

/** Which version of the services runs, and how the next one is switched on (docs/upgrades.md). */
export function addUpgradeCommands(program: Command, application: Application): void {
  const upgrade = program
    .command("upgrade")
    .description("which version of the services is active, and how the next one is switched on");

  withNativeOptions(upgrade.command("show", { isDefault: true }), application)
    .description("show which version of the services is active, and which each member's build supports")
    .option("--json", "for programs")
    .action(async (options: NativeOptions & { json?: true }) => {
      const client = await connectNatively(options);
      try {
        const answer = await client.ask({ ask: "versions" }, "leader");
        if (!("versions" in answer)) throw refusal(answer);
        console.log(options.json ? JSON.stringify(answer.versions, null, 2) : upgradeText(answer.versions));
      } finally {
        client.stop();
      }
    });

  withNativeOptions(upgrade.command("activate"), application)
    .description("switch a version on, at one position on all nodes; nothing goes back behind it")
    .argument("<version>", "which every voter has to support", positiveInteger)
    .action(async (version: number, options: NativeOptions) => {
      const client = await connectNatively(options);
      try {
        const answer = await client.ask({ ask: "activateVersion", version }, "leader", ACTIVATE_TIMEOUT_MS);
        if (!("done" in answer)) throw refusal(answer);
        console.log(`version ${version} is active`);
      } finally {
        client.stop();
      }
    });
}

/** For people. */
export function upgradeText({ active, possible, members }: VersionReport): string {
  const rows = members.map(({ nodeId, isVoter, versionMax }) => [
    nodeId,
    isVoter ? "voter" : "learner",
    versionMax === undefined ? "not connected" : `up to ${versionMax}`,
  ]);
  const next =
    possible > active
      ? `All voters support version ${possible}. Until it is active, each node can go back to the older build: lockstep upgrade activate ${possible}`
      : "No higher version is supported by all voters.";
  return [`version ${active} is active`, textTable(["node", "standing", "supports"], rows), next].join("\n");
}
