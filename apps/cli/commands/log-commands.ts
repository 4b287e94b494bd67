import { once } from "node:events";
import type { LogInspection } from "@lockstep/cluster/log/log-inspection";
import type { LogReader } from "@lockstep/cluster/log/log-reader";
import { positionsOf } from "@lockstep/cluster/past/past";
import type { Application } from "@lockstep/host/application";
import type { Command } from "commander";
import { commandsIn, type DecodedCommand, messageText, senderText } from "../decoded-commands.ts";
import { type SegmentRow, segmentRows } from "../log-segments.ts";
import { inspectDirectory, nodeDirectoryOf, openLog } from "../node-directory.ts";
import { textTable } from "../text-table.ts";
import { positiveInteger } from "./market-commands.ts";

interface DataOption {
  data: string;
}

/** Looking into a node's log: beside the node while it runs, or after it has died. Nothing is changed. */
export function addLogCommands(program: Command, application: Application): void {
  const log = program.command("log").description("look into a node's log and its archive; the node may run");
  const command = (name: string): Command =>
    log.command(name).option("--data <directory>", "a node's data directory", nodeDirectoryOf(application));

  command("list")
    .description("print the log's segments: what each holds, and how large it is")
    .action(async (options: DataOption) => {
      console.log(listText(segmentRows(options.data, await inspectDirectory(options.data))));
    });

  command("verify")
    .description(
      "check every checksum and the chain of all batches; the exit code is 1 when something is wrong",
    )
    .action(async (options: DataOption) => {
      const { text, isGood } = verdictOf(options.data, await inspectDirectory(options.data));
      console.log(text);
      if (!isGood) process.exitCode = 1;
    });

  command("tail")
    .description("print the last commands, decoded")
    .option("--last <n>", "how many commands", positiveInteger, 20)
    .action(async (options: DataOption & { last: number }) => {
      await withCommands(application, options.data, ({ last }) => [last - options.last + 1, last], tailLine);
    });

  command("decode")
    .description("print commands as lines of JSON, for other tools")
    .option("--from <position>", "the first one; otherwise the oldest that is there", positiveInteger)
    .option("--to <position>", "the last one; otherwise the newest", positiveInteger)
    .action(async (options: DataOption & { from?: number; to?: number }) => {
      const range = (there: Positions): [number, number] => {
        const [from, to] = [options.from ?? there.first, options.to ?? there.last];
        if (from < there.first && there.last >= there.first) {
          throw new RangeError(`position ${from} is gone: archive and log begin at ${there.first}`);
        }
        if (Math.max(from, to) > there.last) {
          throw new RangeError(`the log ends at position ${there.last}, before ${Math.max(from, to)}`);
        }
        return [from, to];
      };
      await withCommands(application, options.data, range, (one) => JSON.stringify(one));
    });
}

type Positions = ReturnType<typeof positionsOf>;

/** Writes the commands of a range as lines; waits where the reader is slow. */
async function withCommands(
  { protocols }: Application,
  directory: string,
  rangeOf: (there: Positions) => [from: number, to: number],
  lineOf: (command: DecodedCommand) => string,
): Promise<void> {
  const log: LogReader = await openLog(directory);
  try {
    const [from, to] = rangeOf(positionsOf(log));
    for (const commands of commandsIn(log, from, to, protocols)) {
      const isTaken = process.stdout.write(commands.map((one) => `${lineOf(one)}\n`).join(""));
      if (!isTaken) await once(process.stdout, "drain");
    }
  } finally {
    await log.close();
  }
}

function tailLine(one: DecodedCommand): string {
  const message = messageText(one.service, one.command, one.fields);
  return `${one.position} ${one.time} ${senderText(one)} ${message}`;
}

function listText(rows: readonly SegmentRow[]): string {
  const head = ["file", "", "index", "position", "bytes"];
  const cells = rows.map((row) => [
    row.file,
    row.standing,
    rangeText(row.first, row.last),
    rangeText(row.firstPosition, row.lastPosition),
    row.bytes.toLocaleString("en"),
  ]);
  return textTable(head, cells);
}

function verdictOf(directory: string, inspection: LogInspection): { text: string; isGood: boolean } {
  const { recovery, state } = inspection;
  const rows = segmentRows(directory, inspection);
  const lines = rows.map(
    (row) => `${row.file}  ${row.trouble === undefined ? `${row.standing}, good` : `BAD: ${row.trouble}`}`,
  );
  const { firstBad, verdict } = recovery;
  if (firstBad !== undefined) {
    const what = verdict === "torn" ? "torn tail" : "CORRUPT";
    const cut = verdict === "torn" ? "nothing from there on was acknowledged: the node will cut it off" : "";
    const position = firstBad.position === undefined ? "" : `, position ${firstBad.position}`;
    lines.push(`${what} at index ${firstBad.index}${position}: ${firstBad.reason}${cut && `; ${cut}`}`);
  }
  const first =
    (rows.find((row) => row.standing === "archived") ?? rows[0])?.first ?? recovery.base.index + 1;
  lines.push(
    `the log holds index ${rangeText(first, recovery.last.index) || "none"}; ${state.highWater.index} is known to be acknowledged`,
  );
  const isArchiveGood = inspection.givenUp.every((one) => one.verdict.bad === undefined);
  return { text: lines.join("\n"), isGood: verdict !== "corrupt" && isArchiveGood };
}

const rangeText = (first: number | undefined, last: number | undefined): string =>
  first === undefined || last === undefined || last < first ? "" : `${first} to ${last}`;
