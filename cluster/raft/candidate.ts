import { requestVotes } from "./campaign.ts";
import { learnCommitOfVoter } from "./commit-by-vote.ts";
import type { RaftCore, StepResult } from "./core.ts";
import { handleAppend, handleHeartbeat, handleSnapshot } from "./follower.ts";
import { VoteResult } from "./majority.ts";
import { MessageType } from "./message.ts";
import type { Message } from "./message.ts";
import { broadcastAppend } from "./replication.ts";
import { Role } from "./role.ts";

/** A candidate's or pre-candidate's view of a message of its own term. (Raft, section 5.2.) */
export function stepCandidate(core: RaftCore, message: Message): StepResult {
  const ownReply = core.role === Role.PreCandidate ? MessageType.PreVoteReply : MessageType.VoteReply;
  switch (message.type) {
    case MessageType.Propose:
      core.observe?.(core, { kind: "proposal-dropped-no-leader" });
      return "dropped";
    case MessageType.Append:
      core.becomeFollower(message.term, message.from); // Someone else was elected in this term.
      handleAppend(core, message);
      break;
    case MessageType.Heartbeat:
      core.becomeFollower(message.term, message.from);
      handleHeartbeat(core, message);
      break;
    case MessageType.Snapshot:
      core.becomeFollower(message.term, message.from);
      handleSnapshot(core, message);
      break;
    case ownReply:
      countVote(core, message);
      break;
    case MessageType.TimeoutNow:
      core.observe?.(core, { kind: "timeout-now-ignored", message });
      break;
  }
  return "ok";
}

function countVote(core: RaftCore, message: Message): void {
  if (learnCommitOfVoter(core, message)) return; // What it campaigned in is no longer in force.
  core.observe?.(core, { kind: "vote-received", message });
  core.votes.record(message.from, !message.reject);
  core.observe?.(core, { kind: "votes-counted", message });
  const result = core.votes.result(core.configuration);
  if (result === VoteResult.Lost) {
    core.becomeFollower(core.term, 0); // A refusal of a pre-vote does not end the own term.
  } else if (result === VoteResult.Won && core.role === Role.PreCandidate) {
    requestVotes(core, "vote");
  } else if (result === VoteResult.Won) {
    core.becomeLeader();
    broadcastAppend(core);
  }
}
