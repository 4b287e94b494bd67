import { Transition } from "../../raft/configuration.ts";
import { encodeChange, parseChanges } from "./change-codec.ts";
import type { Argument, Directive } from "./data-driven.ts";
import { parseLine } from "./data-driven.ts";
import { messageTypeOf } from "./describe.ts";
import { InteractionEnvironment } from "./interaction-environment.ts";
import type { NodeOptions, Recipient } from "./interaction-environment.ts";

/** Runs the commands of one interaction file. @returns what the command prints */
export function createInteractionHandler(): (directive: Directive) => string {
  const environment = new InteractionEnvironment();
  const { output } = environment;
  return (directive) => {
    output.text = "";
    const errors: string[] = [];
    const report = (error: string | undefined): void => {
      if (error === undefined) return;
      if (output.isQuiet) errors.push(error);
      else output.write(error);
    };
    if (directive.command === "propose-conf-change") {
      report(proposeChange(environment, directive));
    } else {
      report(run(environment, directive.command, directive.arguments));
      for (const line of directive.input.split("\n").filter((text) => text !== "")) {
        const { command, arguments: rest } = parseLine(line);
        report(run(environment, command, rest));
      }
    }
    if (errors.length > 0) return errors.join("");
    return output.text === "" ? "ok" : output.text;
  };
}

/** @returns what is wrong, if anything is */
function run(
  environment: InteractionEnvironment,
  command: string,
  args: readonly Argument[],
): string | undefined {
  const { output } = environment;
  const ids = args.filter(({ values }) => values.length === 0).map(({ key }) => Number(key));
  const id = ids[0]!;
  const option = (key: string): string | undefined =>
    args.find((argument) => argument.key === key)?.values[0];
  const eachOf = (what: string, work: (each: number) => void): void => {
    for (const each of ids) {
      if (ids.length === 1) {
        work(each);
      } else {
        output.write(`> ${each} ${what}\n`);
        output.indented(() => work(each));
      }
    }
  };
  switch (command) {
    case "_breakpoint":
      return undefined;
    case "add-nodes":
      return addNodes(environment, id, args.slice(1));
    case "campaign":
      environment.raft(id).campaign();
      return undefined;
    case "compact":
      environment.compact(id, ids[1]!);
      return undefined;
    case "deliver-msgs":
      return deliver(environment, args);
    case "process-ready":
      eachOf("handling Ready", (each) => environment.processReady(each));
      return undefined;
    case "process-append-thread":
      eachOf("processing append thread", (each) => environment.processAppendThread(each));
      return undefined;
    case "process-apply-thread":
      eachOf("processing apply thread", (each) => environment.processApplyThread(each));
      return undefined;
    case "log-level":
      return output.setLevel(args[0]!.key) ? undefined : `unknown log level ${args[0]!.key}`;
    case "raft-log":
      environment.printLog(id);
      return undefined;
    case "raft-state":
      environment.printState();
      return undefined;
    case "set-randomized-election-timeout":
      environment.setElectionTimeout(id, Number(option("timeout")));
      return undefined;
    case "stabilize": {
      const level = output.level;
      if (option("log-level") !== undefined) output.setLevel(option("log-level")!);
      environment.stabilize(ids);
      output.level = level;
      return undefined;
    }
    case "status":
      environment.printStatus(id);
      return undefined;
    case "tick-election":
      environment.tick(id, "election");
      return undefined;
    case "tick-heartbeat":
      environment.tick(id, "heartbeat");
      return undefined;
    case "transfer-leadership":
      environment.raft(Number(option("from"))).transferLeadership(Number(option("to")));
      return undefined;
    case "forget-leader":
      environment.raft(id).forgetLeader();
      return undefined;
    case "send-snapshot":
      environment.sendSnapshot(id, ids[1]!);
      return undefined;
    case "propose": {
      const result = environment.raft(id).propose(new TextEncoder().encode(args[1]!.key));
      return result === "dropped" ? "raft proposal dropped" : undefined;
    }
    case "report-unreachable":
      environment.raft(id).reportUnreachable(ids[1]!);
      return undefined;
  }
  return "unknown command";
}

function addNodes(
  environment: InteractionEnvironment,
  count: number,
  args: readonly Argument[],
): string | undefined {
  const all = new Map(args.map(({ key, values }) => [key, values] as const));
  const ids = (key: string): number[] => (all.get(key) ?? []).map(Number).sort((a, b) => a - b);
  const isTrue = (key: string): boolean => all.get(key)?.[0] === "true";
  const number = (key: string): number | undefined => (all.has(key) ? Number(all.get(key)![0]) : undefined);
  const readMode = all.get("read-only")?.[0] ?? "safe";
  if (readMode !== "safe" && readMode !== "lease-based") return `invalid read-only option "${readMode}"`;
  const inFlight = number("inflight");
  const applyingBytesMax = number("max-committed-size-per-ready");
  const options: NodeOptions = {
    asyncStorage: isTrue("async-storage-writes"),
    preVote: isTrue("prevote"),
    checkQuorum: isTrue("checkquorum"),
    readMode: readMode === "safe" ? "quorum" : "lease",
    onRemoval: isTrue("step-down-on-removal") ? "step-down" : "stay",
    validateChanges: !isTrue("disable-conf-change-validation"),
    ...(inFlight === undefined ? {} : { appendsInFlightMax: inFlight }),
    ...(applyingBytesMax === undefined ? {} : { applyingBytesMax }),
  };
  return environment.addNodes(count, options, {
    index: number("index") ?? 0,
    configuration: { voters: ids("voters"), learners: ids("learners") },
    content: all.get("content")?.[0] ?? "",
  });
}

function deliver(environment: InteractionEnvironment, args: readonly Argument[]): string | undefined {
  const recipients: Recipient[] = [];
  let typeName: string | undefined;
  for (const { key, values } of args) {
    if (values.length === 0) recipients.push({ id: Number(key), isDropped: false });
    if (key === "drop") recipients.push(...values.map((id) => ({ id: Number(id), isDropped: true })));
    if (key === "type") typeName = values[0];
  }
  const type = typeName === undefined ? undefined : messageTypeOf(typeName);
  if (typeName !== undefined && type === undefined) return `unknown message type ${typeName}`;
  if (environment.deliver(type, recipients) === 0) environment.output.write("no messages\n");
  return undefined;
}

function proposeChange(environment: InteractionEnvironment, directive: Directive): string | undefined {
  let version: 1 | 2 = 2;
  let transition: Transition = Transition.Auto;
  for (const { key, values } of directive.arguments.slice(1)) {
    if (key === "v1") {
      version = values[0] === "true" ? 1 : 2;
    } else if (key === "transition") {
      const named = { auto: Transition.Auto, implicit: Transition.Implicit, explicit: Transition.Explicit };
      const found = named[values[0] as keyof typeof named];
      if (found === undefined) return `unknown transition ${values[0]}`;
      transition = found;
    } else {
      return `unknown command ${key}`;
    }
  }
  const changes = parseChanges(directive.input);
  if (version === 1 && (changes.length > 1 || transition !== Transition.Auto)) {
    return "v1 conf change can only have one operation and no transition";
  }
  const raft = environment.raft(Number(directive.arguments[0]!.key));
  const result = raft.proposeChange(encodeChange({ transition, changes }, version));
  return result === "dropped" ? "raft proposal dropped" : undefined;
}
