import type { ServiceCalls } from "../service-calls.ts";
import { SystemRejection, SystemTemplate, templateIdOf } from "../system-messages.ts";
import type { Link } from "./link.ts";
import { decodeLinkOpened, decodeLinkReply, decodeOpenLink } from "./link-messages.ts";
import type { LinkTable } from "./link-table.ts";

/** As OutcomeUnknown says it (domain/contract/outcome.ts). */
export const UnknownReason = { SessionLost: 1, ReplyDropped: 2, Unreadable: 3 } as const;

/** Gives the cluster's own answer to a command; a rejection when it has a code. */
type Answer = (rejection?: SystemRejection, value?: number) => void;

/** Applies what the leader's couriers put into the log. What comes twice or too late is refused: nothing depends on the leader. */
export class LinkCommands {
  private readonly links: LinkTable;
  private readonly calls: ServiceCalls;

  constructor(links: LinkTable, calls: ServiceCalls) {
    this.links = links;
    this.calls = calls;
  }

  /**
   * @param offset of the message header
   * @param tell false: the command is skipped, and no service hears of it; the link goes on all the same
   */
  apply(view: DataView, offset: number, answer: Answer, tell: boolean): void {
    switch (templateIdOf(view, offset)) {
      case SystemTemplate.OpenLink:
        return this.open(view, offset, answer, tell);
      case SystemTemplate.LinkOpened:
        return this.opened(view, offset, answer);
      default:
        return this.reply(view, offset, answer, tell);
    }
  }

  private open(view: DataView, offset: number, answer: Answer, tell: boolean): void {
    const { schemaId, insteadOf, nonce } = decodeOpenLink(view, offset);
    const link = this.links.get(schemaId);
    const isBegun = link !== undefined && link.sessionId === 0 && link.nonce.length > 0;
    if (link?.sessionId !== insteadOf || isBegun) return this.refuse(link, schemaId, answer);
    const inDoubt = link.begin(nonce);
    answer();
    if (!tell) return;
    for (const request of inDoubt) this.calls.tellUnknown(request, schemaId, UnknownReason.SessionLost);
  }

  private opened(view: DataView, offset: number, answer: Answer): void {
    const { schemaId, nonce, sessionId } = decodeLinkOpened(view, offset);
    const link = this.links.get(schemaId);
    const isAwaited = link !== undefined && link.sessionId === 0 && isEqual(link.nonce, nonce);
    if (!isAwaited) return this.refuse(link, schemaId, answer);
    link.sessionId = sessionId;
    answer();
  }

  private reply(view: DataView, offset: number, answer: Answer, tell: boolean): void {
    const { schemaId, sessionId, number, unknownReason, message } = decodeLinkReply(view, offset);
    const link = this.links.get(schemaId);
    const isAwaited =
      link !== undefined &&
      sessionId !== 0 &&
      link.sessionId === sessionId &&
      number === link.firstNumber &&
      link.requests.length > 0;
    if (!isAwaited) return this.refuse(link, schemaId, answer);
    const request = link.take();
    answer();
    if (!tell) return;
    if (unknownReason === 0) this.calls.tellAnswer(request, schemaId, message);
    else this.calls.tellUnknown(request, schemaId, unknownReason);
  }

  private refuse(link: Link | undefined, schemaId: number, answer: Answer): void {
    if (link === undefined) answer(SystemRejection.UNKNOWN_SCHEMA, schemaId);
    else answer(SystemRejection.LINK_MOVED_ON, link.firstNumber);
  }
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
