import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { SECRET_BYTES } from "./client/proof.ts";

const FILE_NAME = "client-secret";

/** Where it is kept what clients must know to be believed. */
export function clientSecretPath(directory: string): string {
  return join(directory, FILE_NAME);
}

/** @throws SecretFileError, or the system's error when there is no file or no permission */
export function readClientSecret(path: string): Uint8Array {
  const secret = Buffer.from(readFileSync(path, "utf8").trim(), "hex");
  if (secret.byteLength !== SECRET_BYTES) throw new SecretFileError(path);
  return secret;
}

/**
 * The cluster's secret, made when there is none; only its owner may read the file. It appears whole or not at
 * all: several nodes on one machine may start at the same time.
 */
export function openClientSecret(directory: string): Uint8Array {
  const path = clientSecretPath(directory);
  const unfinished = `${path}.${process.pid}`;
  if (!existsSync(path)) {
    const file = openSync(unfinished, "w", 0o600);
    writeSync(file, `${randomBytes(SECRET_BYTES).toString("hex")}\n`);
    fsyncSync(file);
    closeSync(file);
    try {
      linkSync(unfinished, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      unlinkSync(unfinished);
    }
  }
  return readClientSecret(path);
}

/** The file is there, but holds no secret. */
export class SecretFileError extends Error {
  override readonly name = "SecretFileError";
  readonly code = "SECRET_FILE";

  constructor(path: string) {
    super(
      `${path} does not hold ${SECRET_BYTES} bytes as hex digits: restore it from a copy, or remove it ` +
        `to have the node make a new one, which its gateways must then be given`,
    );
  }
}
