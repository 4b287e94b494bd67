import { join } from "node:path";
import { StateMachine } from "@lockstep/cluster/state-machine";
import { SystemTemplate } from "@lockstep/cluster/system-messages";
import { versionOf } from "@lockstep/host/application";
import { describe, expect, test } from "vitest";
import { eventsOf, framesOf, type TestRecord } from "../../../cluster/test/state-machine-batches.ts";
import { CLUSTER_ID } from "@lockstep/cluster/simulator/batch-maker";
import { application } from "../application.ts";
import { RecordedLoad } from "./recorded/recorded-load.ts";
import { readRecorded, recordedVersions, writeRecorded } from "./recorded/recorded-log.ts";

/**
 * Logs that earlier versions have written, and what came of them. A build that makes something else of one has changed
 * what a version does that others may still run, or have in their logs.
 */
const folder = join(import.meta.dirname, "recorded");
const RANDOM_SEED = 7;
const current = versionOf(application);

const WHAT_TO_DO =
  "If that is meant, give the application one version more and branch on context.version (docs/upgrades.md), so that this " +
  "log stays what it was. If the version was never in use, record it anew: npm run record.";

function newMachine(): StateMachine {
  return new StateMachine({
    services: () => application.services(),
    versionMax: current,
    clusterId: CLUSTER_ID,
    seed: RANDOM_SEED,
  });
}

const REPEATED = "answers given once more";

const nameOf = ({ message, templateId, rejected, isDuplicate }: TestRecord): string => {
  if (isDuplicate) return REPEATED;
  const schemaId = message.getUint16(4, true);
  if (schemaId === 0) {
    const [name] = Object.entries(SystemTemplate).find(([, id]) => id === templateId) ?? ["?"];
    return rejected === undefined ? name : `cluster rejection ${rejected.code}`;
  }
  const protocol = application.protocols.find(({ contract }) => contract.schemaId === schemaId)!;
  if (rejected !== undefined) return protocol.rejection(rejected.code)?.label ?? `rejection ${rejected.code}`;
  return protocol.at(message, 0)?.name ?? `template ${templateId}`;
};

function record(): void {
  const counts = new Map<string, number>();
  const outputDigests: string[] = [];
  const batches = new RecordedLoad(newMachine()).make();
  const machine = newMachine();
  for (const batch of batches) {
    const outputs = machine.apply(batch);
    const records = [...framesOf(outputs).flatMap((frame) => frame.records), ...eventsOf(outputs)];
    for (const put of records) counts.set(nameOf(put), (counts.get(nameOf(put)) ?? 0) + 1);
    outputDigests.push(machine.outputs.digest);
  }
  writeRecorded(folder, batches, {
    version: machine.version,
    clusterId: CLUSTER_ID,
    seed: RANDOM_SEED,
    positions: machine.appliedPosition,
    stateHash: machine.stateHash(),
    puts: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    outputDigests,
  });
}

if (process.env["RECORD"] === "1") record();

test("the version of this build has a recorded log", () => {
  expect(recordedVersions(folder), `version ${current} has none: npm run record`).toContain(current);
});

describe.each(recordedVersions(folder))("the log recorded with version %i", (version) => {
  const { batches, recorded } = readRecorded(folder, version);

  test("is answered as it was then, command by command", () => {
    const machine = newMachine();
    batches.forEach((batch, at) => {
      const { firstPosition, count } = batch;
      machine.apply(batch);
      expect(machine.halt?.text).toBeUndefined();
      const where = `positions ${firstPosition} to ${firstPosition + count - 1} of ${application.name}'s recorded version ${version}`;
      expect(machine.outputs.digest, `${where} are not answered as they were. ${WHAT_TO_DO}`).toBe(
        recorded.outputDigests[at],
      );
    });
    expect(machine.appliedPosition).toBe(recorded.positions);
    expect(machine.version).toBe(recorded.version);
    expect(
      machine.stateHash(),
      `All is answered as it was, and the state is another one. ${WHAT_TO_DO}`,
    ).toBe(recorded.stateHash);
  });

  test("has in it what tells versions apart: timers that fired, repeated answers, and refusals of all kinds", () => {
    const { puts } = recorded;
    const wanted = ["TradeExecuted", "OrderExpired", "HOLD_TIMED_OUT", "RefundMade", REPEATED];
    expect(wanted.filter((name) => puts[name] === undefined)).toEqual([]);
    const refusals = Object.keys(puts).filter((name) => /^[A-Z_]+$|rejection/.test(name));
    expect(refusals.length).toBeGreaterThan(10);
  });
});
