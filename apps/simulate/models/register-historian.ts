import type { AnyModel } from "@lockstep/cluster/simulator/checkers/history-check";
import { type DeterministicModel, toSequential } from "@lockstep/cluster/simulator/checkers/sequential-model";
import type { AskedMessage, Historian, Part } from "@lockstep/cluster/simulator/historian";
import { REGISTER_SCHEMA_ID, readRegisterMessage } from "../register.ts";

interface RegisterInput {
  readonly kind: "write" | "compareAndSet" | "read";
  readonly value: number;
  readonly expected: number;
}

/** What it held before, and whether it was set. */
interface RegisterOutput {
  readonly before: number;
  readonly isSet: boolean;
}

const KINDS = ["write", "compareAndSet", "read"] as const;

/** One key of the register service: it says more than a register has to, so more can be wrong. */
const model: DeterministicModel<number, RegisterInput, RegisterOutput> = {
  initial: 0,
  apply(before, { kind, value, expected }) {
    const isSet = kind === "write" || (kind === "compareAndSet" && before === expected);
    return { state: isSet ? value : before, output: { before, isSet } };
  },
  isSame: (expected, actual) => expected.before === actual.before && expected.isSet === actual.isSet,
  identify: (state) => `${state}`,
};

/** Reads the register's messages as operations on its keys. */
export class RegisterHistorian implements Historian {
  modelOf(): AnyModel {
    return toSequential(model) as AnyModel;
  }

  partsOf({ message }: AskedMessage, reply: Uint8Array): Part[] {
    const asked = readRegisterMessage(message);
    const answer = readRegisterMessage(reply);
    if (asked.schemaId !== REGISTER_SCHEMA_ID || answer.schemaId !== REGISTER_SCHEMA_ID) return [];
    const [key, value, expected] = asked.numbers;
    const [before, wasSet] = answer.numbers;
    const input: RegisterInput = { kind: KINDS[asked.templateId - 1]!, value, expected };
    return [{ object: `key ${key}`, input, output: { before, isSet: wasSet === 1 } }];
  }
}
