import { idOf } from "@lockstep/cluster/past/entity";
import { findTouches, type Touch } from "@lockstep/cluster/past/history";
import { type Past, positionsOf } from "@lockstep/cluster/past/past";
import { idFrom, type SubjectEntities } from "@lockstep/cluster/past/subject";
import type { Application } from "@lockstep/host/application";
import type { Command } from "commander";
import { replayableOf } from "../application-machine.ts";
import {
  type DecodedCommand,
  decodedCommandAt,
  decodedMessageAt,
  messageText,
  senderText,
} from "../decoded-commands.ts";
import { differenceJson, differenceText } from "../entity-text.ts";
import { nodeDirectoryOf } from "../node-directory.ts";
import { withPast } from "../open-past.ts";
import { progressBar } from "../progress.ts";
import { positiveInteger } from "./market-commands.ts";

type HistoryOptions = Readonly<Record<string, string | undefined>> & {
  readonly data: string;
  readonly from?: number;
  readonly to?: number;
  readonly json?: true;
};

/** What happened to one thing, from the log alone. */
export function addHistoryCommand(program: Command, application: Application): void {
  const subjects = application.subjects ?? [];
  const command = program
    .command("history")
    .description(
      "print the commands and timers that touched one thing: who, what, the reply, and what changed",
    )
    .option("--data <path>", "a node's data directory, or a capture", nodeDirectoryOf(application))
    .option(
      "--from <position>",
      "look from here on; otherwise from the oldest that is there",
      positiveInteger,
    )
    .option("--to <position>", "look as far as this; otherwise to the newest", positiveInteger)
    .option("--json", "for programs: a line of JSON for each");
  for (const { name, argument, description } of subjects) {
    command.option(`--${name} ${argument}`, description);
  }
  command.option("--kind <kind>", "any entity of that kind, as state-at prints it, with --id");
  command.option("--id <number>", "its number");
  command.action((options: HistoryOptions) => {
    const subject = subjectOf(application, options);
    return withPast(options.data, application, ({ past }) => {
      const there = positionsOf(past.log);
      const [fromPosition, toPosition] = [options.from ?? there.first, options.to ?? there.last];
      const bar = progressBar("history", toPosition);
      findTouches({
        past,
        application: replayableOf(application),
        subject,
        fromPosition,
        toPosition,
        isToldIn: isToldIn(application, subject),
        onTouch: (touch) => {
          const row = rowOf(application, past, touch);
          console.log(options.json ? JSON.stringify(row) : textOf(application, row, touch));
        },
        onProgress: (position) => bar.update(position),
      });
      bar.stop();
    });
  });
}

/** @throws RangeError when not exactly one is named, or the text names none */
function subjectOf({ subjects = [] }: Application, options: HistoryOptions): SubjectEntities {
  const named = subjects.filter(({ name }) => options[name] !== undefined);
  const { kind, id } = options;
  if (kind !== undefined && id !== undefined && named.length === 0) return entitiesOfKind(kind, id);
  if (named.length === 1 && kind === undefined && id === undefined) {
    return named[0]!.entities(options[named[0]!.name]!);
  }
  throw new RangeError(
    `say one of ${[...subjects.map(({ name }) => `--${name}`), "--kind with --id"].join(", ")}`,
  );
}

/** What the application has no name for: the states of all services are gone through. */
function entitiesOfKind(kind: string, text: string): SubjectEntities {
  const id = idFrom(text);
  return {
    isWanted: (service, each) => kind === each || kind === `${service} ${each}`,
    isOf: (entity) => idOf(entity) === id,
  };
}

function isToldIn(
  { protocols }: Application,
  { answer }: SubjectEntities,
): ((reply: Uint8Array) => boolean) | undefined {
  if (answer === undefined) return undefined;
  return (reply) => {
    const { fields } = decodedMessageAt(new DataView(reply.buffer), 0, protocols);
    return String((fields as Record<string, unknown>)[answer.field]) === String(answer.value);
  };
}

interface HistoryRow {
  readonly position: number;
  readonly time: string;
  /** Undefined when it was not the command, but a timer that fired before it. */
  readonly command: DecodedCommand | undefined;
  readonly timer: Touch["timer"];
  readonly reply: string | undefined;
  readonly changes: readonly object[];
}

function rowOf({ protocols }: Application, past: Past, touch: Touch): HistoryRow {
  const { position, timer, reply } = touch;
  const command = decodedCommandAt(past, position, protocols);
  const answer = reply && decodedMessageAt(new DataView(reply.buffer), 0, protocols);
  return {
    position,
    time: command.time,
    command: timer === undefined ? command : undefined,
    timer,
    reply: answer && messageText(answer.service, answer.name, answer.fields),
    changes: touch.differences.map(differenceJson),
  };
}

function textOf(application: Application, row: HistoryRow, touch: Touch): string {
  const { position, time, command, timer, reply } = row;
  const cause =
    command === undefined
      ? timerText(application, timer!)
      : `${senderText(command)} ${messageText(command.service, command.command, command.fields)}`;
  return [
    `${position} ${time} ${cause}`,
    ...(reply === undefined ? [] : [`    reply ${reply}`]),
    ...touch.differences.map((each) => `    ${differenceText(application, each)}`),
  ].join("\n");
}

/** By the name that its contract has for it. */
function timerText({ protocols }: Application, { service, kind, key }: NonNullable<Touch["timer"]>): string {
  const contract = protocols.find((protocol) => protocol.contract.name === service)?.contract;
  const declared = Object.entries(contract?.timers ?? {}).find(([, { id }]) => id === kind);
  return `timer ${declared?.[0] ?? kind} of ${service}, key ${key}`;
}
