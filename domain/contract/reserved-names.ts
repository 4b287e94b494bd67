/** Names that flyweights have for themselves: a foreign field of that name gets a suffix. */
export const reservedNames: readonly string[] = [
  "add", "absent", "begin", "blockLength", "claim", "constructor", "count", "headerOffset", "index", "limit",
  "message", "next", "nextOffset", "offset", "output", "parent", "publish", "reply", "root", "set", "stage",
  "template", "templateId", "toObject", "validate", "version", "view", "wrap",
]; // prettier-ignore

/** Names that generated modules import or take from the language: no message or type may have them. */
export const reservedTypeNames: readonly string[] = [
  "Array", "ArrayBuffer", "CallOutcome", "Caller", "ClientChannel", "Context", "ContractError", "DataView", "Handled", "Lifecycle", "Math",
  "MessageBuffer", "MessageCodec", "Number", "OutcomeUnknown", "Output", "Promise", "RejectionCode", "Service", "StateReader",
  "StateWriter", "Tagged", "Uint8Array",
]; // prettier-ignore
