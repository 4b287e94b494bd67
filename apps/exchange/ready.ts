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
export function readyText(nodes: readonly Ready[], isMember: boolean): string {
  const { url, developmentKey } = nodes[0]!;
  const first =
    developmentKey === undefined
      ? "npm run lockstep -- create-key 1"
      : `curl -s ${url}/v1/exchange/markets -H 'X-Lockstep-Key: ${developmentKey}'\n  npm run lockstep -- book BTC-USD`;
  const more = nodes.length > 1 ? "\n  npm run lockstep -- status" : "";
  const rows = [
    ["HTTP and WebSocket", ...nodes.map((node) => `${node.url}/v1`)],
    ["API documentation", `${url}/docs`],
    ["native protocol", ...nodes.map((node) => node.nativeAddress)],
    ["development key", developmentKey ?? "none, in production"],
  ];
  return `
${headline(nodes, isMember)}

${rows.map(([name, ...values]) => `  ${name!.padEnd(21)}${values.join("  ")}`).join("\n")}

Try:
  ${first}${more}

Ctrl-C stops ${nodes.length === 1 ? "it" : "all of them"}.
`;
}

function headline(nodes: readonly Ready[], isMember: boolean): string {
  if (nodes.length > 1) {
    const halted = nodes.find((node) => node.halted !== undefined)?.halted;
    const state = halted === undefined ? "ready" : `up, but HALTED: ${halted}`;
    return `Lockstep: nodes ${nodes.map(({ nodeId }) => nodeId).join(", ")} are ${state}.`;
  }
  const { nodeId, position, halted } = nodes[0]!;
  const state = halted === undefined ? `ready (position ${position})` : `up, but HALTED: ${halted}`;
  return `Lockstep node ${nodeId} is ${state}${isMember ? ", and looks for the others" : ""}.`;
}
