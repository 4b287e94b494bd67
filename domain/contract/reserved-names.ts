/** Names that flyweights have for themselves: a foreign field of that name gets a suffix. */
export const reservedNames: readonly string[] = [
  "add", "absent", "begin", "blockLength", "claim", "constructor", "count", "headerOffset", "index", "limit",
  "message", "next", "nextOffset", "offset", "output", "parent", "publish", "reply", "root", "set", "stage",
  "template", "templateId", "toObject", "validate", "version", "view", "wrap",
]; // prettier-ignore
