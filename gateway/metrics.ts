import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { AnswerDesk } from "./answer-desk.ts";
import type { ClusterPort, ClusterStatus } from "./cluster-port.ts";
import type { EventHub } from "./event-hub.ts";
import { StageHistogram } from "./stage-histogram.ts";

/** What `/metrics` shows, in a registry of its own, so that two gateways can run in one process. */
export class GatewayMetrics {
  readonly registry: Registry = new Registry();
  readonly #latency: Histogram<"route" | "status">;
  /** Children by route and status class: looking one up by labels costs more than observing. */
  readonly #observers = new Map<string, Histogram.Internal<"route" | "status">[]>();
  readonly authenticationFailures: Counter<"code">;
  readonly webSocketCloses: Counter<"code">;
  #clientCount: () => number = () => 0;

  constructor(port: ClusterPort, desk: AnswerDesk, hub: EventHub) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry }); // Memory, garbage collection, event-loop stalls.
    this.#latency = new Histogram({
      name: "lockstep_gateway_request_seconds",
      help: "HTTP requests by route and class of status, from the first byte to the answer.",
      labelNames: ["route", "status"] as const,
      buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
      registers,
    });
    this.authenticationFailures = new Counter({
      name: "lockstep_gateway_authentication_failures_total",
      help: "Requests and logins refused, by code.",
      labelNames: ["code"] as const,
      registers,
    });
    this.webSocketCloses = new Counter({
      name: "lockstep_gateway_websocket_closes_total",
      help: "WebSockets that ended, by close code.",
      labelNames: ["code"] as const,
      registers,
    });
    gauge(registers, "websocket_clients", "WebSockets that are open.", () => this.#clientCount());
    gauge(registers, "requests_in_flight", "Requests to the cluster without an answer.", () => desk.inFlight);
    gauge(
      registers,
      "events_total",
      "Events heard from the node while somebody listened.",
      () => hub.eventCount,
    );
    gauge(registers, "event_gaps_total", "Times that events were missed.", () => hub.gapCount);
    gauge(
      registers,
      "applied_position",
      "Position that the node has applied.",
      () => port.status().appliedPosition,
    );
    gauge(
      registers,
      "commit_position",
      "Position that the node knows to be committed.",
      () => port.status().commitPosition,
    );
    gauge(
      registers,
      "last_position",
      "Position that the node has in its log.",
      () => port.status().lastPosition,
    );
    gauge(registers, "apply_lag_commands", "Committed and not applied.", () => {
      const { commitPosition, appliedPosition } = port.status();
      return Math.max(0, commitPosition - appliedPosition);
    });
    gauge(
      registers,
      "ingress_load",
      "How full the cluster's ingress queue is, 0 to 1.",
      () => port.status().ingressLoad,
    );
    gauge(registers, "is_leader", "1 when this node leads.", () => (port.status().role === "leader" ? 1 : 0));
    gauge(registers, "is_halted", "1 when the apply stands still.", () =>
      port.status().halted === undefined ? 0 : 1,
    );
    gauge(registers, "is_quarantined", "1 when this node differs from the others and serves nobody.", () =>
      port.status().isQuarantined ? 1 : 0,
    );
    gauge(
      registers,
      "repaired_batches",
      "Batches of its log that the node had lost, and got from others when it started.",
      () => port.status().repairedBatches,
    );
    snapshotGauges(registers, port);
    if (port.stages !== undefined) void new StageHistogram(registers, () => port.stages!());
    gauge(registers, "is_short_of_space", "1 when the disk has no room for commands.", () =>
      port.status().shortage === undefined ? 0 : 1,
    );
  }

  countClientsWith(count: () => number): void {
    this.#clientCount = count;
  }

  /** @param route the route's pattern, of which there are few; not the path */
  observeRequest(route: string, status: number, elapsedMs: number): void {
    let observers = this.#observers.get(route);
    if (observers === undefined) this.#observers.set(route, (observers = []));
    const statusClass = Math.floor(status / 100);
    observers[statusClass] ??= this.#latency.labels(route, `${statusClass}xx`);
    observers[statusClass].observe(elapsedMs / 1000);
  }
}

function snapshotGauges(registers: Registry[], port: ClusterPort): void {
  const of = (name: string, help: string, read: (status: ClusterStatus) => number): void =>
    gauge(registers, name, help, () => read(port.status()), "lockstep_snapshot_");
  of("position", "Position of the newest snapshot.", ({ snapshot }) => snapshot?.position ?? 0);
  of("bytes", "Size of the newest snapshot.", ({ snapshot }) => snapshot?.bytes ?? 0);
  of(
    "pause_seconds",
    "How long commands stood still for it.",
    ({ snapshot }) => (snapshot?.pauseUs ?? 0) / 1e6,
  );
  of("seconds", "From then until it was verified.", ({ snapshot }) => snapshot?.seconds ?? 0);
  of("taken_total", "Snapshots since the node started.", ({ snapshotsTaken }) => snapshotsTaken);
  of("failed_total", "Of which nothing came: the log says why.", ({ snapshotsFailed }) => snapshotsFailed);
}

function gauge(
  registers: Registry[],
  name: string,
  help: string,
  read: () => number,
  prefix = "lockstep_gateway_",
): void {
  // Registering is all that is wanted: the registry calls `collect` when it is scraped.
  void new Gauge({
    name: `${prefix}${name}`,
    help,
    registers,
    collect() {
      this.set(read());
    },
  });
}
