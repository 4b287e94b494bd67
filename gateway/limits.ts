/** Every bound of the gateway, its unit last. All can be set in `GatewayOptions.limits`. */
export interface GatewayLimits {
  /** A JSON body. A command is at most 64 KiB encoded; its JSON form is longer. */
  readonly bodyBytesMax: number;
  /** Requests to the cluster without an answer, of all users together; at most 65,536. */
  readonly requestsInFlightMax: number;
  /** After this a request is shed before it is sequenced; what was sequenced may be answered later. */
  readonly requestTimeoutMs: number;
  /** More for the port to say that it does not know, before the gateway says so itself. */
  readonly answerGraceMs: number;
  /** Of one key, or one address while a request fails to authenticate. */
  readonly requestsPerSecondMax: number;
  /** How far a signed request's timestamp may be from this node's clock. */
  readonly signatureWindowMs: number;
  readonly signaturesRememberedMax: number;
  readonly keysCachedMax: number;
  readonly keyMaxAgeMs: number;
  /** Ingress load of the cluster, 0 to 1, from which requests are refused. */
  readonly ingressLoadMax: number;

  readonly clientsMax: number;
  /** A WebSocket message. */
  readonly frameBytesMax: number;
  /** Commands and queries in one binary message. */
  readonly frameItemsMax: number;
  /** Requests of one WebSocket without an answer. */
  readonly clientRequestsInFlightMax: number;
  readonly clientSubscriptionsMax: number;
  /** Not taken by a client's socket: above it, events wait in the subscription and are conflated. */
  readonly clientHighWaterBytes: number;
  /** Above it the client is cut off. */
  readonly clientQueueBytesMax: number;
  /** Events that wait in one subscription: above it, they are dropped and an image follows a resync. */
  readonly backlogEventsMax: number;
  /** How long a client may stay above its high water. */
  readonly slowReaderMs: number;
  /** How long a WebSocket may stay without a key. */
  readonly loginTimeoutMs: number;
  readonly heartbeatIntervalMs: number;
  /** A client that answers no ping until the next one is gone. */
  readonly pingIntervalMs: number;
  /** How long a close waits for answers under way. */
  readonly drainTimeoutMs: number;
}

export const defaultLimits: GatewayLimits = {
  bodyBytesMax: 256 * 1024,
  requestsInFlightMax: 16_384,
  requestTimeoutMs: 5_000,
  answerGraceMs: 10_000,
  requestsPerSecondMax: 5_000,
  signatureWindowMs: 5_000,
  signaturesRememberedMax: 262_144,
  keysCachedMax: 10_000,
  keyMaxAgeMs: 60_000,
  ingressLoadMax: 0.9,

  clientsMax: 10_000,
  frameBytesMax: 1024 * 1024,
  frameItemsMax: 1_024,
  clientRequestsInFlightMax: 4_096,
  clientSubscriptionsMax: 64,
  clientHighWaterBytes: 256 * 1024,
  clientQueueBytesMax: 8 * 1024 * 1024,
  backlogEventsMax: 4_096,
  slowReaderMs: 10_000,
  loginTimeoutMs: 5_000,
  heartbeatIntervalMs: 1_000,
  pingIntervalMs: 15_000,
  drainTimeoutMs: 5_000,
};
