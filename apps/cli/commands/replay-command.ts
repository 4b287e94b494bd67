import { Batch } from "@lockstep/cluster/batch";
import type { LogReader } from "@lockstep/cluster/log/log-reader";
import { findSkips, replay } from "@lockstep/cluster/replay";
import type { StateMachine } from "@lockstep/cluster/state-machine";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import type { Application, StateQuery } from "@lockstep/host/application";
import type { Command } from "commander";
import { machineOf } from "../application-machine.ts";
import { nodeDirectoryOf, openLog } from "../node-directory.ts";
import { headOf, loadFrom, snapshotsOf } from "../snapshot-files.ts";
import { progressBar } from "../progress.ts";
import { positiveInteger } from "./market-commands.ts";

/** A node's whole past once more, in this process: beside the node while it runs, or after it has died. */
export function addReplayCommand(program: Command, application: Application): void {
  program
    .command("replay")
    .description(
      "apply a log to new services in this process: print state hash, output digest and a report of the state",
    )
    .option("--data <directory>", "a node's data directory", nodeDirectoryOf(application))
    .option("--from <file>", "begin with the state in this snapshot, of this node or of another")
    .option("--to <position>", "stop exactly after this position", positiveInteger)
    .action(async (options: ReplayOptions) => {
      const log = await openLog(options.data);
      try {
        replayLog(application, log, options);
      } finally {
        await log.close();
      }
    });
}

interface ReplayOptions {
  readonly data: string;
  readonly from?: string;
  readonly to?: number;
}

function replayLog(application: Application, log: LogReader, options: ReplayOptions): void {
  const machine = machineToBeginWith(application, log, options);
  const before = machine.appliedPosition;
  const bar = progressBar("replay", log.lastIndex);
  const startedMs = performance.now();
  replay({
    log,
    machine,
    ...(options.to === undefined ? {} : { toPosition: options.to }),
    onOutputs: (_outputs, batch) => bar.update(batch.index),
  });
  bar.stop();
  const seconds = (performance.now() - startedMs) / 1000;

  if (machine.halt !== undefined) {
    console.log(`halted: ${machine.halt.text}\n${machine.halt.error.stack}`);
    process.exitCode = 2;
    return;
  }
  if (options.to !== undefined && machine.appliedPosition < options.to) {
    throw new RangeError(`the log ends at position ${machine.appliedPosition}, before ${options.to}`);
  }
  for (const line of application.report?.(queryOf(application, machine)) ?? []) console.log(line);
  const rate = Math.round((machine.appliedPosition - before) / seconds).toLocaleString("en");
  console.log(`position       ${machine.appliedPosition}`);
  console.log(`cluster time   ${new Date(machine.clusterTimeUs / 1000).toISOString()}`);
  console.log(`state hash     ${machine.stateHash()}`);
  console.log(`output digest  ${machine.outputs.digest}`);
  console.log(`replayed in ${seconds.toFixed(2)} s, ${rate} commands a second`);
}

/** From the first command on, when log and archive have it; else from the oldest snapshot that they lead on from. */
function machineToBeginWith(application: Application, log: LogReader, options: ReplayOptions): StateMachine {
  const { clusterId } = log.state;
  if (options.from !== undefined) return machineFrom(application, log, options.from, options.to);
  if (log.firstIndex === 1) return machineOf(application, clusterId, findSkips(log, log.lastIndex));
  const oldest = snapshotsOf(options.data).findLast((path) => headOf(path).index + 1 >= log.firstIndex);
  if (oldest !== undefined) return machineFrom(application, log, oldest, options.to);
  throw new RangeError(
    `log and archive begin at index ${log.firstIndex}, and no snapshot in ${options.data} leads there: name one with --from`,
  );
}

/** @throws RangeError when the log does not lead on from it; SnapshotCorruptError, StateFormatError */
function machineFrom(application: Application, log: LogReader, path: string, to = Infinity): StateMachine {
  const { index, position, hash } = headOf(path);
  const reason =
    whyNotFrom(log, index, hash) ?? (position > to ? `it ends at position ${position}` : undefined);
  if (reason !== undefined) throw new RangeError(`${path} is no beginning for this replay: ${reason}`);
  const skips = findSkips(log, log.lastIndex, index + 1);
  if (skips.firstPosition <= position) {
    throw new RangeError(
      `position ${skips.firstPosition} was skipped later, and is in ${path}: begin with an older one`,
    );
  }
  const machine = machineOf(application, log.state.clusterId, skips);
  loadFrom(path, machine);
  console.log(`from ${path}, position ${position}`);
  return machine;
}

function whyNotFrom(log: LogReader, index: number, hash: number): string | undefined {
  if (index + 1 < log.firstIndex || index > log.lastIndex) {
    return `it ends at index ${index}, and log and archive go from ${log.firstIndex} to ${log.lastIndex}`;
  }
  if (index === log.lastIndex) return undefined; // Nothing follows, so nothing can fail to.
  let isNext = false;
  log.read(index + 1, 1, (bytes) => (isNext = new Batch(bytes).previousHash === hash));
  return isNext ? undefined : `the log has another batch at index ${index}`;
}

/** Lets a report ask the state queries by name. */
function queryOf({ protocols }: Application, machine: StateMachine): StateQuery {
  return (query, fields = {}) => {
    const protocol = protocols.find((each) => each.named(query)?.kind === "query");
    if (protocol === undefined) throw new RangeError(`no contract of the application has a query ${query}`);
    const buffer = new MessageBuffer();
    protocol.named(query)!.fromJson(fields, buffer);
    const message = buffer.message();
    const reply = machine.query(buffer.view, 0, message.byteLength, 0, 0);
    const view = new DataView(reply.buffer, reply.byteOffset, reply.byteLength);
    return protocol.at(view, 0)!.toJson(view, 0);
  };
}
