import {
  decodeChallenge,
  decodeError,
  decodeNotLeader,
  decodeWelcome,
  encodeHello,
  encodeKeepAlive,
} from "../frame-codec.ts";
import { ErrorCode, FrameType, type Leader, PROTOCOL_VERSION, type Welcome } from "../frame.ts";
import { limits } from "../limits.ts";
import type { Connection, Dialer } from "../transport/connection.ts";
import { FrameReader } from "../transport/frame-reader.ts";
import { type ChunkPool, Outbox } from "../transport/outbox.ts";
import { nodeFrameProblem } from "./node-frame-check.ts";
import { proofOf } from "./proof.ts";

const BACKOFF_MS_MIN = 20;
const BACKOFF_MS_MAX = 2_000;
/** A node that says nothing for this long is asked for a sign of life. */
const QUIET_MS = 400;
/**
 * A node that says nothing for this long is given up, although the connection is open: one that is paused or cut
 * off was replaced by then.
 */
const SILENCE_MS_MAX = 1_500;
/** Ticks come every some ten milliseconds, unless this process was held up. */
const STALL_MS = 250;
/** A paused process takes connections and says nothing. */
const GREETING_MS_MAX = 1_000;
/** A node that knows no leader is left for another after this long. */
const LEADERLESS_MS_MAX = 1_000;
const NO_SESSION = 0;

/** What a link tells its owner. */
export interface LinkOwner {
  /** The node has greeted, and leads when the link follows the leader: requests may be sent. */
  onReady(): void;
  /** What was sent and not answered may be lost. */
  onLost(reason: string): void;
  onFrame(type: number, bytes: Uint8Array, view: DataView, offset: number, length: number): void;
}

export interface LinkOptions {
  readonly dialer: Dialer;
  readonly endpoints: readonly string[];
  /** Whether only the leader will do. */
  readonly followsLeader: boolean;
  /** 0: any. */
  readonly clusterId: number;
  /** Needed over a socket, not inside the process. */
  readonly secret: Uint8Array | undefined;
  readonly pool: ChunkPool;
  /** Monotonic. */
  readonly nowMs: () => number;
  /** In [0, 1): spreads the attempts of many clients. */
  readonly random: () => number;
}

/**
 * A connection to some node of the cluster, for ever: finds the leader when asked to, tries the
 * others when one is silent, and waits longer from attempt to attempt.
 */
export class NodeLink {
  private readonly options: LinkOptions;
  private readonly owner: LinkOwner;
  private connection: Connection | undefined;
  private outbox: Outbox | undefined;
  private reader: FrameReader | undefined;
  /** Frames of an older connection are not heard. */
  private epoch = 0;
  private nextEndpoint = 0;
  private leaderAddress = "";
  private nodeId = 0;
  private attempts = 0;
  private dialAtMs = 0;
  private heardAtMs = 0;
  private pingedAtMs = 0;
  private tickedAtMs = 0;
  private greetBeforeMs = 0;
  private stopped = false;
  private isGreeted = false;
  private isChallenged = false;
  /** Requests were sent on this connection. */
  private wasReady = false;
  /** The node's clock minus this one's, in milliseconds. */
  clockOffsetMs = 0;
  /** The greeting is over: requests may be sent. */
  isReady = false;
  /** Why the last connection ended, for people. */
  lastError = "";

  constructor(options: LinkOptions, owner: LinkOwner) {
    this.options = options;
    this.owner = owner;
  }

  /** The node that is connected; 0 when none is. */
  get connectedNodeId(): number {
    return this.isReady ? this.nodeId : 0;
  }

  get pendingBytes(): number {
    return this.outbox?.pendingBytes ?? 0;
  }

  /** Sends with the next flush; dropped when not ready. */
  send(frame: Uint8Array): void {
    if (this.isReady) this.outbox!.append(frame);
  }

  flush(): void {
    this.outbox?.flush();
  }

  /** Every some ten milliseconds: dials when it is time, gives up who is silent. */
  tick(): void {
    const nowMs = this.options.nowMs();
    if (nowMs - this.tickedAtMs > STALL_MS) this.heardAtMs = nowMs; // A stall of our own is not the node's silence.
    this.tickedAtMs = nowMs;
    if (this.stopped) return;
    if (this.connection === undefined) {
      if (nowMs >= this.dialAtMs) this.dial(nowMs);
      return;
    }
    if (!this.isReady) {
      if (nowMs > this.greetBeforeMs) this.drop("the node did not greet, or does not lead");
      return;
    }
    const quietMs = nowMs - this.heardAtMs;
    if (quietMs > SILENCE_MS_MAX) {
      this.drop("the node is silent");
    } else if (quietMs > QUIET_MS && nowMs - this.pingedAtMs > QUIET_MS) {
      this.pingedAtMs = nowMs;
      this.send(encodeKeepAlive(NO_SESSION));
      this.flush();
    }
  }

  /**
   * Gives the node up and tries again, elsewhere if there is another.
   * @param waitMs at least, before the next attempt
   */
  drop(reason: string, waitMs: number = 0): void {
    const wasReady = this.isGreeted;
    this.lastError = reason;
    this.connection?.destroy();
    this.connection = undefined;
    this.outbox = undefined;
    this.reader?.stop();
    this.isReady = false;
    this.isGreeted = false;
    this.epoch++;
    const backoffMs = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** Math.min(this.attempts, 10));
    this.attempts++;
    const delayMs = wasReady ? 0 : backoffMs * (0.5 + this.options.random());
    this.dialAtMs = this.options.nowMs() + Math.max(waitMs, delayMs);
    if (wasReady) this.owner.onLost(reason);
  }

  stop(): void {
    this.stopped = true;
    this.isReady = false;
    this.epoch++;
    this.reader?.stop();
    this.outbox?.flush();
    this.connection?.end();
    this.connection = undefined;
  }

  private dial(nowMs: number): void {
    const { dialer, endpoints } = this.options;
    const endpoint = this.leaderAddress || endpoints[this.nextEndpoint % endpoints.length];
    this.nextEndpoint = endpoints.indexOf(endpoint) + 1; // Whoever is lost is tried again last.
    this.leaderAddress = "";
    this.greetBeforeMs = nowMs + GREETING_MS_MAX;
    this.isChallenged = false;
    this.wasReady = false;
    const epoch = ++this.epoch;
    const current = (): boolean => epoch === this.epoch;
    const reader = new FrameReader(
      {
        onFrame: (bytes, view, offset, length) => {
          if (current()) this.onFrame(bytes, view, offset, length);
        },
        onBadFrame: (reason) => {
          if (current()) this.drop(reason);
        },
      },
      () => limits.replyFrameBytesMax,
    );
    this.reader = reader;
    const outboxOf: { outbox?: Outbox } = {};
    const connection = dialer.dial(
      endpoint,
      {
        onBytes: (bytes) => {
          if (!current()) return;
          this.heardAtMs = this.options.nowMs();
          reader.push(bytes);
        },
        onWritten: (bytes) => outboxOf.outbox!.onWritten(bytes),
        onClose: (reason) => {
          if (current()) this.drop(`${endpoint}: ${reason}`);
        },
      },
      () => {
        if (current()) this.heardAtMs = this.options.nowMs();
      },
    );
    this.connection = connection;
    this.outbox = outboxOf.outbox = new Outbox(connection, this.options.pool);
  }

  private onFrame(bytes: Uint8Array, view: DataView, offset: number, length: number): void {
    const type = view.getUint8(offset + 4);
    switch (type) {
      case FrameType.Challenge: {
        const challenge = decodeChallenge(view, offset, length);
        if (challenge === undefined) return this.drop("the challenge is too short");
        if (this.isChallenged) return this.drop("the node challenged twice");
        this.isChallenged = true;
        return this.greet(challenge);
      }
      case FrameType.Welcome: {
        const welcome = decodeWelcome(view, offset, length);
        if (welcome === undefined) return this.drop("the welcome is too short");
        if (this.isGreeted) return this.drop("the node greeted twice");
        return this.onWelcome(welcome);
      }
      case FrameType.NotLeader: {
        const leader = decodeNotLeader(view, offset, length);
        if (leader !== undefined) this.onNotLeader(leader);
        return;
      }
      case FrameType.Error: {
        const error = decodeError(view, offset, length);
        const name = Object.entries(ErrorCode).find(([, code]) => code === error?.code)?.[0] ?? "error";
        return this.drop(`${name}: ${error?.text ?? "no reason given"}`);
      }
    }
    if (!this.isGreeted) return;
    const problem = nodeFrameProblem(type, view, offset, length);
    if (problem === undefined) this.owner.onFrame(type, bytes, view, offset, length);
    else this.drop(problem);
  }

  private greet(challenge: { nodeId: number; clusterId: number; nonce: Uint8Array }): void {
    const { secret, clusterId } = this.options;
    const proof =
      secret === undefined
        ? new Uint8Array(32)
        : proofOf(secret, challenge.nodeId, challenge.clusterId, challenge.nonce);
    this.outbox!.append(
      encodeHello({ versionMin: PROTOCOL_VERSION, versionMax: PROTOCOL_VERSION, clusterId, proof }),
    );
    this.outbox!.flush();
  }

  private onWelcome(welcome: Welcome): void {
    this.nodeId = welcome.nodeId;
    this.isGreeted = true;
    // Now, and not when it is ready: that may be long after, when a leader is elected.
    this.clockOffsetMs = welcome.clockMs - this.options.nowMs();
    if (!this.options.followsLeader || welcome.leaderId === welcome.nodeId) this.becomeReady();
    else this.onNotLeader(welcome);
  }

  private becomeReady(): void {
    this.isReady = true;
    this.wasReady = true;
    this.attempts = 0;
    this.owner.onReady();
  }

  /** Also said when another begins to lead, so that nobody has to ask again and again. */
  private onNotLeader(leader: Leader): void {
    if (!this.options.followsLeader || !this.isGreeted) return;
    if (leader.leaderId === this.nodeId && leader.leaderId !== 0) {
      if (this.isReady) return;
      if (!this.wasReady) return this.becomeReady();
      // It led, lost the lead and has it again. What it has still to say of the requests that it got then would be
      // taken for an answer to those that it gets now: they have the same numbers.
      this.leaderAddress = leader.leaderAddress;
      this.attempts = 0;
      return this.drop(`node ${this.nodeId} leads again`);
    }
    if (leader.leaderAddress !== "") {
      this.leaderAddress = leader.leaderAddress;
      this.drop(`node ${leader.leaderId} leads, at ${leader.leaderAddress}`);
    } else {
      // No leader is known. Wait here: the node will say who leads, and may still answer what it has.
      this.isReady = false;
      this.greetBeforeMs = this.options.nowMs() + LEADERLESS_MS_MAX;
    }
  }
}
