import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { SECRET_BYTES } from "./client/proof.ts";

const FILE_NAME = "client-secret";

/** Where a node keeps what gateways must know to be believed. */
export function clientSecretPath(dataDirectory: string): string {
  return join(dataDirectory, FILE_NAME);
}

/** @throws SecretFileError, or the system's error when there is no file or no permission */
export function readClientSecret(path: string): Uint8Array {
  const secret = Buffer.from(readFileSync(path, "utf8").trim(), "hex");
  if (secret.byteLength !== SECRET_BYTES) throw new SecretFileError(path);
  return secret;
}

/** The node's secret, made at its first start; only its owner may read the file. */
export function openClientSecret(dataDirectory: string): Uint8Array {
  const path = clientSecretPath(dataDirectory);
  try {
    const file = openSync(path, "wx", 0o600);
    writeSync(file, `${randomBytes(SECRET_BYTES).toString("hex")}\n`);
    fsyncSync(file);
    closeSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
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
