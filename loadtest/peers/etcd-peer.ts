import { type ClientHttp2Session, connect } from "node:http2";
import { join } from "node:path";
import { freePorts } from "../cluster-processes.ts";
import { pause } from "../pause.ts";
import type { Server, Workplace } from "../workplace.ts";
import { grpcFrame, putRequest, transactionOf } from "./etcd-messages.ts";
import { type OnAnswer, PAYLOAD_BYTES, type Peer, words } from "./peer.ts";

const KEYS = 100_000;
const RECONNECT_MS = 20;
const CALL_MS_MAX = 5_000;

interface Member {
  readonly server: Server;
  readonly url: string;
  session: ClientHttp2Session | undefined;
}

/**
 * Three etcd servers as they come. Its own remote procedure calls over HTTP/2, a connection to each member that stays
 * open; a call that fails is not tried again, the next one goes to another member.
 */
export class EtcdPeer implements Peer {
  readonly name = "etcd, 3 nodes";
  readonly promise = "on the disks of a majority, synced, before it is acknowledged";
  readonly batch = 100;
  readonly window = 64;
  private readonly members: Member[];
  private turn = 0;
  private key = 0;
  private isStopped = false;
  private readonly value = new Uint8Array(PAYLOAD_BYTES).fill(7);

  private constructor(members: Member[]) {
    this.members = members;
    for (const member of members) this.connect(member);
  }

  static async start(workplace: Workplace): Promise<EtcdPeer> {
    const ports = await freePorts(6);
    const client = (n: number): string => `http://127.0.0.1:${ports[n]}`;
    const peer = (n: number): string => `http://127.0.0.1:${ports[n + 3]}`;
    const all = [0, 1, 2].map((n) => `n${n}=${peer(n)}`).join(",");
    const servers = await Promise.all(
      [0, 1, 2].map((n) =>
        workplace.start({
          script: "etcd",
          program: "etcd",
          args: words(
            `--name n${n} --data-dir ${join(workplace.directory, `etcd-${n}`)}`,
            `--listen-client-urls ${client(n)} --advertise-client-urls ${client(n)}`,
            `--listen-peer-urls ${peer(n)} --initial-advertise-peer-urls ${peer(n)}`,
            `--initial-cluster ${all} --initial-cluster-state new --logger zap`,
          ),
          ready: /serving client traffic/,
        }),
      ),
    );
    return new EtcdPeer(servers.map((server, n) => ({ server, url: client(n), session: undefined })));
  }

  send(payloads: number, onAnswer: OnAnswer): void {
    const isOne = payloads === 1;
    const path = isOne ? "/etcdserverpb.KV/Put" : "/etcdserverpb.KV/Txn";
    const puts = Array.from({ length: payloads }, () => putRequest(`k${this.key++ % KEYS}`, this.value));
    this.call(path, isOne ? puts[0]! : transactionOf(puts), onAnswer);
  }

  async killLeader(): Promise<void> {
    for (const { url, server } of this.members) {
      const answer = await fetch(`${url}/v3/maintenance/status`, { method: "POST", body: "{}" });
      const { header, leader } = (await answer.json()) as { header: { member_id: string }; leader: string };
      if (header.member_id === leader) return void process.kill(server.pid, "SIGKILL");
    }
    throw new Error("no etcd server says that it leads");
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    for (const { session } of this.members) session?.destroy();
    await Promise.all(this.members.map(({ server }) => server.stop()));
    await pause(0);
  }

  private call(path: string, message: Uint8Array, onAnswer: OnAnswer): void {
    const session = this.nextSession();
    if (session === undefined) return void setTimeout(() => onAnswer(false), 1);
    let isAnswered = false;
    const answer = (isAcknowledged: boolean): void => {
      if (isAnswered) return;
      isAnswered = true;
      onAnswer(isAcknowledged);
    };
    const stream = session.request({
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
    });
    stream.on("trailers", (trailers) => answer(trailers["grpc-status"] === "0"));
    stream.on("error", () => answer(false));
    stream.on("close", () => answer(false));
    stream.setTimeout(CALL_MS_MAX, () => stream.close());
    stream.resume();
    stream.end(grpcFrame(message));
  }

  private nextSession(): ClientHttp2Session | undefined {
    for (let tried = 0; tried < this.members.length; tried++) {
      const { session } = this.members[this.turn++ % this.members.length]!;
      if (session !== undefined && !session.closed && !session.destroyed) return session;
    }
    return undefined;
  }

  private connect(member: Member): void {
    const session = connect(member.url);
    session.on("error", () => {});
    session.on("connect", () => (member.session = session));
    session.on("close", () => {
      member.session = undefined;
      if (!this.isStopped) setTimeout(() => this.connect(member), RECONNECT_MS).unref();
    });
  }
}
