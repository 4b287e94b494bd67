import inspector from "node:inspector";
import { withHandlers } from "@lockstep/cluster/past/handlers";
import type { ClusteredService, ServiceContext } from "@lockstep/cluster/service";
import type { Protocol } from "@lockstep/domain/contract/protocol";
import { decodedMessageAt } from "./decoded-commands.ts";

/** Where a replay stops for a debugger. */
export interface BreakPoint {
  readonly position: number;
  readonly protocols: readonly Protocol[];
  /** Before what it stopped: commands by their names, and handlers of what is none. */
  readonly stops: string[];
}

/**
 * A service that stops at what the model does at one position: before the command's handler, before that of each timer that
 * fires there, and where the log tells services something else.
 */
export function stopping(service: ClusteredService, point: BreakPoint): ClusteredService {
  return withHandlers(
    service,
    (name, handler) =>
      function (...args: unknown[]) {
        const { position } = args.at(-1) as ServiceContext;
        if (position !== point.position) return Reflect.apply(handler, this, args);
        const [view, offset] = args as [DataView, number];
        const command = name === "onCommand" ? decodedMessageAt(view, offset, point.protocols) : undefined;
        point.stops.push(command?.name ?? name);
        // oxlint-disable-next-line no-debugger
        debugger; // Here is the `position` that you asked for, and its `command`. Two steps into: its handler.
        return Reflect.apply(handler, this, args);
      },
  );
}

export const INSPECTOR_ADDRESS = "127.0.0.1:9229";

/**
 * Lets a debugger attach, and waits for it. A process that was started under one has that already, and does not wait.
 *
 * @param address `host:port`, or a port of this machine
 * @throws RangeError
 */
export function waitForDebugger(address: string = INSPECTOR_ADDRESS): void {
  if (inspector.url() !== undefined) return;
  const [, host = "127.0.0.1", port] = /^(?:(.+):)?(\d+)$/.exec(address) ?? [];
  if (port === undefined || Number(port) > 65_535) {
    throw new RangeError(
      `${address} is no address for a debugger: say host:port, such as ${INSPECTOR_ADDRESS}`,
    );
  }
  inspector.open(Number(port), host.replace(/^\[(.*)\]$/, "$1"), false); // Which says on stderr where it listens.
  if (inspector.url() === undefined) throw new RangeError(`no debugger can be let in at ${address}`);
  console.error("waiting for a debugger: attach VS Code to it, or open chrome://inspect");
  inspector.waitForDebugger();
}
