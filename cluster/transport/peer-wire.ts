import { connect as connectTcp } from "node:net";
import { connect as connectTls } from "node:tls";
import type { PeerCertificates } from "./peer-certificates.ts";
import { PeerListener, type PeerListenerOwner } from "./peer-listener.ts";
import { parseAddress } from "./tcp.ts";

/** What the connections of members need of a socket; those of node:net have it. */
export interface PeerSocket {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  /** Given and not yet taken by the system. */
  readonly writableLength: number;
  readonly destroyed: boolean;
  on(event: "data", listener: (bytes: Buffer) => void): unknown;
  on(event: "end", listener: () => void): unknown;
  on(event: "close", listener: () => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  setNoDelay(isOn: boolean): unknown;
  /** @param onTaken never called from within */
  write(bytes: Uint8Array, onTaken?: () => void): boolean;
  cork(): void;
  uncork(): void;
  end(bytes: Uint8Array): unknown;
  destroy(): unknown;
}

/** Where a socket's bytes go without a buffer of their own. */
export interface ReadInto {
  readonly buffer: Uint8Array;
  readonly callback: (size: number) => boolean;
}

/** Where a node is dialled by the others. */
export interface PeerPort {
  /** @throws the system's error when the address is in use or not ours */
  open(): Promise<void>;
  /** With the port that was taken; empty before `open`. */
  readonly address: string;
  /** Closes the port and everything that came through it. */
  close(): Promise<void>;
}

/** Makes the connections of one node: over TCP, or in a simulation. */
export interface PeerWire {
  listen(address: string, owner: PeerListenerOwner): PeerPort;
  /** @param onOpen called later and at most once, when bytes can be written */
  dial(address: string, onread: ReadInto, onOpen: () => void): PeerSocket;
}

/** Bare TCP, or mutual TLS. */
export class TcpPeerWire implements PeerWire {
  private readonly certificates: PeerCertificates | undefined;

  constructor(certificates: PeerCertificates | undefined) {
    this.certificates = certificates;
  }

  /** @throws RangeError when it is no address */
  listen(address: string, owner: PeerListenerOwner): PeerPort {
    return new PeerListener(address, this.certificates, owner);
  }

  dial(address: string, onread: ReadInto, onOpen: () => void): PeerSocket {
    const { host, port } = parseAddress(address);
    if (this.certificates === undefined) return connectTcp({ host, port, onread }, onOpen);
    const options = {
      ...this.certificates.credentials,
      host,
      port,
      onread, // As of a bare socket; the types do not know it.
      // A certificate says that it is a member's; which one, the greeting says.
      checkServerIdentity: () => undefined,
    };
    return connectTls(options, onOpen);
  }
}
