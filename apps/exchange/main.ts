import { startExchangeNode } from "./exchange-node.ts";
import { startLocalCluster } from "./local-cluster.ts";
import { type ExchangeOptions, parseOptions } from "./options.ts";
import { type Ready, readyText } from "./ready.ts";
import { startError } from "./start-error.ts";

try {
  const wish = parseOptions(process.argv);
  const running = await (wish.kind === "node" ? runNode(wish.options) : startLocalCluster(wish.options));
  stopWhenTold(running.stop);
} catch (error) {
  const text = startError(error);
  if (process.send === undefined) console.error(text);
  else await new Promise((resolve) => process.send!({ failed: text }, resolve));
  process.exit(1); // A node that is half up must not hold its ports and its directory.
}

/** One node; it tells a person, or the process that started it, where it is. */
async function runNode(options: ExchangeOptions): Promise<{ stop: () => Promise<void> }> {
  const running = await startExchangeNode(options);
  const { url, node, developmentKey } = running;
  // One that was told to stop may never be filled.
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  const { appliedPosition, halted } = node.status();
  const ready: Ready = {
    nodeId: options.node,
    url,
    nativeAddress: node.address,
    developmentKey,
    position: appliedPosition,
    halted,
  };
  if (process.send === undefined) {
    console.log(readyText([ready], options.members !== undefined));
  } else {
    void running.filled.then(() => {
      process.send!({ ready: { ...ready, position: node.status().appliedPosition } });
    });
  }
  return running;
}

function stopWhenTold(stop: () => Promise<void>): void {
  let isStopping = false;
  const stopOnce = (): void => {
    if (isStopping) return;
    isStopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stopOnce);
  process.on("SIGTERM", stopOnce);
}
