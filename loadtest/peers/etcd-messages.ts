/**
 * The three messages that a load on etcd needs, in the wire format of protocol buffers: fields of type 2, a tag of
 * one byte, a length, the bytes. Numbers are those of etcd's rpc.proto.
 */
const KEY = 1;
const VALUE = 2;
const REQUEST_PUT = 2;
const SUCCESS = 2;
const LENGTH_DELIMITED = 2;

export function putRequest(key: string, value: Uint8Array): Uint8Array {
  return Buffer.concat([field(KEY, Buffer.from(key)), field(VALUE, value)]);
}

/** All of the puts, or none. @param puts of different keys, at most 128 */
export function transactionOf(puts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(puts.map((put) => field(SUCCESS, field(REQUEST_PUT, put))));
}

/** A message as a stream of HTTP/2 carries it: not compressed, its length, its bytes. */
export function grpcFrame(message: Uint8Array): Uint8Array {
  const frame = Buffer.alloc(5 + message.length);
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, 5);
  return frame;
}

function field(number: number, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from([(number << 3) | LENGTH_DELIMITED, ...varint(bytes.length)]), bytes]);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
