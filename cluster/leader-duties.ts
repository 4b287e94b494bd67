import type { BatchBuilder } from "./batch-builder.ts";
import type { Logger } from "./ports.ts";
import type { Raft } from "./raft/raft.ts";
import type { Sequencer } from "./sequencer.ts";
import { SessionWatch } from "./session-watch.ts";
import type { StateMachine } from "./state-machine.ts";
import { CloseReason, encodeCloseSession, encodeTimePassed } from "./system-messages.ts";

const SESSION_CHECK_MS = 500;

/** Commands that nobody sends: the leader appends them because time has passed. */
export class LeaderDuties {
  private readonly builder: BatchBuilder;
  private readonly raft: Raft;
  private readonly sequencer: Sequencer;
  private readonly logger: Logger;
  private readonly sessions = new SessionWatch();
  private sessionsCheckedMs = 0;

  constructor(parts: { builder: BatchBuilder; raft: Raft; sequencer: Sequencer; logger: Logger }) {
    this.builder = parts.builder;
    this.raft = parts.raft;
    this.sequencer = parts.sequencer;
    this.logger = parts.logger;
  }

  /** This node leads from now on. */
  takeOver(nowMs: number): void {
    this.sessions.takeOver();
    this.sessionsCheckedMs = nowMs;
  }

  /** A sign of life of a session. Hot path: once per run. */
  heard(sessionId: number, nowMs: number): void {
    this.sessions.heard(sessionId, nowMs);
  }

  /**
   * Once per turn, before the open batch is sealed, unless the apply stands still.
   * @param timeUs the cluster's time now
   */
  work(machine: StateMachine, nowMs: number, timeUs: number): void {
    if (nowMs - this.sessionsCheckedMs >= SESSION_CHECK_MS) {
      this.sessionsCheckedMs = nowMs;
      this.sessions.check(machine.sessions, nowMs, (sessionId) => {
        this.logger.info({ sessionId }, "the session was silent for its time-out and is closed");
        this.builder.addOwn(encodeCloseSession({ sessionId, reason: CloseReason.Timeout }));
      });
    }
    if (this.isTimerDue(machine, timeUs)) this.builder.addOwn(encodeTimePassed());
  }

  /** A timer is due and no command that would fire it is under way. */
  private isTimerDue(machine: StateMachine, timeUs: number): boolean {
    if (machine.nextDeadline > timeUs || !this.builder.isEmpty) return false;
    const isUnderWay = this.raft.lastIndex > this.raft.appliedIndex;
    return !isUnderWay || this.sequencer.lastTimeUs < machine.nextDeadline;
  }
}
