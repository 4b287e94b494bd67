/**
 * A contract: what a service is asked, what it answers, what it publishes, as one value. Codecs,
 * dispatcher, client, JSON and the SBE schema file follow from it.
 */
export interface Contract extends ContractDefinition {
  readonly enums: Readonly<Record<string, EnumDefinition>>;
  readonly sets: Readonly<Record<string, SetDefinition>>;
  readonly commands: Readonly<Record<string, CommandDefinition>>;
  readonly queries: Readonly<Record<string, QueryDefinition>>;
  readonly replies: Readonly<Record<string, MessageDefinition>>;
  readonly events: Readonly<Record<string, EventDefinition>>;
  readonly channels: Readonly<Record<string, ChannelDefinition>>;
  readonly timers: Readonly<Record<string, TimerDefinition>>;
  readonly calls: readonly CalledContract[];
  /** With the built-in ones. */
  readonly rejections: Readonly<Record<string, RejectionDefinition>>;
}

export interface ContractDefinition {
  /** Lower case; generated files and names begin with it. */
  readonly name: string;
  readonly schemaId: number;
  /** Counts up with every change; what it adds carries it as `since`. */
  readonly version: number;
  readonly doc: string;
  readonly enums?: Readonly<Record<string, EnumDefinition>>;
  readonly sets?: Readonly<Record<string, SetDefinition>>;
  readonly commands?: Readonly<Record<string, CommandDefinition>>;
  readonly queries?: Readonly<Record<string, QueryDefinition>>;
  readonly replies?: Readonly<Record<string, MessageDefinition>>;
  readonly events?: Readonly<Record<string, EventDefinition>>;
  readonly channels?: Readonly<Record<string, ChannelDefinition>>;
  readonly timers?: Readonly<Record<string, TimerDefinition>>;
  readonly rejections?: Readonly<Record<string, RejectionDefinition>>;
  /** Other services that this one calls, in the same cluster or in another one. */
  readonly calls?: readonly CalledContract[];
}

/** A service that another one calls: what it is given of it is an interface. */
export interface CalledContract {
  readonly contract: Contract;
  /** Its generated module, as the caller's generated module imports it. */
  readonly messages: string;
  /** Which of its commands are called; default: all. Each needs a handler of its outcome. */
  readonly commands?: readonly string[];
}

export interface MessageDefinition {
  /** The template id: unique in the contract, 1 to 65,534, never used again for another message. */
  readonly id: number;
  readonly doc: string;
  /** In the order of the bytes: fixed fields, then groups, then variable data. New ones at the end of their kind. */
  readonly fields: Readonly<Record<string, FieldDefinition>>;
  readonly since?: number;
}

export interface CommandDefinition extends MessageDefinition {
  /** Bits of `Role`, any of which lets the caller send it; 0 lets everyone. */
  readonly roles: number;
  /** Names of the replies that say it was done. */
  readonly reply: string | readonly string[];
}

export interface QueryDefinition extends MessageDefinition {
  /** As with commands; without it, everyone may ask. */
  readonly roles?: number;
  readonly reply: string | readonly string[];
}

export interface EventDefinition extends MessageDefinition {
  /** The channel it is published on. */
  readonly channel: string;
}

/**
 * What a service wants to be reminded of, by a key: "the hold's deadline", "the turn ends". It stays inside the cluster,
 * so it is in no schema file. Fixed fields only, 248 bytes of them: what is larger belongs into the service's state.
 * A timer that an older build set is read by the rules of messages: `since` and its fallback.
 */
export interface TimerDefinition extends MessageDefinition {
  /** What the key is of. */
  readonly key: string;
}

/** What is left of a cluster's bound of a timer's payload, 256 bytes, behind a message header. */
export const TIMER_FIELDS_BYTES_MAX = 248;

/** A stream of events that clients subscribe to, one per value of a key, such as the book of a market. */
export interface ChannelDefinition {
  readonly doc: string;
  /** A field of each of its events; a subscription names one value of it. Without it there is one stream. */
  readonly key?: string;
  /** A query whose reply is the state that the events change; its field of the key's name selects it. */
  readonly image?: string;
  /** Only the key's owner (the key is a principal or belongs to one) or an operator may listen. */
  readonly private?: boolean;
  /** A field of the events and of the image's reply that counts up by one within a key. */
  readonly sequence?: string;
  /**
   * Fields that say what an event replaces: of two events of one name with equal ones, a slow reader
   * needs only the later. `[]`: any later one. Without it, each event is needed.
   */
  readonly replaces?: readonly string[];
}

export interface RejectionDefinition {
  /** 10 to 65,534; 1 to 9 are built in. */
  readonly code: number;
  /** Completes "The command was rejected: …" and says what `value` is. */
  readonly doc: string;
}

export interface EnumDefinition {
  readonly encoding: "u8" | "u16";
  readonly values: Readonly<Record<string, number>>;
  readonly docs: Readonly<Record<string, string>>;
}

export interface SetDefinition {
  readonly encoding: "u8" | "u16" | "u32";
  /** Numbers of bits, from 0. */
  readonly bits: Readonly<Record<string, number>>;
  readonly docs: Readonly<Record<string, string>>;
}

export type IntegerKind = "u8" | "u16" | "u32" | "i32" | "u53" | "i53" | "id" | "u64";

export type FieldDefinition =
  | (FieldCommon & { readonly kind: IntegerKind })
  | (FieldCommon & { readonly kind: "bool" })
  | (FieldCommon & { readonly kind: "enum"; readonly of: string })
  | (FieldCommon & { readonly kind: "set"; readonly of: string })
  | (FieldCommon & { readonly kind: "ascii"; readonly length: number })
  | (FieldCommon & { readonly kind: "utf8"; readonly bytesMax: number })
  | (FieldCommon & { readonly kind: "data"; readonly bytesMax: number })
  | (FieldCommon & {
      readonly kind: "group";
      readonly entriesMax: number;
      readonly fields: Readonly<Record<string, FieldDefinition>>;
    });

interface FieldCommon {
  readonly doc: string;
  readonly unit?: string;
  readonly optional?: boolean;
  readonly since?: number;
  /** What readers see in messages from before `since`. */
  readonly fallback?: number | bigint | boolean | string;
  /** Bytes from the start of the block; only the built-in rejection leaves gaps. */
  readonly offset?: number;
}

/** Rejections that every contract has, because the dispatcher and the cluster answer with them. */
export const builtInRejections: Readonly<
  Record<"Forbidden" | "Skipped" | "Unsupported" | "Overloaded", RejectionDefinition>
> = {
  Forbidden: { code: 1, doc: "none of the caller's roles may do this" },
  Skipped: { code: 2, doc: "the handler failed and an operator had the command skipped" },
  Unsupported: { code: 3, doc: "the activated version does not know this yet" },
  Overloaded: { code: 4, doc: "too much is under way; nothing was done; value is how much" },
};

/** Template id of the rejection in every contract. */
export const REJECTED_TEMPLATE_ID = 65_535;

/** The reply by which the domain says no; the same bytes in every contract. */
export const rejectedMessage: MessageDefinition = {
  id: REJECTED_TEMPLATE_ID,
  doc: "The domain says no. Nothing has changed.",
  fields: {
    code: { kind: "u16", doc: "why, one of RejectionCode" },
    value: { kind: "i53", optional: true, offset: 8, doc: "what the caller needs to see why; see the code" },
  },
};
