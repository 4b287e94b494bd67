import type { Caller } from "@lockstep/cluster/client/cluster-port";
import { Role } from "@lockstep/domain/contract/context";

export const DEVELOPER_PRINCIPAL_ID = 1;

/** Who the development key speaks for, and tools on the native port: one who may do everything. */
export const DEVELOPER: Caller = {
  principalId: DEVELOPER_PRINCIPAL_ID,
  roles: Role.Trader | Role.MarketMaker | Role.Operator | Role.Viewer,
};
