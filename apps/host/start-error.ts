/** What a person can act on, without a stack; everything else with one. */
export function startError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    return `${error.message}: another process listens there; choose --port, --client-port and --peer-port`;
  }
  return code === undefined ? (error.stack ?? error.message) : `${code}: ${error.message}`;
}
