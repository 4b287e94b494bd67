import { connect, createServer, type Server, type Socket } from "node:net";
import type { Acceptor, Connection, ConnectionListener, Dialer } from "./connection.ts";

/** Nobody can listen there: to dial it fails as dialling does. */
const NOWHERE = { host: "127.0.0.1", port: 0 };
const NOBODY: ConnectionListener = { onBytes: () => {}, onWritten: () => {}, onClose: () => {} };
/** What one read of a dialled socket may bring; the memory is used again for every read. */
const READ_BUFFER_BYTES = 262_144;
const DIAL_TIMEOUT_MS = 5_000;

class TcpConnection implements Connection {
  readonly peer: string;
  listener: ConnectionListener = NOBODY;
  pendingBytes = 0;
  private readonly socket: Socket;
  private corked = false;

  constructor(socket: Socket, peer: string) {
    this.socket = socket;
    this.peer = peer;
    let reason = "closed by the other end";
    socket.setNoDelay(true);
    socket.on("error", (error: NodeJS.ErrnoException) => (reason = error.code ?? error.message));
    socket.on("close", () => this.listener.onClose(reason));
  }

  write(bytes: Uint8Array): void {
    if (this.socket.destroyed || this.socket.writableEnded) return;
    if (!this.corked) {
      this.corked = true;
      this.socket.cork();
    }
    this.pendingBytes += bytes.byteLength;
    this.socket.write(bytes, (error) => {
      this.pendingBytes -= bytes.byteLength;
      if (error === null || error === undefined) this.listener.onWritten(bytes);
    });
  }

  flush(): void {
    if (!this.corked) return;
    this.corked = false;
    this.socket.uncork();
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  end(): void {
    this.flush();
    this.socket.end();
    // Whoever does not read what we wrote, or goes on writing, does not keep the socket open for ever.
    const giveUp = setTimeout(() => this.socket.destroy(), DIAL_TIMEOUT_MS);
    giveUp.unref();
    this.socket.once("close", () => clearTimeout(giveUp));
  }

  destroy(): void {
    this.socket.destroy();
  }
}

/** Listens for clients of the native protocol. */
export class TcpListener {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.server = server;
  }

  /**
   * @param address `host:port`; port 0 takes a free one
   * @throws the system's error when the address is in use or not ours
   */
  static async open(address: string, acceptor: Acceptor): Promise<TcpListener> {
    const { host, port } = parseAddress(address);
    const server = createServer();
    const listener = new TcpListener(server);
    server.on("connection", (socket) => {
      listener.sockets.add(socket);
      socket.on("close", () => listener.sockets.delete(socket));
      const connection = new TcpConnection(socket, `${socket.remoteAddress}:${socket.remotePort}`);
      connection.listener = acceptor.accept(connection, false);
      socket.on("data", (bytes: Buffer) => connection.listener.onBytes(bytes));
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, () => {
        server.off("error", reject);
        resolve();
      });
    });
    return listener;
  }

  /** Where it listens, with the port that was taken. */
  get address(): string {
    const bound = this.server.address();
    if (bound === null || typeof bound === "string") return "";
    return bound.family === "IPv6" ? `[${bound.address}]:${bound.port}` : `${bound.address}:${bound.port}`;
  }

  /** Takes no more connections; those that are open stay. */
  stopAccepting(): void {
    this.server.close();
  }

  /** Closes everything at once. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      if (this.server.listening) this.server.close(() => resolve());
      else resolve();
    });
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}

/** Dials nodes by `host:port`; received bytes land in one static buffer per connection. */
export class TcpDialer implements Dialer {
  dial(endpoint: string, listener: ConnectionListener, onOpen: () => void): Connection {
    // Where the leader is, another node says.
    const { host, port } = isAddress(endpoint) ? parseAddress(endpoint) : NOWHERE;
    const buffer = new Uint8Array(READ_BUFFER_BYTES);
    const socket = connect({
      host,
      port,
      onread: {
        buffer,
        callback: (size) => {
          connection.listener.onBytes(buffer.subarray(0, size));
          return true;
        },
      },
    });
    const connection = new TcpConnection(socket, endpoint);
    connection.listener = listener;
    socket.setTimeout(DIAL_TIMEOUT_MS, () => socket.destroy(new Error(`no answer in ${DIAL_TIMEOUT_MS} ms`)));
    socket.once("connect", () => {
      socket.setTimeout(0);
      onOpen();
    });
    return connection;
  }
}

/** `parseAddress` takes it. */
export function isAddress(address: string): boolean {
  try {
    parseAddress(address);
    return true;
  } catch {
    return false;
  }
}

/** @throws RangeError when it is not `host:port`, `[v6]:port` or `:port` */
export function parseAddress(address: string): { host: string; port: number } {
  const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(address);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535) {
    throw new RangeError(`"${address}" is no address: write host:port, such as 127.0.0.1:9001`);
  }
  return { host: match[1] ?? (match[2] || "127.0.0.1"), port };
}
