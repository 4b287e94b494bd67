/** How the processes of a load test say that they are ready: one line, with what their starter must know. */
export const READY: RegExp = /^ready (\{.*\})\n/;

export function sayReady(facts: Readonly<Record<string, string>>): void {
  console.log(`ready ${JSON.stringify(facts)}`);
}

/** @param greeting of a process whose `ready` was `READY` */
export function readyFacts(greeting: string): Readonly<Record<string, string>> {
  const found = READY.exec(greeting);
  if (found === null) throw new Error(`this is no word of a ready process: ${greeting}`);
  return JSON.parse(found[1]) as Record<string, string>;
}

/** Runs `stop` when the process is told to end, then ends it. */
export function stopOnSignal(stop: () => Promise<unknown>): void {
  process.once("SIGTERM", () => {
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
