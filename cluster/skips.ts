import type { SkipCommand } from "./system-messages.ts";

/**
 * What the log says to leave out: positions whose command gets the rejection SKIPPED, and timers that
 * are dropped instead of fired. Known before a replay begins, because the SkipCommand lies behind
 * what it skips (replay.ts, `findSkips`).
 */
export class Skips {
  private readonly commands = new Set<number>();
  private readonly timers = new Set<string>();
  private readonly positions: number[] = [];

  constructor(skips: Iterable<SkipCommand> = []) {
    for (const skip of skips) this.add(skip);
  }

  add(skip: SkipCommand): void {
    this.positions.push(skip.position);
    if (skip.timer === undefined) this.commands.add(skip.position);
    else this.timers.add(timerKey(skip.position, skip.timer.schemaId, skip.timer.kind, skip.timer.key));
  }

  has(skip: SkipCommand): boolean {
    if (skip.timer === undefined) return this.commands.has(skip.position);
    return this.hasTimer(skip.position, skip.timer.schemaId, skip.timer.kind, skip.timer.key);
  }

  hasCommand(position: number): boolean {
    return this.commands.has(position);
  }

  hasTimer(position: number, schemaId: number, kind: number, key: number): boolean {
    return this.timers.has(timerKey(position, schemaId, kind, key));
  }

  /** The earliest; Infinity when nothing is skipped. */
  get firstPosition(): number {
    return this.positions.reduce((first, position) => Math.min(first, position), Infinity);
  }

  /** Whether any concerns these positions: asked once per batch. */
  concerns(firstPosition: number, count: number): boolean {
    for (const position of this.positions) {
      if (position >= firstPosition && position < firstPosition + count) return true;
    }
    return false;
  }
}

function timerKey(position: number, schemaId: number, kind: number, key: number): string {
  return `${position}/${schemaId}/${kind}/${key}`;
}
