/**
 * What a decoder may throw: errors of the world, which have a code of ours. What the language or the runtime
 * throws says that a bound was not checked; an AssertionError, that foreign bytes were trusted.
 */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const isOfTheLanguage =
    error instanceof RangeError ||
    error instanceof TypeError ||
    error instanceof SyntaxError ||
    error instanceof ReferenceError;
  if (isOfTheLanguage || error.name === "AssertionError") return undefined;
  const { code } = error as { code?: unknown };
  return typeof code === "string" && !code.startsWith("ERR_") ? code : undefined;
}

/** An input claims memory in proportion to its size, beside what buffers and noise of the heap take. */
export function claimMax(inputBytes: number): number {
  return 4_194_304 + inputBytes * 512;
}
