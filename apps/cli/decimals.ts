/**
 * Decimals of people to integers of the model and back, exactly. `decimals` is the number of digits
 * behind the point that an integer stands for.
 */

/** @throws RangeError when the text is no decimal or has more digits than there are minor units */
export function parseDecimal(text: string, decimals: number, what: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) {
    throw new RangeError(`${what} is ${JSON.stringify(text)}; write a decimal such as 585.33`);
  }
  const [, sign, whole = "0", fraction = ""] = match;
  if (fraction.length > decimals) {
    throw new RangeError(`${what} is ${text}; it may have ${decimals} digits behind the point`);
  }
  const value = BigInt(whole + fraction.padEnd(decimals, "0"));
  return sign === "-" ? -value : value;
}

export function formatDecimal(value: bigint | number, decimals: number): string {
  const digits = String(value)
    .replace("-", "")
    .padStart(decimals + 1, "0");
  const sign = BigInt(value) < 0n ? "-" : "";
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
