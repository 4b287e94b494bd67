import type { Application } from "./application.ts";
import { startApplicationNode } from "./application-node.ts";
import { startLocalCluster } from "./local-cluster.ts";
import { type NodeOptions, parseOptions } from "./options.ts";
import { type Ready, readyText } from "./ready.ts";
import { startError } from "./start-error.ts";

/**
 * The main program of an application, all that its `main.ts` calls: a local cluster of processes, or the one node
 * that the command line asks for. It prints what to do next, and ends when it is told to.
 */
export async function runApplication(application: Application): Promise<void> {
  try {
    const wish = parseOptions(application, process.argv);
    const running = await (wish.kind === "node"
      ? runNode(application, wish.options)
      : startLocalCluster(application, wish.options));
    stopWhenTold(running.stop);
  } catch (error) {
    const text = startError(error);
    if (process.send === undefined) console.error(text);
    else await new Promise((resolve) => process.send!({ failed: text }, resolve));
    process.exit(1); // A node that is half up must not hold its ports and its directory.
  }
}

/** One node; it tells a person, or the process that started it, where it is. */
async function runNode(
  application: Application,
  options: NodeOptions,
): Promise<{ stop: () => Promise<void> }> {
  const running = await startApplicationNode(application, options);
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
    console.log(readyText(application, [ready], options.members !== undefined));
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
