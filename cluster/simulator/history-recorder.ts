import type { RecordedHistory, RecordedOperation } from "./checkers/recorded-operation.ts";
import type { EventQueue } from "./event-queue.ts";
import type { Historian } from "./historian.ts";

/** One thing that a client asked, and what it was told. */
export interface Call {
  readonly client: number;
  readonly message: Uint8Array;
  readonly calledAt: number;
  /** Undefined until it was told how it ended, and when it was never told. */
  returnedAt: number | undefined;
  position: number | undefined;
}

/** A query. */
export interface Question extends Call {
  readonly isLocal: boolean;
  reply: Uint8Array | undefined;
}

interface Logged {
  readonly fingerprint: number;
  readonly position: number;
  readonly term: number;
  readonly nowUs: number;
  readonly reply: Uint8Array;
}

/**
 * Writes down all that clients asked and were told, and what the committed log holds, for the judgement at the end.
 * A command that nobody was told the end of is found in the log by what it consists of.
 */
export class HistoryRecorder {
  private readonly events: EventQueue;
  /** By fingerprint, in the order they were called. */
  private readonly calls = new Map<number, Call[]>();
  private readonly questions: Question[] = [];
  private readonly log: Logged[] = [];
  /** Cluster time at each position. */
  private readonly times: number[] = [0];

  constructor(events: EventQueue) {
    this.events = events;
  }

  called(client: number, message: Uint8Array, fingerprint: number): Call {
    const call = this.newCall(client, message);
    const same = this.calls.get(fingerprint);
    if (same === undefined) this.calls.set(fingerprint, [call]);
    else same.push(call);
    return call;
  }

  returned(call: Call, position: number): void {
    call.returnedAt = this.events.now;
    call.position = position;
  }

  /** It is not in the log and never will be. */
  refused(call: Call, fingerprint: number): void {
    const same = this.calls.get(fingerprint)!;
    same.splice(same.indexOf(call), 1);
  }

  asked(client: number, message: Uint8Array, isLocal: boolean): Question {
    const question = { ...this.newCall(client, message), isLocal, reply: undefined };
    this.questions.push(question);
    return question;
  }

  answered(question: Question, position: number, reply: Uint8Array): void {
    this.returned(question, position);
    question.reply = reply.slice();
  }

  /** The next position of the committed log, whatever is there. */
  passed(nowUs: number): void {
    this.times.push(nowUs);
  }

  /** What is at the position passed last is a client's. */
  logged(fingerprint: number, term: number, reply: Uint8Array): void {
    const position = this.times.length - 1;
    this.log.push({ fingerprint, position, term, nowUs: this.times[position], reply: reply.slice() });
  }

  /** All of it, as operations on the objects that the historian knows. */
  history(historian: Historian): RecordedHistory {
    const operations = [...this.commandsBy(historian), ...this.queriesBy(historian)];
    return { isLogKnown: true, operations };
  }

  private *commandsBy(historian: Historian): Generator<RecordedOperation> {
    for (const { fingerprint, position, term, nowUs, reply } of this.log) {
      const { client, message, calledAt, returnedAt } = this.callAt(position, fingerprint);
      const call = { client, id: `c${position}`, kind: "command" as const, calledAt, returnedAt };
      const parts = historian.partsOf({ message, nowUs }, reply);
      yield* parts.map((part) => ({ ...call, ...part, position, term }));
    }
  }

  private *queriesBy(historian: Historian): Generator<RecordedOperation> {
    for (const [nth, question] of this.questions.entries()) {
      const { client, message, calledAt, returnedAt, position, isLocal, reply } = question;
      if (position === undefined || reply === undefined) continue;
      const kind = isLocal ? ("local query" as const) : ("query" as const);
      const call = { client, id: `q${nth}`, kind, calledAt, returnedAt, position };
      const nowUs = this.times[position];
      for (const part of historian.partsOf({ message, nowUs }, reply)) yield { ...call, ...part };
    }
  }

  /** Whose command is there: whoever was told so; otherwise the first who was told nothing of the same command. */
  private callAt(position: number, fingerprint: number): Call {
    const same = this.calls.get(fingerprint)!;
    const told = same.find((call) => call.position === position);
    const call = told ?? same.find((one) => one.position === undefined)!;
    call.position = position;
    return call;
  }

  private newCall(client: number, message: Uint8Array): Call {
    return { client, message, calledAt: this.events.now, returnedAt: undefined, position: undefined };
  }
}
