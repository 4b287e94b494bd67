import type { LogReader } from "@lockstep/cluster/log/log-reader";
import { findSkips, replay } from "@lockstep/cluster/replay";
import type { StateMachine } from "@lockstep/cluster/state-machine";
import { createProtocols } from "@lockstep/exchange/services";
import type { Protocol } from "@lockstep/domain/contract/protocol";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { exchangeContract } from "@lockstep/domain/exchange/exchange-contract";
import type { Command } from "commander";
import { exchangeMachine } from "../exchange-machine.ts";
import { DATA_DIRECTORY, openLog } from "../node-directory.ts";
import { progressBar } from "../progress.ts";
import { positiveInteger } from "./market-commands.ts";

/** A node's whole past once more, in this process: beside the node while it runs, or after it has died. */
export function addReplayCommand(program: Command): void {
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
  const machine = exchangeMachine(clusterId, skips);
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
