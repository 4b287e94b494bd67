import { machineAt, newMachine, type Past } from "@lockstep/cluster/past/past";
import { EMPTY_CONFIGURATION } from "@lockstep/cluster/raft/configuration";
import { replay } from "@lockstep/cluster/replay";
import { Skips } from "@lockstep/cluster/skips";
import { readHead, loadSnapshot } from "@lockstep/cluster/snapshots/snapshot-format";
import { SnapshotImage } from "@lockstep/cluster/snapshots/snapshot-image";
import type { Application } from "@lockstep/host/application";
import { expect, test } from "vitest";
import { readBatches } from "../../../cluster/log/stored-log.ts";
import { BatchMaker, CLUSTER_ID } from "../../../cluster/test/state-machine-batches.ts";
import { Note, note, Notes, openSession } from "../../../cluster/test/state-machine-notes.ts";
import { replayableOf } from "../application-machine.ts";
import { SnapshotComparison } from "../replay-comparison.ts";

const application: Application = {
  name: "notes",
  description: "",
  module: "",
  services: () => [new Notes()],
  protocols: [],
};

/** The log has three batches; a snapshot behind the second was taken where note 1 said `value`. */
function pastWith(value: number): Past {
  const batchesWith = (each: number) => {
    const maker = new BatchMaker();
    const commands = [{ message: note(Note.Write, 1, each) }];
    return [
      maker.system([openSession(1)]),
      maker.make([{ sessionId: 1, first: 1, commands }]),
      maker.make([{ sessionId: 1, first: 2, commands }]),
    ];
  };
  const pastOf = (batches: ReturnType<typeof batchesWith>): Past => ({
    name: "memory",
    clusterId: CLUSTER_ID,
    log: {
      firstIndex: 1,
      lastIndex: batches.length,
      read: (from, bytesMax, visit) =>
        readBatches((index) => batches[index - 1]!.bytes, from, batches.length, bytesMax, visit),
      hashAt: (index) => batches[index - 1]!.hash,
    },
    snapshots: { list: [], nameOf: () => "then.snapshot", load: () => {}, reject: () => {} },
    skips: [],
    close: () => Promise.resolve(),
  });
  const then = machineAt(pastOf(batchesWith(value)), replayableOf(application), 2);
  const membership = { index: 0, configuration: EMPTY_CONFIGURATION, members: [] };
  const image = SnapshotImage.of(then, { term: 1, hash: 0, membership });
  const past = pastOf(batchesWith(5));
  return {
    ...past,
    snapshots: {
      ...past.snapshots,
      list: [readHead(image).info],
      load: (_snapshot, machine) => void loadSnapshot(image, machine),
    },
  };
}

function comparisonOf(past: Past): SnapshotComparison {
  const comparison = new SnapshotComparison(past, application);
  const machine = newMachine(past, replayableOf(application), new Skips());
  replay({
    log: past.log,
    machine,
    onOutputs: (outputs, batch) => comparison.onBatch(machine, outputs, batch),
  });
  return comparison;
}

test("a replay that comes to what a snapshot said says so", () => {
  const { isSame, lines } = comparisonOf(pastWith(5));
  expect([isSame, lines]).toEqual([true, ["the same as then.snapshot, position 2"]]);
});

test("a replay that comes to something else says at which snapshot, and in what", () => {
  const { isSame, lines } = comparisonOf(pastWith(6));
  expect(isSame).toBe(false);
  expect(lines[0]).toMatch(
    /^DIFFERS from then\.snapshot at position 2, and not at the beginning: state hash /,
  );
  expect(lines).toContain("    notes note 1 changed: value 6 -> 5");
});
