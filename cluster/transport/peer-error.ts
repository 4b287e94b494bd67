/** Why a member hangs up on another. The numbers are those of the wire, so that the other side can say it too. */
export const PeerErrorCode = {
  PEER_WRONG_CLUSTER: 1,
  PEER_WRONG_NODE: 2,
  PEER_UNKNOWN_MEMBER: 3,
  PEER_NO_COMMON_VERSION: 4,
  PEER_OLD_INCARNATION: 5,
  PEER_FRAME_LENGTH: 6,
  PEER_FRAME_CHECKSUM: 7,
  PEER_FRAME_TYPE: 8,
  PEER_MESSAGE: 9,
  PEER_BATCH_HEADER: 10,
  PEER_BATCH_PAYLOAD: 11,
  PEER_FOREIGN_BATCH: 12,
  PEER_TRANSFER: 13,
} as const;
export type PeerErrorCode = keyof typeof PeerErrorCode;

/** What a peer sent is not what a member of this cluster sends. Its connection is closed, nothing is delivered. */
export class PeerError extends Error {
  override readonly name = "PeerError";
  readonly code: PeerErrorCode;

  constructor(code: PeerErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** @returns the number itself, as text, when a newer build sent it */
export function nameOfPeerError(number: number): string {
  const named = Object.entries(PeerErrorCode).find(([, value]) => value === number);
  return named?.[0] ?? `error ${number}`;
}
