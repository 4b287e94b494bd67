import { apart, type CommandLine, type FaultyLink, type Network, type Place } from "./network.ts";
import { arrivalRules, noRules, resetRules } from "./packet-rules.ts";
import { pause } from "./pause.ts";
import { run } from "./shell.ts";
import type { UndoList } from "./undo-list.ts";

const PORTS = { gateway: 8080, client: 9001, peer: 9101 };
const CLIENTS_HOST = 254;
const RESET_SECONDS = 0.4;

/**
 * Each node has a network namespace of its own, joined to the others and to the clients (who stay in the machine's
 * namespace) by a bridge. Links are broken by packet filters where packets arrive. Needs root, `ip`, `nft`, `nsenter`.
 */
export class NamespaceNetwork implements Network {
  readonly mode = "network namespaces";
  readonly can: ReadonlySet<"cut" | "loss" | "resets"> = new Set(["cut", "loss", "resets"]);
  private readonly id = `lt${process.pid}`;
  private readonly nodeIds: readonly number[];
  private readonly undo: UndoList;
  /** Of those who have one, whether they were ever given rules. */
  private readonly ruled = new Set<Place>();

  private constructor(nodeIds: readonly number[], undo: UndoList) {
    this.nodeIds = nodeIds;
    this.undo = undo;
  }

  /** @param undo learns what to take away again, step by step */
  static async open(nodeIds: readonly number[], undo: UndoList): Promise<NamespaceNetwork> {
    const network = new NamespaceNetwork(nodeIds, undo);
    await network.build();
    return network;
  }

  membersFor(_nodeId: number, members: readonly number[]): string {
    const { gateway, client, peer } = PORTS;
    return members.map((nodeId) => `${nodeId}=${this.hostOf(nodeId)}:${gateway}:${client}:${peer}`).join(",");
  }

  peerAddress(nodeId: number): string {
    return `${this.hostOf(nodeId)}:${PORTS.peer}`;
  }

  clientAddress(nodeId: number): string {
    return `${this.hostOf(nodeId)}:${PORTS.client}`;
  }

  gatewayUrl(nodeId: number): string {
    return `http://${this.hostOf(nodeId)}:${PORTS.gateway}`;
  }

  at(nodeId: number, { command, args }: CommandLine): CommandLine {
    return { command: "nsenter", args: [`--net=/run/netns/${this.namespaceOf(nodeId)}`, command, ...args] };
  }

  async setFaults(links: readonly FaultyLink[]): Promise<void> {
    const places = new Set<Place>([...this.ruled, ...links.map(({ to }) => to)]);
    await Promise.all(
      [...places].map(async (place) => {
        this.ruled.add(place);
        await this.rule(
          place,
          arrivalRules(this.id, place, links, (one) => this.hostOf(one)),
        );
      }),
    );
  }

  async resetAll(): Promise<void> {
    const places: readonly Place[] = ["clients", ...this.nodeIds];
    const resets = apart(
      places.map((place) => [place]),
      {},
    );
    await Promise.all(
      places.map(async (place) => {
        this.ruled.add(place);
        const sources = resets.filter(({ to }) => to === place).map((link) => this.hostOf(link.from));
        await this.rule(place, resetRules(this.id, sources));
      }),
    );
    await pause(RESET_SECONDS); // Whoever speaks in this time is reset; members speak every some ten milliseconds.
    await this.setFaults([]);
  }

  private async build(): Promise<void> {
    const { id, undo } = this;
    undo.add("clients' packet rules", () => this.rule("clients", noRules(id)).then(() => {}));
    await run("ip", ["link", "add", id, "type", "bridge"]);
    undo.add(`bridge ${id}`, () => run("ip", ["link", "del", id]).then(() => {}));
    await run("ip", ["addr", "add", `${this.hostOf("clients")}/24`, "dev", id]);
    await run("ip", ["link", "set", id, "up"]);
    for (const nodeId of this.nodeIds) await this.buildNode(nodeId);
  }

  private async buildNode(nodeId: number): Promise<void> {
    const { id, undo } = this;
    const namespace = this.namespaceOf(nodeId);
    const outside = `${id}n${nodeId}`;
    await run("ip", ["netns", "add", namespace]);
    undo.add(`namespace ${namespace}`, () => run("ip", ["netns", "del", namespace]).then(() => {}));
    const peer = ["peer", "name", "eth0", "netns", namespace];
    await run("ip", ["link", "add", outside, "type", "veth", ...peer]);
    undo.add(`interface ${outside}`, () => run("ip", ["link", "del", outside]).then(() => {}));
    await run("ip", ["link", "set", outside, "master", id, "up"]);
    const inside = [`addr add ${this.hostOf(nodeId)}/24 dev eth0`, "link set eth0 up", "link set lo up"];
    await run("ip", ["-n", namespace, "-batch", "-"], `${inside.join("\n")}\n`);
  }

  private async rule(place: Place, rules: string): Promise<void> {
    const line = { command: "nft", args: ["-f", "-"] };
    const { command, args } = place === "clients" ? line : this.at(place, line);
    await run(command, args, rules);
  }

  private namespaceOf(nodeId: number): string {
    return `${this.id}n${nodeId}`;
  }

  /** A network that is most likely nobody else's on this machine. */
  private hostOf(place: Place): string {
    return `10.213.${(process.pid % 250) + 1}.${place === "clients" ? CLIENTS_HOST : place}`;
  }
}
