import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import { nodeWorld } from "@lockstep/cluster/client/node-world";
import { clientSecretPath, readClientSecret } from "@lockstep/cluster/client-secret";
import { TcpDialer } from "@lockstep/cluster/transport/tcp";
import { Role } from "@lockstep/domain/contract/context";
import type { Server, Workplace } from "./workplace.ts";

/** What a node on the loopback address gives to everybody. */
export const DEVELOPMENT_KEY = "dev";

/** Requests a second that no load test reaches. */
const RATE_LIMIT = 1_000_000_000;

/** A real node with its gateway, as `npm start` runs it, in a process of its own. */
export interface ExchangeProcess extends Server {
  /** `http://host:port` of its gateway. */
  readonly url: string;
  /** Of the native protocol, `host:port`. */
  readonly address: string;
  /** Lets a client of the native protocol in. */
  readonly secret: Uint8Array;
}

/** Starts a node with an empty log on free ports. */
export async function startExchange(
  workplace: Workplace,
  nodeFlags: readonly string[] = [],
): Promise<ExchangeProcess> {
  const data = mkdtempSync(join(workplace.directory, "exchange-"));
  const server = await workplace.start({
    script: "apps/exchange/dist/main.js",
    args: `--node 1 --port 0 --client-port 0 --no-demo --log-level warn --rate-limit ${RATE_LIMIT} --data`
      .split(" ")
      .concat(data),
    nodeFlags,
    ready: /Ctrl-C stops it/,
  });
  return {
    ...server,
    url: find(server.greeting, /(http:\/\/\S+)\/v1/),
    address: find(server.greeting, /native protocol +(\S+)/),
    secret: readClientSecret(clientSecretPath(data)),
  };
}

/** A client of the native protocol in this process. */
export function connect({ address, secret }: { address: string; secret: Uint8Array }): ClusterClient {
  return new ClusterClient({
    dialer: new TcpDialer(),
    endpoints: [address],
    secret,
    owner: { principalId: 0, roles: Role.Gateway },
    world: nodeWorld,
  });
}

function find(text: string, pattern: RegExp): string {
  const found = pattern.exec(text);
  if (found === null) throw new Error(`the node's greeting has nothing like ${pattern}:\n${text}`);
  return found[1];
}
