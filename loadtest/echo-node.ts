import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ClusteredService } from "@lockstep/cluster/service";
import { startNode } from "@lockstep/cluster/start-node";
import { exchangeContract } from "@lockstep/domain/exchange/exchange-contract";
import { OrderPlacedEncoder, OrderStatus } from "@lockstep/domain/exchange/exchange-messages";
import { sayReady, stopOnSignal } from "./server-ready.ts";

/**
 * A process with a node whose one service answers every command of the exchange with the same reply
 * and does nothing else: what the cluster itself can do, as the floor of the binary load test.
 *
 *     node echo-node.js --node ID --members ID=HOST:GATEWAY:CLIENT:PEER,… --data DIRECTORY
 */
const { values } = parseArgs({
  options: { node: { type: "string" }, members: { type: "string" }, data: { type: "string" } },
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

const running = await startNode({
  nodeId,
  clusterId: 1,
  dataDirectory: join(data, `node-${nodeId}`),
  secretDirectory: data,
  listen: cluster.find((member) => member.nodeId === nodeId)!.clientAddress,
  members: cluster,
  initToken: 1,
  services: () => [echo],
});
sayReady({ address: running.address });
stopOnSignal(() => running.stop());
