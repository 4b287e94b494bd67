import type { MessageTypes } from "@lockstep/domain/contract/protocol";
import { differences, inWords } from "./message-words.ts";
import { ScenarioError } from "./scenario-error.ts";
import type { Message, Vocabulary } from "./vocabulary.ts";

/** Some of the fields, and of those some of theirs: what is left out is not looked at. */
export type Some<T> = T extends readonly (infer Entry)[]
  ? readonly Some<Entry>[]
  : T extends Uint8Array
    ? T
    : T extends object
      ? { readonly [Field in keyof T]?: Some<T[Field]> }
      : T;

type Distribute<Types, Part extends keyof MessageTypes> = Types extends MessageTypes ? Types[Part] : never;
type KeyOf<T> = T extends object ? keyof T & string : never;
/** Names of commands, queries, replies or events, of all contracts. */
export type NameIn<Types, Part extends "commands" | "queries" | "replies" | "events"> = KeyOf<
  Distribute<Types, Part>
>;
/** What the contract that has the name says of it. */
export type Said<Types, Part extends keyof MessageTypes, Name extends string> =
  Distribute<Types, Part> extends infer Parts
    ? Parts extends object
      ? Name extends keyof Parts
        ? Parts[Name]
        : never
      : never
    : never;
export type FieldsOf<Types, Part extends "commands" | "queries", Name extends string> =
  Said<Types, Part, Name> extends { fields: infer Fields } ? Fields : object;
export type ReplyOf<Types, Part extends "commands" | "queries", Name extends string> =
  Said<Types, Part, Name> extends { reply: infer Reply } ? Reply & string : string;
export type RejectionIn<Types> = Distribute<Types, "rejection"> & string;

/** A reply or event with its name. */
export type Tagged<Types, Part extends "replies" | "events", Name extends string> = Name extends string
  ? { readonly template: Name } & Said<Types, Part, Name>
  : never;

/** What came of one command, query, or stretch of time. Every `expect…` throws with all that came when it does not hold. */
export class Outcome<Types extends MessageTypes, Replies extends string> {
  /** Undefined when nothing was asked: time went on. Of a rejection, `template` is "Rejected". */
  readonly reply: Message | undefined;
  readonly events: readonly Message[];
  private readonly words: () => string;
  private readonly vocabulary: Vocabulary;

  /** @param words what this is the outcome of */
  constructor(
    words: () => string,
    reply: Message | undefined,
    events: readonly Message[],
    vocabulary: Vocabulary,
  ) {
    this.words = words;
    this.reply = reply;
    this.events = events;
    this.vocabulary = vocabulary;
  }

  /** The reply, or one of the events, is this message and has at least these fields. */
  expect<Name extends Replies>(name: Name, fields?: Some<Said<Types, "replies", Name>>): this;
  expect<Name extends NameIn<Types, "events">>(name: Name, fields?: Some<Said<Types, "events", Name>>): this;
  expect(name: string, fields: object = {}): this {
    const isEvent = this.vocabulary.term(name).message.kind === "event";
    const candidates = (isEvent ? this.events : [this.reply]).filter((message) => message?.template === name);
    const found = candidates.map((message) => differences(this.vocabulary, message!, fields));
    if (found.some((lines) => lines.length === 0)) return this;
    const expected = `${isEvent ? "event" : "reply"} ${inWords(this.vocabulary, { ...fields, template: name })}`;
    const nearest = found.toSorted((a, b) => a.length - b.length)[0] ?? [];
    throw this.mismatch(expected, nearest);
  }

  /** The reply is a rejection with this name of a code, and nothing was published. */
  expectRejection(name: RejectionIn<Types>, value?: number): this {
    const { reply, events } = this;
    const isIt = reply?.template === "Rejected" && reply.rejection === name;
    const isValue = value === undefined || reply?.value === value;
    if (isIt && isValue && events.length === 0) return this;
    const expected = value === undefined ? `rejection ${name}` : `rejection ${name}, value ${value}`;
    throw this.mismatch(`${expected}, and no events`);
  }

  /** Exactly these events, in this order; each a name, or a name with some of its fields. */
  expectEvents(...expected: readonly ExpectedEvent<Types>[]): this {
    const wanted = expected.map((each) => {
      const [name, fields = {}] = (typeof each === "string" ? [each] : each) as [string, object?];
      return { ...fields, template: name };
    });
    const found = wanted.flatMap(({ template, ...fields }, at) => {
      const event = this.events[at];
      if (event === undefined || event.template !== template) return [`  event ${at + 1}: is another one`];
      return differences(this.vocabulary, event, fields).map((line) => `  event ${at + 1},${line.slice(1)}`);
    });
    if (found.length === 0 && this.events.length === wanted.length) return this;
    const lines = wanted.map((event) => `event ${inWords(this.vocabulary, event)}`);
    throw this.mismatch(lines.length === 0 ? "no events" : `exactly\n${indented(lines)}`, found);
  }

  /** No event of this name; without a name, no event at all. */
  expectNo(name?: NameIn<Types, "events">): this {
    const found = this.events.filter(({ template }) => name === undefined || template === name);
    if (found.length === 0) return this;
    throw this.mismatch(`no ${name ?? "events"}`);
  }

  /** The events of this name. */
  all<Name extends NameIn<Types, "events">>(name: Name): Tagged<Types, "events", Name>[] {
    return this.events.filter(({ template }) => template === name) as Tagged<Types, "events", Name>[];
  }

  private mismatch(expected: string, found: readonly string[] = []): ScenarioError {
    const came = [this.reply, ...this.events].filter((message) => message !== undefined);
    const lines = came.map((message) => {
      const kind = message === this.reply ? (message.template === "Rejected" ? "" : "reply ") : "event ";
      return `${kind}${inWords(this.vocabulary, message)}`;
    });
    return new ScenarioError(
      [
        this.words(),
        `expected ${expected}`,
        ...found,
        lines.length === 0 ? "nothing came" : `came\n${indented(lines)}`,
      ].join("\n"),
    );
  }
}

/** An event's name, alone or with some of its fields. */
export type ExpectedEvent<Types> =
  NameIn<Types, "events"> extends infer Name
    ? Name extends string
      ? Name | readonly [name: Name, fields: Some<Said<Types, "events", Name>>]
      : never
    : never;

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line.replaceAll("\n", "\n  ")}`).join("\n");
}
