/** All that generated codecs import. */
export type {
  ArrayCopier,
  Caller,
  CallOutcome,
  Context,
  Output,
  Service,
  StateReader,
  StateWriter,
} from "./context.ts";
export { ContractError, refuse, refuseOrder, refuseVersion } from "./contract-error.ts";
export {
  readI53,
  readI53BigEndian,
  readU53,
  readU53BigEndian,
  writeI53,
  writeI53BigEndian,
  writeU53,
  writeU53BigEndian,
} from "./integers.ts";
export { MessageBuffer, NO_OUTPUT, NO_VIEW } from "./message-buffer.ts";
export type { Codecs, MessageCodec } from "./protocol.ts";
export { OutcomeUnknown } from "./outcome.ts";
export type { ClientChannel, Handled, Lifecycle, Tagged } from "./service.ts";
export {
  copyBytes,
  isAscii,
  isAsciiText,
  isFixedUtf8,
  isUtf8,
  isUtf8Text,
  isZero,
  readAscii,
  readFixedUtf8,
  readUtf8,
  utf8Length,
  writeAscii,
  writeFixedUtf8,
  writeUtf8,
} from "./text.ts";
