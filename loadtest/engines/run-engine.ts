import { EngineDigest } from "./engine-digest.ts";
import { type FiledOrders, readOrderFile } from "./order-file.ts";

/** Applies commands from `begin` to before `end`, in order. */
export type Engine = (orders: FiledOrders, digest: EngineDigest) => (begin: number, end: number) => void;

/** For the main module of an engine in this language: reads the file that it is given, and prints what engines print. */
export function runEngine(name: string, engine: Engine): void {
  const orders = readOrderFile(process.argv[2] ?? "");
  const digest = new EngineDigest();
  const run = engine(orders, digest);
  run(0, orders.timedFrom);
  const before = process.cpuUsage();
  run(orders.timedFrom, orders.count);
  const { user, system } = process.cpuUsage(before);
  const nanoseconds = (user + system) * 1_000;
  console.log(JSON.stringify({ engine: name, digest: digest.text, fills: digest.fills, nanoseconds }));
}
