import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from "node:fs";

/**
 * Encrypts the secrets of API keys for rest: what is in the log, in snapshots and in their copies
 * is useless without the key file, which is in neither. AES-256-GCM:
 *
 *     0 u8  format 1
 *     1 12 bytes of nonce, random
 *    13 ciphertext, as long as the secret
 *    .. 16 bytes of tag
 *
 * The key id is authenticated with it, so that a sealed secret cannot be moved to another key.
 * Every gateway of a cluster needs the same key file.
 */
export class SecretBox {
  readonly #key: Uint8Array;

  /** @param key 32 bytes */
  constructor(key: Uint8Array) {
    if (key.byteLength !== KEY_BYTES) {
      throw new SecretBoxError("KEY_LENGTH", `the key is ${key.byteLength} bytes; it must be ${KEY_BYTES}`);
    }
    this.#key = Uint8Array.from(key);
  }

  /**
   * Reads the key from a file of 64 hexadecimal digits, or makes the file with a random key. It appears whole or not
   * at all: several nodes on one machine may start at the same time.
   *
   * @throws SecretBoxError when others than the owner may read it, or it holds something else
   */
  static open(path: string): SecretBox {
    if (!existsSync(path)) makeKey(path);
    return new SecretBox(readKey(path));
  }

  seal(keyId: string, secret: Uint8Array): Uint8Array {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce).setAAD(Buffer.from(keyId));
    return Buffer.concat([
      Uint8Array.of(FORMAT),
      nonce,
      cipher.update(secret),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
  }

  /** @throws SecretBoxError when the bytes were changed, or sealed for another key id or key file */
  unseal(keyId: string, sealed: Uint8Array): Uint8Array {
    if (sealed.byteLength < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] !== FORMAT) {
      throw new SecretBoxError("NOT_SEALED", `the secret of key ${keyId} is not in this box's format`);
    }
    const tagOffset = sealed.byteLength - TAG_BYTES;
    const decipher = createDecipheriv("aes-256-gcm", this.#key, sealed.subarray(1, 1 + NONCE_BYTES))
      .setAAD(Buffer.from(keyId))
      .setAuthTag(sealed.subarray(tagOffset));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE_BYTES, tagOffset)), decipher.final()]);
    } catch {
      throw new SecretBoxError(
        "WRONG_KEY",
        `the secret of key ${keyId} does not open with this key file; every gateway of a cluster needs the same one`,
      );
    }
  }
}

export class SecretBoxError extends Error {
  override readonly name = "SecretBoxError";
  readonly code: "KEY_LENGTH" | "KEY_FILE" | "NOT_SEALED" | "WRONG_KEY";

  constructor(code: SecretBoxError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

const FORMAT = 1;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function makeKey(path: string): void {
  const unfinished = `${path}.${process.pid}`;
  const file = openSync(unfinished, "w", 0o600);
  writeSync(file, `${randomBytes(KEY_BYTES).toString("hex")}\n`);
  fsyncSync(file);
  closeSync(file);
  chmodSync(unfinished, 0o600); // A umask may only have taken more away.
  try {
    linkSync(unfinished, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(unfinished);
  }
}

function readKey(path: string): Uint8Array {
  const file = openSync(path, "r");
  try {
    const mode = fstatSync(file).mode & 0o777;
    if ((mode & 0o077) !== 0) {
      throw new SecretBoxError("KEY_FILE", `${path} has mode ${mode.toString(8)}; run: chmod 600 ${path}`);
    }
    const text = readFileSync(file, "utf8").trim();
    if (!/^[0-9a-f]{64}$/i.test(text)) {
      throw new SecretBoxError("KEY_FILE", `${path} does not hold 64 hexadecimal digits`);
    }
    return Buffer.from(text, "hex");
  } finally {
    closeSync(file);
  }
}
