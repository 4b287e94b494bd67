import { join } from "node:path";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { freePorts } from "../cluster-processes.ts";
import { pause } from "../pause.ts";
import type { Server, Workplace } from "../workplace.ts";
import { type OnAnswer, PAYLOAD_BYTES, type Peer, words } from "./peer.ts";

const STREAM = "load";
const SUBJECT = "load.commands";
const START_MS_MAX = 30_000;
const RECONNECT_MS = 20;
const REQUESTS_MAX = 65_536;
/** An acknowledgement that takes longer does not come. */
const ANSWER_MS_MAX = 5_000;

interface StreamInfo {
  readonly error?: { readonly description: string };
  readonly cluster?: { readonly leader?: string };
}

/** Three NATS servers and a stream with three replicas in files; the core client with a reply inbox of its own. */
export class JetStreamPeer implements Peer {
  readonly name = "JetStream, 3 replicas";
  readonly promise = "in the page caches of a majority when it is acknowledged, synced every two minutes";
  readonly batch = 1;
  readonly window = 8_192;
  private readonly servers: readonly Server[];
  private readonly connection: NatsConnection;
  private readonly inbox: string;
  private readonly answers: ({ onAnswer: OnAnswer; sentMs: number } | undefined)[] = Array.from({
    length: REQUESTS_MAX,
  });
  private readonly payload = new Uint8Array(PAYLOAD_BYTES).fill(7);
  private readonly sweep: NodeJS.Timeout;
  private requests = 0;

  private constructor(servers: readonly Server[], connection: NatsConnection) {
    this.servers = servers;
    this.connection = connection;
    this.inbox = `_LOAD.${process.pid}`;
    connection.subscribe(`${this.inbox}.*`, {
      callback: (_error, message) => {
        const request = Number(message.subject.slice(this.inbox.length + 1));
        // An error says so, and "nobody is there to answer" is an answer without content.
        this.answer(request, /"seq":/.test(message.string()));
      },
    });
    this.sweep = setInterval(() => this.giveUpOld(), 100);
  }

  static async start(workplace: Workplace): Promise<JetStreamPeer> {
    const ports = await freePorts(6);
    const routes = [3, 4, 5].map((n) => `nats://127.0.0.1:${ports[n]}`).join(",");
    const servers = await Promise.all(
      [0, 1, 2].map((n) =>
        workplace.start({
          script: "nats-server",
          program: "nats-server",
          args: words(
            `--name n${n} --addr 127.0.0.1 --port ${ports[n]} --jetstream`,
            `--cluster_name load --cluster nats://127.0.0.1:${ports[n + 3]} --routes ${routes}`,
            `--store_dir ${join(workplace.directory, `nats-${n}`)}`,
          ),
          ready: /Server is ready/,
        }),
      ),
    );
    const connection = await connect({
      servers: [0, 1, 2].map((n) => `127.0.0.1:${ports[n]}`),
      maxReconnectAttempts: -1,
      reconnectTimeWait: RECONNECT_MS,
      reconnectJitter: 0,
    });
    await makeStream(connection);
    return new JetStreamPeer(servers, connection);
  }

  send(payloads: number, onAnswer: OnAnswer): void {
    let missing = payloads;
    let hasFailed = false;
    for (let n = 0; n < payloads; n++) {
      const request = this.requests++ % REQUESTS_MAX;
      this.answers[request] = {
        sentMs: performance.now(),
        onAnswer: (isAcknowledged) => {
          if (!isAcknowledged) hasFailed = true;
          if (--missing === 0) onAnswer(!hasFailed);
        },
      };
      this.connection.publish(SUBJECT, this.payload, { reply: `${this.inbox}.${request}` });
    }
  }

  async killLeader(): Promise<void> {
    const { cluster } = await ask(this.connection, `$JS.API.STREAM.INFO.${STREAM}`);
    const leader = /^n([012])$/.exec(cluster?.leader ?? "");
    if (leader === null) throw new Error(`the stream is led by ${cluster?.leader}`);
    process.kill(this.servers[Number(leader[1])]!.pid, "SIGKILL");
  }

  async stop(): Promise<void> {
    clearInterval(this.sweep);
    await this.connection.close();
    await Promise.all(this.servers.map((server) => server.stop()));
  }

  private answer(request: number, isAcknowledged: boolean): void {
    const waiting = this.answers[request];
    this.answers[request] = undefined;
    waiting?.onAnswer(isAcknowledged);
  }

  private giveUpOld(): void {
    const oldMs = performance.now() - ANSWER_MS_MAX;
    this.answers.forEach((waiting, request) => {
      if (waiting !== undefined && waiting.sentMs < oldMs) this.answer(request, false);
    });
  }
}

/** The servers need a moment until they agree on who makes streams. */
async function makeStream(connection: NatsConnection): Promise<void> {
  const wish = { name: STREAM, subjects: [SUBJECT], num_replicas: 3, storage: "file" };
  const giveUpMs = performance.now() + START_MS_MAX;
  for (;;) {
    const made = await ask(connection, `$JS.API.STREAM.CREATE.${STREAM}`, wish).catch(String);
    if (typeof made !== "string" && made.error === undefined) return;
    if (performance.now() > giveUpMs) throw new Error(`no stream was made: ${JSON.stringify(made)}`);
    await pause(0.2);
  }
}

async function ask(connection: NatsConnection, subject: string, wish?: object): Promise<StreamInfo> {
  const answer = await connection.request(subject, wish === undefined ? "" : JSON.stringify(wish));
  return answer.json();
}
