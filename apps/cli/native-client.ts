import { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import { nodeWorld } from "@lockstep/cluster/client/node-world";
import { TcpDialer, parseAddress } from "@lockstep/cluster/transport/tcp";
import type { Application } from "@lockstep/host/application";
import { DEVELOPER } from "@lockstep/host/developer";
import { type Command, InvalidArgumentError } from "commander";
import { nodeDirectoryOf, secretOf } from "./node-directory.ts";

/** Of a cluster on this machine. */
const LOCAL_ADDRESSES = "127.0.0.1:9001,127.0.0.1:9002,127.0.0.1:9003";
/** A node on the same machine answers within milliseconds. */
const CONNECT_TIMEOUT_MS = 3_000;

export interface NativeOptions {
  readonly client: readonly string[];
  readonly data: string;
}

/** Options of the commands that speak the native protocol. */
export function withNativeOptions(command: Command, application: Application): Command {
  return command
    .option(
      "--client <addresses>",
      "native ports of the nodes: host:port,host:port",
      addresses,
      addresses(process.env["LOCKSTEP_CLIENT"] ?? LOCAL_ADDRESSES),
    )
    .option(
      "--data <directory>",
      "a node's data directory; its client-secret lets this tool in",
      nodeDirectoryOf(application),
    );
}

/**
 * A client on the native port, once a node has answered. It proves itself with the secret in the node's
 * directory, so it runs on the node's machine, or with a copy of that file.
 *
 * @throws NoNodeDirectoryError, NoAnswerError when none answers within seconds
 */
export async function connectNatively(options: NativeOptions): Promise<ClusterClient> {
  const client = new ClusterClient({
    dialer: new TcpDialer(),
    endpoints: options.client,
    secret: secretOf(options.data),
    owner: DEVELOPER,
    world: nodeWorld,
    sessionWhenNeeded: true,
  });
  try {
    await client.ask({ ask: "status" }, "near", CONNECT_TIMEOUT_MS);
    return client;
  } catch (error) {
    client.stop();
    throw error;
  }
}

function addresses(text: string): string[] {
  const list = text.split(",");
  try {
    for (const address of list) parseAddress(address);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
  return list;
}
