import type { Session } from "./session.ts";

/**
 * Signs of life of sessions, known to the leader only and not logged. Whoever begins to lead grants
 * everyone a full time-out, because it has heard nobody yet.
 */
export class SessionWatch {
  private heardMs = new Map<number, number>();

  /** This node leads from now on. */
  takeOver(): void {
    this.heardMs.clear();
  }

  heard(sessionId: number, nowMs: number): void {
    this.heardMs.set(sessionId, nowMs);
  }

  /**
   * Finds sessions that were silent for their time-out. Each is named once per time-out.
   * @param onExpired is to append the CloseSession
   */
  check(sessions: Iterable<Session>, nowMs: number, onExpired: (sessionId: number) => void): void {
    const heardMs = new Map<number, number>(); // Only those that are still open.
    for (const { id, timeoutMs } of sessions) {
      if (timeoutMs === 0) continue; // It is lasting.
      const heard = this.heardMs.get(id) ?? nowMs;
      const isExpired = nowMs - heard > timeoutMs;
      if (isExpired) onExpired(id);
      heardMs.set(id, isExpired ? nowMs : heard);
    }
    this.heardMs = heardMs;
  }
}
