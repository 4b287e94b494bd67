import { EMPTY_CONFIGURATION } from "../../raft/configuration.ts";
import {
  ConfigurationChangeError,
  enterJoint,
  leaveJoint,
  simpleChange,
} from "../../raft/configuration-change.ts";
import type { ChangeFault, Membership, ProgressMaker } from "../../raft/configuration-change.ts";
import { Inflights } from "../../raft/inflights.ts";
import { Progress } from "../../raft/progress.ts";
import { parseChanges } from "./change-codec.ts";
import type { Directive } from "./data-driven.ts";
import { describeConfiguration, describeProgressMap } from "./describe.ts";

const FAULT_NAMES: Readonly<Record<ChangeFault, string>> = {
  "already-joint": "config is already joint",
  "not-joint": "can't leave a non-joint config",
  "simple-while-joint": "can't apply simple config change in joint config",
  "no-voters": "can't make a zero-voter config joint",
  "several-voters": "more than one voter changed without entering joint config",
  "no-voter-left": "removed all voters",
};

/** Runs `simple`, `enter-joint` and `leave-joint` of one confchange file, which share one membership. */
export function createChangeHandler(): (directive: Directive) => string {
  let membership: Membership = { configuration: EMPTY_CONFIGURATION, progress: new Map() };
  let lastIndex = 0; // Counts the commands, so that `next` tells when a member was added.
  const makeProgress: ProgressMaker = (_id, isLearner) => {
    const progress = new Progress(0, Math.max(lastIndex, 1), isLearner, new Inflights(10, 0));
    progress.isRecentlyActive = true;
    return progress;
  };

  return (directive) => {
    try {
      const changes = parseChanges(directive.input);
      if (directive.command === "simple") {
        membership = simpleChange(membership, changes, makeProgress);
      } else if (directive.command === "enter-joint") {
        const autoLeave = directive.arguments.some(
          ({ key, values }) => key === "autoleave" && values[0] === "true",
        );
        membership = enterJoint(membership, autoLeave, changes, makeProgress);
      } else if (directive.command === "leave-joint") {
        if (changes.length > 0) return "this command takes no input\n";
        membership = leaveJoint(membership);
      } else {
        return "unknown command";
      }
      return `${describeConfiguration(membership.configuration)}\n${describeProgressMap(membership.progress)}`;
    } catch (error) {
      if (error instanceof ConfigurationChangeError) return `${FAULT_NAMES[error.fault]}\n`;
      throw error;
    } finally {
      lastIndex++;
    }
  };
}
