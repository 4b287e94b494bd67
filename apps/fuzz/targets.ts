import type { Target } from "./target.ts";
import { clientFrames } from "./targets/client-frames.ts";
import { lobsterLines, sbeSchemas } from "./targets/files-of-people.ts";
import { httpRequests, webSocketBinary, webSocketJson } from "./targets/gateway-messages.ts";
import { configurationEntries, logRecords, segmentHeaders, stateSlots } from "./targets/log-records.ts";
import { nodeFrames } from "./targets/node-frames.ts";
import { peerHello, peerMessages } from "./targets/peer-frames.ts";
import { snapshots, stateBytes } from "./targets/saved-state.ts";
import { sbeMessages } from "./targets/sbe-messages.ts";
import { segments } from "./targets/segments.ts";

/** Every decoder that faces bytes from outside, by its name. */
export const TARGETS: Readonly<Record<string, () => Target | Promise<Target>>> = {
  "client-hello": () => clientFrames(false),
  "client-frames": () => clientFrames(true),
  "node-frames": nodeFrames,
  "peer-hello": peerHello,
  "peer-messages": peerMessages,
  "sbe-messages": sbeMessages,
  "websocket-json": webSocketJson,
  "websocket-binary": webSocketBinary,
  http: httpRequests,
  "log-records": logRecords,
  "segment-headers": segmentHeaders,
  segments,
  "state-file": stateSlots,
  "configuration-entries": configurationEntries,
  "state-bytes": stateBytes,
  snapshots,
  "sbe-schemas": sbeSchemas,
  lobster: lobsterLines,
};
