import { assert } from "./assert.ts";
import { RUN_HEADER_BYTES } from "./batch.ts";
import { writeU53 } from "./u53.ts";

/**
 * The native client protocol, version 1: frames over one byte stream (TCP, or a pipe inside the
 * process), little-endian, every frame a multiple of 8 bytes so that runs stay aligned.
 *
 *     0 u32 length     of the frame with this header
 *     4 u8  type       FrameType
 *     5 u8, u16        zero
 *     8 body
 *
 * `text` is u32 length in bytes, UTF-8, padded with zeros to a multiple of 8 by the frame's end.
 *
 *     Challenge     8 u16 versionMin, u16 versionMax, u32 nodeId, 16 u53 clusterId, 24 32 bytes nonce
 *     Hello         8 u16 versionMin, u16 versionMax, u32 zero, 16 u53 clusterId (0: any), 24 32 bytes proof
 *     Welcome       8 u16 version, u8 role, u8 zero, u32 nodeId, 16 u53 clusterId, 24 u53 clockMs,
 *                   32 u32 leaderId (0: none known), 36 text leaderAddress
 *     Run           8 u53 deadlineMs by the node's clock (0: none), 16 one run as in batch.ts
 *     Replies       8 u53 sessionId, 16 u53 firstCorrelationId, 24 u32 count, u32 zero, 32 count reply records (outputs.ts)
 *     Refused       8 u53 sessionId, 16 u53 firstCorrelationId, 24 u32 count, u32 badIndex, 32 u16 code, u16 zero, 36 text
 *     NotLeader     8 u32 leaderId (0: none known), 12 text leaderAddress
 *     Halted        8 u53 position, 16 u32 zero, 20 text
 *     Query         8 u53 queryId, 16 u53 minPosition, 24 u53 deadlineMs, 32 u8 consistency, u8 roles, u16 zero,
 *                   36 u32 principalId, 40 one SBE message
 *     QueryReply    8 u53 queryId, 16 u53 position, 24 u8 outcome, 3 zero, 28 u32 length, 32 an SBE message, or UTF-8
 *     Subscribe     8 u32 subscriptionId, u32 hasFrom, 16 u53 position, 24 u32 step, u32 schemaId: only its events; 0: all
 *     Unsubscribe   8 u32 subscriptionId, u32 zero
 *     Events        8 u32 subscriptionId, u32 zero, 16 event records (outputs.ts)
 *     Resync        8 u32 subscriptionId, u32 step, 16 u53 position: events up to there are gone
 *     CaughtUp      as Resync: all of the subscription's events up to there were sent
 *     KeepAlive     8 u53 sessionId; the node sends it back
 *     Error         8 u16 code, u16 zero, 12 text; the connection closes after it
 *     Request       8 u53 requestId, 16 u32 zero, 20 text: JSON (status, admin)
 *     Answer        8 u53 requestId, 16 u32 zero, 20 text: JSON
 *
 * A connection begins with the node's Challenge. The client proves in Hello that it holds the
 * cluster's secret (proof.ts); only then are its principals and roles believed, and only then is
 * anything else accepted. A pipe inside the process needs no proof and begins with Welcome.
 */
export const FrameType = {
  Run: 1,
  Replies: 2,
  Challenge: 3,
  Hello: 4,
  Welcome: 5,
  Refused: 6,
  NotLeader: 7,
  Halted: 8,
  Query: 9,
  QueryReply: 10,
  Subscribe: 11,
  Unsubscribe: 12,
  Events: 13,
  Resync: 14,
  KeepAlive: 15,
  Error: 16,
  Request: 17,
  Answer: 18,
  CaughtUp: 19,
} as const;
export type FrameType = (typeof FrameType)[keyof typeof FrameType];

export const PROTOCOL_VERSION = 1;
export const FRAME_HEADER_BYTES = 8;
/** Where the run begins in a Run frame. */
export const RUN_OFFSET = 16;
/** Where the records begin in an Events frame. */
export const EVENTS_OFFSET = 16;
/** Where the message begins in Query and QueryReply. */
export const QUERY_OFFSET = 40;
export const QUERY_REPLY_OFFSET = 32;
export const NONCE_BYTES = 32;

/** Why a run was refused; it was not sequenced by this node. */
export const RefusalCode = {
  /** A command is malformed: `badIndex` says which, the text what. */
  Invalid: 1,
  /** Its deadline passed before it could be sequenced. */
  Late: 2,
  /** A run before it was refused: send again from there. */
  OutOfOrder: 3,
  /** The apply stands still; the text says where and why. */
  Halted: 4,
  /** This node does not lead, or no longer; a NotLeader frame says who does. */
  NotLeader: 5,
  /** The disk of the node that leads is short of room; the text says how much is free. */
  OutOfSpace: 6,
} as const;
export type RefusalCode = (typeof RefusalCode)[keyof typeof RefusalCode];

/** Why a connection ends. */
export const ErrorCode = {
  NotProven: 1,
  WrongVersion: 2,
  WrongCluster: 3,
  BadFrame: 4,
  TooManyConnections: 5,
  TooSlow: 6,
  Stopping: 7,
  /** What this node has made of the log is not what the others have: they serve. */
  Quarantined: 8,
} as const;
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

export const MemberRole = { None: 0, Follower: 1, Candidate: 2, Leader: 3, Learner: 4 } as const;
export type MemberRole = (typeof MemberRole)[keyof typeof MemberRole];

export interface Challenge {
  versionMin: number;
  versionMax: number;
  nodeId: number;
  clusterId: number;
  nonce: Uint8Array;
}

export interface Hello {
  versionMin: number;
  versionMax: number;
  clusterId: number;
  proof: Uint8Array;
}

export interface Welcome {
  version: number;
  role: MemberRole;
  nodeId: number;
  clusterId: number;
  clockMs: number;
  leaderId: number;
  leaderAddress: string;
}

export interface Refused {
  sessionId: number;
  firstCorrelationId: number;
  count: number;
  badIndex: number;
  code: RefusalCode;
  text: string;
}

export interface Leader {
  leaderId: number;
  leaderAddress: string;
}

export interface QueryHeader {
  queryId: number;
  minPosition: number;
  deadlineMs: number;
  consistency: 0 | 1;
  roles: number;
  principalId: number;
}

/** Values of `consistency` in a Query frame. */
export const Consistency = { Local: 0, Linearizable: 1 } as const;

export interface SubscribeFrame {
  subscriptionId: number;
  /** Only this contract's events are sent; 0: all. */
  schemaId: number;
  from: { position: number; step: number } | undefined;
}

export function writeFrameHeader(view: DataView, offset: number, type: FrameType, length: number): void {
  assert(length % 8 === 0);
  view.setUint32(offset, length, true);
  view.setUint32(offset + 4, type, true);
}

/** Writes the run's header; the commands follow it. Hot path: once per run. */
export function writeRunHeader(
  view: DataView,
  offset: number,
  run: { length: number; count: number; sessionId: number; firstCorrelationId: number; acknowledged: number },
): void {
  assert(run.length % 8 === 0 && run.length > RUN_HEADER_BYTES);
  view.setUint32(offset, run.length, true);
  view.setUint32(offset + 4, run.count, true);
  writeU53(view, offset + 8, run.sessionId);
  writeU53(view, offset + 16, run.firstCorrelationId);
  writeU53(view, offset + 24, run.acknowledged);
}
