import type { ClusterMember } from "@lockstep/cluster/start-node";

/** First ports of each kind on a machine: node N of a local cluster takes the Nth from there. */
export interface FirstPorts {
  readonly gateway: number;
  readonly client: number;
  readonly peer: number;
}

export const DEFAULT_PORTS: FirstPorts = { gateway: 8080, client: 9001, peer: 9101 };

/** Members 1 to `count`, all on one machine. */
export function localMembers(count: number, host: string, ports: FirstPorts): ClusterMember[] {
  return Array.from({ length: count }, (_, at) =>
    memberOf(at + 1, reachable(host), {
      gateway: ports.gateway + at,
      client: ports.client + at,
      peer: ports.peer + at,
    }),
  );
}

/**
 * Reads `1=host,2=host,3=host`; each host may be followed by its ports, `host:8080:9001:9101`: of the gateway, of
 * the native protocol, and for the other members.
 *
 * @throws RangeError that says what is wrong with which member
 */
export function parseMembers(text: string): ClusterMember[] {
  const members = text.split(",").map(parseMember);
  const ids = members.map(({ nodeId }) => nodeId);
  if (new Set(ids).size < ids.length) throw new RangeError(`a member is named twice: ${ids.join(", ")}`);
  return members;
}

/** `--members` that `parseMembers` reads as these. */
export function membersText(members: readonly ClusterMember[]): string {
  return members
    .map(({ nodeId, gatewayUrl, clientAddress, peerAddress }) => {
      const { host, port } = new URL(gatewayUrl!);
      const ports = [clientAddress, peerAddress].map((address) => address.split(":").at(-1));
      return `${nodeId}=${port === "" ? `${host}:80` : host}:${ports.join(":")}`;
    })
    .join(",");
}

/** The host without brackets and the port of `host:port`. */
export function hostAndPort(address: string): { host: string; port: number } {
  const at = address.lastIndexOf(":");
  return { host: address.slice(0, at).replace(/^\[|\]$/g, ""), port: Number(address.slice(at + 1)) };
}

function parseMember(text: string): ClusterMember {
  const match = /^(\d{1,5})=(\[[^\]]+\]|[^:[\]]+)(?::(\d+))?(?::(\d+))?(?::(\d+))?$/.exec(text.trim());
  if (match === null) {
    throw new RangeError(
      `"${text}" names no member: write its number and host, 1=10.0.0.1, or with its ports 1=10.0.0.1:8080:9001:9101`,
    );
  }
  const [, nodeId, host, ...ports] = match;
  const [gateway, client, peer] = ports.map((port) => (port === undefined ? undefined : Number(port)));
  for (const port of [gateway, client, peer]) {
    if (port !== undefined && (port < 1 || port > 65_535)) {
      throw new RangeError(`"${text}": a port is from 1 to 65535`);
    }
  }
  return memberOf(Number(nodeId), host!, {
    gateway: gateway ?? DEFAULT_PORTS.gateway,
    client: client ?? DEFAULT_PORTS.client,
    peer: peer ?? DEFAULT_PORTS.peer,
  });
}

function memberOf(nodeId: number, host: string, ports: FirstPorts): ClusterMember {
  return {
    nodeId,
    gatewayUrl: `http://${host}:${ports.gateway}`,
    clientAddress: `${host}:${ports.client}`,
    peerAddress: `${host}:${ports.peer}`,
  };
}

/** Where processes on this machine reach one that listens on all of its addresses. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
