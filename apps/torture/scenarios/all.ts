import type { Scenario } from "../scenario.ts";
import { clockScenarios } from "./clocks.ts";
import { diskScenarios } from "./disks.ts";
import { linkScenarios } from "./links.ts";
import { memberScenarios } from "./members.ts";
import { processScenarios } from "./processes.ts";
import { rotScenarios } from "./rot.ts";
import { snapshotScenarios } from "./snapshots.ts";

/** In the order in which they are run. */
export const scenarios: readonly Scenario[] = [
  ...processScenarios,
  ...linkScenarios,
  ...diskScenarios,
  ...rotScenarios,
  ...snapshotScenarios,
  ...clockScenarios,
  ...memberScenarios,
];
