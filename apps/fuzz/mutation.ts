import type { Random } from "@lockstep/cluster/simulator/random";

const INPUT_BYTES_MAX = 65_536;
/** Bounds, and what lies beside them. */
const NUMBERS = [
  0,
  1,
  2,
  7,
  8,
  9,
  15,
  16,
  31,
  63,
  64,
  127,
  128,
  255,
  256,
  511,
  512,
  4_095,
  4_096,
  32_767,
  32_768,
  65_535,
  65_536,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 8,
  2 ** 32 - 2,
  2 ** 32 - 1,
];
const encoder = new TextEncoder();

type Mutation = (input: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

const mutations: readonly Mutation[] = [
  // A bit.
  (input, random) => changed(input, random, (byte) => byte ^ (1 << random.below(8))),
  // A byte.
  (input, random) => changed(input, random, () => random.below(256)),
  (input, random) => changed(input, random, (byte) => byte + (random.chance(0.5) ? 1 : 255)),
  // A number: a length, a count, an offset, an id.
  number,
  number,
  number,
  // An end.
  (input, random) => input.slice(0, random.below(input.length + 1)),
  (input, random) => input.slice(0, Math.max(0, input.length - 1 - random.below(8))),
  (input, random) => joined(input, noise(random, 1 + random.below(64))),
  // A piece that is not there, is there twice, or many times, or is another input's.
  (input, random) => {
    const [from, to] = range(input, random);
    return joined(input.subarray(0, from), input.subarray(to));
  },
  (input, random) => {
    const [from, to] = range(input, random);
    return joined(input.subarray(0, to), input.subarray(from));
  },
  (input, random) => {
    const [from, to] = range(input, random);
    const times = 1 + random.below(200);
    return joined(
      input.subarray(0, to),
      ...Array.from({ length: times }, () => input.subarray(from, to)),
      input.subarray(to),
    );
  },
  (input, random, other) => {
    const [from, to] = range(other, random);
    const at = random.below(input.length + 1);
    return joined(input.subarray(0, at), other.subarray(from, to), input.subarray(at));
  },
  (input, random, other) =>
    joined(input.subarray(0, random.below(input.length + 1)), other.subarray(random.below(other.length + 1))),
  (input, _random, other) => joined(input, other),
  // A piece that is elsewhere.
  (input, random) => {
    const [from, to] = range(input, random);
    const bytes = input.slice();
    bytes.copyWithin(random.below(input.length + 1), from, to);
    return bytes;
  },
  (input, random) => {
    const [from, to] = range(input, random);
    const bytes = input.slice();
    bytes.fill(random.pick([0, 255, 32]), from, to);
    return bytes;
  },
];

/** One to some mutations of a valid input; now and then, noise instead. */
export function mutate(
  corpus: readonly Uint8Array[],
  random: Random,
  words: readonly string[] | undefined,
): Uint8Array {
  if (random.chance(0.01)) return noise(random, random.below(256));
  let input: Uint8Array = new Uint8Array(random.pick(corpus)); // A copy: the slice of a Buffer is none.
  const times = random.chance(0.5) ? 1 : random.between(2, 6);
  if (words !== undefined && random.chance(0.5)) {
    for (let at = 0; at < times; at++) input = reworded(input, random, words);
    return input;
  }
  for (let at = 0; at < times; at++) {
    input =
      words === undefined || random.chance(0.2)
        ? random.pick(mutations)(input, random, random.pick(corpus))
        : random.chance(0.2)
          ? worded(input, random, words)
          : reworded(input, random, words);
    if (input.length > INPUT_BYTES_MAX) input = input.slice(0, INPUT_BYTES_MAX);
  }
  return input;
}

/** Puts a word somewhere, in place of something or not, sometimes very often. */
function worded(input: Uint8Array, random: Random, words: readonly string[]): Uint8Array {
  const word = encoder.encode(random.pick(words));
  const many = random.chance(0.05) ? random.below(5_000) : 1;
  const piece = many === 1 ? word : joined(...Array.from({ length: many }, () => word));
  const from = random.below(input.length + 1);
  const to = random.chance(0.5) ? from : Math.min(input.length, from + random.below(12));
  return joined(input.subarray(0, from), piece, input.subarray(to));
}

const encoded = new TextDecoder("latin1");
const TOKEN = /"(?:[^"\\]|\\.)*"|[\w.-]+|\s+|./g;
const VALUE = /^(?:"(?:[^"\\]|\\.)*"|[\w.-]+)$/;

/** Puts another word, or one that is elsewhere in it, in place of one: what is around stays well-formed. */
function reworded(input: Uint8Array, random: Random, words: readonly string[]): Uint8Array {
  const tokens = encoded.decode(input).match(TOKEN) ?? [];
  const places = tokens.flatMap((token, at) => (VALUE.test(token) ? [at] : []));
  if (places.length === 0) return worded(input, random, words);
  const at = random.pick(places);
  const isQuoted = tokens[at]!.startsWith('"');
  const isLike = (word: string): boolean => VALUE.test(word) && word.startsWith('"') === isQuoted;
  const others = random.chance(0.5)
    ? words.filter((word) => VALUE.test(word))
    : places.map((place) => tokens[place]!);
  const alike = random.chance(0.9) ? others.filter(isLike) : others;
  if (alike.length > 0) tokens[at] = random.pick(alike);
  return Uint8Array.from(tokens.join(""), (char) => char.charCodeAt(0));
}

function number(input: Uint8Array, random: Random): Uint8Array {
  const width = random.pick([2, 4, 4, 8]);
  if (input.length < width) return input;
  const bytes = input.slice();
  const view = new DataView(bytes.buffer);
  const at = random.below(input.length - width + 1);
  const offset = random.chance(0.8) ? at - (at % Math.min(width, 4)) : at;
  const value = numberNear(view, offset, width, random);
  if (width === 2) view.setUint16(offset, value, true);
  else view.setUint32(offset, value, true);
  if (width === 8) view.setUint32(offset + 4, random.pick([0, 1, 2 ** 21 - 1, 2 ** 21, 2 ** 32 - 1]), true);
  return bytes;
}

function numberNear(view: DataView, offset: number, width: number, random: Random): number {
  if (random.chance(0.3)) return random.pick(NUMBERS);
  if (random.chance(0.3)) return view.byteLength + random.between(-16, 16);
  const value = width === 2 ? view.getUint16(offset, true) : view.getUint32(offset, true);
  return random.chance(0.5) ? value + random.between(-9, 9) : value * random.between(0, 9);
}

function changed(input: Uint8Array, random: Random, change: (byte: number) => number): Uint8Array {
  if (input.length === 0) return input;
  const bytes = input.slice();
  const at = random.below(bytes.length);
  bytes[at] = change(bytes[at]!);
  return bytes;
}

function range(input: Uint8Array, random: Random): [number, number] {
  const from = random.below(input.length + 1);
  const length = random.chance(0.7) ? random.below(33) : random.below(input.length + 1);
  return [from, Math.min(input.length, from + length)];
}

function noise(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.below(256));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(
    Math.min(
      2 * INPUT_BYTES_MAX,
      parts.reduce((sum, part) => sum + part.length, 0),
    ),
  );
  let at = 0;
  for (const part of parts) {
    const rest = part.subarray(0, bytes.length - at);
    bytes.set(rest, at);
    at += rest.length;
  }
  return bytes;
}
