import { Worker } from "node:worker_threads";
import { runSeed, type SeedOutcome, type SeedRequest } from "./seed-run.ts";

/**
 * Runs requests on so many threads, one at a time on each, until `onOutcome` says that it is enough. One thread is
 * this one. The order of the outcomes is not that of the requests.
 */
export async function runSeeds(
  requests: Iterator<SeedRequest>,
  threads: number,
  onOutcome: (outcome: SeedOutcome) => "more" | "enough",
): Promise<void> {
  if (threads === 1) {
    for (let next = requests.next(); next.done !== true; next = requests.next()) {
      if (onOutcome(runSeed(next.value)) === "enough") return;
    }
    return;
  }
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL("seed-worker.js", import.meta.url), { execArgv: ["--enable-source-maps"] }),
  );
  try {
    await Promise.race([enough(workers, requests, onOutcome), ...workers.map(failure)]);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** All is done, or one was enough. */
function enough(
  workers: readonly Worker[],
  requests: Iterator<SeedRequest>,
  onOutcome: (outcome: SeedOutcome) => "more" | "enough",
): Promise<void> {
  return new Promise((resolve) => {
    let busy = 0;
    const give = (worker: Worker): void => {
      const next = requests.next();
      if (next.done !== true) {
        busy++;
        worker.postMessage(next.value);
      } else if (busy === 0) {
        resolve();
      }
    };
    for (const worker of workers) {
      worker.on("message", (outcome: SeedOutcome) => {
        busy--;
        if (onOutcome(outcome) === "enough") resolve();
        else give(worker);
      });
      give(worker);
    }
  });
}

function failure(worker: Worker): Promise<never> {
  return new Promise((_resolve, reject) => worker.once("error", reject));
}
