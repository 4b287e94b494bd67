const US_PER_UNIT: Readonly<Record<string, number>> = {
  us: 1,
  ms: 1_000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
};

/**
 * A length of time in microseconds, from how people write it: `"250ms"`, `"2m"`, `"1h 30m"`, `"1.5s"`.
 * @throws RangeError
 */
export function durationUs(text: string): number {
  const parts = text.trim().split(/\s+/);
  const us = parts.reduce((sum, part) => {
    const match = /^(\d+(?:\.\d+)?)(us|ms|s|m|h|d)$/.exec(part);
    return match === null ? Number.NaN : sum + Number(match[1]) * US_PER_UNIT[match[2]];
  }, 0);
  if (!Number.isSafeInteger(us)) {
    throw new RangeError(`"${text}" is no length of time: write "250ms", "30s", "2m", "1h 30m" or "1d"`);
  }
  return us;
}
