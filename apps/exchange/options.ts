import { Command, InvalidArgumentError } from "commander";

export interface ExchangeOptions {
  readonly node: number;
  readonly cluster: number;
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly clientPort: number;
  readonly demo: boolean;
  readonly production: boolean;
  readonly logLevel: string;
  /** Requests a second that the gateway answers for one key; undefined for the gateway's own default. */
  readonly rateLimit?: number;
}

const CLUSTER_ID_MAX = 2 ** 53 - 1;
const RATE_LIMIT_MAX = 1_000_000_000;

/** @throws what commander throws; it prints the usage itself */
export function parseOptions(argv: readonly string[]): ExchangeOptions {
  return new Command("exchange")
    .description("One node of the exchange and ticket office, with its gateway.")
    .option("--node <id>", "number of this node, from 1", integer(1, 65_535), 1)
    .option(
      "--cluster <id>",
      "number of the cluster: nodes of different ones never mix",
      integer(1, CLUSTER_ID_MAX),
      1,
    )
    .option("--data <directory>", "where nodes keep their logs, each in a folder of its own", "data")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <port>", "HTTP and WebSocket; 0 takes a free one", integer(0, 65_535), 8080)
    .option("--client-port <port>", "native binary protocol; 0 takes a free one", integer(0, 65_535), 9001)
    .option("--no-demo", "leave a new log empty")
    .option("--production", "no development key: only API keys of the log", false)
    .option("--log-level <level>", "fatal, error, warn, info, debug, trace or silent", "info")
    .option("--rate-limit <requests>", "HTTP requests a second for one key", integer(1, RATE_LIMIT_MAX))
    .allowExcessArguments(false)
    .showHelpAfterError()
    .parse(argv)
    .opts<ExchangeOptions>();
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
