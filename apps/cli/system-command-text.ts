import {
  decodeActivateVersion,
  decodeCloseSession,
  decodeOpenSession,
  decodeSkipCommand,
  SystemTemplate,
  templateIdOf,
} from "@lockstep/cluster/system-messages";

/** The cluster's own commands, as `tail` prints them. */
export function describeSystemCommand(view: DataView, offset: number): string {
  switch (templateIdOf(view, offset)) {
    case SystemTemplate.OpenSession: {
      const { principalId, timeoutMs } = decodeOpenSession(view, offset);
      return `cluster.OpenSession ${JSON.stringify({ principalId, timeoutMs })}`;
    }
    case SystemTemplate.CloseSession:
      return `cluster.CloseSession ${JSON.stringify(decodeCloseSession(view, offset))}`;
    case SystemTemplate.TimePassed:
      return "cluster.TimePassed";
    case SystemTemplate.SkipCommand:
      return `cluster.SkipCommand ${JSON.stringify(decodeSkipCommand(view, offset))}`;
    case SystemTemplate.ActivateVersion:
      return `cluster.ActivateVersion ${JSON.stringify({ version: decodeActivateVersion(view, offset) })}`;
    case SystemTemplate.TakeSnapshot:
      return "cluster.TakeSnapshot";
    default:
      return `cluster template ${templateIdOf(view, offset)}, unknown to this build`;
  }
}
