import { startExchangeNode } from "./exchange-node.ts";
import { parseOptions } from "./options.ts";

try {
  const options = parseOptions(process.argv);
  const running = await startExchangeNode(options);
  const { url, node, developmentKey } = running;
  const header = developmentKey === undefined ? "" : ` -H 'X-Lockstep-Key: ${developmentKey}'`;
  const { appliedPosition, halted } = node.status();
  const state = halted === undefined ? `ready (position ${appliedPosition})` : `up, but HALTED: ${halted}`;
  console.log(`
Lockstep node ${options.node} is ${state}.

  HTTP and WebSocket   ${url}/v1
  API documentation    ${url}/docs
  native protocol      ${node.address}
  development key      ${developmentKey ?? "none, in production"}

Try:
  curl -s ${url}/v1/exchange/markets${header}
  npm run lockstep -- book BTC-USD

Ctrl-C stops it.
`);

  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
} catch (error) {
  console.error(startError(error));
  process.exit(1); // A node that is half up must not hold its ports and its directory.
}

/** What a person can act on, without a stack; everything else with one. */
function startError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    return `${error.message}: another process listens there; choose --port and --client-port`;
  }
  return code === undefined ? (error.stack ?? error.message) : `${code}: ${error.message}`;
}
