import type { Connection, ConnectionListener, Dialer } from "../transport/connection.ts";
import type { TestWorld } from "./node-rig.ts";

/** What comes back over its connections takes a while; what is on its way when the other end dies is lost. */
export function slowDialer(dialer: Dialer, world: TestWorld, delayMs: () => number): Dialer {
  return {
    dial: (endpoint, listener, onOpen): Connection =>
      dialer.dial(endpoint, slowListener(listener, world, delayMs), onOpen),
  };
}

function slowListener(
  listener: ConnectionListener,
  world: TestWorld,
  delayMs: () => number,
): ConnectionListener {
  const onTheWay: { readonly dueUs: number; readonly bytes: Uint8Array }[] = [];
  const stop = world.every(1, () => {
    while (onTheWay.length > 0 && onTheWay[0]!.dueUs <= world.nowUs) {
      listener.onBytes(onTheWay.shift()!.bytes);
    }
  });
  return {
    onBytes: (bytes) => {
      const dueUs = world.nowUs + delayMs() * 1_000;
      onTheWay.push({ dueUs: Math.max(dueUs, onTheWay.at(-1)?.dueUs ?? 0), bytes: bytes.slice() });
    },
    onWritten: (bytes) => listener.onWritten(bytes),
    onClose: (reason) => {
      stop();
      onTheWay.length = 0;
      listener.onClose(reason);
    },
  };
}
