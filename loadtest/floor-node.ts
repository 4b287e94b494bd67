import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { MemoryLog, MemoryLogDisk } from "@lockstep/cluster/log/memory-log";
import type { ClusteredService } from "@lockstep/cluster/service";
import { startNode } from "@lockstep/cluster/start-node";
import { createAccounts } from "@lockstep/domain/accounts/accounts-service";
import { Ledger } from "@lockstep/domain/accounts/ledger";
import { exchangeContract } from "@lockstep/domain/exchange/exchange-contract";
import { OrderPlacedEncoder, OrderStatus } from "@lockstep/domain/exchange/exchange-messages";
import { createExchange } from "@lockstep/domain/exchange/exchange-service";
import { sayReady, stopOnSignal } from "./server-ready.ts";

/**
 * A process with a node without a gateway, for floors. By default its one service answers every command of the exchange with
 * the same reply and does nothing else: what the cluster itself can do. With --exchange it is the exchange; with --log-off
 * nothing is written: what the disk costs.
 *
 *     node floor-node.js --node ID --members ID=HOST:GATEWAY:CLIENT:PEER,… --data DIRECTORY [--exchange] [--log-off]
 */
const { values } = parseArgs({
  options: {
    node: { type: "string" },
    members: { type: "string" },
    data: { type: "string" },
    exchange: { type: "boolean" },
    "log-off": { type: "boolean" },
  },
});
const { node = "1", members = "", data = "." } = values;
const cluster = members.split(",").map((text) => {
  const [id, host, , client, peer] = text.split(/[=:]/);
  const clientAddress = `${host}:${client}`;
  return { nodeId: Number(id), clientAddress, gatewayUrl: undefined, peerAddress: `${host}:${peer}` };
});
const nodeId = Number(node);

const placed = new OrderPlacedEncoder();
const echo: ClusteredService = {
  name: "echo",
  schemaId: exchangeContract.schemaId,
  validate: () => undefined,
  onCommand(_view, _offset, _length, context) {
    const reply = placed.claim(context.replies);
    reply.orderId = context.position;
    reply.status = OrderStatus.Open;
  },
  onQuery: () => {},
  onTimer: () => {},
  onSessionOpened: () => {},
  onSessionClosed: () => {},
  takeSnapshot: () => {},
  loadSnapshot: () => {},
};

function exchange(): ClusteredService[] {
  const ledger = new Ledger();
  return [createAccounts(ledger), createExchange(ledger)];
}

/** Of the batches behind the newest that is applied, some are kept for followers. */
const KEPT_BATCHES = 4_096;

/** Everything is durable at once, and soon forgotten. */
class SwitchedOffLog extends MemoryLog {
  override acknowledge(index: number): void {
    super.acknowledge(index);
    if (index - this.firstIndex >= 2 * KEPT_BATCHES) this.trimBefore(index - KEPT_BATCHES);
  }
}

const dataDirectory = join(data, `node-${nodeId}`);
mkdirSync(dataDirectory, { recursive: true });
const running = await startNode({
  nodeId,
  clusterId: 1,
  dataDirectory,
  secretDirectory: data,
  listen: cluster.find((member) => member.nodeId === nodeId)!.clientAddress,
  members: cluster,
  initToken: 1,
  services: () => (values.exchange === true ? exchange() : [echo]),
  ...(values["log-off"] === true
    ? {
        openLog: (listener) =>
          new SwitchedOffLog({ disk: new MemoryLogDisk(), clusterId: 1, listener, completion: "automatic" }),
      }
    : {}),
});
sayReady({ address: running.address });
stopOnSignal(() => running.stop());
