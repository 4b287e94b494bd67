import { readFileSync } from "node:fs";
import type { ClusteredService } from "@lockstep/cluster/service";
import { startNode } from "@lockstep/cluster/start-node";
import { exchangeContract } from "@lockstep/domain/exchange/exchange-contract";
import { OrderPlacedEncoder, OrderStatus } from "@lockstep/domain/exchange/exchange-messages";
import { sayReady, stopOnSignal } from "./server-ready.ts";

/**
 * A process with a node whose one service answers every command of the exchange with the same reply
 * and does nothing else: what the cluster itself can do, as the floor of the binary load test.
 *
 *     node echo-node.js DIRECTORY
 */
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

const node = await startNode({
  nodeId: 1,
  clusterId: 1,
  dataDirectory: process.argv[2],
  listen: "127.0.0.1:0",
  services: () => [echo],
});
const secret = readFileSync(node.secretPath, "utf8").trim();
sayReady({ address: node.address, secret });
stopOnSignal(() => node.stop());
