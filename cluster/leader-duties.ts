import type { Activation, ActivationPolicy } from "./activation.ts";
import type { BatchBuilder } from "./batch-builder.ts";
import type { Logger } from "./ports.ts";
import type { Raft } from "./raft/raft.ts";
import type { Sequencer } from "./sequencer.ts";
import { SessionWatch } from "./session-watch.ts";
import type { StateMachine } from "./state-machine.ts";
import {
  CloseReason,
  encodeActivateVersion,
  encodeCloseSession,
  encodeTimePassed,
} from "./system-messages.ts";

const SESSION_CHECK_MS = 500;
const ACTIVATION_CHECK_MS = 100;

interface LeaderDutiesParts {
  builder: BatchBuilder;
  raft: Raft;
  sequencer: Sequencer;
  logger: Logger;
  activation: Activation;
  activate: ActivationPolicy;
}

/** Commands that nobody sends: the leader appends them because time has passed. */
export class LeaderDuties {
  private readonly builder: BatchBuilder;
  private readonly raft: Raft;
  private readonly sequencer: Sequencer;
  private readonly logger: Logger;
  private readonly activation: Activation;
  private readonly activate: ActivationPolicy;
  private readonly sessions = new SessionWatch();
  private sessionsCheckedMs = 0;
  private activationCheckedMs = 0;

  constructor(parts: LeaderDutiesParts) {
    this.builder = parts.builder;
    this.raft = parts.raft;
    this.sequencer = parts.sequencer;
    this.logger = parts.logger;
    this.activation = parts.activation;
    this.activate = parts.activate;
  }

  /** This node leads from now on. */
  takeOver(nowMs: number): void {
    this.sessions.takeOver();
    this.sessionsCheckedMs = nowMs;
    this.activation.proposed = 0;
    this.activateWhatMayBe();
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
    if (nowMs - this.activationCheckedMs >= ACTIVATION_CHECK_MS) {
      this.activationCheckedMs = nowMs;
      this.activateWhatMayBe();
    }
    if (this.isTimerDue(machine, timeUs)) this.builder.addOwn(encodeTimePassed());
  }

  /** A log without commands has nothing that an older build could go on with: it begins with the highest version. */
  private activateWhatMayBe(): void {
    const isNewLog = this.sequencer.lastPosition === 0 && this.builder.isEmpty;
    if (this.activate !== "auto" && !isNewLog) return;
    const version = this.activation.possible;
    if (version <= Math.max(this.activation.active, this.activation.proposed)) return;
    this.activation.proposed = version;
    this.logger.info({ version }, "all voters support a higher version of the services: it is activated");
    this.builder.addOwn(encodeActivateVersion(version));
  }

  /** A timer is due and no command that would fire it is under way. */
  private isTimerDue(machine: StateMachine, timeUs: number): boolean {
    if (machine.nextDeadline > timeUs || !this.builder.isEmpty) return false;
    const isUnderWay = this.raft.lastIndex > this.raft.appliedIndex;
    return !isUnderWay || this.sequencer.lastTimeUs < machine.nextDeadline;
  }
}
