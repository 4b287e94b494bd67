import { Outcome as ClusterOutcome } from "@lockstep/cluster/client/cluster-port";
import { SYSTEM_SCHEMA_ID, SystemRejection } from "@lockstep/cluster/system-messages";
import { CLUSTER_SCHEMA_ID, clusterRejections } from "@lockstep/gateway/cluster-rejections";
import { Outcome as GatewayOutcome } from "@lockstep/gateway/cluster-port";
import { expect, test } from "vitest";

test("gateway and cluster mean the same by every outcome and every rejection of the cluster's own", () => {
  expect(GatewayOutcome).toEqual(ClusterOutcome);
  expect(CLUSTER_SCHEMA_ID).toBe(SYSTEM_SCHEMA_ID);
  const labels = Object.fromEntries(
    Object.entries(clusterRejections).map(([code, { label }]) => [label, Number(code)]),
  );
  expect(labels).toEqual(SystemRejection);
});
