import { COMMAND_HEADER_BYTES, CommandFlag, IDEMPOTENCY_BYTES } from "./batch.ts";
import type { LinkCommands } from "./links/link-commands.ts";
import type { ServiceCalls } from "./service-calls.ts";
import type { MachineContext } from "./service-context.ts";
import type { ClusteredService } from "./service.ts";
import type { Session } from "./session.ts";
import type { Skips } from "./skips.ts";
import type { StateMachine } from "./state-machine.ts";
import {
  decodeActivateVersion,
  decodeCloseSession,
  decodeOpenSession,
  decodeSkipCommand,
  encodeDone,
  encodeRejected,
  encodeSessionClosed,
  encodeSessionOpened,
  schemaIdOf,
  SYSTEM_SCHEMA_ID,
  SystemRejection,
  SystemTemplate,
  templateIdOf,
} from "./system-messages.ts";
import { VersionUnsupportedError } from "./version-unsupported-error.ts";

/** The log skips a position that this machine has applied: only a rebuild can follow it. */
export class SkipUnknownError extends Error {
  override readonly name = "SkipUnknownError";
  readonly code = "SKIP_UNKNOWN";

  constructor(position: number) {
    super(`position ${position} is to be skipped, but was applied here; rebuild from the log with its skips`);
  }
}

/** Applies commands of schema 0, which come in runs of session 0. Cold path: plain values. */
export class SystemCommands {
  /** Positions up to here came from saved state, which already has their skips in it. */
  loadedPosition = 0;
  private readonly machine: StateMachine;
  private readonly context: MachineContext;
  private readonly skips: Skips;
  private readonly calls: ServiceCalls;
  private readonly links: LinkCommands;

  constructor(
    machine: StateMachine,
    context: MachineContext,
    skips: Skips,
    calls: ServiceCalls,
    links: LinkCommands,
  ) {
    this.machine = machine;
    this.context = context;
    this.skips = skips;
    this.calls = calls;
    this.links = links;
  }

  /** @param offset of the command header */
  apply(view: DataView, offset: number): void {
    const message = messageOffset(view, offset);
    if (schemaIdOf(view, message) !== SYSTEM_SCHEMA_ID) {
      this.reject(SystemRejection.SESSION_UNKNOWN, 0); // A service's command without a session.
      return;
    }
    switch (templateIdOf(view, message)) {
      case SystemTemplate.OpenSession:
        this.openSession(view, message);
        return;
      case SystemTemplate.CloseSession:
        this.closeSession(view, message, true);
        return;
      case SystemTemplate.TimePassed:
        this.reply(encodeDone()); // What was due has fired before it.
        return;
      case SystemTemplate.SkipCommand:
        this.skipCommand(view, message);
        return;
      case SystemTemplate.ActivateVersion:
        this.activateVersion(view, message);
        return;
      case SystemTemplate.TakeSnapshot:
        this.machine.isSnapshotWanted = true;
        this.reply(encodeDone());
        return;
      case SystemTemplate.OpenLink:
      case SystemTemplate.LinkOpened:
      case SystemTemplate.LinkReply:
        this.links.apply(view, message, this.answer, true);
        return;
      default:
        this.reject(SystemRejection.UNKNOWN_SCHEMA, SYSTEM_SCHEMA_ID);
    }
  }

  /**
   * Answers a command that the log says to skip. A session is closed all the same, and a link goes on, without
   * telling the services: else nothing could ever close it, or answer what is behind.
   */
  skip(view: DataView, offset: number): void {
    const message = messageOffset(view, offset);
    const templateId = schemaIdOf(view, message) === SYSTEM_SCHEMA_ID ? templateIdOf(view, message) : 0;
    switch (templateId) {
      case SystemTemplate.CloseSession:
        this.closeSession(view, message, false);
        return;
      case SystemTemplate.OpenLink:
      case SystemTemplate.LinkReply:
        this.links.apply(view, message, this.answer, false);
        return;
      default:
        this.reject(SystemRejection.SKIPPED, this.context.position);
    }
  }

  private openSession(view: DataView, message: number): void {
    const { sessions } = this.machine;
    const open = decodeOpenSession(view, message);
    const existing = sessions.find(open.nonce);
    if (existing !== undefined) {
      if (existing.principalId === open.principalId) this.replyOpened(existing);
      else this.reject(SystemRejection.NONCE_TAKEN);
      return;
    }
    const replyRingBytes = sessions.grantableBytes(open.replyRingBytes);
    if (!sessions.hasRoom(replyRingBytes)) {
      this.reject(SystemRejection.SESSIONS_FULL, sessions.count);
      return;
    }
    const { principalId, roles, timeoutMs, nonce } = open;
    const id = this.context.position;
    const session = sessions.open({ id, principalId, roles, timeoutMs, nonce, replyRingBytes });
    this.tellServices(session, (service) => service.onSessionOpened(this.context));
    this.replyOpened(session);
  }

  private closeSession(view: DataView, message: number, tell: boolean): void {
    const { sessions } = this.machine;
    const { sessionId, reason } = decodeCloseSession(view, message);
    const session = sessions.get(sessionId);
    if (session === undefined) {
      this.reject(SystemRejection.SESSION_UNKNOWN, sessionId);
      return;
    }
    if (tell) this.tellServices(session, (service) => service.onSessionClosed(this.context));
    sessions.close(session);
    this.reply(encodeSessionClosed({ sessionId, reason }));
  }

  private skipCommand(view: DataView, message: number): void {
    const skip = decodeSkipCommand(view, message);
    if (skip.position >= this.context.position) {
      this.reject(SystemRejection.SKIP_NOT_EARLIER, skip.position);
      return;
    }
    const isInState = skip.position <= this.loadedPosition || this.skips.has(skip);
    if (!isInState) throw new SkipUnknownError(skip.position);
    this.reply(encodeDone());
  }

  private activateVersion(view: DataView, message: number): void {
    const version = decodeActivateVersion(view, message);
    if (version <= this.machine.version) {
      this.reject(SystemRejection.VERSION_NOT_HIGHER, this.machine.version);
      return;
    }
    const { versionMax } = this.machine;
    if (version > versionMax) throw new VersionUnsupportedError(version, versionMax, this.context.position);
    this.machine.version = version;
    this.context.version = version;
    this.tellServices(undefined, (service) => service.onVersionActivated?.(this.context));
    this.reply(encodeDone());
  }

  /** Services may publish and set timers, but the reply is the cluster's. */
  private tellServices(session: Session | undefined, tell: (service: ClusteredService) => void): void {
    const { context, machine } = this;
    context.sessionId = session?.id ?? 0;
    context.principalId = session?.principalId ?? 0;
    context.roles = session?.roles ?? 0;
    context.replies.closed = true;
    for (const service of machine.services.inOrder) {
      context.schemaId = service.schemaId;
      tell(service);
      if (this.calls.count > 0) this.calls.run();
    }
    context.replies.closed = false;
  }

  private replyOpened(session: Session): void {
    const { id, nonce, timeoutMs } = session;
    const replyRingBytes = session.replies.limitBytes;
    this.reply(encodeSessionOpened({ sessionId: id, nonce, timeoutMs, replyRingBytes }));
  }

  private readonly answer = (code?: SystemRejection, value?: number): void => {
    if (code === undefined) this.reply(encodeDone());
    else this.reject(code, value);
  };

  private reject(code: SystemRejection, value?: number): void {
    this.reply(encodeRejected({ schemaId: SYSTEM_SCHEMA_ID, code, value }));
  }

  private reply(message: Uint8Array): void {
    const { replies } = this.context;
    const offset = replies.claim(message.length);
    replies.bytes.set(message, offset);
  }
}

function messageOffset(view: DataView, commandOffset: number): number {
  const flagged = (view.getUint8(commandOffset + 2) & CommandFlag.IdempotencyKey) !== 0;
  return commandOffset + COMMAND_HEADER_BYTES + (flagged ? IDEMPOTENCY_BYTES : 0);
}
