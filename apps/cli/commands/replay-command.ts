import { existsSync } from "node:fs";
import { Batch } from "@lockstep/cluster/batch";
import {
  machineBefore,
  type Replayable,
  newMachine,
  type Past,
  PositionError,
} from "@lockstep/cluster/past/past";
import { findSkips, replay } from "@lockstep/cluster/replay";
import type { ClusteredService } from "@lockstep/cluster/service";
import type { StateMachine } from "@lockstep/cluster/state-machine";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import type { Application, StateQuery } from "@lockstep/host/application";
import type { Command } from "commander";
import { replayableOf } from "../application-machine.ts";
import { type BreakPoint, INSPECTOR_ADDRESS, stopping, waitForDebugger } from "../break-point.ts";
import { decodedCommandAt, messageText, senderText } from "../decoded-commands.ts";
import { nodeDirectoryOf } from "../node-directory.ts";
import { type OpenedPast, withPast } from "../open-past.ts";
import { progressBar } from "../progress.ts";
import { OutputComparison, SnapshotComparison } from "../replay-comparison.ts";
import { headOf, loadFrom } from "../snapshot-files.ts";
import { positiveInteger } from "./market-commands.ts";

interface ReplayOptions {
  readonly data: string;
  readonly from?: string;
  readonly to?: number;
  readonly breakAt?: number;
  /** True: where it is by default. */
  readonly inspect?: string | true;
}

/** A node's past once more, in this process: beside the node while it runs, after it has died, or on another machine. */
export function addReplayCommand(program: Command, application: Application): void {
  program
    .command("replay")
    .description(
      "apply a log to new services in this process: print state hash, output digest and a report of the state",
    )
    .argument("[capture]", "a file that `lockstep capture` made; otherwise the log in --data")
    .option("--data <path>", "a node's data directory, or a capture", nodeDirectoryOf(application))
    .option(
      "--from <snapshot>",
      "begin with the state in this file, of this node or of another; or, given a position, in the nearest snapshot before it",
    )
    .option("--to <position>", "stop exactly after this position", positiveInteger)
    .option(
      "--break-at <position>",
      "have a debugger stop just before the model handles this command; begins in the nearest snapshot before it",
      positiveInteger,
    )
    .option("--inspect [address]", `wait for a debugger, at ${INSPECTOR_ADDRESS} or where you say`)
    .action((capture: string | undefined, options: ReplayOptions) =>
      withPast(capture ?? options.data, application, (opened) => replayPast(application, opened, options)),
    );
}

function replayPast(application: Application, opened: OpenedPast, options: ReplayOptions): void {
  const { past, capture } = opened;
  const { breakAt } = options;
  const { protocols } = application;
  const breakPoint: BreakPoint | undefined =
    breakAt === undefined ? undefined : { position: breakAt, protocols, stops: [] };
  const replayed = breakPoint === undefined ? replayableOf(application) : stoppingAt(breakPoint, application);
  const target = breakAt === undefined ? undefined : decodedCommandAt(past, breakAt, protocols);
  const machine = machineToBeginWith(past, replayed, options);
  const comparison =
    capture === undefined
      ? new SnapshotComparison(past, application)
      : new OutputComparison(past, application, capture.outputs);
  if (target !== undefined) {
    const { service, command, fields } = target;
    console.log(
      `stops at position ${breakAt}: ${senderText(target)} ${messageText(service, command, fields)}`,
    );
  }
  if (breakAt !== undefined || options.inspect !== undefined) {
    waitForDebugger(typeof options.inspect === "string" ? options.inspect : INSPECTOR_ADDRESS);
  }

  const before = machine.appliedPosition;
  const bar = progressBar("replay", past.log.lastIndex);
  const startedMs = performance.now();
  replay({
    log: past.log,
    machine,
    ...(options.to === undefined ? {} : { toPosition: options.to }),
    onOutputs(outputs, batch) {
      comparison.onBatch(machine, outputs, batch);
      bar.update(batch.index);
    },
  });
  bar.stop();
  const seconds = (performance.now() - startedMs) / 1000;

  for (const line of comparison.lines) console.log(line);
  if (comparison instanceof OutputComparison) console.log(comparison.summary);
  if (!comparison.isSame) process.exitCode = 1;
  if (breakPoint?.stops.length === 0) {
    console.log(
      `nothing stopped at position ${breakAt}: no handler runs there, as for a repeated request, which is answered from memory`,
    );
  }
  if (machine.halt !== undefined) {
    console.log(`halted: ${machine.halt.text}\n${machine.halt.error.stack}`);
    process.exitCode = 2;
    return;
  }
  const { to = machine.appliedPosition } = options;
  if (machine.appliedPosition !== to) throw new PositionError(past, to);
  for (const line of application.report?.(queryOf(application, machine)) ?? []) console.log(line);
  const rate = Math.round((machine.appliedPosition - before) / seconds).toLocaleString("en");
  console.log(`position       ${machine.appliedPosition}`);
  console.log(`cluster time   ${new Date(machine.clusterTimeUs / 1000).toISOString()}`);
  console.log(`state hash     ${machine.stateHash()}`);
  console.log(`output digest  ${machine.outputs.digest}`);
  console.log(`replayed in ${seconds.toFixed(2)} s, ${rate} commands a second`);
}

function stoppingAt(breakPoint: BreakPoint, application: Application): Replayable {
  const services = (): ClusteredService[] =>
    application.services().map((service) => stopping(service, breakPoint));
  return { ...replayableOf(application), services };
}

/**
 * From the first command on, when log and archive have it; else from the oldest snapshot that they lead on from. Who wants
 * to look at one position gets there the fastest way.
 */
function machineToBeginWith(past: Past, replayed: Replayable, options: ReplayOptions): StateMachine {
  const { log, snapshots } = past;
  const { from, to = Infinity, breakAt } = options;
  if (from !== undefined && !/^\d+$/.test(from)) return machineFrom(past, replayed, from, to);
  const position = from !== undefined ? Number(from) : breakAt !== undefined ? breakAt - 1 : undefined;
  if (position !== undefined) {
    const machine = machineBefore(past, replayed, Math.min(position, to));
    console.log(`from position ${machine.appliedPosition}`);
    return machine;
  }
  if (log.firstIndex === 1) return newMachine(past, replayed, findSkips(log, log.lastIndex));
  const oldest = snapshots.list.findLast(({ index }) => index + 1 >= log.firstIndex);
  if (oldest !== undefined) {
    console.log(`from ${snapshots.nameOf(oldest)}, position ${oldest.position}`);
    return machineBefore(past, replayed, oldest.position);
  }
  throw new RangeError(
    `log and archive begin at index ${log.firstIndex}, and no snapshot in ${past.name} leads there: name one with --from`,
  );
}

/** @throws RangeError when the log does not lead on from it; SnapshotCorruptError, StateFormatError */
function machineFrom(past: Past, replayed: Replayable, path: string, to: number): StateMachine {
  if (!existsSync(path)) throw new RangeError(`${path} is neither a snapshot's file nor a position`);
  const { log } = past;
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
  const machine = newMachine(past, replayed, skips);
  loadFrom(path, machine);
  console.log(`from ${path}, position ${position}`);
  return machine;
}

function whyNotFrom(log: Past["log"], index: number, hash: number): string | undefined {
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
