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

const Tag = { Name: 0, Entity: 1, Number: 2, Text: 3, Bytes: 4 } as const;

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
  const view = new DataView(saved.buffer, saved.byteOffset, saved.byteLength);
  const names: string[] = [];
  let kind = "";
  let key = 0;
  for (let at = 0; at < saved.length;) {
    const tag = view.getUint8(at);
    const word = view.getUint16(at + 1, true);
    at += 3;
    if (tag === Tag.Name) {
      names.push(new TextDecoder().decode(saved.subarray(at, at + word)));
      at += word;
      continue;
    }
    const name = names[word]!;
    if (tag === Tag.Entity) {
      kind = prefix + name;
      key = view.getFloat64(at, true);
      at += 8;
    } else if (tag === Tag.Number) {
      const valueAt = at;
      yield { kind, key, name, alter: () => withNumber(saved, valueAt) };
      at += 8;
    } else if (tag === Tag.Text || tag === Tag.Bytes) {
      const length = view.getUint32(at, true);
      const valueAt = at + 4;
      at = valueAt + length;
      yield { kind, key, name, alter: () => withByte(saved, valueAt, length, tag === Tag.Text) };
    } else {
      throw new Error(`tag ${tag} at byte ${at - 3}`);
    }
  }
}

function withNumber(saved: Uint8Array, at: number): Uint8Array {
  const altered = saved.slice();
  const view = new DataView(altered.buffer);
  const value = view.getFloat64(at, true);
  view.setFloat64(at, value === Number.MAX_SAFE_INTEGER ? value - 1 : value + 1, true);
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
