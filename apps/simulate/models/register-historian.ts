import type { AnyModel } from "@lockstep/cluster/simulator/checkers/history-check";
import { type DeterministicModel, toSequential } from "@lockstep/cluster/simulator/checkers/sequential-model";
import type { AskedMessage, Historian, Part } from "@lockstep/cluster/simulator/historian";
import { REGISTER_SCHEMA_ID, readRegisterMessage } from "../register.ts";

interface RegisterInput {
  readonly kind: "write" | "compareAndSet" | "read" | "writeLater";
  readonly value: number;
  /** Of a write later: the delay. */
  readonly expected: number;
  /** Cluster time at its position. */
  readonly nowUs: number;
}

interface RegisterState {
  readonly value: number;
  /** The write that comes at its time, unless another write takes it back. */
  readonly later: { readonly atUs: number; readonly value: number } | undefined;
}

/** What it held before, and whether it was set. */
interface RegisterOutput {
  readonly before: number;
  readonly isSet: boolean;
}

const KINDS = ["write", "compareAndSet", "read", "writeLater"] as const;

/** One key of the register service: it says more than a register has to, so more can be wrong. */
const model: DeterministicModel<RegisterState, RegisterInput, RegisterOutput> = {
  initial: { value: 0, later: undefined },
  apply(state, { kind, value, expected, nowUs }) {
    // What is due at a position's time has come before its command.
    const isDue = state.later !== undefined && state.later.atUs <= nowUs;
    const { value: before, later } = isDue ? { value: state.later.value, later: undefined } : state;
    const isSet = kind === "write" || (kind === "compareAndSet" && before === expected);
    const output = { before, isSet };
    if (isSet) return { state: { value, later: undefined }, output };
    if (kind !== "writeLater") return { state: { value: before, later }, output };
    return { state: { value: before, later: { atUs: nowUs + Math.max(1, expected), value } }, output };
  },
  isSame: (expected, actual) => expected.before === actual.before && expected.isSet === actual.isSet,
  identify: ({ value, later }) => `${value} ${later?.atUs} ${later?.value}`,
};

/** Reads the register's messages as operations on its keys. */
export class RegisterHistorian implements Historian {
  modelOf(): AnyModel {
    return toSequential(model) as AnyModel;
  }

  partsOf({ message, nowUs }: AskedMessage, reply: Uint8Array): Part[] {
    const asked = readRegisterMessage(message);
    const answer = readRegisterMessage(reply);
    if (asked.schemaId !== REGISTER_SCHEMA_ID || answer.schemaId !== REGISTER_SCHEMA_ID) return [];
    const [key, value, expected] = asked.numbers;
    const [before, wasSet] = answer.numbers;
    const input: RegisterInput = { kind: KINDS[asked.templateId - 1]!, value, expected, nowUs };
    return [{ object: `key ${key}`, input, output: { before, isSet: wasSet === 1 } }];
  }
}
