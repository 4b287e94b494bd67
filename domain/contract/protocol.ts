import type { Output } from "./context.ts";
import type { Contract, MessageDefinition, RejectionDefinition } from "./contract.ts";
import { rejectedMessage } from "./contract.ts";
import { messagesOf } from "./define-contract.ts";
import { upperSnake } from "./names.ts";
import type { JsonForm, JsonObject } from "./json.ts";
import { jsonForm } from "./json.ts";
import type { JsonSchema } from "./json-schema.ts";
import { jsonSchema } from "./json-schema.ts";

/** A message's codec without its types, for those who know contracts but not this one. */
export interface MessageCodec {
  readonly name: string;
  encode(value: object, output: Output): void;
  decode(view: DataView, offset: number): object;
  validate(view: DataView, offset: number, length: number): string | undefined;
}

/**
 * What is said in a contract, by name, as types alone: generated, for those who name messages and want the compiler
 * to know their fields, such as tests.
 */
export interface MessageTypes {
  readonly commands: RequestTypes;
  readonly queries: RequestTypes;
  readonly replies: Readonly<Record<string, object>>;
  readonly events: Readonly<Record<string, object>>;
  /** The names of its rejections. */
  readonly rejection: string;
}

/** By name; `reply` has the names of its replies. */
type RequestTypes = Readonly<Record<string, { readonly fields: object; readonly reply: string }>>;

/** The codecs of a contract; no value has `types`. */
export interface Codecs<Types extends MessageTypes = MessageTypes> extends ReadonlyArray<MessageCodec> {
  readonly types?: Types;
}

export type MessageKind = "command" | "query" | "reply" | "event" | "rejection";

/** All that can be done with one message of some contract. */
export interface MessageProtocol extends MessageCodec {
  readonly kind: MessageKind;
  readonly templateId: number;
  readonly definition: MessageDefinition;
  readonly jsonSchema: JsonSchema;
  /** Of the message that begins at the offset. */
  toJson(view: DataView, offset: number): JsonObject;
  /**
   * Encodes what a client sent as JSON.
   * @throws ContractError naming the field; the output may then hold a message begun
   */
  fromJson(json: unknown, output: Output): void;
}

/** A contract with its codecs: what a gateway or a tool serves without knowing the service. */
export interface Protocol<Types extends MessageTypes = MessageTypes> {
  /** No value has it: it carries the types of the messages. */
  readonly types?: Types;
  readonly contract: Contract;
  readonly messages: readonly MessageProtocol[];
  named(name: string): MessageProtocol | undefined;
  /** Of the message that begins at the offset; undefined for a template that is not of this contract. */
  at(view: DataView, offset: number): MessageProtocol | undefined;
  /** What a rejection's code means; undefined for one of a newer version. */
  rejection(code: number): Rejection | undefined;
}

export interface Rejection extends RejectionDefinition {
  /** `InsufficientFunds`. */
  readonly name: string;
  /** `INSUFFICIENT_FUNDS`: for clients, stable. */
  readonly label: string;
}

/** Joins a contract and the codecs generated from it. */
export function protocol<Types extends MessageTypes>(
  contract: Contract,
  codecs: Codecs<Types>,
): Protocol<Types> {
  const definitions = [...messagesOf(contract), ["rejection", "Rejected", rejectedMessage] as const];
  const messages = definitions.map(([kind, name, definition]) => {
    const codec = codecs.find((candidate) => candidate.name === name);
    if (codec === undefined) throw new Error(`no codec of ${name}: run npm run generate`);
    return messageProtocol(contract, kind, definition, codec);
  });
  const byName = new Map(messages.map((message) => [message.name, message]));
  const byTemplateId = new Map(messages.map((message) => [message.templateId, message]));
  const rejections = new Map(
    Object.entries(contract.rejections).map(([name, rejection]) => [
      rejection.code,
      { ...rejection, name, label: upperSnake(name) },
    ]),
  );
  return {
    contract,
    messages,
    named: (name) => byName.get(name),
    at: (view, offset) => byTemplateId.get(view.getUint16(offset + 2, true)),
    rejection: (code) => rejections.get(code),
  };
}

function messageProtocol(
  contract: Contract,
  kind: MessageKind,
  definition: MessageDefinition,
  codec: MessageCodec,
): MessageProtocol {
  const form: JsonForm = jsonForm(contract, codec.name, definition.fields);
  return {
    ...codec,
    kind,
    templateId: definition.id,
    definition,
    jsonSchema: jsonSchema(contract, definition.doc, definition.fields),
    toJson: (view, offset) => form.toJson(codec.decode(view, offset)),
    fromJson: (json, output) => codec.encode(form.fromJson(json), output),
  };
}
