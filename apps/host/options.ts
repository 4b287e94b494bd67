import { parseDiskReserve } from "@lockstep/cluster/disk-space";
import type { ActivationPolicy } from "@lockstep/cluster/activation";
import type { ArchivePolicy } from "@lockstep/cluster/log/archive";
import { DEFAULT_SNAPSHOT_POLICY, type SnapshotPolicy } from "@lockstep/cluster/snapshots/snapshot-policy";
import type { ClusterMember } from "@lockstep/cluster/start-node";
import { Command, InvalidArgumentError, Option } from "commander";
import { type Application, dataDirectoryOf } from "./application.ts";
import { type LinkOption, linkText, parseLink } from "./links.ts";
import { DEFAULT_PORTS, hostAndPort, localMembers, parseMembers } from "./members.ts";

export interface NodeOptions {
  readonly node: number;
  readonly cluster: number;
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly clientPort: number;
  /** Undefined: the node is a cluster by itself. */
  readonly members?: readonly ClusterMember[];
  /** Lets members whose directories are all empty found the cluster (cluster/bootstrap.ts). */
  readonly init?: number;
  /** Has certificate.pem, key.pem and authority.pem: members speak TLS with each other, and prove themselves by it. */
  readonly peerTls?: string;
  /** Where the clusters are whose services it calls. */
  readonly link?: readonly LinkOption[];
  /** Pass writes on to the leader instead of redirecting. */
  readonly forward?: boolean;
  /** When a higher version of the services is activated; undefined for the cluster's own default. */
  readonly activate?: ActivationPolicy;
  readonly demo: boolean;
  readonly production: boolean;
  readonly logLevel: string;
  /** What stays free on the disk: `10%`, `500M`, `2G` (cluster/disk-space.ts); undefined for the default. */
  readonly diskReserve?: string;
  /** Size of a log segment; undefined for the log's own default. */
  readonly segmentMib?: number;
  /** What becomes of segments that were trimmed from the log. */
  readonly archive?: ArchivePolicy;
  /** When snapshots are taken (cluster/snapshots/snapshot-policy.ts); undefined for its defaults. */
  readonly snapshotCommands?: number;
  readonly snapshotBytes?: number;
  readonly snapshotMinutes?: number;
  readonly snapshotBy?: SnapshotPolicy["by"];
  /** Requests a second that the gateway answers for one key; undefined for the gateway's own default. */
  readonly rateLimit?: number;
}

/** What the command line asks for: one node in this process, or a process for each node of a local cluster. */
export type Wish =
  | { readonly kind: "node"; readonly options: NodeOptions }
  | { readonly kind: "local cluster"; readonly options: LocalClusterOptions };

export interface LocalClusterOptions {
  readonly members: readonly ClusterMember[];
  readonly data: string;
  readonly demo: boolean;
  readonly production: boolean;
  /** Arguments that every node is given, beside its number and its members. */
  readonly nodeArguments: readonly string[];
}

interface RawOptions extends Omit<NodeOptions, "node" | "members" | "host" | "port" | "clientPort"> {
  readonly node?: number;
  readonly nodes?: number;
  readonly members?: readonly ClusterMember[];
  readonly host?: string;
  readonly port?: number;
  readonly clientPort?: number;
  readonly peerPort?: number;
}

const CLUSTER_ID_MAX = 2 ** 53 - 1;
const INIT_TOKEN_MAX = 2 ** 53 - 1;
const RATE_LIMIT_MAX = 1_000_000_000;
const LOCAL_HOST = "127.0.0.1";

/** @throws what commander throws; it prints the usage itself */
export function parseOptions(application: Application, argv: readonly string[]): Wish {
  const program = new Command(application.name)
    .description(`${application.description} A cluster of three nodes on this machine, or one node of any.`)
    .addOption(
      new Option("--nodes <count>", "nodes of the cluster on this machine; default 3").argParser(clusterSize),
    )
    .option(
      "--node <id>",
      "run only this node, from 1; without --nodes or --members a cluster by itself",
      integer(1, 65_535),
    )
    .option(
      "--members <list>",
      "the cluster's nodes: 1=host,2=host,3=host, or host:gateway:client:peer with ports",
      members,
    )
    .option(
      "--cluster <id>",
      "number of the cluster: nodes of different ones never mix",
      integer(1, CLUSTER_ID_MAX),
      1,
    )
    .option(
      "--data <directory>",
      "where nodes keep their logs, each in a folder of its own",
      dataDirectoryOf(application),
    )
    .option("--host <address>", `address to listen on; default ${LOCAL_HOST}, or this node's in --members`)
    .option(
      "--port <port>",
      `HTTP and WebSocket, of node 1; default ${DEFAULT_PORTS.gateway}`,
      integer(0, 65_535),
    )
    .option(
      "--client-port <port>",
      `native protocol, of node 1; default ${DEFAULT_PORTS.client}`,
      integer(0, 65_535),
    )
    .option(
      "--peer-port <port>",
      `for the other nodes, of node 1; default ${DEFAULT_PORTS.peer}`,
      integer(1, 65_535),
    )
    .option(
      "--init <token>",
      "found a new cluster when all members are empty and were given the same token: lockstep init makes one",
      integer(1, INIT_TOKEN_MAX),
    )
    .option(
      "--peer-tls <directory>",
      "members prove themselves to each other: certificate.pem, key.pem and authority.pem are there",
    )
    .option(
      "--disk-reserve <size>",
      "commands are refused when less is free: 10%, 500M or 2G; default a tenth of the disk, 2 GiB at most",
      diskReserve,
    )
    .addOption(
      new Option(
        "--link <where>",
        "a cluster whose services are called: its application, nodes and secret, NAME=host:port,host:port@FILE",
      )
        .argParser(link)
        .hideHelp(application.calls === undefined),
    )
    .option("--forward", "pass writes on to the leader instead of redirecting")
    .addOption(
      new Option(
        "--activate <when>",
        "a higher version of the services: when it is asked for (default), or auto, once all voters support it",
      ).choices(["asked", "auto"]),
    )
    .addOption(new Option("--no-demo", "leave a new log empty").hideHelp(application.demo === undefined))
    .option("--production", "no development key: only API keys of the log", false)
    .option("--log-level <level>", "fatal, error, warn, info, debug, trace or silent", "info")
    .addOption(
      new Option(
        "--archive <policy>",
        "log segments that no snapshot needs any more: keep (default) or none",
      ).choices(["keep", "none"]),
    )
    .option(
      "--segment-mib <size>",
      "of a log segment, in MiB; default 256: whole segments are given up",
      integer(1, 4_096),
    )
    .option(
      "--snapshot-commands <count>",
      `a snapshot at every so many commands, 0 for none; default ${DEFAULT_SNAPSHOT_POLICY.commands}`,
      integer(0, Number.MAX_SAFE_INTEGER),
    )
    .option(
      "--snapshot-bytes <count>",
      `a snapshot at every so many bytes of log, 0 for none; default ${DEFAULT_SNAPSHOT_POLICY.bytes}`,
      integer(0, Number.MAX_SAFE_INTEGER),
    )
    .option(
      "--snapshot-minutes <count>",
      `a snapshot at every so many minutes, 0 for none; default ${DEFAULT_SNAPSHOT_POLICY.minutes}`,
      integer(0, 525_600),
    )
    .addOption(
      new Option(
        "--snapshot-by <nodes>",
        "all nodes (default), or followers: the leader takes one in four",
      ).choices(["all", "followers"]),
    )
    .option("--rate-limit <requests>", "HTTP requests a second for one key", integer(1, RATE_LIMIT_MAX))
    .allowExcessArguments(false)
    .showHelpAfterError()
    .parse(argv);
  const raw = program.opts<RawOptions>();
  const refuse = (text: string): never => program.error(`error: ${text}`);
  if (raw.members !== undefined && raw.nodes !== undefined) {
    refuse("--members names the nodes: leave --nodes out");
  }
  if (raw.members !== undefined && raw.node === undefined) {
    refuse("say which of the members runs here: --node 1");
  }

  const host = raw.host ?? LOCAL_HOST;
  const ports = {
    gateway: raw.port ?? DEFAULT_PORTS.gateway,
    client: raw.clientPort ?? DEFAULT_PORTS.client,
    peer: raw.peerPort ?? DEFAULT_PORTS.peer,
  };
  const count = raw.nodes ?? (raw.node === undefined ? 3 : 1);
  if (raw.members === undefined && count === 1) {
    const { node = 1 } = raw;
    return { kind: "node", options: { ...raw, node, host, port: ports.gateway, clientPort: ports.client } };
  }
  if (ports.gateway === 0 || ports.client === 0) {
    refuse("the nodes must know each other's ports: port 0 is for one node");
  }
  const all = raw.members ?? localMembers(count, host, ports);
  if (raw.node === undefined) {
    const { data, demo, production } = raw;
    const nodeArguments = argumentsFor(raw);
    return { kind: "local cluster", options: { members: all, data, demo, production, nodeArguments } };
  }
  const own = all.find(({ nodeId }) => nodeId === raw.node);
  if (own === undefined) {
    return refuse(`node ${raw.node} is none of the members: ${all.map(({ nodeId }) => nodeId).join(", ")}`);
  }
  const client = hostAndPort(own.clientAddress);
  return {
    kind: "node",
    options: {
      ...raw,
      node: own.nodeId,
      members: all,
      host: raw.host ?? client.host,
      port: Number(new URL(own.gatewayUrl!).port || 80),
      clientPort: client.port,
    },
  };
}

function argumentsFor(raw: RawOptions): string[] {
  const given = ["--cluster", `${raw.cluster}`, "--data", raw.data, "--log-level", raw.logLevel];
  if (raw.host !== undefined) given.push("--host", raw.host);
  if (raw.segmentMib !== undefined) given.push("--segment-mib", `${raw.segmentMib}`);
  if (raw.archive !== undefined) given.push("--archive", raw.archive);
  if (raw.snapshotCommands !== undefined) given.push("--snapshot-commands", `${raw.snapshotCommands}`);
  if (raw.snapshotBytes !== undefined) given.push("--snapshot-bytes", `${raw.snapshotBytes}`);
  if (raw.snapshotMinutes !== undefined) given.push("--snapshot-minutes", `${raw.snapshotMinutes}`);
  if (raw.snapshotBy !== undefined) given.push("--snapshot-by", raw.snapshotBy);
  if (raw.diskReserve !== undefined) given.push("--disk-reserve", raw.diskReserve);
  if (raw.rateLimit !== undefined) given.push("--rate-limit", `${raw.rateLimit}`);
  if (raw.peerTls !== undefined) given.push("--peer-tls", raw.peerTls);
  for (const each of raw.link ?? []) given.push("--link", linkText(each));
  if (raw.forward === true) given.push("--forward");
  if (raw.activate !== undefined) given.push("--activate", raw.activate);
  if (raw.production) given.push("--production");
  if (!raw.demo) given.push("--no-demo");
  return given;
}

function members(text: string): ClusterMember[] {
  try {
    return parseMembers(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

function link(text: string, before: readonly LinkOption[] = []): LinkOption[] {
  try {
    return [...before, parseLink(text)];
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

function diskReserve(text: string): string {
  if (parseDiskReserve(text) !== undefined) return text;
  throw new InvalidArgumentError("it takes a share such as 10%, or megabytes or gigabytes such as 500M, 2G");
}

function clusterSize(text: string): number {
  if (text !== "1" && text !== "3" && text !== "5") {
    throw new InvalidArgumentError("it takes 1, 3 or 5: an even one more adds no safety");
  }
  return Number(text);
}

function integer(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least || value > most || text.trim() === "") {
      throw new InvalidArgumentError(`it takes an integer from ${least} to ${most}`);
    }
    return value;
  };
}
