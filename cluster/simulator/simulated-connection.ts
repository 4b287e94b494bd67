import type { Acceptor, Connection, ConnectionListener, Dialer } from "../transport/connection.ts";
import type { SimulatedNetwork } from "./simulated-network.ts";
import { SECOND, type SimulatedProcess } from "./simulated-process.ts";
import { SimulatedStream } from "./simulated-stream.ts";

/** As of the real transport (transport/tcp.ts). */
const DIAL_TIMEOUT_US = 5 * SECOND;

/** A node that clients may reach. */
export interface Reachable {
  readonly site: number;
  readonly process: SimulatedProcess;
  readonly acceptor: Acceptor;
}

/** Dials nodes over the simulated network. */
export class SimulatedDialer implements Dialer {
  private readonly network: SimulatedNetwork;
  private readonly site: number;
  private readonly process: SimulatedProcess;
  private readonly find: (endpoint: string) => { site: number; node: Reachable | undefined };

  /** @param find who listens there now, if anybody does */
  constructor(
    network: SimulatedNetwork,
    site: number,
    process: SimulatedProcess,
    find: (endpoint: string) => { site: number; node: Reachable | undefined },
  ) {
    this.network = network;
    this.site = site;
    this.process = process;
    this.find = find;
  }

  dial(endpoint: string, listener: ConnectionListener, onOpen: () => void): Connection {
    const { network, process, site } = this;
    const target = this.find(endpoint);
    // A stream to nobody until it is accepted: its far end is this process, which hears nothing there.
    const stream = new SimulatedStream(
      network,
      [site, process],
      [target.site, target.node?.process ?? process],
      endpoint,
    );
    const { near, far } = stream;
    near.listener = listener;
    near.onOpen = onOpen;
    network.events.after(network.drawDelayUs(site, target.site), () => {
      if (!network.isReachable(site, target.site)) {
        process.post(DIAL_TIMEOUT_US, () => stream.reset());
      } else if (target.node === undefined || target.node.process.isDead) {
        stream.reset();
      } else {
        const { node } = target;
        node.process.happen(() => {
          if (near.isClosed) return;
          far.channel.put("open");
          far.listener = node.acceptor.accept(far, true);
        });
      }
    });
    return near;
  }
}
