import { join } from "node:path";
import type { Caller } from "@lockstep/cluster/client/cluster-port";
import { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import { nodeWorld } from "@lockstep/cluster/client/node-world";
import { readClientSecret } from "@lockstep/cluster/client-secret";
import { TcpDialer } from "@lockstep/cluster/transport/tcp";
import { Role } from "@lockstep/domain/contract/context";
import type { Command } from "commander";

/** Whom this tool speaks for on the native port: the demo's developer, who may do everything. */
export const OPERATOR: Caller = {
  principalId: 1,
  roles: Role.Trader | Role.MarketMaker | Role.Operator | Role.Viewer,
};

export interface NativeOptions {
  readonly client: string;
  readonly data: string;
}

/** Options of the commands that speak the native protocol. */
export function withNativeOptions(command: Command): Command {
  return command
    .option("--client <addresses>", "native ports of the nodes: host:port,host:port", "127.0.0.1:9001")
    .option(
      "--data <directory>",
      "a node's data directory; its client-secret lets this tool in",
      "data/node-1",
    );
}

/**
 * A client on the native port. It proves itself with the secret in the node's directory, so it runs
 * on the node's machine, or with a copy of that file.
 */
export function connectNatively(options: NativeOptions): ClusterClient {
  return new ClusterClient({
    dialer: new TcpDialer(),
    endpoints: options.client.split(","),
    secret: readClientSecret(join(options.data, "client-secret")),
    owner: OPERATOR,
    world: nodeWorld,
  });
}
