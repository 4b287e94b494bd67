import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type Server as TlsServer } from "node:tls";
import type { PeerCertificates } from "./peer-certificates.ts";
import type { PeerSocket } from "./peer-wire.ts";
import { parseAddress } from "./tcp.ts";

/** Strangers who never finish the handshake of TLS are not known to anybody else: here they end. */
const HANDSHAKE_TIMEOUT_MS = 3_000;
/** Members, and strangers for as long as it takes to find out. */
const CONNECTIONS_MAX = 128;

/** What a listener tells its owner. */
export interface PeerListenerOwner {
  onSocket(socket: PeerSocket): void;
  /** Somebody showed no certificate, or one of another authority. */
  onStranger(remote: string, reason: string): void;
}

/** The port where members are dialled by the others, bare or with mutual TLS. */
export class PeerListener {
  private readonly endpoint: { host: string; port: number };
  private readonly server: Server | TlsServer;
  private readonly sockets = new Set<Socket>();

  /** @throws RangeError when `listen` is no address */
  constructor(listen: string, certificates: PeerCertificates | undefined, owner: PeerListenerOwner) {
    this.endpoint = parseAddress(listen);
    const accept = (socket: Socket): void => {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket));
      owner.onSocket(socket);
    };
    if (certificates === undefined) {
      this.server = createServer(accept);
      return;
    }
    const server = createTlsServer(
      {
        ...certificates.credentials,
        requestCert: true,
        rejectUnauthorized: true,
        handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      },
      accept,
    );
    server.maxConnections = CONNECTIONS_MAX;
    server.on("tlsClientError", (error, socket) => {
      owner.onStranger(`${socket.remoteAddress}:${socket.remotePort}`, error.message);
      socket.destroy();
    });
    certificates.watch((credentials) => server.setSecureContext(credentials));
    this.server = server;
  }

  /** @throws the system's error when the address is in use or not ours */
  async open(): Promise<void> {
    const { host, port } = this.endpoint;
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(port, host, () => {
        this.server.off("error", reject);
        resolve();
      });
    });
  }

  /** Where it listens, with the port that was taken; empty before `open`. */
  get address(): string {
    const bound = this.server.address();
    if (bound === null || typeof bound === "string") return "";
    return bound.family === "IPv6" ? `[${bound.address}]:${bound.port}` : `${bound.address}:${bound.port}`;
  }

  /** Closes the port and everything that came through it. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      if (this.server.listening) this.server.close(() => resolve());
      else resolve();
    });
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}
