import { type FSWatcher, readFileSync, watch } from "node:fs";
import { dirname } from "node:path";
import { createSecureContext } from "node:tls";
import type { Logger } from "../ports.ts";

const SETTLE_MS = 100;

/** Mutual TLS between members: PEM files. */
export interface PeerTlsFiles {
  /** This node's certificate, with intermediate ones if any. */
  readonly certificatePath: string;
  readonly keyPath: string;
  /** Who signs members' certificates. It is to sign nothing else: whoever holds one is believed to be a member. */
  readonly authorityPath: string;
}

export interface PeerCredentials {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly ca: Buffer;
  readonly minVersion: "TLSv1.3";
}

/** The files do not make a certificate that could be used. */
export class PeerCertificateError extends Error {
  override readonly name = "PeerCertificateError";
  readonly code = "PEER_CERTIFICATE";
}

/** A node's certificate and key, read again when the files change. */
export class PeerCertificates {
  private readonly files: PeerTlsFiles;
  private readonly logger: Logger;
  private readonly watchers: FSWatcher[] = [];
  private settling: NodeJS.Timeout | undefined;
  private onChange: (credentials: PeerCredentials) => void = () => {};
  credentials: PeerCredentials;

  /** @throws PeerCertificateError */
  constructor(files: PeerTlsFiles, logger: Logger) {
    this.files = files;
    this.logger = logger;
    this.credentials = read(files);
  }

  /** @param onChange new connections use these from now on; those that are open stay */
  watch(onChange: (credentials: PeerCredentials) => void): void {
    this.onChange = onChange;
    // The directories: files are often replaced, by renaming or through a link, and a watch would stay with the old.
    const { certificatePath, keyPath, authorityPath } = this.files;
    for (const directory of new Set([certificatePath, keyPath, authorityPath].map((path) => dirname(path)))) {
      const watcher = watch(directory, { persistent: false }, () => this.settle());
      watcher.on("error", (error) =>
        this.logger.warn({ directory, error: error.message }, "cannot watch certificates"),
      );
      this.watchers.push(watcher);
    }
  }

  /** Reads the files now. What cannot be used is not: the node goes on with what it has. */
  reload(): void {
    let credentials: PeerCredentials;
    try {
      credentials = read(this.files);
    } catch (error) {
      this.logger.warn(
        { error: (error as Error).message },
        "the new certificate is not used, the old one stays",
      );
      return;
    }
    const { cert, key, ca } = this.credentials;
    if (cert.equals(credentials.cert) && key.equals(credentials.key) && ca.equals(credentials.ca)) return;
    this.credentials = credentials;
    this.onChange(credentials);
    this.logger.info({ certificatePath: this.files.certificatePath }, "a new certificate is used");
  }

  close(): void {
    clearTimeout(this.settling);
    for (const watcher of this.watchers) watcher.close();
  }

  /** Certificate and key are replaced one after the other. */
  private settle(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.reload(), SETTLE_MS);
    this.settling.unref();
  }
}

function read({ certificatePath, keyPath, authorityPath }: PeerTlsFiles): PeerCredentials {
  try {
    const credentials: PeerCredentials = {
      cert: readFileSync(certificatePath),
      key: readFileSync(keyPath),
      ca: readFileSync(authorityPath),
      minVersion: "TLSv1.3",
    };
    createSecureContext(credentials);
    return credentials;
  } catch (error) {
    throw new PeerCertificateError(
      `${certificatePath}, ${keyPath} and ${authorityPath} are no certificate, its key and its authority: ` +
        `${(error as Error).message}`,
      { cause: error },
    );
  }
}
