import type { RaftCore } from "./core.ts";
import { createMessage, MessageType } from "./message.ts";
import type { Progress } from "./progress.ts";
import { sendAppend } from "./replication.ts";

/**
 * Hands leadership to a voter: bring its log up to date, then ask it to campaign at once. Meanwhile nothing is
 * proposed; after an election time-out the leader goes on by itself. (Dissertation, 3.10.)
 */
export function stepTransfer(core: RaftCore, peer: number, member: Progress): void {
  if (member.isLearner) {
    core.observe?.(core, { kind: "transfer-to-learner-ignored", peer });
    return;
  }
  if (core.transferee === peer) {
    core.observe?.(core, { kind: "transfer-repeated", peer });
    return;
  }
  if (core.transferee !== 0) {
    core.observe?.(core, { kind: "transfer-superseded", peer });
    core.transferee = 0;
  }
  if (peer === core.id) {
    core.observe?.(core, { kind: "transfer-to-self-ignored", peer });
    return;
  }
  core.observe?.(core, { kind: "transfer-started", peer });
  core.electionElapsedTicks = 0; // The successor has one election time-out.
  core.transferee = peer;
  if (member.match === core.log.lastIndex) {
    sendTimeoutNow(core, peer);
    core.observe?.(core, { kind: "transfer-immediate", peer });
  } else {
    sendAppend(core, peer, true);
  }
}

export function sendTimeoutNow(core: RaftCore, peer: number): void {
  core.send(createMessage(MessageType.TimeoutNow, peer));
}
