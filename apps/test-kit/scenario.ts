import type { MessageTypes } from "@lockstep/domain/contract/protocol";
import { durationUs } from "./duration.ts";
import { MachineRun } from "./machine-run.ts";
import { inWords } from "./message-words.ts";
import { type FieldsOf, type NameIn, Outcome, type ReplyOf, type Tagged } from "./outcome.ts";
import { ScenarioError } from "./scenario-error.ts";
import { type Caller, callerName, instantInWords, type Step, stepInWords, type StepOutputs } from "./step.ts";
import { stateOf } from "./services-state.ts";
import type { Tested } from "./tested.ts";
import type { Message, Vocabulary } from "./vocabulary.ts";

/** A step with what came of it. */
export interface Played {
  readonly step: Step;
  readonly outputs: StepOutputs;
}

type Replied<Types, Part extends "commands" | "queries", Name extends string> = Tagged<
  Types,
  "replies",
  ReplyOf<Types, Part, Name>
>;

/**
 * One scenario: commands, queries and time, one after the other, on a state machine of its own. All of it can be taken
 * apart: `({ given, when, after }) => …`.
 */
export class Scenario<Types extends MessageTypes> {
  /** What was done so far, to be done again in other ways. */
  readonly played: Played[] = [];
  private readonly run: MachineRun;
  private readonly vocabulary: Vocabulary;

  constructor(tested: Tested, vocabulary: Vocabulary) {
    this.vocabulary = vocabulary;
    this.run = new MachineRun(tested, vocabulary);
  }

  /** Cluster time, in microseconds since 1970. */
  get now(): number {
    return this.run.nowUs;
  }

  /** Of all services, as text. */
  get state(): string {
    return stateOf(this.run.machine);
  }

  /** A command that belongs to the beginning: it is not rejected. @returns its reply */
  readonly given = <Name extends NameIn<Types, "commands">>(
    caller: Caller,
    name: Name,
    ...fields: Given<FieldsOf<Types, "commands", Name>>
  ): Replied<Types, "commands", Name> => {
    const { reply } = this.command(caller, name, fields[0] ?? {});
    if (reply?.template === "Rejected") {
      const { words } = this.played.at(-1)!.step as Step & { kind: "command" };
      throw new ScenarioError(
        `${words()} by ${callerName(caller)} is given, but came to ${inWords(this.vocabulary, reply)}`,
      );
    }
    return reply as unknown as Replied<Types, "commands", Name>;
  };

  /** The command that the scenario is about. */
  readonly when = <Name extends NameIn<Types, "commands">>(
    caller: Caller,
    name: Name,
    ...fields: Given<FieldsOf<Types, "commands", Name>>
  ): Outcome<Types, ReplyOf<Types, "commands", Name>> => this.command(caller, name, fields[0] ?? {});

  /** Asks a query; it changes nothing. */
  readonly ask = <Name extends NameIn<Types, "queries">>(
    caller: Caller,
    name: Name,
    ...fields: Given<FieldsOf<Types, "queries", Name>>
  ): Outcome<Types, ReplyOf<Types, "queries", Name>> => {
    const { message, words } = this.encode(name, fields[0] ?? {});
    return this.outcome({ kind: "query", caller, message, words });
  };

  /** What a query is answered. @throws ScenarioError when it is rejected */
  readonly answer = <Name extends NameIn<Types, "queries">>(
    caller: Caller,
    name: Name,
    ...fields: Given<FieldsOf<Types, "queries", Name>>
  ): Replied<Types, "queries", Name> => {
    const { reply } = this.ask(caller, name, ...fields);
    if (reply!.template === "Rejected") {
      throw new ScenarioError(`${name} by ${callerName(caller)} came to ${inWords(this.vocabulary, reply!)}`);
    }
    return reply as unknown as Replied<Types, "queries", Name>;
  };

  /** Lets time go by: `after("2m")`. Timers fire when they are due. */
  readonly after = (time: string): Outcome<Types, never> => this.at(this.now + durationUs(time));

  /** Lets time go on to an instant, in microseconds since 1970. */
  readonly at = (us: number): Outcome<Types, never> => {
    if (!Number.isSafeInteger(us) || us < this.now) {
      throw new ScenarioError(`it is ${instantInWords(this.now)}: time cannot go on to ${us} microseconds`);
    }
    return this.outcome({ kind: "time", toUs: us });
  };

  /** Opens the caller's session, which otherwise happens with its first command. */
  readonly connect = (caller: Caller): Outcome<Types, never> => {
    if (this.run.hasSession(caller)) throw new ScenarioError(`${callerName(caller)} is connected`);
    return this.outcome({ kind: "connect", caller });
  };

  /** Ends the caller's session. */
  readonly disconnect = (caller: Caller): Outcome<Types, never> =>
    this.outcome({ kind: "disconnect", caller });

  /** The log activates a version, which is above the one so far: `testKit(application, { version: 1 })`, then `activate(2)`. */
  readonly activate = (version: number): Outcome<Types, never> => {
    const { version: active, versionMax } = this.run.machine;
    if (version <= active || version > versionMax) {
      throw new ScenarioError(
        `version ${active} is active, and ${versionMax} the highest: ${version} cannot be activated`,
      );
    }
    return this.outcome({ kind: "activate", version });
  };

  private command(caller: Caller, name: string, fields: object): Outcome<Types, never> {
    if (!this.run.hasSession(caller)) this.play({ kind: "connect", caller });
    return this.outcome({ kind: "command", caller, ...this.encode(name, fields) });
  }

  private encode(name: string, fields: object): { message: Uint8Array; words: () => string } {
    const { vocabulary } = this;
    const message = vocabulary.encode(vocabulary.term(name), fields);
    return { message, words: () => inWords(vocabulary, { ...fields, template: name }) };
  }

  private outcome(step: Step): Outcome<Types, never> {
    const { reply, events } = this.play(step);
    const decode = (bytes: Uint8Array): Message => this.vocabulary.decode(bytes);
    const number = this.played.length;
    const words = (): string => `step ${number}: ${stepInWords(step)}`;
    return new Outcome(words, reply && decode(reply), events.map(decode), this.vocabulary);
  }

  private play(step: Step): StepOutputs {
    const outputs = this.run.play(step);
    this.played.push({ step, outputs });
    if (step.kind === "query") return outputs;
    const violations = this.run.violations();
    if (violations.length > 0) {
      throw new ScenarioError(
        `after step ${this.played.length}, ${stepInWords(step)}, this no longer holds:\n  ${violations.join("\n  ")}`,
      );
    }
    return outputs;
  }
}

/** Fields may be left out altogether when none is needed. */
type Given<Fields> = object extends Fields ? [fields?: Fields] : [fields: Fields];
