import type { StageLatency } from "@lockstep/cluster/stage-latencies";
import { refusal } from "./cluster-status.ts";
import { connectNatively, type NativeOptions } from "./native-client.ts";
import { textTable } from "./text-table.ts";

export async function stagesOfLeader(options: NativeOptions): Promise<readonly StageLatency[]> {
  const client = await connectNatively(options);
  try {
    const answer = await client.ask({ ask: "stages" }, "leader");
    if (!("stages" in answer)) throw refusal(answer);
    return answer.stages;
  } finally {
    client.stop();
  }
}

/** For people: microseconds, and commands. */
export function stagesText(stages: readonly StageLatency[]): string {
  if (stages.length === 0) return "the node that leads has sequenced nothing yet";
  const rows = stages.map(({ stage, count, ...figures }) => {
    const { meanUs, p50Us, p90Us, p99Us, p999Us, maxUs } = figures;
    return [
      stage,
      ...[meanUs, p50Us, p90Us, p99Us, p999Us, maxUs, count].map((each) =>
        Math.round(each).toLocaleString("en"),
      ),
    ];
  });
  const table = textTable(["stage", "mean us", "p50", "p90", "p99", "p99.9", "max", "commands"], rows);
  return `${table}\nappend and replicate go on side by side, and commit is the later of them: total is ingress, sequence, commit, apply and egress`;
}
