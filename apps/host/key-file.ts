import { join } from "node:path";
import { SecretBox } from "@lockstep/gateway/secret-box";

/**
 * What seals the secrets of API keys: the same file for all nodes, beside their directories.
 *
 * @param dataDirectory of all nodes on this machine
 * @throws SecretBoxError, and the system's errors
 */
export function openSecretBox(dataDirectory: string): SecretBox {
  return SecretBox.open(join(dataDirectory, "api-keys.secret"));
}
