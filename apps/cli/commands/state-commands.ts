import { differences } from "@lockstep/cluster/past/entity-differences";
import { type Entity, idOf, visitEntities } from "@lockstep/cluster/past/entity";
import { machineAt } from "@lockstep/cluster/past/past";
import type { StateMachine } from "@lockstep/cluster/state-machine";
import type { Application } from "@lockstep/host/application";
import type { Command } from "commander";
import { replayableOf } from "../application-machine.ts";
import { countLines, differenceJson, differenceText, entityJson, entityText } from "../entity-text.ts";
import { nodeDirectoryOf } from "../node-directory.ts";
import { withPast } from "../open-past.ts";
import { positiveInteger } from "./market-commands.ts";

interface StateOptions {
  readonly data: string;
  readonly kind?: string;
  readonly id?: string;
  readonly cluster?: true;
  readonly json?: true;
  readonly limit: number;
}

/** The state as it was, and what became of it: from the nearest snapshot before, and the log behind that. */
export function addStateCommands(program: Command, application: Application): void {
  const command = (name: string): Command =>
    program
      .command(name)
      .option("--data <path>", "a node's data directory, or a capture", nodeDirectoryOf(application))
      .option("--kind <kind>", 'only entities of a kind: order, or "exchange order"')
      .option("--id <number>", "only the one with this number")
      .option("--cluster", "also sessions, timers and idempotency keys")
      .option("--json", "for programs: a line of JSON for each entity");

  command("state-at")
    .description("print the state as it was exactly after a position, entity by entity")
    .argument("<position>", "of a command", positiveInteger)
    .action((position: number, options: StateOptions) =>
      withPast(options.data, application, ({ past }) => {
        const machine = machineAt(past, replayableOf(application), position);
        if (options.json !== true) console.log(`position ${position}, ${timeOf(machine)}`);
        const lineOf = (entity: Entity): string =>
          options.json ? JSON.stringify(entityJson(entity)) : entityText(application, entity);
        visitWanted(machine, options, (entity) => console.log(lineOf(entity)));
      }),
    );

  command("diff")
    .description(
      "print what is another at the second position than at the first; the exit code is 1 when something is",
    )
    .argument("<before>", "a position", positiveInteger)
    .argument("<after>", "another one", positiveInteger)
    .option("--limit <n>", "entities to print", positiveInteger, 100)
    .action((before: number, after: number, options: StateOptions) =>
      withPast(options.data, application, ({ past }) => {
        const entitiesAt = (position: number): Entity[] => {
          const entities: Entity[] = [];
          const machine = machineAt(past, replayableOf(application), position);
          visitWanted(machine, options, (entity) => entities.push(entity));
          return entities;
        };
        const found = differences(entitiesAt(before), entitiesAt(after));
        if (options.json) for (const one of found) console.log(JSON.stringify(differenceJson(one)));
        else printDifferences(application, found, options.limit);
        if (found.length > 0) process.exitCode = 1;
      }),
    );
}

/** As many as wanted, then how many there are of each kind. */
export function printDifferences(
  application: Application,
  found: ReturnType<typeof differences>,
  limit: number,
): void {
  if (found.length === 0) console.log("the states are the same");
  for (const one of found.slice(0, limit)) console.log(differenceText(application, one));
  if (found.length > limit) console.log(`and ${found.length - limit} more`);
  for (const line of found.length > 0 ? ["", ...countLines(found)] : []) console.log(line);
}

function visitWanted(machine: StateMachine, options: StateOptions, visit: (entity: Entity) => void): void {
  const { kind, id } = options;
  const isWanted = (service: string, each: string): boolean =>
    kind === undefined
      ? options.cluster === true || service !== "cluster"
      : kind === each || kind === `${service} ${each}`;
  visitEntities(machine, isWanted, (entity) => {
    if (id === undefined || String(idOf(entity)) === id) visit(entity);
  });
}

const timeOf = ({ clusterTimeUs }: StateMachine): string => new Date(clusterTimeUs / 1000).toISOString();
