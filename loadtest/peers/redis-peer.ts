import { createClient, type RedisClientType } from "@redis/client";
import { freePorts } from "../cluster-processes.ts";
import type { Server, Workplace } from "../workplace.ts";
import { type OnAnswer, PAYLOAD_BYTES, type Peer, words } from "./peer.ts";

const KEYS = 100_000;

/** One Redis server that syncs its append-only file before it answers. Commands of one turn share a write. */
export class RedisPeer implements Peer {
  readonly name = "Redis, 1 node, always";
  readonly promise = "on one disk, synced, before it is acknowledged";
  readonly batch = 100;
  readonly window = 64;
  private readonly server: Server;
  private readonly client: RedisClientType<{}, {}, {}, 3>;
  private readonly value = "7".repeat(PAYLOAD_BYTES);
  private key = 0;

  private constructor(server: Server, client: RedisClientType<{}, {}, {}, 3>) {
    this.server = server;
    this.client = client;
  }

  static async start(workplace: Workplace): Promise<RedisPeer> {
    const [port] = await freePorts(1);
    const server = await workplace.start({
      script: "redis-server",
      program: "redis-server",
      args: words(
        `--bind 127.0.0.1 --port ${port} --dir ${workplace.directory}`,
        `--appendonly yes --appendfsync always`,
      ),
      ready: /Ready to accept connections/,
    });
    const client: RedisClientType<{}, {}, {}, 3> = createClient({
      RESP: 3,
      url: `redis://127.0.0.1:${port}`,
    });
    client.on("error", () => {});
    await client.connect();
    return new RedisPeer(server, client);
  }

  send(payloads: number, onAnswer: OnAnswer): void {
    const sets = Array.from({ length: payloads }, () =>
      this.client.sendCommand(["SET", `k${this.key++ % KEYS}`, this.value]),
    );
    Promise.all(sets).then(
      () => onAnswer(true),
      () => onAnswer(false),
    );
  }

  async stop(): Promise<void> {
    this.client.destroy();
    await this.server.stop();
  }
}
