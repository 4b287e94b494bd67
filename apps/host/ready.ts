import { type Application, toolCommandOf } from "./application.ts";
import { DEFAULT_PORTS, localMembers } from "./members.ts";

/** What a node says of itself when it is up; to the process that started it, as a message. */
export interface Ready {
  readonly nodeId: number;
  /** Of its gateway. */
  readonly url: string;
  readonly nativeAddress: string;
  /** Undefined in production. */
  readonly developmentKey: string | undefined;
  readonly position: number;
  readonly halted: string | undefined;
}

/** For the terminal: where to look, and what to try first. */
export function readyText(application: Application, nodes: readonly Ready[], isMember: boolean): string {
  const { url, developmentKey } = nodes[0]!;
  const tool = toolCommandOf(application);
  const first =
    developmentKey === undefined
      ? [`${tool} create-key 1`]
      : (application.firstSteps?.({ url, developmentKey, tool }) ?? [`${tool} contract`]);
  const steps = [...settings(nodes), ...first, ...(nodes.length > 1 ? [`${tool} status`] : [])];
  const rows = [
    ["HTTP and WebSocket", ...nodes.map((node) => `${node.url}/v1`)],
    ["API documentation", `${url}/docs`],
    ["native protocol", ...nodes.map((node) => node.nativeAddress)],
    ["development key", developmentKey ?? "none, in production"],
  ];
  return `
${headline(application, nodes, isMember)}

${rows.map(([name, ...values]) => `  ${name!.padEnd(21)}${values.join("  ")}`).join("\n")}

Try:
${steps.map((step) => `  ${step}`).join("\n")}

Ctrl-C stops ${nodes.length === 1 ? "it" : "all of them"}.
`;
}

/** What tells the tools where the nodes are, unless they look there by themselves. */
function settings(nodes: readonly Ready[]): string[] {
  const usual = localMembers(Math.max(...nodes.map(({ nodeId }) => nodeId)), "127.0.0.1", DEFAULT_PORTS);
  const isUsual = nodes.every(({ nodeId, url, nativeAddress }) => {
    const { gatewayUrl, clientAddress } = usual[nodeId - 1]!;
    return url === gatewayUrl && nativeAddress === clientAddress;
  });
  if (isUsual) return [];
  const urls = nodes.map(({ url }) => url).join(",");
  const addresses = nodes.map(({ nativeAddress }) => nativeAddress).join(",");
  return [`export LOCKSTEP_URL=${urls} LOCKSTEP_CLIENT=${addresses}`];
}

function headline({ name }: Application, nodes: readonly Ready[], isMember: boolean): string {
  if (nodes.length > 1) {
    const halted = nodes.find((node) => node.halted !== undefined)?.halted;
    const state = halted === undefined ? "ready" : `up, but HALTED: ${halted}`;
    return `Lockstep ${name}: nodes ${nodes.map(({ nodeId }) => nodeId).join(", ")} are ${state}.`;
  }
  const { nodeId, position, halted } = nodes[0]!;
  const state = halted === undefined ? `ready (position ${position})` : `up, but HALTED: ${halted}`;
  return `Lockstep ${name}: node ${nodeId} is ${state}${isMember ? ", and looks for the others" : ""}.`;
}
