import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KeyValueInput, KeyValueOutput } from "../../simulator/checkers/key-value-model.ts";
import type { Operation, Reply } from "../../simulator/checkers/operation.ts";
import type { RegisterInput, RegisterOutput } from "../../simulator/checkers/register-model.ts";

/** A recorded history, and whether its authors say that it is linearizable. */
export interface RecordedHistory {
  readonly name: string;
  readonly path: string;
  readonly kind: "register" | "key-value";
  readonly isLinearizable: boolean;
}

/** The histories of a folder that is laid out like porcupine's test data. */
export function listHistories(folder: string): RecordedHistory[] {
  const files = readdirSync(folder).sort();
  const keyValue = files.flatMap((name): RecordedHistory[] => {
    const verdict = /^c\d+-(ok|bad)\.txt$/.exec(name)?.[1];
    if (verdict === undefined) return [];
    return [{ name, path: join(folder, name), kind: "key-value", isLinearizable: verdict === "ok" }];
  });
  if (!files.includes("etcd-verdicts.txt")) return keyValue;
  const verdicts = readFileSync(join(folder, "etcd-verdicts.txt"), "utf8").trim().split("\n");
  const register = verdicts.flatMap((line): RecordedHistory[] => {
    const [number = "", verdict] = line.split(" ");
    const name = `etcd_${number.padStart(3, "0")}.log`;
    if (!files.includes(name)) return [];
    return [{ name, path: join(folder, name), kind: "register", isLinearizable: verdict === "true" }];
  });
  return [...register, ...keyValue];
}

/** Lines such as `INFO  jepsen.util - 3  :ok  :cas  [1 2]`, tabs between. A process has one operation open. */
export function readRegisterHistory(path: string): Operation<RegisterInput, RegisterOutput>[] {
  const pairing = new Pairing<RegisterInput, RegisterOutput>();
  const lines = readFileSync(path, "utf8").split("\n");
  for (const [at, line] of lines.entries()) {
    if (line === "" || line.includes(":nemesis")) continue;
    const fields = /^INFO\s+jepsen\.util - (\d+)\t:(\w+)\t:(\w+)\t(.+)$/.exec(line);
    if (fields === null) throw new Error(`${path}:${at + 1}: not an event of a register: ${line}`);
    const [, process = "", type, name, value = ""] = fields;
    if (type === "invoke") pairing.call(process, registerInput(name, value), at);
    else if (value !== ":timed-out") pairing.return(process, registerOutput(type, name, value), at);
  }
  return pairing.operations;
}

function registerInput(name: string | undefined, value: string): RegisterInput {
  if (name === "read") return { kind: "read" };
  if (name === "write") return { kind: "write", value: Number(value) };
  const [, expected, next] = /^\[(\d+) (\d+)\]$/.exec(value)!;
  return { kind: "compareAndSet", expected: Number(expected), value: Number(next) };
}

function registerOutput(type: string | undefined, name: string | undefined, value: string): RegisterOutput {
  if (name === "cas") return type === "ok";
  if (name === "write") return null;
  return value === "nil" ? null : Number(value);
}

/** Lines such as `{:process 0, :type :ok, :f :get, :key "3", :value "x"}`. */
export function readKeyValueHistory(path: string): Operation<KeyValueInput, KeyValueOutput>[] {
  const pairing = new Pairing<KeyValueInput, KeyValueOutput>();
  for (const [at, line] of readFileSync(path, "utf8").split("\n").entries()) {
    if (line === "") continue;
    const fields =
      /^\{:process (\d+), :type :(\w+), :f :(get|put|append), :key "(.*)", :value (nil|".*")\}$/.exec(line);
    if (fields === null) throw new Error(`${path}:${at + 1}: not an event of a key-value store: ${line}`);
    const [, process = "", type, kind, key = "", quoted = ""] = fields;
    const value = quoted === "nil" ? "" : quoted.slice(1, -1);
    if (type === "ok") pairing.return(process, kind === "get" ? value : "", at);
    else pairing.call(process, kind === "get" ? { kind, key } : ({ kind, key, value } as KeyValueInput), at);
  }
  return pairing.operations;
}

/** Finds the call that a return belongs to. A call that gets none stays without a reply. */
class Pairing<Input, Output> {
  readonly operations: Operation<Input, Output>[] = [];
  private readonly open = new Map<string, number>();

  call(process: string, input: Input, calledAt: number): void {
    const length = this.operations.push({ client: Number(process), input, calledAt, reply: undefined });
    this.open.set(process, length - 1);
  }

  return(process: string, output: Output, returnedAt: number): void {
    const index = this.open.get(process)!;
    const reply: Reply<Output> = { output, returnedAt };
    this.operations[index] = { ...this.operations[index]!, reply };
  }
}
