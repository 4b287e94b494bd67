import inspector from "node:inspector";
import { ServiceWrapper } from "@lockstep/cluster/past/service-wrapper";
import type { ClusteredService, ServiceContext } from "@lockstep/cluster/service";
import type { Protocol } from "@lockstep/domain/contract/protocol";
import { decodedMessageAt } from "./decoded-commands.ts";

/**
 * Stops a replay at what the model does at one position, for a debugger: once before each timer that fires before the
 * command, and once before the command's handler. Stepping into leads there.
 */
export class BreakPoint {
  readonly position: number;
  readonly protocols: readonly Protocol[];
  /** How often it stopped. */
  stops = 0;

  constructor(position: number, protocols: readonly Protocol[]) {
    this.position = position;
    this.protocols = protocols;
  }

  before(service: ClusteredService): ClusteredService {
    return new StoppingService(service, this);
  }
}

class StoppingService extends ServiceWrapper {
  private readonly point: BreakPoint;

  constructor(service: ClusteredService, point: BreakPoint) {
    super(service);
    this.point = point;
  }

  override onCommand(view: DataView, offset: number, length: number, context: ServiceContext): void {
    const { service, point } = this;
    const { position } = context;
    if (position !== point.position) return service.onCommand(view, offset, length, context);
    const command = decodedMessageAt(view, offset, point.protocols);
    point.stops++;
    // oxlint-disable-next-line no-debugger
    debugger; // At the position that you asked for, with its `command`. Step over this line, then into the next.
    service.onCommand(view, offset, length, context);
    void command; // It is there to be looked at.
  }

  override onTimer(kind: number, key: number, payload: DataView, context: ServiceContext): void {
    const { service, point } = this;
    const { position } = context;
    if (position !== point.position) return service.onTimer(kind, key, payload, context);
    point.stops++;
    // oxlint-disable-next-line no-debugger
    debugger; // A timer that fires before the command at that position. Step over this line, then into the next.
    service.onTimer(kind, key, payload, context);
  }

  override onSessionOpened(context: ServiceContext): void {
    const { service, point } = this;
    if (context.position !== point.position) return service.onSessionOpened(context);
    point.stops++;
    // oxlint-disable-next-line no-debugger
    debugger; // The command at that position opens a session; each service is told.
    service.onSessionOpened(context);
  }

  override onSessionClosed(context: ServiceContext): void {
    const { service, point } = this;
    if (context.position !== point.position) return service.onSessionClosed(context);
    point.stops++;
    // oxlint-disable-next-line no-debugger
    debugger; // The command at that position closes a session; each service is told.
    service.onSessionClosed(context);
  }
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
