import { createServer } from "node:net";
import { LinkProxy } from "./link-proxy.ts";
import type { CommandLine, FaultyLink, LinkFault, Network, Place } from "./network.ts";
import type { UndoList } from "./undo-list.ts";

const HEALTHY: LinkFault = {};

interface Ports {
  readonly gateway: number;
  readonly client: number;
  readonly peer: number;
}

/**
 * All nodes live on the loopback address. Each is told of the others through proxies of its own, so that every link
 * between two of them, and each way of it, can be broken by itself. Bytes can be held back, delayed and changed; packets
 * cannot be lost.
 */
export class LoopbackNetwork implements Network {
  readonly mode = "loopback proxies";
  readonly can: ReadonlySet<"cut" | "delay" | "corruption" | "resets"> = new Set([
    "cut",
    "delay",
    "corruption",
    "resets",
  ]);
  private readonly ports = new Map<number, Ports>();
  /** By who connects, and to whom. */
  private readonly proxies: { readonly from: Place; readonly to: number; readonly proxy: LinkProxy }[] = [];

  private constructor() {}

  /** @param undo learns what to take away again @param random in [0, 1) */
  static async open(
    nodeIds: readonly number[],
    undo: UndoList,
    random: () => number,
  ): Promise<LoopbackNetwork> {
    const network = new LoopbackNetwork();
    undo.add("proxies", async () => {
      await Promise.all(network.proxies.map(({ proxy }) => proxy.close()));
    });
    const free = await freePorts(nodeIds.length * 3);
    for (const nodeId of nodeIds) {
      const [gateway, client, peer] = free.splice(0, 3) as [number, number, number];
      network.ports.set(nodeId, { gateway, client, peer });
    }
    for (const to of nodeIds) {
      const { client, peer } = network.portsOf(to);
      await network.add("clients", to, client, random);
      for (const from of nodeIds) if (from !== to) await network.add(from, to, peer, random);
    }
    return network;
  }

  membersFor(nodeId: number, members: readonly number[]): string {
    return members
      .map((other) => {
        const { gateway, client, peer } = this.portsOf(other);
        const seen =
          other === nodeId
            ? { client, peer }
            : { client: portOf(this.clientAddress(other)), peer: portOf(this.proxy(nodeId, other).address) };
        return `${other}=127.0.0.1:${gateway}:${seen.client}:${seen.peer}`;
      })
      .join(",");
  }

  /** Its own, past the proxies: for members that come later. */
  peerAddress(nodeId: number): string {
    return `127.0.0.1:${this.portsOf(nodeId).peer}`;
  }

  clientAddress(nodeId: number): string {
    return this.proxy("clients", nodeId).address;
  }

  gatewayUrl(nodeId: number): string {
    return `http://127.0.0.1:${this.portsOf(nodeId).gateway}`;
  }

  at(_nodeId: number, line: CommandLine): CommandLine {
    return line;
  }

  setFaults(links: readonly FaultyLink[]): Promise<void> {
    const faultOf = (from: Place, to: Place): LinkFault =>
      links.find((link) => link.from === from && link.to === to) ?? HEALTHY;
    for (const { from, to, proxy } of this.proxies) proxy.setFaults(faultOf(from, to), faultOf(to, from));
    return Promise.resolve();
  }

  resetAll(): Promise<void> {
    for (const { proxy } of this.proxies) proxy.resetAll();
    return Promise.resolve();
  }

  private async add(from: Place, to: number, port: number, random: () => number): Promise<void> {
    this.proxies.push({ from, to, proxy: await LinkProxy.open(port, random) });
  }

  private proxy(from: Place, to: number): LinkProxy {
    const found = this.proxies.find((one) => one.from === from && one.to === to);
    if (found === undefined) throw new Error(`there is no link from ${from} to node ${to}`);
    return found.proxy;
  }

  private portsOf(nodeId: number): Ports {
    const ports = this.ports.get(nodeId);
    if (ports === undefined) throw new Error(`there is no node ${nodeId}`);
    return ports;
  }
}

function portOf(address: string): string {
  return address.slice(address.lastIndexOf(":") + 1);
}

/** Below those that the system gives to whoever asks for any port: proxies and connections would take them meanwhile. */
const PORT = { min: 12_000, max: 32_000 };

/** Ports that nobody had a moment ago. */
async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = PORT.min + Math.floor(Math.random() * (PORT.max - PORT.min));
    if (await canListen(port)) ports.add(port);
  }
  return [...ports];
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
