import type { ClusteredService, StateWriter } from "@lockstep/cluster/service";
import type { StateMachine } from "@lockstep/cluster/state-machine";

/** The state of all services as text, an entity a line: as they write it into snapshots. */
export function stateOf(machine: StateMachine): string {
  return machine.services.inOrder.map((service) => stateOfService(service, machine.version)).join("\n");
}

function stateOfService(service: ClusteredService, version: number): string {
  const lines = [service.name];
  const add = (text: string): void => {
    lines[lines.length - 1] += text;
  };
  const writer: StateWriter = {
    entity: (kind, key) => void lines.push(`  ${kind} ${key}`),
    number: (name, value) => add(` ${name}=${Object.is(value, -0) ? "-0" : value}`),
    text: (name, value) => add(` ${name}=${JSON.stringify(value)}`),
  };
  service.takeSnapshot(writer, version);
  return lines.join("\n");
}
