import { parentPort } from "node:worker_threads";
import { runSeed, type SeedRequest } from "./seed-run.ts";

parentPort!.on("message", (request: SeedRequest) => parentPort!.postMessage(runSeed(request)));
