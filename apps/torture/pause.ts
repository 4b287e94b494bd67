export function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
}

/** @throws Error that names `what`, when it does not hold in time */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  seconds: number,
): Promise<void> {
  const endMs = performance.now() + seconds * 1_000;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(`not within ${seconds} s: ${what}`);
    await pause(0.02);
  }
}
