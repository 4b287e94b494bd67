/**
 * A message schema of Simple Binary Encoding 1.0 with every offset and null value resolved: what a
 * contract and a schema file both become, and what codecs are generated from.
 */
export interface Schema {
  /** The `package` of the schema file. */
  readonly name: string;
  readonly id: number;
  readonly version: number;
  /** Writers leave out what is newer than the version that is active: so it is with contracts. */
  readonly isActivated?: true;
  readonly doc: string;
  readonly byteOrder: "littleEndian" | "bigEndian";
  /** Precedes every message: members blockLength, templateId, schemaId, version. */
  readonly header: Composite;
  /** Enums, sets and composites that get a name in generated code, in order of declaration. */
  readonly types: readonly (Enumeration | FlagSet | Composite)[];
  readonly messages: readonly Message[];
}

export type Primitive =
  | "char"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "float"
  | "double";

export type Presence = "required" | "optional" | "constant";

export type Type = Encoding | Enumeration | FlagSet | Composite;

/** A scalar, or an array of scalars. */
export interface Encoding {
  readonly kind: "encoding";
  readonly name: string;
  readonly doc: string;
  readonly primitive: Primitive;
  /** Elements; 1 for a scalar, 0 for the bytes of variable data. */
  readonly length: number;
  readonly presence: Presence;
  /** Of presence "constant". */
  readonly constant?: number | bigint | string;
  /** Smallest and largest value; bigint for 64-bit primitives. */
  readonly min: number | bigint;
  readonly max: number | bigint;
  /** What stands for no value, where presence is "optional". */
  readonly nullValue: number | bigint;
  readonly characterEncoding?: string;
  readonly semanticType?: string;
  readonly since: number;
}

export interface Enumeration {
  readonly kind: "enum";
  readonly name: string;
  readonly doc: string;
  readonly primitive: Primitive;
  readonly nullValue: number;
  /** "Boolean" makes an enum of 0 and 1 a boolean in programs. */
  readonly semanticType?: string;
  readonly values: readonly Named[];
  readonly since: number;
}

export interface FlagSet {
  readonly kind: "set";
  readonly name: string;
  readonly doc: string;
  readonly primitive: Primitive;
  /** `value` is the bit's number, from 0. */
  readonly choices: readonly Named[];
  readonly since: number;
}

export interface Named {
  readonly name: string;
  readonly value: number;
  readonly doc: string;
  readonly since: number;
}

export interface Composite {
  readonly kind: "composite";
  readonly name: string;
  readonly doc: string;
  /** Bytes, with the gaps that explicit offsets leave. */
  readonly size: number;
  readonly members: readonly Member[];
  readonly since: number;
}

export interface Member {
  readonly name: string;
  readonly offset: number;
  readonly type: Type;
}

/** What messages, groups' entries have in common. */
export interface Block {
  /** Bytes of the fixed part, which may end in reserved space. */
  readonly blockLength: number;
  readonly fields: readonly Field[];
  readonly groups: readonly Group[];
  readonly data: readonly Data[];
}

export interface Message extends Block {
  readonly name: string;
  readonly id: number;
  readonly doc: string;
  readonly since: number;
  readonly deprecated?: number;
}

export interface Field {
  readonly name: string;
  readonly id: number;
  readonly doc: string;
  /** From the start of the block. */
  readonly offset: number;
  readonly type: Type;
  readonly presence: Presence;
  /** Of presence "constant": the value, for an enum that of the named one. */
  readonly constant?: number | bigint | string;
  readonly since: number;
  readonly deprecated?: number;
  /** What a reader sees when the writer is older than the field; else no value. */
  readonly fallback?: number | bigint | string;
}

export interface Group extends Block {
  readonly name: string;
  readonly id: number;
  readonly doc: string;
  /** Members blockLength and numInGroup, whose largest value bounds the entries. */
  readonly dimension: Composite;
  readonly since: number;
  readonly deprecated?: number;
}

export interface Data {
  readonly name: string;
  readonly id: number;
  readonly doc: string;
  /** Members length, whose largest value bounds the bytes, and varData. */
  readonly encoding: Composite;
  readonly since: number;
  readonly deprecated?: number;
}
