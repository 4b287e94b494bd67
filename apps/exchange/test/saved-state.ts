import type { StateSection } from "@lockstep/cluster/state-machine-snapshot";

/** A value in the bytes that `StateMachine.save` made (cluster/state-bytes.ts has their layout). */
export interface SavedField {
  /** Such as "service 2 > market". */
  readonly kind: string;
  readonly key: number;
  readonly name: string;
  /** Other content of the same length; undefined when it has none that could be other. */
  alter(): StateSection[] | undefined;
}

const Tag = { Entity: 1, Number: 2, Negative: 3, Float: 4, Text: 5, Bytes: 6 } as const;

/** All values of a saved state, those of services too, each with a way to get the state with it altered. */
export function fieldsOf(saved: readonly StateSection[]): SavedField[] {
  return saved.flatMap((section, at) => {
    const prefix = section.schemaId === 0 ? "" : `service ${section.schemaId} > `;
    return [...walk(section.bytes, prefix)].map((field) => ({
      ...field,
      alter: () => {
        const bytes = field.alter();
        return bytes === undefined ? undefined : saved.with(at, { ...section, bytes });
      },
    }));
  });
}

interface BytesField extends Omit<SavedField, "alter"> {
  alter(): Uint8Array | undefined;
}

function* walk(saved: Uint8Array, prefix: string): Generator<BytesField> {
  const labels: { tag: number; name: string }[] = [];
  let kind = "";
  let key = 0;
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = saved[at++]!;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < saved.length) {
    const label = labels[varint() - 1];
    if (label === undefined) {
      const tag = saved[at++]!;
      const length = varint();
      labels.push({ tag, name: new TextDecoder().decode(saved.subarray(at, at + length)) });
      at += length;
      continue;
    }
    const { tag, name } = label;
    if (tag === Tag.Entity) {
      kind = prefix + name;
      key = varint();
    } else if (tag === Tag.Text || tag === Tag.Bytes) {
      const length = varint();
      const valueAt = at;
      at += length;
      yield { kind, key, name, alter: () => withByte(saved, valueAt, length, tag === Tag.Text) };
    } else {
      const valueAt = at;
      if (tag === Tag.Float) at += 8;
      else varint();
      yield { kind, key, name, alter: () => withNumber(saved, valueAt) };
    }
  }
}

/** The lowest bit of a varint is that of its first byte. */
function withNumber(saved: Uint8Array, at: number): Uint8Array {
  const altered = saved.slice();
  altered[at]! ^= 1;
  return altered;
}

function withByte(saved: Uint8Array, at: number, length: number, isText: boolean): Uint8Array | undefined {
  if (length === 0) return undefined;
  const altered = saved.slice();
  const last = at + length - 1;
  // A digit is taken wherever text is, also where it is hexadecimal.
  altered[last] = isText ? (altered[last] === 0x30 ? 0x31 : 0x30) : altered[last]! ^ 1;
  return altered;
}
