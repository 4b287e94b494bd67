import { Batch } from "@lockstep/cluster/batch";
import { seedOf } from "@lockstep/cluster/cluster-id";
import { CommandCursor } from "@lockstep/cluster/command-cursor";
import type { LogReader } from "@lockstep/cluster/log/log-reader";
import { findSkips, replay } from "@lockstep/cluster/replay";
import { StateMachine } from "@lockstep/cluster/state-machine";
import { createProtocols, createServices } from "@lockstep/exchange/services";
import type { Protocol } from "@lockstep/domain/contract/protocol";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { exchangeContract } from "@lockstep/domain/exchange/exchange-contract";
import type { Command } from "commander";
import { openLog } from "../node-directory.ts";
import { progressBar } from "../progress.ts";
import { describeSystemCommand } from "../system-command-text.ts";
import { positiveInteger } from "./market-commands.ts";

const DATA_DIRECTORY = "data/node-1";

/** Looking into a node's log: beside the node while it runs, or after it has died. */
export function addLogCommands(program: Command): void {
  program
    .command("tail")
    .description("print the last commands of a log, decoded")
    .option("--data <directory>", "a node's data directory", DATA_DIRECTORY)
    .option("--last <n>", "how many commands", positiveInteger, 20)
    .option("--from <position>", "from this position on instead", positiveInteger)
    .action(async (options: { data: string; last: number; from?: number }) => {
      const log = await openLog(options.data);
      try {
        const from = options.from ?? Math.max(1, lastPosition(log) - options.last + 1);
        const count = options.from === undefined ? Infinity : options.last;
        printCommands(log, from, from + count - 1, createProtocols());
      } finally {
        await log.close();
      }
    });

  program
    .command("replay")
    .description("apply a log to new services in this process: print state hash, output digest and books")
    .option("--data <directory>", "a node's data directory", DATA_DIRECTORY)
    .option("--to <position>", "stop exactly after this position", positiveInteger)
    .option("--levels <n>", "price levels of each book to print", positiveInteger, 5)
    .action(async (options: { data: string; to?: number; levels: number }) => {
      const log = await openLog(options.data);
      try {
        replayLog(log, options);
      } finally {
        await log.close();
      }
    });
}

function replayLog(log: LogReader, options: { to?: number; levels: number }): void {
  const { clusterId } = log.state;
  const skips = findSkips(log, log.lastIndex);
  const machine = new StateMachine({ services: createServices, clusterId, seed: seedOf(clusterId), skips });
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
  printBooks(machine, options.levels);
  const rate = Math.round(machine.appliedPosition / seconds).toLocaleString("en");
  console.log(`position       ${machine.appliedPosition}`);
  console.log(`cluster time   ${new Date(machine.clusterTimeUs / 1000).toISOString()}`);
  console.log(`state hash     ${machine.stateHash()}`);
  console.log(`output digest  ${machine.outputs.digest}`);
  console.log(`replayed in ${seconds.toFixed(2)} s, ${rate} commands a second`);
}

function printBooks(machine: StateMachine, levels: number): void {
  const protocol = createProtocols().find((each) => each.contract.name === exchangeContract.name)!;
  const { markets } = ask(machine, protocol, "Markets", {}) as {
    markets: { marketId: number; symbol: string }[];
  };
  for (const { marketId, symbol } of markets) {
    const book = ask(machine, protocol, "Book", { marketId }) as Record<"bids" | "offers", Level[]>;
    const side = (each: readonly Level[]) =>
      each
        .slice(0, levels)
        .map((level) => `${level.quantityLots} at ${level.priceTicks}`)
        .join(", ") || "none";
    console.log(`${symbol} (lots at ticks)\n  bids   ${side(book.bids)}\n  offers ${side(book.offers)}`);
  }
}

interface Level {
  readonly priceTicks: number;
  readonly quantityLots: number;
}

function ask(machine: StateMachine, protocol: Protocol, query: string, fields: object): object {
  const buffer = new MessageBuffer();
  protocol.named(query)!.encode(fields, buffer);
  const message = buffer.message();
  const reply = machine.query(buffer.view, 0, message.byteLength, 0, 0);
  const view = new DataView(reply.buffer, reply.byteOffset, reply.byteLength);
  return protocol.at(view, 0)!.toJson(view, 0);
}

function lastPosition(log: LogReader): number {
  let last = 0;
  if (log.lastIndex < log.firstIndex) return 0;
  log.read(log.lastIndex, 1, (bytes) => {
    const batch = new Batch(bytes);
    last = batch.firstPosition + batch.count - 1;
  });
  return last;
}

function printCommands(log: LogReader, from: number, to: number, protocols: readonly Protocol[]): void {
  for (let index = log.firstIndex; index <= log.lastIndex;) {
    index = log.read(index, 1_048_576, (bytes) => {
      const batch = new Batch(bytes);
      if (batch.firstPosition + batch.count <= from || batch.firstPosition > to) return;
      const time = new Date(batch.clusterTimeUs / 1000).toISOString();
      const cursor = new CommandCursor(batch);
      while (cursor.next()) {
        if (cursor.position < from || cursor.position > to) continue;
        const who = `session ${cursor.sessionId} #${cursor.correlationId} principal ${cursor.principalId}`;
        console.log(`${cursor.position} ${time} ${who} ${describe(cursor, protocols)}`);
      }
    });
  }
}

function describe(cursor: CommandCursor, protocols: readonly Protocol[]): string {
  const { view } = cursor.batch;
  const schemaId = view.getUint16(cursor.messageOffset + 4, true);
  if (schemaId === 0) return describeSystemCommand(view, cursor.messageOffset);
  const protocol = protocols.find((each) => each.contract.schemaId === schemaId);
  const message = protocol?.at(view, cursor.messageOffset);
  if (protocol === undefined || message === undefined) return `schema ${schemaId}, unknown to this build`;
  return `${protocol.contract.name}.${message.name} ${JSON.stringify(message.toJson(view, cursor.messageOffset))}`;
}
