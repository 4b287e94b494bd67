import type { Batch } from "@lockstep/cluster/batch";
import { RECORD_HEADER_BYTES, recordLength, REPLIES_FRAME_HEADER_BYTES } from "@lockstep/cluster/outputs";
import { BatchMaker, CLUSTER_ID, type MadeRun } from "@lockstep/cluster/simulator/batch-maker";
import { guardHandlers } from "@lockstep/cluster/simulator/determinism-guard";
import type { Skips } from "@lockstep/cluster/skips";
import { StateMachine } from "@lockstep/cluster/state-machine";
import {
  CloseReason,
  decodeSessionOpened,
  encodeActivateVersion,
  encodeCloseSession,
  encodeOpenSession,
  encodeTimePassed,
} from "@lockstep/cluster/system-messages";
import { ScenarioError } from "./scenario-error.ts";
import { type Caller, callerName, sessionKey, type Step, stepInWords, type StepOutputs } from "./step.ts";
import { highestVersion, type Tested } from "./tested.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** When scenarios begin: midnight before the first of January 2026, UTC. */
export const START_US = 1_767_225_600_000_000;
const SEED = 1;
/** A timer that sets itself again and again would never let the time go on. */
const FIRINGS_MAX = 100_000;

interface OpenSession {
  readonly id: number;
  lastCorrelationId: number;
}

/** A new machine with the services under test: guarded, and in their active version. */
export function newMachine(tested: Tested, vocabulary: Vocabulary, skips?: Skips): StateMachine {
  const version = highestVersion(tested);
  const machine = new StateMachine({
    services: () =>
      tested
        .services()
        .map((service) =>
          guardHandlers(service, (templateId) => vocabulary.nameOf(service.schemaId, templateId)),
        ),
    seed: SEED,
    clusterId: CLUSTER_ID,
    versionMax: version,
    ...(skips === undefined ? {} : { skips }),
    onQueryError: (error) => {
      throw error;
    },
  });
  machine.version = tested.activeVersion ?? version; // As if the log had activated it before it began.
  return machine;
}

/**
 * Plays steps on a state machine as a leader would: each command is sealed in a batch of its own, and time passes by
 * batches that hold nothing else, one for each instant at which timers are due.
 */
export class MachineRun {
  private current: StateMachine;
  /** The log so far. */
  readonly batches: Batch[] = [];
  /** Cluster time as the leader would stamp it now. */
  nowUs: number = START_US;
  private readonly maker = new BatchMaker();
  private readonly sessions = new Map<string, OpenSession>();

  constructor(tested: Tested, vocabulary: Vocabulary) {
    this.current = newMachine(tested, vocabulary);
    this.maker.timeUs = START_US;
  }

  hasSession(caller: Caller): boolean {
    return this.sessions.has(sessionKey(caller));
  }

  /** @throws ScenarioError when a handler throws */
  play(step: Step): StepOutputs {
    switch (step.kind) {
      case "connect":
        return this.connect(step.caller);
      case "disconnect":
        return this.disconnect(step.caller);
      case "time":
        return this.goOnTo(step.toUs);
      case "activate":
        return {
          ...this.own(encodeActivateVersion(step.version), () => stepInWords(step)),
          reply: undefined,
        };
      case "query":
        return { reply: this.ask(step), events: [] };
      case "command": {
        const session = this.sessionOf(step.caller);
        this.checkArrival(step);
        session.lastCorrelationId++;
        return this.send(step, session, () => stepInWords(step));
      }
    }
  }

  /** Sends the command last played by its session again, as a client does that heard no reply. */
  repeat(step: Step & { kind: "command" }): StepOutputs {
    this.checkArrival(step);
    return this.send(step, this.sessionOf(step.caller), () => `${stepInWords(step)}, sent again`);
  }

  /** From now on another machine goes on with what this one has come to. */
  goOnWith(machine: StateMachine): void {
    this.current = machine;
  }

  get machine(): StateMachine {
    return this.current;
  }

  /** A position that nothing happens at. */
  pad(): StepOutputs {
    return this.own(encodeTimePassed());
  }

  /** What does not hold of what the services say must hold. */
  violations(): string[] {
    return this.machine.services.inOrder.flatMap((service) => service.violations?.() ?? []);
  }

  private connect(caller: Caller): StepOutputs {
    const key = sessionKey(caller);
    const { principalId, roles } = caller;
    const nonce = new Uint8Array(16);
    new DataView(nonce.buffer).setUint32(0, this.maker.position + 1, true);
    const open = { nonce, principalId, roles, timeoutMs: 30_000, replyRingBytes: 65_536, flags: 0 };
    const outputs = this.own(encodeOpenSession(open), () => `${callerName(caller)} connects`);
    const { buffer, byteOffset } = outputs.reply!;
    const { sessionId } = decodeSessionOpened(new DataView(buffer, byteOffset), 0);
    this.sessions.set(key, { id: sessionId, lastCorrelationId: 0 });
    return { ...outputs, reply: undefined };
  }

  private disconnect(caller: Caller): StepOutputs {
    const { id: sessionId } = this.sessionOf(caller);
    this.sessions.delete(sessionKey(caller));
    const close = encodeCloseSession({ sessionId, reason: CloseReason.Client });
    return { ...this.own(close, () => `${callerName(caller)} disconnects`), reply: undefined };
  }

  private goOnTo(toUs: number): StepOutputs {
    const events: Uint8Array[] = [];
    for (let firings = 0; this.machine.nextDeadline <= toUs; firings++) {
      if (firings === FIRINGS_MAX) {
        throw new ScenarioError(
          `timers fired ${FIRINGS_MAX} times, and more are due: one sets itself for ever`,
        );
      }
      this.nowUs = Math.max(this.nowUs, this.machine.nextDeadline);
      events.push(...this.own(encodeTimePassed(), () => "a timer").events);
    }
    this.nowUs = Math.max(this.nowUs, toUs);
    return { reply: undefined, events };
  }

  /** A node looks at the bytes of whatever comes, also when it came before. */
  private checkArrival(step: Step & { kind: "command" }): void {
    const { message } = step;
    const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
    const wrong = this.machine.validate(view, 0, message.byteLength);
    if (wrong === undefined) return;
    throw new ScenarioError(`${stepInWords(step)} is refused by every node: ${wrong}`);
  }

  private ask({ caller, message, words }: Step & { kind: "query" }): Uint8Array {
    const { principalId, roles } = caller;
    const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
    try {
      return this.machine.query(view, 0, message.byteLength, principalId, roles).slice();
    } catch (error) {
      throw failed(words, error);
    }
  }

  private send(step: Step & { kind: "command" }, session: OpenSession, words: () => string): StepOutputs {
    const { caller, message } = step;
    const { id: sessionId, lastCorrelationId: first } = session;
    const { principalId, roles } = caller;
    const run = { sessionId, first, acknowledged: first - 1, commands: [{ message, principalId, roles }] };
    return this.append(run, words);
  }

  private own(message: Uint8Array, words = (): string => "the cluster's own"): StepOutputs {
    return this.append({ sessionId: 0, first: 1, commands: [{ message }] }, words);
  }

  private append(run: MadeRun, words: () => string): StepOutputs {
    const batch = this.maker.make([run], this.nowUs - this.maker.timeUs);
    this.batches.push(batch);
    const outputs = this.machine.apply(batch);
    if (outputs === undefined) throw failed(words, this.machine.halt!.error);
    const { replies, events } = outputs;
    return {
      reply: messagesIn(replies.bytes, replies.view, REPLIES_FRAME_HEADER_BYTES, replies.end)[0],
      events: messagesIn(events.bytes, events.view, 0, events.end),
    };
  }

  private sessionOf(caller: Caller): OpenSession {
    const session = this.sessions.get(sessionKey(caller));
    if (session === undefined) throw new ScenarioError(`${callerName(caller)} is not connected`);
    return session;
  }
}

function failed(words: () => string, error: unknown): ScenarioError {
  const thrown = error instanceof Error ? error : new Error(String(error));
  return new ScenarioError(`${words()} failed: ${thrown.name}: ${thrown.message}`, thrown);
}

/** Copies of the messages in records that lie one behind the other, with their padding. */
function messagesIn(bytes: Uint8Array, view: DataView, from: number, end: number): Uint8Array[] {
  const messages: Uint8Array[] = [];
  for (let at = from; at < end; at += recordLength(view, at)) {
    messages.push(bytes.slice(at + RECORD_HEADER_BYTES, at + recordLength(view, at)));
  }
  return messages;
}
