import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { BatchMemory } from "../transport/peer-batch-memory.ts";
import { encodePeerAlive } from "../transport/peer-frame.ts";
import { PeerInlet, type PeerInletHost } from "../transport/peer-inlet.ts";
import { PeerMessageReader } from "../transport/peer-message.ts";
import { PEER_TICK_MS } from "../transport/peer-stream.ts";
import { CLUSTER_ID } from "./log-batches.ts";
import { welcomeBy } from "./peer-rig.ts";
import type { ReadInto } from "../transport/peer-wire.ts";

class FakeSocket extends EventEmitter {
  destroyed = false;
  setNoDelay(): void {}
  write(): void {}
  end(): void {}
  destroy(): void {
    this.destroyed = true;
  }
}

/** An inlet whose time and network a test moves by hand. */
class InletRig {
  readonly sockets: FakeSocket[] = [];
  readonly dialledAtTicks: number[] = [];
  readonly ends: { wasOpen: boolean; reason: string }[] = [];
  readonly inlet: PeerInlet;
  jitter = 0.5;
  ticks = 0;
  private onread: ReadInto | undefined;

  constructor() {
    const host: PeerInletHost = {
      dial: (_address, onread) => {
        this.onread = onread;
        this.dialledAtTicks.push(this.ticks);
        const socket = new FakeSocket();
        this.sockets.push(socket);
        return socket as unknown as Socket;
      },
      hello: () => new Uint8Array(0),
      checkWelcome: () => {},
      onInletOpen: () => {},
      onInletClosed: (_inlet, wasOpen, reason) => this.ends.push({ wasOpen, reason }),
      onMessage: () => {},
      onTransfer: () => {},
      random: () => this.jitter,
    };
    const memory = new BatchMemory();
    const messages = new PeerMessageReader({ clusterId: CLUSTER_ID, nodeId: 1, memory });
    this.inlet = new PeerInlet(host, 2, ["127.0.0.1:1"], messages);
  }

  tick(count = 1): void {
    for (let done = 0; done < count; done++) {
      this.inlet.tick();
      this.ticks++;
    }
  }

  bring(bytes: Uint8Array): void {
    this.onread!.buffer.set(bytes);
    this.onread!.callback(bytes.byteLength);
  }

  /** The attempt under way fails. @returns milliseconds until the next one */
  failAndWait(): number {
    this.sockets.at(-1)!.emit("close");
    const attempts = this.sockets.length;
    let waited = 0;
    for (; this.sockets.length === attempts; waited++) this.tick();
    return waited * PEER_TICK_MS;
  }
}

describe("an inlet", () => {
  test("dials at once, waits longer from failure to failure, up to a second, and then goes on for ever", () => {
    const rig = new InletRig();
    rig.tick();
    expect(rig.sockets).toHaveLength(1);
    const waitsMs = Array.from({ length: 12 }, () => rig.failAndWait() - PEER_TICK_MS);
    expect(waitsMs).toEqual([25, 50, 100, 200, 400, 800, 1000, 1000, 1000, 1000, 1000, 1000]);
  });

  test("spreads its attempts by half of the wait to each side", () => {
    const rig = new InletRig();
    rig.tick();
    for (let failure = 0; failure < 8; failure++) rig.failAndWait();
    rig.jitter = 0;
    expect(rig.failAndWait() - PEER_TICK_MS).toBe(500);
    rig.jitter = 0.999;
    expect(rig.failAndWait() - PEER_TICK_MS).toBe(1_500);
  });

  test("begins with short waits again after a connection that was open, and when the peer is known to be up", () => {
    const rig = new InletRig();
    rig.tick();
    for (let failure = 0; failure < 8; failure++) rig.failAndWait();
    rig.bring(welcomeBy());
    expect(rig.inlet.isOpen).toBe(true);
    expect(rig.failAndWait() - PEER_TICK_MS).toBe(25);
    for (let failure = 0; failure < 8; failure++) rig.failAndWait();
    rig.sockets.at(-1)!.emit("close");
    rig.inlet.hurry();
    const attempts = rig.sockets.length;
    rig.tick();
    expect(rig.sockets).toHaveLength(attempts + 1);
  });

  test("gives up a peer that does not greet in three seconds, or says nothing for two", () => {
    const rig = new InletRig();
    rig.tick();
    rig.tick(120);
    expect(rig.ends).toEqual([]);
    rig.tick();
    expect(rig.ends).toEqual([{ wasOpen: false, reason: "it did not greet in time" }]);

    rig.tick(2);
    rig.bring(welcomeBy());
    for (let second = 0; second < 10; second++) {
      rig.tick(60);
      rig.bring(encodePeerAlive());
    }
    expect(rig.ends).toHaveLength(1);
    rig.tick(80);
    expect(rig.ends).toHaveLength(1);
    rig.tick();
    expect(rig.ends[1]).toEqual({ wasOpen: true, reason: "it is silent" });
    expect(rig.sockets.filter(({ destroyed }) => !destroyed)).toEqual([]);
  });

  test("takes the end of what the peer says for the end, and hears nothing of an older connection", () => {
    const rig = new InletRig();
    rig.tick();
    rig.bring(welcomeBy());
    rig.sockets[0].emit("end");
    expect(rig.ends).toEqual([{ wasOpen: true, reason: "closed by the other side" }]);
    rig.sockets[0].emit("close");
    expect(rig.ends).toHaveLength(1);
    rig.bring(encodePeerAlive());
    expect(rig.inlet.isOpen).toBe(false);
  });

  test("cuts a connection whose other side does not take the refusal", () => {
    const rig = new InletRig();
    rig.tick();
    rig.bring(new Uint8Array(64).fill(255));
    expect(rig.ends).toHaveLength(1);
    const [socket] = rig.sockets;
    rig.tick(39);
    expect(socket.destroyed).toBe(false);
    rig.tick();
    expect(socket.destroyed).toBe(true);
  });

  test("stops for good", () => {
    const rig = new InletRig();
    rig.tick();
    rig.bring(welcomeBy());
    rig.inlet.stop();
    rig.tick(1_000);
    expect(rig.sockets).toHaveLength(1);
    expect(rig.sockets[0].destroyed).toBe(true);
    expect(rig.ends).toEqual([]);
  });
});
