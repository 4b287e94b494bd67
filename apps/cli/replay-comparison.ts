import type { Batch } from "@lockstep/cluster/batch";
import {
  type CommandOutputs,
  commandOutputs,
  isSame,
  isSameOutput,
  messageOf,
} from "@lockstep/cluster/past/command-outputs";
import { differences } from "@lockstep/cluster/past/entity-differences";
import { type Entity, visitEntities } from "@lockstep/cluster/past/entity";
import type { Outputs } from "@lockstep/cluster/outputs";
import { newMachine, type Past } from "@lockstep/cluster/past/past";
import { Skips } from "@lockstep/cluster/skips";
import type { SnapshotInfo } from "@lockstep/cluster/snapshots/snapshot-store";
import type { StateMachine } from "@lockstep/cluster/state-machine";
import type { Application } from "@lockstep/host/application";
import { replayableOf } from "./application-machine.ts";
import { decodedCommandAt, decodedMessageAt, messageText, senderText } from "./decoded-commands.ts";
import { differenceText } from "./entity-text.ts";

const DIFFERENCES_MAX = 5;

/** What a replay comes to, beside what is known from another time: told to it batch by batch. */
export interface ReplayComparison {
  /** A batch was applied; only valid during the call. */
  onBatch(machine: StateMachine, outputs: Outputs, batch: Batch): void;
  /** What was found, for people. */
  readonly lines: readonly string[];
  readonly isSame: boolean;
}

/** With the snapshots that a node took at the time: they carry a digest of all outputs, and a hash of the state. */
export class SnapshotComparison implements ReplayComparison {
  readonly lines: string[] = [];
  isSame = true;
  private readonly past: Past;
  private readonly application: Application;
  private agreed: SnapshotInfo | undefined;

  constructor(past: Past, application: Application) {
    this.past = past;
    this.application = application;
  }

  onBatch(machine: StateMachine, outputs: Outputs, batch: Batch): void {
    const { snapshots } = this.past;
    const snapshot = snapshots.list.find(({ index }) => index === batch.index);
    // A replay that stops within the batch is not where the snapshot is.
    if (snapshot === undefined || machine.appliedPosition !== snapshot.position || !this.isSame) return;
    const stateHash = machine.stateHash();
    if (stateHash === snapshot.stateHash && outputs.digest === snapshot.outputDigest) {
      this.agreed = snapshot;
      this.lines.push(`the same as ${snapshots.nameOf(snapshot)}, position ${snapshot.position}`);
      return;
    }
    this.isSame = false;
    const since = this.agreed === undefined ? "the beginning" : `position ${this.agreed.position}`;
    this.lines.push(
      `DIFFERS from ${snapshots.nameOf(snapshot)} at position ${snapshot.position}, and not at ${since}: ` +
        `state hash ${stateHash}, not ${snapshot.stateHash}; output digest ${outputs.digest}, not ${snapshot.outputDigest}`,
      ...this.stateDifferences(machine, snapshot),
    );
  }

  private stateDifferences(machine: StateMachine, snapshot: SnapshotInfo): string[] {
    const { past, application } = this;
    const then = newMachine(past, replayableOf(application), new Skips());
    past.snapshots.load(snapshot, then);
    const found = differences(entitiesOf(then), entitiesOf(machine));
    const lines = found.slice(0, DIFFERENCES_MAX).map((each) => `    ${differenceText(application, each)}`);
    return found.length > lines.length ? [...lines, `    and ${found.length - lines.length} more`] : lines;
  }
}

function entitiesOf(machine: StateMachine): Entity[] {
  const entities: Entity[] = [];
  visitEntities(
    machine,
    () => true,
    (entity) => entities.push(entity),
  );
  return entities;
}

/** With what the build that made a capture answered, command by command. */
export class OutputComparison implements ReplayComparison {
  readonly lines: string[] = [];
  private readonly past: Past;
  private readonly application: Application;
  private readonly outputs: readonly CommandOutputs[];
  private compared = 0;
  private differing = 0;

  constructor(past: Past, application: Application, outputs: readonly CommandOutputs[]) {
    this.past = past;
    this.application = application;
    this.outputs = outputs;
  }

  get isSame(): boolean {
    return this.differing === 0;
  }

  get summary(): string {
    return this.isSame
      ? `all ${this.compared} commands are answered as they were`
      : `${this.differing} of ${this.compared} commands are answered otherwise, or publish other events`;
  }

  onBatch(_machine: StateMachine, outputs: Outputs, batch: Batch): void {
    const first = this.outputs[0]?.position ?? Infinity;
    for (const now of commandOutputs(outputs, batch)) {
      const then = this.outputs[now.position - first];
      if (then === undefined) continue;
      this.compared++;
      if (isSameOutput(then, now)) continue;
      this.differing++;
      if (this.differing === 1) this.lines.push(...this.describe(then, now));
    }
  }

  private describe(then: CommandOutputs, now: CommandOutputs): string[] {
    const { protocols } = this.application;
    const { position } = now;
    const command = decodedCommandAt(this.past, position, protocols);
    const textOf = (record: Uint8Array): string => {
      const { service, name, fields } = decodedMessageAt(messageOf(record), 0, protocols);
      return messageText(service, name, fields);
    };
    const isIn = (record: Uint8Array, records: readonly Uint8Array[]): boolean =>
      records.some((each) => isSame(each, record));
    const lost = then.events.filter((each) => !isIn(each, now.events));
    const gained = now.events.filter((each) => !isIn(each, then.events));
    return [
      `position ${position} is the first that DIFFERS: ${senderText(command)} ` +
        messageText(command.service, command.command, command.fields),
      ...(isSame(then.reply, now.reply)
        ? [`    reply, then and now  ${textOf(now.reply)}`]
        : [`    reply then  ${textOf(then.reply)}`, `    reply now   ${textOf(now.reply)}`]),
      ...lost.map((event) => `    event then  ${textOf(event)}`),
      ...gained.map((event) => `    event now   ${textOf(event)}`),
    ];
  }
}
