import { readFileSync } from "node:fs";
import { application } from "@lockstep/exchange/application";
import { Command } from "commander";
import { expect, test } from "vitest";
import { addLogCommands } from "../commands/log-commands.ts";
import { addRecoverCommands } from "../commands/recover-commands.ts";
import { addSnapshotCommands } from "../commands/snapshot-commands.ts";

const pages = ["README.md", "docs/operations.md", "docs/snapshots.md", "docs/the-log-on-disk.md"].map(
  (name) => readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8"),
);

/** Those that do something, with their whole names, such as "log tail". */
function leaves(command: Command, name: string): [string, Command][] {
  const below = command.commands.flatMap((each) => leaves(each, `${name} ${each.name()}`.trim()));
  return command.commands.length > 0 && command.name() !== "snapshot" ? below : [[name, command], ...below];
}

const program = new Command();
addLogCommands(program, application);
addSnapshotCommands(program, application);
addRecoverCommands(program, application);

test.each(leaves(program, ""))(
  "`lockstep %s` is documented with its options and what it prints",
  (name, command) => {
    const shown = new RegExp(`^    \\$ npm run lockstep -- ${name}( (--|\\w+/).*)?\\n    (?!\\$)`, "m");
    const page = pages.find((text) => shown.test(text));
    expect(page, "a page that shows a call and what it prints").toBeDefined();
    const missing = command.options.flatMap(({ long }) => (page!.includes(long!) ? [] : long!));
    expect(missing).toEqual([]);
  },
);
