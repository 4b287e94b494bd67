/**
 * One end of a byte stream between a client and a node: a port. TCP and a pipe inside the process
 * implement it; a simulator adds its own.
 */
export interface Connection {
  /** For people: where the other end is. */
  readonly peer: string;
  /** Written and not yet taken over by the system. */
  readonly pendingBytes: number;
  /**
   * Adds bytes to what the next `flush` sends. They stay unchanged until `onWritten` gives them back,
   * in the order of the writes.
   */
  write(bytes: Uint8Array): void;
  /** Sends what was written, as one. */
  flush(): void;
  /** Reads nothing more until `resume`; what was read already is still delivered. */
  pause(): void;
  resume(): void;
  /** Sends what was written and closes. `onClose` is called, not from within. */
  end(): void;
  /** Closes at once; what was not sent is lost. `onClose` is called, not from within. */
  destroy(): void;
}

/** What a connection tells its owner; never from within a call to it. */
export interface ConnectionListener {
  /** @param bytes valid during the call */
  onBytes(bytes: Uint8Array): void;
  /** These bytes are no longer needed. */
  onWritten(bytes: Uint8Array): void;
  /** Nothing comes after it. Bytes that were written are given back no more. */
  onClose(reason: string): void;
}

/** Takes connections that others opened. */
export interface Acceptor {
  /** @param trusted a pipe inside the process: it need not prove a secret */
  accept(connection: Connection, trusted: boolean): ConnectionListener;
}

/** Opens connections. */
export interface Dialer {
  /**
   * @param endpoint `host:port`, or what the dialer calls a node
   * @param onOpen called later and at most once, before any `onBytes`; a failure is an `onClose`
   */
  dial(endpoint: string, listener: ConnectionListener, onOpen: () => void): Connection;
}
