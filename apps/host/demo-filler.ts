import type { Caller, ClusterPort } from "@lockstep/cluster/client/cluster-port";
import type { RunningNode } from "@lockstep/cluster/start-node";
import type { Protocol } from "@lockstep/domain/contract/protocol";
import type { Demo } from "./application.ts";
import { ClusterChannel, ClusterRequestError } from "./cluster-channel.ts";

const TIMEOUT_MS = 10_000;
const LOOK_AGAIN_MS = 25;

/**
 * Sees to it that the demo is there. Every node has one; the leader's fills it, and the others wait. When the
 * leader dies halfway, the next one's begins again: what was done before is answered, and not done twice.
 */
export class DemoFiller {
  /** Settled when the demo is there, or the apply is halted and it cannot be. */
  readonly filled: Promise<void>;
  private readonly demo: Demo;
  private readonly node: RunningNode;
  private readonly port: ClusterPort;
  private readonly caller: Caller;
  private readonly protocols: readonly Protocol[];
  private isStopped = false;

  constructor(
    demo: Demo,
    node: RunningNode,
    port: ClusterPort,
    caller: Caller,
    protocols: readonly Protocol[],
  ) {
    this.demo = demo;
    this.node = node;
    this.port = port;
    this.caller = caller;
    this.protocols = protocols;
    this.filled = this.fill();
    this.filled.catch(() => {}); // Whoever waits for it is told.
  }

  stop(): void {
    this.isStopped = true;
  }

  private async fill(): Promise<void> {
    while (!this.isStopped) {
      const { role, leaderId, halted, shortage } = this.node.status();
      // A node that takes no commands comes up all the same: an operator gets past it through its ports.
      if (halted !== undefined || shortage !== undefined) return;
      if (leaderId !== 0 && (await this.isThere(role === "leader"))) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  private async isThere(mayFill: boolean): Promise<boolean> {
    const channel = new ClusterChannel({
      port: this.port,
      caller: this.caller,
      protocols: this.protocols,
      timeoutMs: TIMEOUT_MS,
      idempotencyPrefix: "demo",
    });
    try {
      if (await this.demo.isThere(channel)) return true;
      if (!mayFill) return false;
      await this.demo.fill(channel, Date.now() * 1_000);
      return true;
    } catch (error) {
      if (error instanceof ClusterRequestError) return false; // Halted, or without a leader: looked at again.
      throw error;
    }
  }
}
