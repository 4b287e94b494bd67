/** One end of a link: a node by its number, or all clients. */
export type Place = number | "clients";

/** What happens to what goes from one place to another. */
export interface LinkFault {
  /** Nothing arrives. */
  readonly isCut?: boolean;
  /** Of packets that are lost, 0 to 1. */
  readonly loss?: number;
  readonly delayMs?: { readonly mean: number; readonly jitter: number };
  /** Of chunks of bytes in which one bit is flipped, 0 to 1. */
  readonly corruption?: number;
}

export interface FaultyLink extends LinkFault {
  readonly from: Place;
  readonly to: Place;
}

/** How to start a command where a node lives. */
export interface CommandLine {
  readonly command: string;
  readonly args: readonly string[];
}

/** Where the nodes and the clients are, and what is wrong with the links between them. */
export interface Network {
  /** For people. */
  readonly mode: "network namespaces" | "loopback proxies";
  /** The faults that it can bring about. */
  readonly can: ReadonlySet<"cut" | "loss" | "delay" | "corruption" | "resets">;
  /** As `--members` of a node names them. */
  membersFor(nodeId: number, members: readonly number[]): string;
  /** Where the others find a node: `host:port`. */
  peerAddress(nodeId: number): string;
  /** Where clients find it. */
  clientAddress(nodeId: number): string;
  gatewayUrl(nodeId: number): string;
  /** The same command, run where the node lives. */
  at(nodeId: number, line: CommandLine): CommandLine;
  /** From now on these links are faulty and all others are well. */
  setFaults(links: readonly FaultyLink[]): Promise<void>;
  /** Ends all connections with a reset, once. */
  resetAll(): Promise<void>;
}

/** Both ways between every place of one group and every place of another. */
export function apart(groups: readonly (readonly Place[])[], fault: LinkFault): FaultyLink[] {
  return groups.flatMap((group, at) =>
    groups.flatMap((other, otherAt) => (at === otherAt ? [] : from(group, other, fault))),
  );
}

/** One way, from every place of one group to every place of another. */
export function from(group: readonly Place[], other: readonly Place[], fault: LinkFault): FaultyLink[] {
  return group.flatMap((a) =>
    other.filter((b) => b !== a).map((b): FaultyLink => ({ from: a, to: b, ...fault })),
  );
}
