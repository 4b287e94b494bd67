import type { ClusterClient } from "@lockstep/cluster/client/cluster-client";
import { Outcome } from "@lockstep/cluster/client/cluster-port";
import type { OutboundRun, RunListener } from "@lockstep/cluster/client/outbound-run";
import { Role } from "@lockstep/domain/contract/context";
import { exchangeContract } from "@lockstep/domain/exchange/exchange-contract";
import { PlaceOrderDecoder } from "@lockstep/domain/exchange/exchange-messages";
import { ClusterProcesses, echoNode } from "../cluster-processes.ts";
import type { Workplace } from "../workplace.ts";
import { type OnAnswer, PAYLOAD_BYTES, type Peer } from "./peer.ts";

const PRINCIPAL_ID = 1;
const TIMEOUT_MS = 30_000;
/** Requests under way that are remembered; there are never as many. */
const REQUESTS_MAX = 65_536;

/**
 * Three nodes whose service echoes: what the cluster does with 64 bytes, as the others do nothing with theirs either.
 * Requests of one turn share a run, which is what the client does for everybody.
 */
export class LockstepPeer implements Peer, RunListener {
  readonly name: string;
  readonly promise = "on the disks of a majority, synced, before it is acknowledged";
  readonly batch = 512;
  readonly window = 64;
  private readonly cluster: ClusterProcesses;
  private readonly client: ClusterClient;
  private readonly payload: Uint8Array;
  private readonly answers: (OnAnswer | undefined)[] = Array.from({ length: REQUESTS_MAX });
  private readonly missing = new Uint16Array(REQUESTS_MAX);
  private readonly hasFailed = new Uint8Array(REQUESTS_MAX);
  private requests = 0;
  private run: OutboundRun | undefined;
  private isFlushDue = false;

  private constructor(cluster: ClusterProcesses, client: ClusterClient) {
    this.name = `lockstep, ${cluster.nodeIds.length} nodes`;
    this.cluster = cluster;
    this.client = client;
    this.payload = new Uint8Array(PAYLOAD_BYTES);
    const view = new DataView(this.payload.buffer);
    view.setUint16(0, PAYLOAD_BYTES - 8, true);
    view.setUint16(2, PlaceOrderDecoder.templateId, true);
    view.setUint16(4, exchangeContract.schemaId, true);
    view.setUint16(6, exchangeContract.version, true);
  }

  static async start(workplace: Workplace, nodes: number): Promise<LockstepPeer> {
    const cluster = await ClusterProcesses.start(workplace, nodes, [], echoNode);
    await cluster.agreedLeader();
    return new LockstepPeer(cluster, cluster.connect());
  }

  send(payloads: number, onAnswer: OnAnswer): void {
    const request = this.requests++ % REQUESTS_MAX;
    this.answers[request] = onAnswer;
    this.missing[request] = payloads;
    this.hasFailed[request] = 0;
    for (let n = 0; n < payloads; n++) {
      if (this.run !== undefined && !this.run.hasRoom(PAYLOAD_BYTES)) this.flush();
      this.run ??= this.client.openRun();
      if (this.run === undefined) {
        this.missing[request] -= payloads - n - 1; // The window is full: what was sent is answered all the same.
        this.hasFailed[request] = 1;
        setImmediate(() => this.note(request));
        return;
      }
      const deadlineMs = performance.now() + TIMEOUT_MS;
      const at = this.run.claim(PRINCIPAL_ID, Role.Trader, PAYLOAD_BYTES, deadlineMs, this, request);
      new Uint8Array(this.run.view.buffer, this.run.view.byteOffset + at).set(this.payload);
    }
    if (this.isFlushDue) return;
    this.isFlushDue = true;
    setImmediate(() => this.flush());
  }

  onRunAnswer(request: number, outcome: Outcome): void {
    if (outcome !== Outcome.Replied) this.hasFailed[request] = 1;
    this.note(request);
  }

  async killLeader(): Promise<void> {
    this.cluster.signal(await this.cluster.agreedLeader(), "SIGKILL");
  }

  async stop(): Promise<void> {
    this.client.stop();
    await this.cluster.stop();
  }

  private flush(): void {
    this.isFlushDue = false;
    const { run } = this;
    this.run = undefined;
    if (run !== undefined) this.client.sendRun(run);
  }

  private note(request: number): void {
    if (--this.missing[request]! > 0) return;
    this.answers[request]!(this.hasFailed[request] === 0);
  }
}
