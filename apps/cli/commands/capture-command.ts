import { existsSync, statSync } from "node:fs";
import { writeCapture } from "@lockstep/cluster/past/capture-file";
import { capture } from "@lockstep/cluster/past/capture";
import { StoredPast } from "@lockstep/cluster/past/stored-past";
import type { Application } from "@lockstep/host/application";
import { buildOf } from "@lockstep/host/build";
import { type Command, InvalidArgumentError } from "commander";
import { replayableOf } from "../application-machine.ts";
import { decodedCommandAt, messageText, senderText } from "../decoded-commands.ts";
import { nodeDirectoryOf } from "../node-directory.ts";
import { type OpenedPast, withPast } from "../open-past.ts";
import { positiveInteger } from "./market-commands.ts";

interface CaptureOptions {
  readonly data: string;
  readonly around: number;
  readonly before: number;
  readonly after: number;
  readonly out: string;
}

/** What a bug report needs, in one file. */
export function addCaptureCommand(program: Command, application: Application): void {
  program
    .command("capture")
    .description(
      "write the state before some commands, the commands, and what this build answers to them, into one file for a bug report",
    )
    .option("--data <path>", "a node's data directory; the node may run", nodeDirectoryOf(application))
    .requiredOption("--around <position>", "of the command that somebody has to look at", positiveInteger)
    .option("--before <n>", "commands before it", count, 1_000)
    .option("--after <n>", "commands after it", count, 100)
    .requiredOption("--out <file>", "the file to make")
    .action((options: CaptureOptions) =>
      withPast(options.data, application, (opened) => captureInto(application, opened, options)),
    );
}

function captureInto(
  application: Application,
  { past, builds, capture: from }: OpenedPast,
  { out, around, before, after }: CaptureOptions,
): void {
  if (existsSync(out)) throw new RangeError(`${out} is there already: name another file, or move it away`);
  const nodeId = past instanceof StoredPast ? past.log.state.nodeId : from!.manifest.nodeId;
  const parts = capture({
    past,
    application: replayableOf(application),
    around,
    before,
    after,
    facts: {
      application: application.name,
      nodeId,
      capturedAt: new Date().toISOString(),
      build: buildOf(application),
      builds,
    },
  });
  writeCapture(out, parts);

  const { manifest, outputs, batches } = parts;
  const command = decodedCommandAt(past, around, application.protocols);
  const { commit, version } = manifest.build;
  console.log(
    `${around} ${command.time} ${senderText(command)} ${messageText(command.service, command.command, command.fields)}`,
  );
  console.log(
    `${out}: ${statSync(out).size.toLocaleString("en")} bytes, ${batches.length} batches, ` +
      (outputs.length === 0
        ? "no command answered"
        : `positions ${outputs[0]!.position} to ${outputs.at(-1)!.position}`) +
      `, build ${commit}, version ${version}`,
  );
  if (manifest.halt !== undefined) console.log(`the answers end there: ${manifest.halt}`);
  console.log(
    "it holds accounts, orders and all else that the services know, and sealed secrets of API keys; not what opens these",
  );
}

function count(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("a whole number, from 0");
}
