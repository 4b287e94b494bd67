import { afterEach, expect, test } from "vitest";
import type { Connection, ConnectionListener, Dialer } from "../transport/connection.ts";
import { ChunkPool, Outbox } from "../transport/outbox.ts";
import { PipeDialer } from "../transport/pipe.ts";
import { parseAddress, TcpDialer, TcpListener } from "../transport/tcp.ts";

/** One end of a stream, with all that it heard. */
class End implements ConnectionListener {
  connection!: Connection;
  isOpen = false;
  received: number[] = [];
  givenBack: Uint8Array[] = [];
  closed: string | undefined;
  onBytes(bytes: Uint8Array): void {
    this.received.push(...bytes);
  }
  onWritten(bytes: Uint8Array): void {
    this.givenBack.push(bytes);
  }
  onClose(reason: string): void {
    this.closed = reason;
  }
}

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function until(isDone: () => boolean): Promise<void> {
  for (let ms = 0; !isDone(); ms++) {
    if (ms > 5_000) throw new Error("not within 5 s");
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

interface Wire {
  dialer: Dialer;
  endpoint: string;
  accepted: End[];
  trusted: boolean[];
}

const wires: Record<string, () => Promise<Wire>> = {
  pipe: () => {
    const wire = acceptorOf();
    return Promise.resolve({ ...wire, dialer: new PipeDialer(() => wire.acceptor), endpoint: "here" });
  },
  tcp: async () => {
    const wire = acceptorOf();
    const listener = await TcpListener.open("127.0.0.1:0", wire.acceptor);
    cleanUps.push(() => listener.close());
    return { ...wire, dialer: new TcpDialer(), endpoint: listener.address };
  },
};

function acceptorOf(): Pick<Wire, "accepted" | "trusted"> & {
  acceptor: { accept(connection: Connection, trusted: boolean): ConnectionListener };
} {
  const accepted: End[] = [];
  const trusted: boolean[] = [];
  return {
    accepted,
    trusted,
    acceptor: {
      accept: (connection, isTrusted) => {
        const end = new End();
        end.connection = connection;
        accepted.push(end);
        trusted.push(isTrusted);
        return end;
      },
    },
  };
}

async function pairOn(wire: Wire): Promise<[End, End]> {
  const near = new End();
  near.connection = wire.dialer.dial(wire.endpoint, near, () => (near.isOpen = true));
  cleanUps.push(() => near.connection.destroy());
  await until(() => near.isOpen && wire.accepted.length > 0);
  return [near, wire.accepted[wire.accepted.length - 1]];
}

const bytes = (from: number, count: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, nth) => (from + nth) & 255);

test.each(["pipe", "tcp"])(
  "bytes arrive in order, in both directions, and are given back (%s)",
  async (kind) => {
    const wire = await wires[kind]();
    const [near, far] = await pairOn(wire);
    expect(wire.trusted).toEqual([kind === "pipe"]);
    const [first, second] = [bytes(0, 100), bytes(100, 50)];
    near.connection.write(first);
    near.connection.write(second);
    expect(near.connection.pendingBytes).toBe(150);
    near.connection.flush();
    far.connection.write(bytes(7, 3));
    far.connection.flush();
    await until(() => far.received.length === 150 && near.received.length === 3);
    expect(far.received).toEqual([...bytes(0, 150)]);
    expect(near.received).toEqual([7, 8, 9]);
    await until(() => near.givenBack.length === 2);
    expect(near.givenBack).toEqual([first, second]);
    expect(near.connection.pendingBytes).toBe(0);
  },
);

test.each(["pipe", "tcp"])("nothing is sent before the flush (%s)", async (kind) => {
  const [near, far] = await pairOn(await wires[kind]());
  near.connection.write(bytes(0, 10));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(far.received).toEqual([]);
  near.connection.flush();
  await until(() => far.received.length === 10);
});

test.each(["pipe", "tcp"])("a paused end takes nothing until it resumes (%s)", async (kind) => {
  const [near, far] = await pairOn(await wires[kind]());
  far.connection.pause();
  await new Promise((resolve) => setTimeout(resolve, 10));
  near.connection.write(bytes(0, 10));
  near.connection.flush();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(far.received).toEqual([]);
  far.connection.resume();
  await until(() => far.received.length === 10);
});

test.each(["pipe", "tcp"])(
  "an end sends what was written, then both hear of the close (%s)",
  async (kind) => {
    const [near, far] = await pairOn(await wires[kind]());
    near.connection.write(bytes(0, 10));
    near.connection.end();
    await until(() => near.closed !== undefined && far.closed !== undefined);
    expect(far.received.length).toBe(10);
  },
);

test.each(["pipe", "tcp"])(
  "a destroyed connection closes on both ends, not from within the call (%s)",
  async (kind) => {
    const [near, far] = await pairOn(await wires[kind]());
    near.connection.destroy();
    expect(near.closed).toBeUndefined();
    await until(() => near.closed !== undefined && far.closed !== undefined);
    near.connection.write(bytes(0, 10)); // Into the void.
    near.connection.flush();
  },
);

test("a node that is not there is a close with the reason", async () => {
  const listener = await TcpListener.open("127.0.0.1:0", acceptorOf().acceptor);
  const { address } = listener;
  await listener.close();
  const end = new End();
  end.connection = new TcpDialer().dial(address, end, () => expect.fail("nobody listens"));
  await until(() => end.closed !== undefined);
  expect(end.closed).toBe("ECONNREFUSED");

  const nobody = new End();
  nobody.connection = new PipeDialer(() => undefined).dial("x", nobody, () => expect.fail("nobody listens"));
  await until(() => nobody.closed !== undefined);
});

test("addresses are host:port, and others are named", () => {
  expect(parseAddress("127.0.0.1:9001")).toEqual({ host: "127.0.0.1", port: 9001 });
  expect(parseAddress(":80")).toEqual({ host: "127.0.0.1", port: 80 });
  expect(parseAddress("[::1]:443")).toEqual({ host: "::1", port: 443 });
  for (const wrong of ["", "host", "host:", "host:x", "host:65536", "a:b:1", "http://host:1"]) {
    expect(() => parseAddress(wrong)).toThrow(/is no address: write host:port/);
  }
});

test("an outbox gathers small and large frames into whole chunks and uses their memory again", () => {
  const writes: Uint8Array[] = [];
  let flushes = 0;
  const pool = new ChunkPool();
  const outbox = new Outbox(
    {
      peer: "",
      pendingBytes: 0,
      write: (written) => writes.push(written),
      flush: () => flushes++,
      pause: () => {},
      resume: () => {},
      end: () => {},
      destroy: () => {},
    },
    pool,
  );
  const all: number[] = [];
  for (const size of [8, 100_000, 16, 65_536, 24]) {
    const frame = bytes(size, size);
    all.push(...frame);
    outbox.append(frame);
  }
  outbox.flush();
  outbox.flush(); // Nothing new: nothing to flush.
  expect(flushes).toBe(1);
  expect(writes.map((written) => written.byteLength)).toEqual([65_536, 65_536, all.length - 131_072]);
  expect(writes.flatMap((written) => [...written])).toEqual(all);
  const memory = writes[0].buffer;
  outbox.onWritten(writes[0]);
  expect(pool.take().buffer).toBe(memory);
});

test("to dial what is no address fails as dialling does: another node may have named it", async () => {
  const end = new End();
  new TcpDialer().dial("nowhere at all", end, () => {});
  await until(() => end.closed !== undefined);
  expect(end.isOpen).toBe(false);
});
