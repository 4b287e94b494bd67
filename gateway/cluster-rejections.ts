/**
 * Rejections with schema id 0 are the cluster's own: about sessions, idempotency keys and skipped
 * commands. Their codes are those of `cluster/system-messages.ts`, which the gateway does not import;
 * a test of the apps, which see both, holds the two against each other.
 */
export interface ClusterRejection {
  readonly label: string;
  readonly status: number;
  readonly detail: string;
}

export const CLUSTER_SCHEMA_ID = 0;

export const clusterRejections: Readonly<Record<number, ClusterRejection>> = {
  1: {
    label: "REPLY_DROPPED",
    status: 409,
    detail: "It was applied before, and its reply is no longer kept. Query what came of it.",
  },
  2: {
    label: "CORRELATION_GAP",
    status: 503,
    detail: "The gateway's session lost its place. Nothing was applied; retry.",
  },
  3: {
    label: "SESSION_UNKNOWN",
    status: 503,
    detail: "The gateway's session has ended. Nothing was applied; retry.",
  },
  4: {
    label: "SESSIONS_FULL",
    status: 503,
    detail: "The cluster has no room for another session. Nothing was applied; retry later.",
  },
  5: {
    label: "IDEMPOTENCY_CONFLICT",
    status: 422,
    detail: "The Idempotency-Key was used with other content; value is the position where.",
  },
  6: {
    label: "IDEMPOTENCY_TABLE_FULL",
    status: 503,
    detail: "There is no room for another Idempotency-Key. Nothing was applied; retry later.",
  },
  7: {
    label: "UNKNOWN_SCHEMA",
    status: 400,
    detail: "No service of the cluster has this schema id, which is value.",
  },
  8: {
    label: "SKIPPED",
    status: 500,
    detail: "The service failed on it, and an operator had it skipped. Nothing was applied.",
  },
  9: {
    label: "TIMERS_FULL",
    status: 503,
    detail: "The cluster has no room for another timer. Nothing was applied; retry later.",
  },
  10: {
    label: "NONCE_TAKEN",
    status: 503,
    detail: "The gateway's session could not be opened. Nothing was applied; retry.",
  },
  11: {
    label: "VERSION_NOT_HIGHER",
    status: 422,
    detail: "A version is only ever raised; value is the active one.",
  },
  12: {
    label: "SKIP_NOT_EARLIER",
    status: 422,
    detail: "Only an earlier position can be skipped; value is the one asked for.",
  },
  13: {
    label: "QUERY_FAILED",
    status: 500,
    detail: "The service failed on the question; the node's log has the reason.",
  },
  14: {
    label: "HALTED",
    status: 503,
    detail: "The service stands still on an error at the position that is value, and waits for a repair.",
  },
  15: {
    label: "LINK_MOVED_ON",
    status: 409,
    detail:
      "What another cluster said came twice or too late; value is the number of the request that is answered next.",
  },
};
